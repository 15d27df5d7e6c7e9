"""The scanned contract, papers that are no contracts, and a photo."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

from layout import gap, grid, paragraphs, style, write_pdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

SCAN_TEXT = """SERVICE CONTRACT FOR PUMPS AND PLUMBING

Made with: Harold Tveit, 5561 Rice Lake Road,
Duluth, Minnesota 55803. Telephone 218-555-0155.

In force from May 1, 2026 through April 30, 2027.

1. Each May we test the sump pump and the water
softener. The test is part of the yearly price.

2. The yearly price is $210.00, paid in two equal
halves, in May and in November.

3. Should the sump pump fail, we put in a new one
free of charge, pump and labor, once in a contract
year. A second pump in the same contract year is
charged at list price; the labor under paragraph 4.

4. Labor for any other plumbing work, Monday to
Friday, is $95.00 an hour. On Saturday and Sunday
it is $140.00 an hour.

5. Parts for such work are 8% below list price.

6. Not part of this contract: the well pump and its
tank, frozen pipes, and the septic field. We quote
those separately.

7. To end the contract early, give 45 days notice
by letter to 1520 Railroad Street.

8. Mr. Tveit asks us to telephone before we come,
as the dog runs loose. The gate code is 3815.

Signed: Harold Tveit      G. Haataja
April 17, 2026
"""


def tveit_scan(path: Path) -> None:
    """An image-only page: typed, scanned a little askew."""
    noise = random.Random(43)
    width, height = 1700, 2200
    page = Image.new("L", (width, height), 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(_vera(), 38)
    bold = ImageFont.truetype(_vera("VeraBd.ttf"), 40)
    for number, line in enumerate(SCAN_TEXT.splitlines()):
        draw.text((190, 170 + number * 49), line, fill=30, font=bold if number == 0 else font)
    page = page.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=250)
    pixels = page.load()
    for _ in range(9000):
        x, y = noise.randrange(width), noise.randrange(height)
        pixels[x, y] = max(0, pixels[x, y] - noise.randrange(40, 130))
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    buffer = BytesIO()
    page.save(buffer, "JPEG", quality=62, dpi=(200, 200))
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    canvas.drawImage(ImageReader(BytesIO(buffer.getvalue())), 0, 0, letter[0], letter[1])
    canvas.showPage()
    canvas.save()


def _vera(name: str = "Vera.ttf") -> str:
    import reportlab

    return str(Path(reportlab.__file__).parent / "fonts" / name)


def supplier_invoice(path: Path) -> None:
    """A supplier's invoice to Harborline: no contract."""
    text = style("Helvetica", 9.5, 13)
    story = [
        Paragraph("TWIN HARBORS SUPPLY CO.", style("Helvetica-Bold", 16, after=2)),
        Paragraph(
            "Wholesale plumbing and HVAC · 2204 West Michigan Street, Duluth MN", style("Helvetica", 9, after=14)
        ),
        Paragraph(
            "INVOICE 88412 · 05/20/2026 · Sold to: Harborline Heating, Cooling &amp; Plumbing · Job ref: Marchetti",
            text,
        ),
        gap(10),
        grid(
            [
                ["Item", "Qty", "Each", "Amount"],
                ["WH-50G-NG tank water heater 50 gal", "1", "$812.40", "$812.40"],
                ["3/4 flex connector", "2", "$14.10", "$28.20"],
                ["Expansion tank 2 gal", "1", "$47.90", "$47.90"],
                ["", "", "Subtotal", "$888.50"],
                ["", "", "Trade discount 12%", "-$106.62"],
                ["", "", "Due 06/19/2026", "$781.88"],
            ],
            [3.4, 0.6, 1.4, 1.2],
            text,
            style("Helvetica-Bold", 9.5),
            "#eeeeee",
        ),
        gap(12),
        Paragraph(
            "Terms: net 30. Manufacturer's tank warranty 6 years, registered by the installer. Returns within 15 days, 20% restocking.",
            text,
        ),
    ]
    write_pdf(path, "Invoice 88412", story)


def compressor_manual(path: Path) -> None:
    """An excerpt of an equipment manual: no contract."""
    head, text = style("Helvetica-Bold", 12, before=10), style("Helvetica", 10, 14, after=6)
    story = [
        Paragraph("VIDAR V4 oil-free dental compressor", style("Helvetica-Bold", 17, after=2)),
        Paragraph("Owner's manual, pages 31-32 (maintenance)", style("Helvetica-Oblique", 10, after=12)),
        Paragraph("7.2 Maintenance intervals", head),
        grid(
            [
                ["Every", "Task"],
                ["Month", "Drain the receiver. Wipe the intake louvre."],
                ["6 months or 1,000 hours", "Replace the intake filter, part V4-118."],
                ["12 months", "Replace the drying cartridge. Test the safety valve at 10 bar."],
                ["4 years", "Replace the connecting hoses."],
            ],
            [2.2, 4.2],
            text,
            style("Helvetica-Bold", 10),
        ),
        Paragraph("7.3 Warranty conditions of the maker", head),
        *paragraphs(
            [
                "The maker's warranty of 24 months is void if the intervals above are exceeded by more than 10 percent or if parts of other origin are fitted.",
                "Service may be performed by any qualified refrigeration or compressed-air technician. The maker does not pay for labor or travel.",
            ],
            text,
        ),
    ]
    write_pdf(path, "V4 manual excerpt", story, footer="V4-OM-EN rev. 6")


def garage_photo(path: Path) -> None:
    """A small drawn photo of a water heater in a corner."""
    noise = random.Random(7)
    image = Image.new("RGB", (640, 480), (176, 168, 152))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 360, 640, 480), fill=(110, 104, 98))
    draw.rounded_rectangle((250, 90, 400, 400), 30, fill=(222, 222, 216), outline=(120, 120, 120), width=3)
    draw.line((300, 90, 300, 0), fill=(184, 115, 51), width=10)
    draw.line((350, 90, 350, 0), fill=(184, 115, 51), width=10)
    draw.ellipse((240, 392, 430, 430), fill=(70, 78, 88))
    pixels = image.load()
    for _ in range(20000):
        x, y = noise.randrange(640), noise.randrange(480)
        red, green, blue = pixels[x, y]
        shift = noise.randrange(-18, 18)
        pixels[x, y] = (red + shift, green + shift, blue + shift)
    image.save(path, "JPEG", quality=70)
