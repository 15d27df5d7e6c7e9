"""Agreements with homeowners: numbered clauses, a rider, a letter, a certificate, two plans of one household."""

from __future__ import annotations

from pathlib import Path

from layout import gap, grid, paragraphs, style, write_pdf
from reportlab.lib import colors
from reportlab.lib.units import inch
from reportlab.platypus import HRFlowable, Paragraph, Table, TableStyle

OBRIEN = [
    (
        "1. PARTIES AND PREMISES",
        [
            "1.1 This Agreement is made between Harborline Heating, Cooling &amp; Plumbing, 1520 Railroad Street, Duluth, Minnesota 55802 (“Contractor”) and Mrs. Eleanor M. O'Brien (“Customer”).",
            "1.2 The Premises are the dwelling at 418 Tamarack Lane, Duluth, Minnesota 55811. The guest cottage behind the dwelling (418 1/2 Tamarack Lane) has equipment of its own and is not part of the Premises.",
            "1.3 Customer is reached at (218) 555-0142. Her son, Fergus O'Brien, (218) 555-0143, may arrange appointments but may not agree to charges.",
        ],
    ),
    (
        "2. TERM",
        [
            "2.1 This Agreement begins on April 1, 2025 and runs for twenty-four (24) months, through March 31, 2027.",
            "2.2 It ends on that day without notice from either side and does not renew by itself. An “agreement year” is each period of twelve months beginning on April 1.",
        ],
    ),
    (
        "3. SCHEDULED MAINTENANCE",
        [
            "3.1 Contractor makes two (2) maintenance visits in each agreement year: a cooling check in spring and a heating check in fall.",
            "3.2 Scheduled maintenance visits, including furnace filters of the one-inch size, are paid for by the fee in Section 6.1 and carry no further charge.",
        ],
    ),
    (
        "4. REPAIRS",
        [
            "4.1 Labor to repair Listed Equipment is included, subject to Sections 4.3 and 5.",
            "4.2 Parts installed in such repairs are charged at Contractor's list price less fifteen percent (15%).",
            "4.3 Section 4.1 does not apply to work begun outside Regular Hours (Section 8). Labor for such work is charged at Contractor's list price for that time less ten percent (10%). Parts remain under Section 4.2.",
            "4.4 Listed Equipment means: the gas furnace (Bryant 925T, installed 2016), the split-system air conditioner serving the dwelling, and the 50-gallon gas water heater.",
        ],
    ),
    (
        "5. EXCLUSIONS",
        [
            "5.1 Sections 3 and 4 do not extend to: (a) damage caused by freezing, flood, fire, lightning or pests; (b) damage caused by misuse or by work of persons other than Contractor; (c) duct cleaning; (d) refrigerant of any kind; (e) drain lines, faucets and fixtures.",
            "5.2 Notwithstanding Section 5.1(a), damage by freezing to Listed Equipment is repaired under Section 4 where the freezing followed a breakdown of the furnace and Customer reported that breakdown without delay.",
            "5.3 Excluded work is done only at Customer's request and is charged at Contractor's list prices, labor and parts alike.",
        ],
    ),
    (
        "6. FEES",
        [
            "6.1 Customer pays $389.00 for each agreement year, billed once a year on April 1.",
            "6.2 No trip charge is made for a repair visit to Listed Equipment begun within Regular Hours. A visit begun outside Regular Hours carries Contractor's list trip charge.",
        ],
    ),
    (
        "7. WARRANTY ON REPAIRS",
        [
            "7.1 If a repair made under Section 4 fails within ninety (90) days because of the workmanship or of the part supplied, Contractor repeats it within Regular Hours without charge for labor, parts or travel, and Section 4.2 does not apply to the repeated repair.",
        ],
    ),
    (
        "8. REGULAR HOURS",
        [
            "8.1 Regular Hours are Monday through Friday, 8:00 a.m. to 5:00 p.m.",
            "8.2 New Year's Day, Memorial Day, July 4, Labor Day, Thanksgiving Day and Christmas Day are outside Regular Hours.",
        ],
    ),
    (
        "9. COSTLY PARTS",
        [
            "9.1 A part whose price to Customer, after the reduction in Section 4.2, is above $500.00 may be installed only after Customer has agreed to it beforehand in writing, for at least that price. An e-mail from Customer suffices.",
            "9.2 This Section does not affect labor, which stays under Sections 4.1 and 4.3.",
        ],
    ),
    (
        "10. GENERAL",
        [
            "10.1 Contractor's liability for any one visit is limited to $5,000.00, save for injury to persons.",
            "10.2 This Agreement may be changed only by a numbered rider signed by both parties. Minnesota law governs.",
            "10.3 Customer may transfer this Agreement to a purchaser of the dwelling by written notice naming the purchaser and the day of closing.",
        ],
    ),
]


def obrien_agreement(path: Path) -> None:
    """Numbered clauses with cross references and an exception to an exclusion."""
    head = style("Helvetica-Bold", 10.5, before=9, after=3)
    clause = style("Times-Roman", 10.5, hang=24, align="justify")
    story = [
        Paragraph("RESIDENTIAL MAINTENANCE AGREEMENT", style("Helvetica-Bold", 15, align="center", after=2)),
        Paragraph("Agreement No. RM-2025-0117", style("Helvetica", 10, align="center", after=10)),
        HRFlowable(width="100%", color=colors.black),
    ]
    for title, clauses in OBRIEN:
        story.append(Paragraph(title, head))
        story += paragraphs(clauses, clause)
    story += [
        gap(14),
        Paragraph("Signed March 24, 2025", clause),
        grid(
            [
                ["Contractor: Gwen Haataja, Owner", "Customer: Eleanor M. O'Brien"],
                ["<i>G. Haataja</i>", "<i>Eleanor M. O'Brien</i>"],
            ],
            [3.3, 3.3],
            style("Times-Roman", 10),
            line=0,
        ),
    ]
    write_pdf(path, "Residential Maintenance Agreement RM-2025-0117", story, footer="RM-2025-0117 · O'Brien")


def obrien_rider(path: Path) -> None:
    """A rider that replaces one clause from a later day on."""
    text = style("Times-Roman", 11.5, 16, after=10)
    story = [
        Paragraph("RIDER NO. 1", style("Times-Bold", 17, align="center", after=2)),
        Paragraph(
            "to Residential Maintenance Agreement No. RM-2025-0117", style("Times-Italic", 12, align="center", after=24)
        ),
        *paragraphs(
            [
                "Dated February 10, 2026, between Harborline Heating, Cooling &amp; Plumbing and Eleanor M. O'Brien, 418 Tamarack Lane, Duluth.",
                "<b>First.</b> For work begun on or after March 1, 2026, Section 4.2 of the Agreement is struck out and the following put in its place: “4.2 Parts installed in such repairs are charged at Contractor's list price less twenty percent (20%).”",
                "<b>Second.</b> Work begun before that day is priced under Section 4.2 as it first stood.",
                "<b>Third.</b> Every other section of the Agreement, and its last day, stay as they are.",
                "<b>Reason.</b> Given in thanks for the referral of Mr. and Mrs. Kowalczyk of Vernon Street.",
            ],
            text,
        ),
        gap(30),
        Paragraph("For the Contractor: <i>Gwen Haataja</i>", text),
        Paragraph("Customer: <i>Eleanor M. O'Brien</i>", text),
    ]
    write_pdf(path, "Rider No. 1", story, margin=1.2)


LETTER = [
    "Dear Anna,",
    "Thank you for the coffee last Thursday, and for showing me where your late husband kept the boiler papers. Here, as promised, is what we shook hands on, so that neither of us has to remember it.",
    "We will look after the boiler at 2207 Woodland Avenue for you from the first of October 2025 until the thirtieth of September 2027. You pay us thirty-two dollars a month ($32), which we take from your bank on the 5th. Each autumn Pete comes once to clean and tune the boiler, and there is nothing extra to pay for that.",
    "If the boiler lets you down between October and the end of April, we come and put it right and you do not pay for our time, whatever the hour and whatever the day of the week. The first $150 of parts for each breakdown is on us as well; what goes beyond that is yours to pay.",
    "From May to September things are quieter, and so is the bargain: you pay half of what we would normally ask for our time, and the full price of any parts.",
    "There are a few things I cannot take on at this money. The hot water cylinder in the hall closet is one. The upstairs radiators that your brother-in-law Ray hung are another, with their valves and pipes; so is anything that the dog or the grandchildren do to the boiler, bless them. If you ask us to see to one of those we are glad to, at our usual prices.",
    "Should you go away in winter, please leave the thermostat at 55 or more. Pipes that freeze because the heat was turned off we would have to charge for in full.",
    "Either of us may call this off with thirty days' word, by telephone or by post. My own number is 218.555.0101, and we have yours as 218.555.0163. The spare key stays in the lockbox by the side door; you told us 7714 opens it.",
    "With warm regards from all of us,",
]


def anna_letter(path: Path) -> None:
    """A friendly letter in prose that is the whole agreement."""
    text = style("Times-Roman", 12, 17, after=10)
    story = [
        Paragraph("Harborline", style("Times-BoldItalic", 24, align="right", color="#1f4e79", after=4)),
        Paragraph(
            "Heating, Cooling &amp; Plumbing · Railroad Street, Duluth",
            style("Times-Italic", 9.5, align="right", after=22),
        ),
        Paragraph("September 3rd, 2025", text),
        Paragraph("Mrs. Anna Lindgren<br/>2207 Woodland Avenue<br/>Duluth, Minnesota 55803", text),
        gap(6),
        *paragraphs(LETTER, text),
        gap(8),
        Paragraph("<i>Gwen Haataja</i>", style("Times-Italic", 14)),
        gap(10),
        Paragraph("Agreed: <i>Anna Lindgren</i>, 9/8/25", text),
    ]
    write_pdf(path, "Letter", story, margin=1.15)


def kowalczyk_old(path: Path) -> None:
    """The plan that ran out on 30 September 2025."""
    label, value = style("Helvetica-Bold", 9.5), style("Helvetica", 9.5)
    head = style("Helvetica-Bold", 12, color="#8a6d1a", before=8, after=4)
    rows = [
        ["Plan holders", "Raymond and Judith Kowalczyk"],
        ["Address served", "3309 Vernon Street, Duluth MN 55806"],
        ["Telephone", "(218) 555-0129"],
        ["Starts / ends", "10/01/2024 / 09/30/2025 (this plan is not extended; a new certificate is needed)"],
        ["Price", "$540.00 for the year, billed annually"],
        ["Equipment", "Furnace (Lennox SL280), central air conditioner, whole-house humidifier"],
    ]
    table = Table([[Paragraph(a, label), Paragraph(b, value)] for a, b in rows], colWidths=[1.5 * inch, 5.1 * inch])
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    story = [
        Paragraph("* GOLD PLAN *", style("Helvetica-Bold", 22, align="center", color="#8a6d1a", after=8)),
        Paragraph("Certificate of Service GP-24-338", style("Helvetica-Oblique", 11, align="center", after=14)),
        table,
        Paragraph("What Gold members get", head),
        *paragraphs(
            [
                "• Every repair of the equipment above, parts and labor, without limit and without a bill.",
                "• Two tune-ups a year: one before the heating season, one before the cooling season.",
                "• A technician at the door within 24 hours of the call.",
            ],
            style("Helvetica", 10, indent=10),
        ),
        Paragraph("What stays with the member", head),
        *paragraphs(
            [
                "• Thermostats, ductwork and registers.",
                "• Replacement of a complete furnace or a complete air conditioner.",
                "• Anything broken by storm or by another trade.",
            ],
            style("Helvetica", 10, indent=10),
        ),
    ]
    write_pdf(path, "Gold Plan Certificate", story, margin=0.95, footer="Gold Plan 2024/25")


def kowalczyk_new(path: Path) -> None:
    """The replacement, from December 2025, with other terms."""
    question = style("Vera", 10, 14, before=8, after=2, color="#234f32")
    answer = style("Vera", 9, 13, after=4)
    pairs = [
        (
            "Who is this for?",
            "Ray and Judy Kowalczyk, 3309 Vernon Street. It takes the place of the Gold Plan, which has ended; nothing of the Gold Plan carries over.",
        ),
        (
            "When does it run?",
            "1 Dec 2025 to 30 Nov 2026, one year. About a month before the end we call you to talk about the next one. Unless we both sign again, it is over.",
        ),
        ("What does it cost?", "$29.50 a month by card."),
        (
            "What is it about?",
            "The Lennox furnace and the humidifier. The air conditioner is no longer in the plan; work on it is billed at our list prices.",
        ),
        (
            "What do you get?",
            "One furnace tune-up a year at no charge (we do it in January). On furnace and humidifier repairs 30% comes off our labor and 10% off the parts.",
        ),
        (
            "Nights and weekends?",
            "The 30% and the 10% are for work we start Monday to Friday between 7 in the morning and 6 in the evening. At any other time list prices apply.",
        ),
        (
            "What else is not in it?",
            "Filters and humidifier pads, gas piping, and repairs to work somebody else did after 1 Dec 2025.",
        ),
        ("How do I reach you?", "Office 218-555-0100. Judy's cell 218-555-0131 is the number we call first."),
    ]
    story = [
        Paragraph("Your Furnace Care Plan, in plain questions", style("VeraBd", 15, after=12, color="#234f32")),
        Paragraph("Plan FC-25-071 · prepared Nov. 24, 2025", style("VeraIt", 9, after=6)),
    ]
    for ask, tell in pairs:
        story += [Paragraph(f"<b>{ask}</b>", question), Paragraph(tell, answer)]
    story += [gap(18), Paragraph("R. Kowalczyk / J. Kowalczyk — for Harborline: Dana Lindqvist", answer)]
    write_pdf(path, "Furnace Care Plan", story, margin=1.0)


def pelletier_card(path: Path) -> None:
    """A one-page membership card with boxes."""
    big, cell = style("Helvetica-Bold", 10), style("Helvetica", 10, 14)
    story = [
        Paragraph("COMFORT CLUB", style("Helvetica-Bold", 26, color="#b5371f", after=10)),
        Paragraph("membership card and terms", style("Helvetica", 12, after=16)),
        grid(
            [
                [
                    "<b>Member</b><br/>Susan Pelletier",
                    "<b>Member no.</b><br/>CC-2291",
                    "<b>Valid</b><br/>06/15/2026 – 06/14/2027",
                ],
                [
                    "<b>Home</b><br/>2877 Minnesota Avenue<br/>Duluth MN 55802",
                    "<b>Phone on file</b><br/>218 555 0176",
                    "<b>Dues</b><br/>$19 every month",
                ],
            ],
            [2.3, 1.8, 2.5],
            cell,
            line=1.2,
        ),
        gap(18),
        Paragraph("MEMBERS ENJOY", big),
        *paragraphs(
            [
                "2 tune-ups per membership year (one furnace, one A/C), included in the dues",
                "10% off parts and 10% off labor on every repair",
                "Nights and weekends charged as weekdays",
                "A place ahead of non-members in the queue",
            ],
            style("Helvetica", 10.5, indent=14),
        ),
        gap(8),
        Paragraph("SMALL PRINT", big),
        *paragraphs(
            [
                "Valid at the home printed on this card and nowhere else; cabins and rentals need a card of their own. Discounts are not for new equipment or for jobs priced by a written quote. Membership goes on from year to year until the member tells us to stop; tell us 15 days before the year ends. Dues are not refunded for part months.",
            ],
            style("Helvetica", 8.5, 11),
        ),
    ]
    write_pdf(path, "Comfort Club", story, margin=1.0)
