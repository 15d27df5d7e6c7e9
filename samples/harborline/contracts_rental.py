"""Agreements for rented dwellings: a coverage table, a two-column rate schedule, a protection plan."""

from __future__ import annotations

from pathlib import Path

from layout import gap, grid, paragraphs, style, write_pdf
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.units import inch
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, PageTemplate, Paragraph

TABLE = [
    ["Item", "In the plan, no charge", "Owner pays"],
    [
        "Faucets (kitchen, bath, laundry)",
        "Labor; washers, seats, cartridges",
        "A new faucet: list price for the faucet",
    ],
    ["Toilets", "Labor; fill valve, flapper, supply tube", "New bowl or tank and the labor to set it: list price"],
    [
        "Drains",
        "One clearing per dwelling per calendar quarter",
        "Each further clearing in the same quarter: $95.00 flat. A clearing made necessary by roots, wipes or grease: list price, and it does not use up the free one",
    ],
    [
        "Water heater",
        "Thermostat, element, relief valve, thermocouple, and the labor for these",
        "Leaking tank; replacement heater with the labor to install it: list price",
    ],
    [
        "Furnace",
        "First 2 hours of labor on each call",
        "Hours after the second: $98.00 per hour. Furnace parts: list price less 10%",
    ],
    ["Thermostats", "—", "List price"],
    ["Damage done by a tenant or guest", "—", "List price, whatever the item"],
    ["Gas lines, sewer beyond the foundation wall, appliances", "—", "Not worked on under this plan; separate quote"],
]


def walter_schedule(path: Path) -> None:
    """A table of covered and excluded items with grid lines."""
    body = style("Helvetica", 9.5, 13, after=6)
    story = [
        Paragraph("Rental Dwelling Plan", style("Helvetica-Bold", 18, after=2)),
        Paragraph("Schedule of cover, plan RD-26-12", style("Helvetica", 11, after=10)),
        grid(
            [
                ["<b>Owner</b>", "Walter Lindgren, 56 Lakeview Drive, Duluth MN 55804, 218-555-0117"],
                [
                    "<b>Dwellings</b>",
                    "931 East 7th Street (tenants: the Hendricks family) and 1120 Garfield Avenue (tenant: Marisol Vega, 218-555-0188). The owner's own house on Lakeview Drive is not on this plan.",
                ],
                ["<b>Plan period</b>", "01/01/2026 – 12/31/2026"],
                [
                    "<b>Plan price</b>",
                    "$64.00 per dwelling per quarter, for the two dwellings $128.00 a quarter, invoiced on the first day of each quarter",
                ],
            ],
            [1.2, 5.4],
            body,
            line=0.3,
        ),
        gap(12),
        grid(TABLE, [1.6, 2.3, 2.7], style("Helvetica", 9, 12), style("Helvetica-Bold", 9.5)),
        gap(12),
        Paragraph("Notes to the table", style("Helvetica-Bold", 11)),
        *paragraphs(
            [
                "A. The table holds at any hour and on any day. There is no supplement for nights or weekends.",
                "B. No heat between October and April: we are there within 12 hours of the call. Everything else: within 2 working days.",
                "C. Tenants may call us directly. They cannot order work the owner would pay for.",
                "D. Where the “Owner pays” column comes to more than $300.00 on one call, we need the owner's written OK first, by e-mail or text message, for the address in question and for at least the amount. Without it the work in that column waits; the work in the middle column does not.",
                "E. Either side may leave the plan at the end of a quarter.",
            ],
            style("Helvetica", 9.5, 13, hang=14),
        ),
    ]
    write_pdf(path, "Rental Dwelling Plan", story, margin=0.9, footer="RD-26-12 Lindgren W.")


LEFT = [
    ("h", "LABOR"),
    ("p", "Journeyman, any trade ........ $118.00 / hr"),
    ("p", "Apprentice ........................... $72.00 / hr"),
    ("p", "Counted in quarter hours, from arrival to departure."),
    ("p", "Minimum: one hour per call, at whatever multiple is running when the call starts."),
    ("h", "CLOCK"),
    ("p", "Straight time: Mon–Fri 07:00–16:00"),
    ("p", "x 1.5: Mon–Fri 16:00–22:00; all of Saturday 07:00–22:00"),
    ("p", "x 2: Sundays, every night 22:00–07:00, federal holidays"),
    ("p", "The clock goes by the time the call starts; a call that runs over keeps its multiple."),
    ("h", "TRAVEL"),
    ("p", "None within Duluth, Hermantown and Proctor: no trip charge, no fuel surcharge."),
    ("h", "SITES"),
    ("p", "Garden Terrace Apartments, 2600 Anderson Road (56 units)"),
    ("p", "Birch Manor, 1815 Piedmont Avenue (24 units)"),
    ("p", "Superior Street Lofts, 214 West Superior Street (18 units)"),
]
RIGHT = [
    ("h", "MATERIAL"),
    ("p", "Parts and fittings: list minus 12 %"),
    ("p", "Articles with a list price under $20 apiece: list, no reduction"),
    ("p", "Whole equipment (water heaters, furnaces, condensing units, boilers): list minus 5 %"),
    ("h", "WORK ORDERS"),
    ("p", "Up to $850 a work order at these rates: just do it."),
    (
        "p",
        "Above $850: not before our maintenance desk has e-mailed a PO number for that site with an amount that is enough for the whole work order.",
    ),
    ("p", "A tenant's say-so is never an order. Neither is a call from the site caretaker."),
    ("h", "PAPERWORK"),
    ("p", "One collected invoice a month, by the 3rd, net 30. Put the unit number on each line."),
    ("p", "Maintenance desk: Curtis Aho, 218/555-0150, or after hours Bev Sundvall, 218/555-0151."),
    ("h", "VALIDITY"),
    ("p", "2/1/2026 up to and including 1/31/2027. New rates are to be offered in writing by December 15."),
    ("h", "WARRANTY"),
    ("p", "Twelve months on material, thirty days on labor."),
]


def northgate_rates(path: Path) -> None:
    """A customer's own rate schedule, in two columns."""
    head = style("Helvetica-Bold", 10.5, before=10, after=3, color="#0b3d5c")
    text = style("Helvetica", 9.5, 13, after=4)
    width, height = letter
    top = Frame(0.8 * inch, height - 1.75 * inch, width - 1.6 * inch, 1.05 * inch, id="top", showBoundary=0)
    column = (width - 1.9 * inch) / 2
    left = Frame(0.8 * inch, 0.8 * inch, column, height - 2.7 * inch, id="left")
    right = Frame(1.1 * inch + column, 0.8 * inch, column, height - 2.7 * inch, id="right")

    def rule(canvas, _doc) -> None:
        canvas.setStrokeColor(colors.HexColor("#0b3d5c"))
        canvas.line(0.95 * inch + column, 0.9 * inch, 0.95 * inch + column, height - 1.9 * inch)
        canvas.setFont("Helvetica", 7.5)
        canvas.drawString(
            0.8 * inch,
            0.5 * inch,
            "Northgate PM Inc. · vendor rates 2026 · accepted for Harborline: G. Haataja 1/22/26",
        )

    document = BaseDocTemplate(str(path), pagesize=letter, title="Vendor rates 2026", invariant=1)
    document.addPageTemplates([PageTemplate(id="two", frames=[top, left, right], onPage=rule)])
    story = [
        Paragraph("NORTHGATE PROPERTY MANAGEMENT, INC.", style("Helvetica-Bold", 14, color="#0b3d5c", after=3)),
        Paragraph("Vendor rates 2026: Harborline (heating, air conditioning, plumbing)", style("Helvetica", 11)),
        FrameBreak(),
    ]
    for side in (LEFT, RIGHT):
        story += [Paragraph(words, head if kind == "h" else text) for kind, words in side]
        story.append(FrameBreak())
    document.build(story[:-1])


RAMAN = [
    (
        "What the plan is",
        [
            "HomeKeep is a protection plan sold by Harborline to Dr. Priya Raman for the house at 1007 Hawthorne Road, Duluth, Minnesota 55812 (daytime phone 218-555-0184). It is not insurance.",
            "Plan year: June 1, 2026 through May 31, 2027. Dues are $58.00 monthly.",
        ],
    ),
    (
        "What we repair",
        [
            "Breakdown of: interior water supply lines; the tank water heater; the gas boiler with its circulators and controls. We bear parts and labor at list price until the yearly ceiling is reached.",
            "Yearly ceiling. The most we bear in one plan year is $1,500.00, counted at list prices over all repairs in the order we make them. What goes past the ceiling is the plan holder's at list price.",
        ],
    ),
    (
        "Trade call fee",
        [
            "Each visit for a covered repair costs the plan holder a trade call fee of $75.00. The fee stands on the invoice as an item of its own; it neither uses up the ceiling nor lowers what we bear.",
            "No fee is asked for a visit at which nothing turns out to be covered.",
        ],
    ),
    (
        "Waiting time",
        [
            "Repairs are covered from the thirty-first day of the first plan year on. Breakdowns during the first 30 days (June 1 to June 30, 2026) are billed at list price.",
        ],
    ),
    (
        "What we do not repair under the plan",
        [
            "Fixtures and faucets; the water softener; lime scale and its consequences; sewer lines; anything known before June 1, 2026; improvements the law requires that were not needed before.",
        ],
    ),
    (
        "Getting help",
        [
            "Call 218-555-0100 at any hour. We will have a technician at the house within 24 hours for loss of heat or of all water and within 3 days for the rest.",
            "The garage keypad code you gave us (2580#) is kept with this plan and used only when you are away.",
        ],
    ),
    (
        "Leaving the plan",
        [
            "The plan holder may leave at any time; the dues of the running month are not returned. If we have borne more than has been paid in dues, the difference up to $200.00 is owed on leaving.",
        ],
    ),
]


def raman_plan(path: Path) -> None:
    """Protection plan with a call fee, a waiting time and a yearly ceiling."""
    side = style("Vera", 9.5, 13, color="#5b2a6e")
    text = "Vera"
    story = [
        Paragraph("HomeKeep", style("VeraBd", 24, color="#5b2a6e", after=10)),
        Paragraph("Plan document HK-0619", style("Vera", 10, after=14)),
    ]
    for title, body in RAMAN:
        story.append(grid([[f"<b>{title}</b>", "<br/><br/>".join(body)]], [1.5, 5.1], style(text, 9, 13), line=0))
        story.append(gap(4))
    story += [gap(10), Paragraph("Accepted on line by Priya Raman, 05/27/2026 19:42", side)]
    write_pdf(path, "HomeKeep plan", story, margin=0.95, footer="HK-0619", font="Vera")
