"""PDFs of the kinds that contractors keep, made on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from tests.ingest.mutations import document as pdf_of

STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", parent=STYLES["BodyText"], fontSize=10, leading=13)
TITLE, HEADING = STYLES["Title"], STYLES["Heading3"]
WIDTH, HEIGHT = letter
GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
        ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)
RULES_BELOW = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def escaped(words: str) -> str:
    """Printed words as a paragraph takes them."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text(words: str) -> Paragraph:
    return Paragraph(words, BODY)


def heading(words: str) -> Paragraph:
    return Paragraph(words, HEADING)


def title(words: str) -> Paragraph:
    return Paragraph(words, TITLE)


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], style: TableStyle = GRID) -> Table:
    cells = [[Paragraph(cell, BODY) if at else cell for cell in row] for at, row in enumerate(rows)]
    made = Table(cells, colWidths=list(widths), repeatRows=1)
    made.setStyle(style)
    return made


def document(
    story: Sequence[Flowable], *, columns: int = 1, on_page: Callable[[Any, Any], None] | None = None
) -> bytes:
    """The story set on letter paper; `on_page` draws headers and footers."""
    out = io.BytesIO()
    gap, margin = 0.3 * inch, inch
    width = (WIDTH - 2 * margin - (columns - 1) * gap) / columns
    frames = [
        Frame(margin + at * (width + gap), margin, width, HEIGHT - 2 * margin, 0, 0, 0, 0) for at in range(columns)
    ]
    made = BaseDocTemplate(out, pagesize=letter)
    made.addPageTemplates(PageTemplate(frames=frames, onPage=on_page or (lambda *_: None)))
    made.build(list(story))
    return out.getvalue()


def drawn(draw: Callable[[Any], None], *, pages: int = 1, encrypt: str | None = None) -> bytes:
    """Pages drawn by hand; `draw` gets the canvas once a page."""
    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=letter, encrypt=encrypt)
    for _ in range(pages):
        draw(made)
        made.showPage()
    made.save()
    return out.getvalue()


def scanned(pdf: bytes, *, turn: float = 0.0, dpi: int = 150) -> bytes:
    """The same pages as pictures, turned `turn` degrees counter-clockwise, without any text."""
    import pypdfium2

    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=letter)
    for page in pypdfium2.PdfDocument(pdf):
        picture: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(turn, expand=turn % 90 == 0, fillcolor=255, resample=Image.Resampling.BICUBIC)
        width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
        made.setPageSize((width, height))
        made.drawImage(ImageReader(picture), 0, 0, width, height)
        made.showPage()
    made.save()
    return out.getvalue()


def numbered_agreement() -> list[Flowable]:
    return [
        title("Residential Maintenance Agreement"),
        heading("1. Services"),
        text("1.1 Contractor inspects the furnace once each year in the fall."),
        text("1.2 Labor for repairs of the furnace is included in the annual fee."),
        heading("2. Exclusions"),
        text("2.1 The following are not covered:"),
        text("(a) ductwork and registers;"),
        text("(b) damage by flood or fire; and"),
        text("(c) refrigerant of any kind."),
        text("2.2 Work that is excluded is charged at list prices."),
        heading("3. Term"),
        text(
            "This agreement runs for one year from June 1, 2026 and renews unless either party gives thirty days notice."
        ),
        Spacer(1, 12),
    ]


def mapped(line: str, told: Mapping[str, str]) -> bytes:
    """A line in a font that shows the right letters and tells of each that it is another one, as `told` says."""
    letters = sorted(set(line))
    code = {letter: 33 + at for at, letter in enumerate(letters)}
    names = " ".join(
        f"/{letter}" if letter.isalpha() else "/period" if letter == "." else "/space" for letter in letters
    )
    content = f"BT /F 12 Tf 72 700 Td <{''.join(f'{code[letter]:02x}' for letter in line)}> Tj ET"
    pairs = "".join(f"<{at:02x}> <{ord(told.get(letter, letter)):04x}>\n" for letter, at in code.items())
    tounicode = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(code)} beginbfchar\n{pairs}endbfchar endcmap end"
    )
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R /Encoding << /Differences [33 {names}] >> >>"
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        *(
            stream if stream.startswith(b"<<") else b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
            for stream in (content.encode(), font.encode(), tounicode.encode())
        ),
    )
