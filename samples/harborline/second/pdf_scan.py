"""The one image-only PDF: a typed memorandum, scanned a little crooked on a dusty glass."""

import io
import random
from pathlib import Path

import reportlab
from layout import open_canvas
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
SIZE = (1700, 2200)

OAKES = [
    "MEMORANDUM OF HOME ELECTRICAL CARE",
    "",
    "Householder:  Harlan Oakes",
    "House:  5 Mesquite Bend, Green Valley, Arizona",
    "Kept by:  Ocotillo Home & Grounds, LLC, Tucson",
    "",
    "In force from 05-05-2025 through 05-04-2028, three years.",
    "It does not extend itself.",
    "",
    "Mr. Oakes pays $264.00 each year, on or before May 20.",
    "",
    "For this he receives",
    "  - one safety inspection of the whole house a year, no bill;",
    "  - a quarter (25%) off our regular labor rate on any",
    "    electrical repair inside the dwelling;",
    "  - an electrician within 6 hours if the house is dark.",
    "",
    "Parts are charged at the regular price. No trip fee is added.",
    "",
    "Left out: harm done by a power surge; solar panels and their",
    "inverters; wiring beyond the outer walls. Work on these is",
    "billed in full.",
    "",
    "Questions go to Dwight Pelham, 520 555 0100.",
    "",
    "H. Oakes          R. Quiroz          April 29, 2025",
]


def scanned_memo() -> None:
    """Draw the page at 200 dpi, turn it by a degree, sprinkle specks, and wrap it in a PDF without text."""
    page = Image.new("L", SIZE, 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 36)
    y = 220
    for line in OAKES:
        draw.text((190, y), line, font=font, fill=35)
        y += 62
    page = page.rotate(0.9, resample=Image.Resampling.BICUBIC, fillcolor=246)
    dice = random.Random(411)
    draw = ImageDraw.Draw(page)
    for _ in range(1400):
        x, y = dice.randrange(SIZE[0]), dice.randrange(SIZE[1])
        draw.point((x, y), fill=dice.randrange(90, 200))
    buffer = io.BytesIO()
    page.quantize(16).save(buffer, "PNG")
    buffer.seek(0)
    canvas = open_canvas("oakes_memo_scan.pdf", "scan0007")
    canvas.drawImage(ImageReader(buffer), 0, 0, width=612, height=792)
    canvas.save()


def site_photo() -> bytes:
    """A small grey photo-like picture, so that the account holds an attachment that is no document."""
    picture = Image.new("RGB", (240, 160), (176, 164, 140))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 60, 200, 130), fill=(90, 96, 102))
    draw.ellipse((95, 70, 145, 120), fill=(40, 40, 44))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
