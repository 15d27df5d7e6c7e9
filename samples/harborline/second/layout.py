"""Small helpers shared by the modules that draw the PDFs."""

from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

rl_config.invariant = 1

FILES = Path(__file__).parent / "files"


def style(name: str, font: str, size: float, lead: float | None = None, **extra: object) -> ParagraphStyle:
    """A paragraph style in one line."""
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=lead or size * 1.3, **extra)


def paragraphs(text: str, look: ParagraphStyle, gap: float = 6) -> list[Flowable]:
    """One flowable per blank-line separated block of text."""
    story: list[Flowable] = []
    for block in text.strip().split("\n\n"):
        story += [Paragraph(" ".join(block.split()), look), Spacer(1, gap)]
    return story


def write_flow(name: str, story: list[Flowable], title: str, margin: float = 60, footer: str = "") -> None:
    """Lay a story out on letter pages, with an optional footer line and page number."""

    def decorate(canvas: Canvas, doc: SimpleDocTemplate) -> None:
        if footer:
            canvas.setFont("Helvetica", 7.5)
            canvas.drawString(margin, 30, footer)
            canvas.drawRightString(letter[0] - margin, 30, f"page {doc.page}")

    doc = SimpleDocTemplate(
        str(FILES / name), pagesize=letter, title=title, author="Ocotillo Home & Grounds",
        leftMargin=margin, rightMargin=margin, topMargin=54, bottomMargin=54, invariant=1,
    )
    doc.build(story, onFirstPage=decorate, onLaterPages=decorate)


def open_canvas(name: str, title: str) -> Canvas:
    """A bare letter-size canvas that saves below files/."""
    canvas = Canvas(str(FILES / name), pagesize=letter, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor("Ocotillo Home & Grounds")
    return canvas
