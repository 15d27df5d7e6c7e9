"""Agreements with organisations: a restaurant's lawyers, a parish, a housing cooperative."""

from __future__ import annotations

from pathlib import Path

from layout import gap, grid, paragraphs, style, write_pdf
from reportlab.lib import colors
from reportlab.platypus import HRFlowable, PageBreak, Paragraph

PIKE = [
    (
        "ARTICLE I — DEFINITIONS",
        [
            "“Business Hours” means 8:00 A.M. to 5:00 P.M. on any day other than a Saturday, a Sunday or a day on which banks in Duluth are closed.",
            "“Contract Year” means each period of twelve months commencing on the Effective Date or an anniversary of it.",
            "“Equipment” means rooftop units RTU-1 and RTU-2, the walk-in cooler, and the domestic hot water plant at the Premises.",
            "“Owner's Representative” means Odessa Flynn (General Manager, (218) 555-0160) or Theodore Pike, and no other person.",
            "“Work Order” means all Corrective Services arising from one reported occurrence.",
        ],
    ),
    (
        "ARTICLE II — TERM",
        [
            "Section 2.01. The initial term is three (3) years from the Effective Date, the 15th day of January, 2026, expiring at midnight on the 14th day of January, 2029.",
            "Section 2.02. Owner may terminate for convenience upon sixty (60) days' written notice. Provider may terminate only for non-payment continuing thirty (30) days after demand.",
        ],
    ),
    (
        "ARTICLE III — PREVENTIVE SERVICES",
        [
            "Section 3.01. Provider shall perform the monthly tasks of Exhibit A for a flat fee of $640.00 per month, invoiced monthly in arrears.",
            "Section 3.02. Belts and pleated filters consumed in Preventive Services are included in the flat fee.",
        ],
    ),
    (
        "ARTICLE IV — CORRECTIVE SERVICES",
        [
            "Section 4.01. Corrective labor is compensated at $122.00 per hour during Business Hours and at $183.00 per hour at all other times, travel included.",
            "Section 4.02. Parts shall be invoiced at Provider's list price reduced by fifteen percent.",
            "Section 4.03. The first ten (10) pounds of refrigerant charged into the Equipment in each Contract Year are included in the flat fee; each additional pound is invoiced at $68.00.",
            "Section 4.04. Provider shall not be obliged to perform, and Owner shall compensate at Provider's list prices, Corrective Services occasioned by (i) electrical surge, (ii) grease accumulation resulting from Owner's failure to clean hoods or filters, or (iii) alteration of the Equipment by others.",
        ],
    ),
    (
        "ARTICLE V — RESPONSE",
        [
            "Section 5.01. Priority 1 (walk-in cooler above 41 °F, or no hot water while the kitchen is open): technician on site within two (2) hours, at any time of day or night.",
            "Section 5.02. Priority 2 (one rooftop unit out of service): within eight (8) Business Hours. Priority 3 (everything else): within three (3) business days.",
            "Section 5.03. Time runs from Owner's call to (218) 555-0100. For each Priority 1 response which is late, Provider shall credit $150.00 against the next monthly invoice.",
        ],
    ),
    (
        "ARTICLE VI — AUTHORIZATION OF CHARGES",
        [
            "Section 6.01. Provider shall not incur charges exceeding $600.00 on any Work Order (the “Limit”) unless an Owner's Representative has first given Authorization.",
            "Section 6.02. Authorization means an electronic mail from an Owner's Representative which identifies the work and states a sum not less than the charges. Oral assent is not Authorization, nor is assent given after the work has been performed.",
            "Section 6.03. Where the occurrence is Priority 1, Provider may proceed without Authorization provided that the charges for the Work Order do not exceed $1,500.00.",
            "Section 6.04. The Limit is tested against the charges of this Agreement, not against list prices. The flat fee is not counted.",
        ],
    ),
    (
        "ARTICLE VII — INSURANCE; INDEMNITY",
        [
            "Section 7.01. Provider shall carry commercial general liability insurance of not less than $1,000,000 per occurrence and shall name Owner as additional insured.",
            "Section 7.02. Each party shall indemnify the other against claims arising from its own negligence.",
        ],
    ),
    (
        "ARTICLE VIII — MISCELLANEOUS",
        [
            "Section 8.01. This Agreement is governed by the laws of the State of Minnesota; venue lies in St. Louis County.",
            "Section 8.02. Access before 7 A.M. is by the alley door; the alarm code entrusted to Provider (0936) shall not be disclosed.",
            "Section 8.03. Warranty on Corrective Services is six (6) months as to parts and labor.",
        ],
    ),
]


def pike_agreement(path: Path) -> None:
    """Commercial agreement drafted by the customer's counsel."""
    head = style("Times-Bold", 11.5, before=12, after=5, align="center")
    text = style("Times-Roman", 11, 15, align="justify", after=6)
    story = [
        Paragraph("MAINTENANCE SERVICES AGREEMENT", style("Times-Bold", 16, align="center", before=40, after=18)),
        Paragraph(
            "THIS AGREEMENT, effective as of the 15th day of January, 2026 (the “Effective Date”), is entered into between "
            "PIKE &amp; EMBER LLC, a Minnesota limited liability company operating a restaurant at 330 Canal Park Drive, Duluth, "
            "Minnesota 55802 (“Owner”; the “Premises”), and HARBORLINE HEATING, COOLING &amp; PLUMBING (“Provider”).",
            text,
        ),
    ]
    for title, sections in PIKE:
        story.append(Paragraph(title, head))
        story += paragraphs(sections, text)
    story += [
        gap(20),
        Paragraph("IN WITNESS WHEREOF the parties have executed this Agreement.", text),
        grid([["OWNER: Theodore Pike, Member", "PROVIDER: Gwen Haataja"]], [3.2, 3.2], text, line=0),
        PageBreak(),
        Paragraph("EXHIBIT A", head),
        Paragraph("Monthly tasks", style("Times-Italic", 11, align="center", after=8)),
        *paragraphs(
            [
                "1. RTU-1, RTU-2: replace pleated filters, inspect belts, clear condensate, log supply and return temperatures.",
                "2. Walk-in cooler: brush condenser, check door gaskets and defrost, log box temperature.",
                "3. Hot water plant: test relief valves, check recirculation pump, log outlet temperature.",
                "4. Leave the signed log with the General Manager.",
            ],
            text,
        ),
    ]
    write_pdf(
        path,
        "Maintenance Services Agreement",
        story,
        margin=1.1,
        footer="Prepared by Aldous Wynn & Partners for Pike & Ember LLC",
        font="Times-Roman",
    )


CHURCH = [
    "Between the parish of St. Brendan's Chapel, 1402 Chapel Hill Road, Proctor, Minnesota 55810, by its pastor Fr. Colm Deasy (rectory 218-555-0137), and Harborline.",
    "<b>Seasons.</b> The cover is for two heating seasons, each from September 15 to the following May 15. The first starts on September 15, 2025; the second, and with it the cover, ends on May 15, 2027.",
    "<b>Offering.</b> The parish gives $1,150.00 for each heating season, in one sum at its beginning.",
    "<b>What is looked after.</b> The two hydronic boilers in the undercroft with their pumps and zone valves, and the heating piping and radiators of the nave, the sacristy and the parish hall.",
    "<b>Hours.</b> Fourteen (14) hours of repair labor are included in each season. Every hour worked after the fourteenth costs the parish $89.00. Hours left over at the end of a season are lost; they do not move to the next.",
    "<b>How hours are counted.</b> One for one, Monday to Saturday from 7 a.m. to 5 p.m.; one and a half for each hour worked at other times. If the heat fails on a Sunday before the noon Mass is over, the hours count one for one.",
    "<b>Parts.</b> The parish bears half of the list price of each part. Harborline bears the other half.",
    "<b>Outside the cover.</b> The electric heaters in the bell tower, the kitchen, and any radiator whose valve has been painted over. Such work is charged at list prices and does not draw on the hours.",
    "<b>Care at the start of the season.</b> Each September both boilers are cleaned, fired and tested; this does not draw on the hours.",
    "<b>The key</b> is with Mrs. Agnes Rautio next door (no. 1404, 218-555-0138). Please do not come during services unless the heat is off.",
    "<b>In case of dispute</b> the parties will first sit down with the parish council.",
]


def church_cover(path: Path) -> None:
    """A parish's boiler cover with an allowance of hours per season."""
    text = style("Times-Roman", 12, 17, after=9)
    story = [
        Paragraph("Boiler and Heating Cover", style("Times-BoldItalic", 20, align="center", after=2)),
        Paragraph("for St. Brendan's Chapel", style("Times-Italic", 14, align="center", after=16)),
        HRFlowable(width="40%", color=colors.HexColor("#7a1f1f")),
        gap(12),
        *paragraphs(CHURCH, text),
        gap(18),
        Paragraph(
            "Colm Deasy, pastor · Gwen Haataja, Harborline · on the Feast of St. Giles, 1 September 2025",
            style("Times-Italic", 11),
        ),
    ]
    write_pdf(path, "Boiler and Heating Cover", story, margin=1.1)


BIRCHWOOD = [
    (
        "A.",
        "Parties",
        [
            "Birchwood Court Cooperative, a housing cooperative of 36 units at 90 Birchwood Court, Duluth, MN 55811 (the “Cooperative”), represented by its treasurer, Lorraine Beck, (218) 555-0171; and Harborline Heating, Cooling &amp; Plumbing (the “Contractor”).",
        ],
    ),
    (
        "B.",
        "Duration",
        [
            "B.1 The initial term commences 03/01/2024 and ends 02/28/2027.",
            "B.2 Unless one party has told the other by certified mail, not later than ninety days before the last day of the term then running, that it wishes to end the Contract, the Contract prolongs itself by twelve months, and so on each time.",
            "B.3 After the initial term the Cooperative's board may also end the Contract at any month's end on four months' notice.",
        ],
    ),
    (
        "C.",
        "Monthly charge",
        [
            "C.1 The monthly charge is $1,480.00 for the first contract year.",
            "C.2 On each March 1 the monthly charge rises by three percent over that of the year before, rounded to the cent.",
            "C.3 It is invoiced on the first of each month and payable within 20 days. Late sums bear 1% a month.",
        ],
    ),
    (
        "D.",
        "Common plant",
        [
            "D.1 Common plant is: the central boilers and their distribution up to the unit shut-offs, the corridor and lobby air handlers, the laundry water heater and the sump pumps.",
            "D.2 Maintenance and repair of common plant, labor and material, is discharged by the monthly charge, at whatever hour it becomes necessary.",
            "D.3 Replacement of a whole boiler or air handler is outside D.2 and needs a resolution of the board.",
        ],
    ),
    (
        "E.",
        "Work inside units",
        [
            "E.1 Plant inside a unit, beyond its shut-offs, is not common plant. Work there is ordered through the Cooperative, invoiced to it with the unit number, and recovered by it from the member.",
            "E.2 For such work the Contractor charges $104.00 an hour and its documented cost of material plus 20%.",
        ],
    ),
    (
        "F.",
        "Not undertaken",
        [
            "Asbestos, fire sprinklers, window air conditioners owned by members, damage by members or their contractors.",
        ],
    ),
    (
        "G.",
        "Attendance",
        [
            "G.1 No heat in the building: attendance within 4 hours. Water escaping: within 2 hours. Other faults: next working day.",
            "G.2 The boiler room is opened with the fob in the key safe at the north entrance (code 4-1-9-2); the superintendent is Gus Olander, 218.555.0172.",
        ],
    ),
    (
        "H.",
        "Law",
        [
            "The law of Minnesota applies. Differences go to arbitration in Duluth before a single arbitrator.",
        ],
    ),
]


def birchwood_contract(path: Path) -> None:
    """The cooperative's own draft, with renewal, notice and a yearly increase."""
    mono, bold = style("Courier", 9.5, 13, after=5, indent=22), style("Courier-Bold", 10, before=9, after=3)
    story = [
        Paragraph("MECHANICAL SERVICES CONTRACT", style("Courier-Bold", 14, after=3)),
        Paragraph("Birchwood Court Cooperative / draft 4, as signed 02/12/2024", style("Courier", 9.5, after=12)),
    ]
    for letter_, title, clauses in BIRCHWOOD:
        story.append(Paragraph(f"{letter_} {title.upper()}", bold))
        story += paragraphs(clauses, mono)
    story += [gap(20), Paragraph("L. Beck (Cooperative)      G. Haataja (Contractor)", mono)]
    write_pdf(path, "Mechanical Services Contract", story, margin=1.0, footer="BCC-MSC", font="Courier")
