"""One-page sheets: the pest flyer, the plant form, the unsigned proposal, and the thermostat manual."""

from layout import open_canvas
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = letter


def _lines(canvas: Canvas, x: float, y: float, lead: float, lines: list[str]) -> float:
    """Draw lines downwards and return the next y."""
    for line in lines:
        canvas.drawString(x, y, line)
        y -= lead
    return y


def pest_flyer() -> None:
    """A loud flyer with bullets and a sign-up line at the foot."""
    canvas = open_canvas("BugOff-Gold-flyer-Ferro.pdf", "Bug-Off Gold")
    canvas.setFillColor("#c9861a")
    canvas.rect(0, HEIGHT - 130, WIDTH, 130, stroke=0, fill=1)
    canvas.setFillColor("white")
    canvas.setFont("Helvetica-Bold", 40)
    canvas.drawString(50, HEIGHT - 75, "BUG-OFF GOLD")
    canvas.setFont("Helvetica", 15)
    canvas.drawString(50, HEIGHT - 105, "Sleep tight. Shake out your shoes anyway.")
    canvas.setFillColor("black")
    canvas.setFont("Helvetica", 13)
    y = _lines(canvas, 60, HEIGHT - 175, 25, [
        "\u2022  Just $42/month. First-timer visit: $99, once.",
        "\u2022  We spray every other month, 6 visits a year",
        "\u2022  Scorpions, ants, roaches, crickets, spiders: all in",
        "\u2022  Seen one between visits? We come back and re-treat, no charge",
        "\u2022  At your door within 2 business days of your call",
        "\u2022  Pack rats and mice: members take 15% off any rodent job",
        "\u2022  Month to month. Leave whenever, 10 days' heads-up",
    ])
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(60, y - 8, "The fine print (it's short)")
    canvas.setFont("Helvetica", 10.5)
    y = _lines(canvas, 60, y - 30, 16, [
        "Termites, bed bugs, bees and wasps, and pigeons are other animals altogether: regular menu prices.",
        "Gold is for the house and attached garage. Detached sheds and stables can be added for $9/month each.",
        "Prices are good for the calendar year in which you join.",
    ])
    canvas.setDash(4, 3)
    canvas.line(50, 150, WIDTH - 50, 150)
    canvas.setDash()
    canvas.setFont("Helvetica", 11)
    canvas.drawString(50, 125, "Sign me up!  Name:")
    canvas.drawString(50, 98, "Address:")
    canvas.drawString(50, 71, "Start:")
    canvas.drawString(300, 71, "Signature:")
    canvas.setFont("Times-Italic", 15)
    canvas.drawString(165, 125, "Nadine Ferro")
    canvas.drawString(110, 98, "88 W Calle Agave, Oro Valley")
    canvas.drawString(95, 71, "May 1st 2026")
    canvas.drawString(365, 71, "N. Ferro")
    canvas.save()


def plant_form() -> None:
    """An order form with typed-in blanks and check boxes."""
    canvas = open_canvas("Form 7B Tortolita.pdf", "Form 7B")
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(50, HEIGHT - 60, "FORM 7-B   Plant Equipment Maintenance Order")
    rows = [
        ("Customer", "Tortolita Cold Storage Supply Co."),
        ("Site (this form is good for one site only)", "Warehouse, 5401 S Country Club Rd"),
        ("Start date", "16 FEB 2026"),
        ("End date", "15 FEB 2027"),
        ("Plan price for the year", "$4,280.00"),
        ("Invoiced", "[ ] monthly   [X] quarterly   [ ] yearly"),
        ("Preventive visits included in the year", "4"),
        ("At expiry", "[X] ends   [ ] continues year to year"),
        ("Facilities lead (may release repairs)", "Bennett Okafor"),
    ]
    y = HEIGHT - 100
    for label, value in rows:
        canvas.setFont("Helvetica", 9.5)
        canvas.drawString(50, y, label + ":")
        canvas.line(265, y - 3, WIDTH - 50, y - 3)
        canvas.setFont("Courier-Bold", 10.5)
        canvas.drawString(270, y, value)
        y -= 24
    canvas.setFont("Helvetica-Bold", 10.5)
    canvas.drawString(50, y - 4, "Equipment (only what is ticked is on the plan)")
    canvas.setFont("Courier", 10.5)
    y = _lines(canvas, 62, y - 24, 17, [
        "[X] Rooftop units RTU-1 to RTU-4",
        "[X] Exhaust fans EF-1, EF-2",
        "[ ] Walk-in coolers and freezers",
        "[ ] Dock doors and levelers",
        "[ ] Lighting and power distribution",
    ])
    canvas.setFont("Helvetica-Bold", 10.5)
    canvas.drawString(50, y - 4, "Repairs of ticked equipment")
    canvas.setFont("Helvetica", 9.5)
    y = _lines(canvas, 50, y - 22, 14.5, [
        "1) Repair labor and parts are on us until together they have reached $3,500.00 in the plan year, counted at",
        "    list. Within one repair the labor is counted first and the parts after it.",
        "2) Preventive visits do not eat into that sum.",
        "3) Once the sum is gone: labor $92.00 an hour, parts at list, to the end of the plan year.",
        "4) Any one repair above $2,000.00 at list waits for a purchase order number from the facilities lead.",
        "5) Calls taken before 7 a.m. or after 5 p.m., or on a Sunday, add $150.00 per call, payable by you.",
        "6) Equipment left unticked is repaired only if asked for and then at list.",
        "7) Target arrival: 4 hours when product is at risk, otherwise next working day.",
    ])
    canvas.setFont("Times-Italic", 13)
    canvas.drawString(50, y - 26, "B. Okafor   2/11/26")
    canvas.drawString(330, y - 26, "Dwight Pelham for Ocotillo")
    canvas.save()


def school_proposal() -> None:
    """A proposal nobody has signed yet."""
    canvas = open_canvas("proposal-old-pueblo-grounds.pdf", "Proposal")
    canvas.setFont("Helvetica-Bold", 22)
    canvas.drawString(60, HEIGHT - 90, "Proposal")
    canvas.setFont("Helvetica", 11)
    _lines(canvas, 60, HEIGHT - 125, 18, [
        "To: Old Pueblo Day School, attn. Headmistress Corinne Adair",
        "Sent: October 12, 2026                    Ours to honor until: December 18, 2026",
        "",
        "We would keep the playing field, the courtyard and the drip lines at 1900 S Fourth Avenue",
        "through the 2027 calendar year for $1,340.00 a month.",
        "",
        "On offer: field mowing every ten days from March to November, courtyard sweep each Friday,",
        "drip repairs with the first two labor hours of a month at no charge, a 20% break on drip parts.",
        "",
        "Not on offer: play equipment, fencing, rodent control.",
        "",
        "This is an offer and nothing more. It binds neither the School nor Ocotillo, and no price in it",
        "may be claimed, until both lines below carry a signature.",
        "",
        "",
        "For the School: ______________________     Date: ____________",
        "",
        "For Ocotillo:   ______________________     Date: ____________",
    ])
    canvas.save()


def thermostat_manual() -> None:
    """Two pages of a maker's quick guide: not a contract, though it speaks of warranty and service."""
    canvas = open_canvas("TX-90 quick guide.pdf", "TX-90 quick guide")
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, HEIGHT - 80, "TX-90 Heat Pump Thermostat: quick guide")
    canvas.setFont("Helvetica", 11)
    _lines(canvas, 60, HEIGHT - 120, 17, [
        "1. Switch off the breaker for the air handler before you open the wall plate.",
        "2. Land R and C first. O/B drives the reversing valve; set jumper J2 for your unit.",
        "3. Hold MODE and DOWN for five seconds to reach the installer menu.",
        "4. Menu 12 sets the balance point. In the low desert leave it at 35 F.",
        "5. A blinking snowflake means the compressor delay is running. Wait five minutes.",
        "6. Clean the sensor slot with dry air twice a year.",
    ])
    canvas.showPage()
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, HEIGHT - 80, "Troubles")
    canvas.setFont("Helvetica", 11)
    _lines(canvas, 60, HEIGHT - 110, 17, [
        "E1: sensor open. E3: no communication with the outdoor board. E7: float switch tripped.",
        "Maker's limited warranty: 60 months on the thermostat, parts only, from date of purchase.",
        "Register at tx90.example.com. Keep this sheet with the unit.",
    ])
    canvas.save()
