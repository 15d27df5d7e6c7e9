"""Agreements whose meaning sits in tables: the dental office's rates and the landlord's upkeep plan."""

from layout import paragraphs, style, write_flow
from reportlab.lib import colors
from reportlab.platypus import Paragraph, Spacer, Table

TIERS = [
    ["Hours worked for you in the calendar month", "Price of an hour"],
    ["1st through 5th", "$98.00"],
    ["6th through 12th", "$89.00"],
    ["13th and up", "$79.00"],
]

CLOCK = [
    ["When the work is done", "Hourly price is multiplied by"],
    ["Mon-Fri 7:00 AM - 6:00 PM", "1.0"],
    ["Mon-Fri outside those hours, and Saturday", "1.5"],
    ["Sunday and federal holidays", "2.0"],
]

PRIORITY = [
    ["Code", "Situation", "On site in"],
    ["P1", "No power in an operatory; vacuum or compressor circuit dead", "2 hours"],
    ["P2", "Suite above 80 F or below 64 F", "8 hours"],
    ["P3", "Anything else", "3 business days"],
]

COVERAGE = [
    ["Item", "Ocotillo carries", "Owner carries"],
    ["Evaporative cooler, spring start-up and fall shut-down", "One of each per address per calendar year, all of it",
     "Nothing"],
    ["Evaporative cooler, repairs", "All labor; parts up to $150.00 per address per calendar year",
     "Parts over the $150.00"],
    ["Outlets, switches, breakers, light fixtures", "Labor and parts after the $60.00 share", "$60.00 each trip"],
    ["Scorpion and roach treatment inside", "2 treatments per address per calendar year", "$55.00 for each one more"],
    ["New cooler (whole unit)", "--", "All, at list"],
    ["Service panel upgrade", "--", "All, at list"],
    ["Termites, bed bugs", "--", "All, at list"],
    ["Anything broken by a tenant or a tenant's guest", "--", "All, at list"],
    ["Roof, glass, plumbing", "Not offered", "Not offered"],
]


def _grid(rows: list[list[str]], widths: list[float], head: str, font: str) -> Table:
    """A ruled table with a tinted first row and wrapping cells."""
    plain = style("cell", font, 9.5, 12.5)
    return Table(
        [[Paragraph(cell, plain) for cell in row] for row in rows], colWidths=widths,
        style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), head),
               ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )


def dental_rates() -> None:
    """Two pages: tiers, clock multipliers, priorities, then short rules."""
    head = style("head", "Helvetica-Bold", 12, 18, spaceBefore=10)
    body = style("body", "Helvetica", 10, 14)
    story = [Paragraph("Schedule of Rates and Response", style("t", "Helvetica-Bold", 19, 26)),
             Paragraph("Prepared for Rillito Dental Partners, PLLC, 2250 E Fort Lowell Rd, Suite 110", body),
             Paragraph("Good 02/01/2026 through 01/31/2027. Covers power, lighting and cooling of the suite.", body),
             Spacer(1, 10), Paragraph("Table 1: labor", head), _grid(TIERS, [300, 160], "#dde8d5", "Helvetica")]
    story.append(Spacer(1, 6))
    story += paragraphs("""Hours count up through the month across all work orders and start again at the
first on the 1st. A trip in which no hour is worked is not charged labor.""", body)
    story += [Paragraph("Table 2: clock", head), _grid(CLOCK, [300, 160], "#dde8d5", "Helvetica"), Spacer(1, 6),
              Paragraph("Table 3: how fast", head), _grid(PRIORITY, [50, 300, 110], "#dde8d5", "Helvetica"),
              Paragraph("Other figures", head)]
    story += paragraphs("""Dispatch: $45.00 every time a truck rolls to the suite. Table 2 does not touch it.

Parts: manufacturer's list minus 12%.

Sign-off: a work order that will come to more than $600.00, labor, dispatch and parts together, needs the okay of Shauna
Whitcomb, practice manager, in writing, naming an amount that is at least as high, before tools come out. Nobody else at
the front desk can give it.

Outside this schedule: voice and data cabling, imaging and x-ray equipment, air dryers. If we do them at all they go at
our posted prices.

Keeping it going: the schedule rolls into another year on each February 1 unless one of us writes 45 days ahead to stop
it. Next roll-over date: February 1, 2027. There is no monthly charge; you pay for what you use.""", body)
    story += [Spacer(1, 18), Paragraph("Accepted for the practice: Dr. Anita Rillo, 1/27/2026", body)]
    write_flow("Rillito Dental - rates 2026.pdf", story, "Schedule of Rates and Response", footer="Rillito Dental 2026")


def landlord_plan() -> None:
    """One and a half pages around a three-column table."""
    body = style("body", "Times-Roman", 11, 15)
    story = [Paragraph("RENTAL HOME UPKEEP PLAN", style("t", "Courier-Bold", 18, 26)), Spacer(1, 6)]
    story += paragraphs("""Owner: Gordon Whitlatch. Doors on the plan: the duplex at 1120 N Belvedere Ave and the house at 3318
E Linden St. No other door belongs to it unless added here in ink.

Runs 2026/01/15 to 2027/01/14. $190.00 a month for both addresses, drawn on the 15th.""", body)
    story += [Spacer(1, 6), _grid(COVERAGE, [170, 175, 135], "#f2e2c4", "Times-Roman"), Spacer(1, 12)]
    story += paragraphs("""The $60.00 share is owed one time per trip, however many outlets or fixtures are worked on.

Spending control. Where the owner's part of one trip would pass $250.00, nobody picks up a screwdriver until Gordon
Whitlatch or his manager Teresa Lindqvist says yes by text or e-mail to a sum that covers it. A tenant may ring us when
something sparks, but a tenant's yes binds no one.

Speed. Sparks, smoke or half the house dark: same day. No cooling between May 15 and September 30: 24 hours. The rest: 5
days.

Ending. Thirty days' written word before 2027/01/14 stops it; with no word it goes on for one more year.""", body)
    story += [Spacer(1, 16), Paragraph("G. Whitlatch &#8212; 1/12/26 &nbsp;&nbsp;&nbsp; D. Pelham, Ocotillo &#8212; 1/12/26", body)]
    write_flow("whitlatch_upkeep_plan.pdf", story, "Rental home upkeep plan", margin=66)
