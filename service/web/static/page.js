// What pages need beyond htmx: the theme switch, examples, keys, closing the side sheet, and drawing PDF pages.
import { drawSheets } from "./sheet.js";

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  if (at("[data-theme-switch]")) {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", next);
    document.documentElement.dataset.theme = next;
  }
  const example = at("[data-example]");
  if (example) {
    const question = document.querySelector("#question");
    question.value = example.dataset.example;
    question.form.requestSubmit();
  }
  if (at("[data-close-sheet]")) closeSheet();
  const removed = at("[data-remove]");
  if (removed) removed.closest(removed.dataset.remove).remove();
  if (at("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeSheet();
  if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea[data-send]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

document.addEventListener("htmx:sse:after:connection", ({ target: form, detail }) => {
  if (detail.connection.status < 400 && form.matches("form[data-clears]")) form.querySelector("textarea").value = "";
});

document.addEventListener("htmx:after:swap", () => {
  drawSheets();
  const last = document.querySelector("#conversation > .turn:last-child");
  if (last && !last.dataset.shown) {
    last.dataset.shown = "yes";
    last.scrollIntoView({ block: "start" });
  }
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail?.ctx?.response) return;
  const notice = document.createElement("p");
  notice.className = "notice bad";
  notice.textContent = "The service did not answer. Is it running, and is this machine connected? What you typed is still here.";
  document.querySelector("#trouble").replaceChildren(notice);
});

// On a small screen the sheet covers the page, so the keyboard goes there with it.
document.addEventListener("htmx:after:swap", () => {
  const close = document.querySelector("#sheet [data-close-sheet]");
  const covers = window.matchMedia("(max-width: 62rem)").matches;
  if (close && covers && !document.querySelector("#sheet").contains(document.activeElement)) close.focus();
});

let opener = null;
document.addEventListener("htmx:before:request", (event) => {
  const source = event.detail?.ctx?.sourceElement;
  if (source?.matches?.("[data-opens-sheet]")) opener = source;
});

function closeSheet() {
  const sheet = document.querySelector("#sheet");
  if (!sheet || !sheet.firstElementChild) return;
  sheet.replaceChildren();
  opener?.focus();
}

drawSheets();
