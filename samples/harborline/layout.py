"""Page layout helpers: every office's paper looks different, so styles are made per document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}

for _name in ("Vera", "VeraBd", "VeraIt"):
    pdfmetrics.registerFont(TTFont(_name, f"{_name}.ttf"))
pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBd")


def style(
    font: str = "Times-Roman",
    size: float = 10.5,
    lead: float | None = None,
    align: str = "left",
    indent: float = 0,
    hang: float = 0,
    before: float = 0,
    after: float = 5,
    color: str = "#000000",
) -> ParagraphStyle:
    """Make a paragraph style; ``hang`` is a hanging indent."""
    return ParagraphStyle(
        f"{font}-{size}-{align}-{indent}-{hang}-{before}-{after}-{color}",
        fontName=font,
        fontSize=size,
        leading=lead or size * 1.28,
        alignment=ALIGN[align],
        leftIndent=indent + hang,
        firstLineIndent=-hang,
        spaceBefore=before,
        spaceAfter=after,
        textColor=colors.HexColor(color),
    )


def paragraphs(texts: Sequence[str], look: ParagraphStyle) -> list[Flowable]:
    """Turn texts into paragraphs of one style."""
    return [Paragraph(text, look) for text in texts]


def grid(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    cell: ParagraphStyle,
    head: ParagraphStyle | None = None,
    head_fill: str = "#d9e2ec",
    line: float = 0.6,
) -> Table:
    """Make a table with grid lines, the first row as head where ``head`` is given."""
    body = [
        [Paragraph(text, head if head and number == 0 else cell) for text in row] for number, row in enumerate(rows)
    ]
    table = Table(body, colWidths=[width * inch for width in widths], repeatRows=1 if head else 0)
    rules: list[tuple] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)]
    if line:
        rules.append(("GRID", (0, 0), (-1, -1), line, colors.HexColor("#444444")))
    if head:
        rules.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor(head_fill)))
    table.setStyle(TableStyle(rules))
    return table


def gap(points: float) -> Spacer:
    """Leave vertical space."""
    return Spacer(1, points)


def write_pdf(
    path: Path, title: str, story: list[Flowable], margin: float = 0.9, footer: str = "", font: str = "Helvetica"
) -> None:
    """Write a letter-size PDF, the same bytes on every run."""

    def foot(canvas, doc) -> None:
        if footer:
            canvas.setFont(font, 7.5)
            canvas.drawString(margin * inch, 0.5 * inch, footer)
            canvas.drawRightString(letter[0] - margin * inch, 0.5 * inch, f"Page {doc.page}")

    document = SimpleDocTemplate(
        str(path),
        pagesize=letter,
        leftMargin=margin * inch,
        rightMargin=margin * inch,
        topMargin=margin * inch,
        bottomMargin=0.85 * inch,
        title=title,
        author="",
        invariant=1,
    )
    document.build(story, onFirstPage=foot, onLaterPages=foot)
