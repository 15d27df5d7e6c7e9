// Draws the cited page of a PDF and marks the quoted words. Boxes are PDF points, origin lower left.
const VENDOR = new URL("./vendor/", import.meta.url);
let library = null;

async function pdfjs() {
  if (!library) {
    library = await import(new URL("pdf.min.mjs", VENDOR).href);
    library.GlobalWorkerOptions.workerSrc = new URL("pdf.worker.min.mjs", VENDOR).href;
  }
  return library;
}

export function drawSheets() {
  for (const pages of document.querySelectorAll(".pages[data-file]:not([data-drawn])")) {
    pages.dataset.drawn = "drawing";
    draw(pages).catch((error) => {
      console.error("the document could not be drawn", error);
      pages.dataset.drawn = "failed";
      pages.textContent = "This file could not be drawn here. Download it to see the page.";
    });
  }
}

async function draw(pages) {
  const { getDocument } = await pdfjs();
  const loaded = await getDocument({
    url: pages.dataset.file,
    standardFontDataUrl: new URL("pdf-fonts/", VENDOR).href,
    wasmUrl: new URL("pdf-images/", VENDOR).href,
    useWasm: false,
    isEvalSupported: false,
  }).promise;
  const wanted = Number(pages.dataset.page || 1);
  const boxes = JSON.parse(pages.dataset.boxes || "[]");
  for (let number = 1; number <= loaded.numPages; number++) {
    pages.append(await drawn(await loaded.getPage(number), number === wanted ? boxes : [], pages.clientWidth, number));
  }
  pages.dataset.drawn = "yes";
  const shown = pages.querySelector(".mark") || pages.querySelector(`[data-number="${wanted}"]`);
  shown?.scrollIntoView({ block: "center" });
}

async function drawn(page, boxes, width, number) {
  const natural = page.getViewport({ scale: 1 });
  const sharp = Math.min(window.devicePixelRatio || 1, 2);
  const viewport = page.getViewport({ scale: ((width - 16) / natural.width) * sharp });
  const sheet = document.createElement("div");
  sheet.className = "page";
  sheet.dataset.number = number;
  const canvas = document.createElement("canvas");
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Page ${number}`);
  sheet.append(canvas);
  await page.render({ canvas, viewport }).promise;
  for (const box of boxes) sheet.append(mark(box, viewport));
  return sheet;
}

function mark(box, viewport) {
  const [x0, y0] = viewport.convertToViewportPoint(box[0], box[1]);
  const [x1, y1] = viewport.convertToViewportPoint(box[2], box[3]);
  const part = (value, whole) => `${(100 * value) / whole}%`;
  const drawnMark = document.createElement("div");
  drawnMark.className = "mark";
  drawnMark.style.left = part(Math.min(x0, x1), viewport.width);
  drawnMark.style.top = part(Math.min(y0, y1), viewport.height);
  drawnMark.style.width = part(Math.abs(x1 - x0), viewport.width);
  drawnMark.style.height = part(Math.abs(y1 - y0), viewport.height);
  return drawnMark;
}
