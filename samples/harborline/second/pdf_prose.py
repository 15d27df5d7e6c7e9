"""The agreements written as running text: a letter, a typed understanding, two pool agreements."""

from layout import open_canvas, paragraphs, style, write_flow
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import letter
from reportlab.platypus import Paragraph, Spacer

MONDRAGON = """
It was good to sit at your kitchen table last week. As promised, here is our arrangement for the two heat pumps
that heat and cool the main house, in plain words. Once you have both signed the copy and mailed it back, this
letter is all the paper there is between us.

We start on March 15, 2026 and go through March 14, 2027. You send us thirty-eight dollars ($38.00) a month, due
on the first. For that money Tomas comes by twice in the year, once in April and once in October, gives both
machines their tune-up, and leaves no bill behind for either call.

Should one of them quit on you in between, you owe our trip charge of $75.00 for each call and nothing for the
technician's time, however long he needs. A call we answer between eight in the evening and six in the morning
carries twice the trip charge; weekends and holidays by themselves make no difference. From May through September
somebody will be at your door within 24 hours of your call. During the rest of the year please allow us 48.

Materials are a separate matter. Whatever part we leave behind goes on your bill at our shelf price less twenty
percent. The one thing we cannot mark down is refrigerant, which is $62.00 a pound, full stop.

There are troubles this letter does not reach. If the cause turns out to be rodents, lightning, or somebody
else's wrench, the whole call is billed as it would be to a household we have never met. The same goes for the
little ductless unit in the casita, which we did not install and do not look after.

Neither of us is married to this. A note thirty days ahead from either side ends it, and if nobody writes to extend
it, it simply lapses on the last day; it does not roll over.
"""

BARRAZA = [
    ("a.  Who and where", """
This is the understanding between Lucinda Barraza and Ocotillo Home & Grounds, LLC ("the crew") about keeping
house at 26 South Convent Avenue, Tucson. It was talked through on 12 Feb 2026 and begins 16 Feb 2026."""),
    ("b.  The ordinary visit", """
The crew comes every second Wednesday, two people, roughly three hours: kitchen, both baths, floors, dusting,
linens if left out. Each ordinary visit is $128 and is settled the same day."""),
    ("c.  Getting here", """
Every time the crew comes, whatever for, there is a $15 supplies-and-travel fee on top."""),
    ("d.  Hours in hand", """
In each calendar quarter Lucinda has six hours of big-job time in hand without charge. Big jobs are deep
cleaning, closets, the oven, the refrigerator and the inside of windows. What is not used by quarter's end is
gone. Once the six are spent, big-job time is $34 an hour until the next quarter opens."""),
    ("e.  Things the crew leaves alone", """
Outside glass, mold, anything above a six-foot ladder, pet accidents on carpet, and the dust that builders leave.
If Lucinda wants any of these anyway and the crew agrees, it goes at the ordinary price list and does not touch
the hours in hand."""),
    ("f.  Calling off", """
A visit called off with less than 24 hours to go costs $45. No charge if the crew calls off."""),
    ("g.  How long", """
Open-ended. Either may stop with fourteen days' word, spoken or written. The dollar figures above hold through
31 December 2026 at least."""),
]

POOL_OLD = """
THIS POOL CARE AGREEMENT covers the swimming pool and equipment pad at 7702 N. Placita del Cielo. The customers
are Priya Ramanathan and Joel Stern, jointly.

TERM. Twelve months: 04/01/2025 to 03/31/2026. The agreement ends on the latter date without renewing itself.

CHARGE. $145.00 monthly in advance. Weekly skim, brush, basket and water balance are in the charge, chlorine and
acid included. Two cartridge washes are made during the twelve months.

REPAIRS. Repair time is charged at $85.00 per hour, portal to portal excluded. Replacement parts are charged at
10% below the list price.

NOT UNDERTAKEN. Draining, acid wash, tile or plaster work, leak detection, and heater repair are not undertaken
under this paper.

SERVICE DAY. Tuesdays. If we miss, we come within two working days.
"""

POOL_NEW = [
    ("What this is", """Pool service contract no. P-2261 between <b>Ocotillo Home &amp; Grounds, LLC</b> (we) and
<b>Priya Ramanathan and Joel Stern</b> (you) for the pool at 7702 North Placita del Cielo, Tucson. It takes the place
of the paper that ran out on 31 March 2026. Nothing done between that day and the first day below falls under either."""),
    ("First and last day", """The contract opens on 1 June 2026 and closes on 31 May 2027. Unless you or we say
otherwise in writing at least 21 days before it closes, it carries on for a further year by itself, and again
after that."""),
    ("What you pay regularly", """One hundred sixty-two dollars and fifty cents (USD 162.50) every month, by card on the
third."""),
    ("What you get for it", """A visit every week, water chemistry with all ordinary chemicals, and one filter teardown per
calendar quarter. A teardown that you ask for beyond that is $95."""),
    ("When equipment fails", """We knock half off our posted hourly labour rate. Parts carry 15 per cent off the tag. A
failed pump, timer or valve gets a technician within one working day; everything else within three."""),
    ("Salt cell", """If the chlorine generator cell wears out we put the first $300 towards a new one, one time in the life
of this contract. You pay what remains. The 15 per cent is not given on the cell as well."""),
    ("Not our bill", """(1) Acid washing and resurfacing. (2) Bringing back a pool that turned green because the circulation
was shut off by anyone but us; we do that work at posted prices. (3) Heaters. (4) Damage by hail. Posted prices apply
to whatever stands in this paragraph if you order it."""),
    ("Law", """Disputes go to the justice court of Pima County and the law of Arizona applies."""),
]


def mondragon_letter() -> None:
    """A two-page letter in Times, no headings at all."""
    body = style("body", "Times-Roman", 12.5, 19)
    head = style("head", "Times-Bold", 17, alignment=TA_CENTER)
    small = style("small", "Times-Italic", 10, alignment=TA_CENTER)
    story = [Paragraph("Ocotillo Home &amp; Grounds, LLC", head), Spacer(1, 4),
             Paragraph("3035 North Stone Avenue, Tucson, Arizona &#8226; (520) 555-0100", small), Spacer(1, 22)]
    story += paragraphs("March 3, 2026", body, 12)
    story += [Paragraph("Delphine and Arturo Mondragon<br/>4417 East Paseo Bonito<br/>Tucson, Arizona 85718", body),
              Spacer(1, 12)]
    story += paragraphs("Dear Delphine, dear Arturo,", body, 8) + paragraphs(MONDRAGON, body, 10)
    story += paragraphs("With warm regards,", body, 26)
    story += paragraphs("Renata Quiroz, owner", body, 20)
    story += paragraphs("Agreed and happy with it: <i>D. Mondragon, A. Mondragon</i>, 3/9/2026", body)
    write_flow("letter-mondragon-heatpumps.pdf", story, "Letter", margin=84)


def barraza_understanding() -> None:
    """One page, lettered headings, narrow column."""
    body = style("body", "Helvetica", 10, 14, leftIndent=16)
    head = style("head", "Helvetica-Oblique", 11.5, spaceBefore=6)
    story = [Paragraph("Housekeeping, as agreed", style("t", "Helvetica-Bold", 15)), Spacer(1, 12)]
    for title, text in BARRAZA:
        story += [Paragraph(title, head), Spacer(1, 3), *paragraphs(text.replace("&", "&amp;"), body, 4)]
    story += [Spacer(1, 20), Paragraph("Lucinda Barraza &nbsp;&nbsp; / &nbsp;&nbsp; Imani Stubbs for the crew", body)]
    write_flow("barraza housekeeping.pdf", story, "Housekeeping", margin=110)


def pool_old() -> None:
    """Typed in Courier with run-in capitals, as an old office template would be."""
    canvas = open_canvas("pool_agreement_2025.pdf", "Pool care agreement 2025")
    y = letter[1] - 80
    canvas.setFont("Courier-Bold", 13)
    canvas.drawCentredString(letter[0] / 2, y, "POOL CARE AGREEMENT  No. P-1877")
    y -= 40
    canvas.setFont("Courier", 10.5)
    for block in POOL_OLD.strip().split("\n\n"):
        line = ""
        for word in [*block.split(), ""]:
            if word and len(line) + len(word) < 72:
                line = f"{line} {word}".strip()
                continue
            canvas.drawString(72, y, line)
            y -= 15
            line = word
        y -= 12
    canvas.drawString(72, y - 20, "/s/ P. Ramanathan     /s/ J. Stern     /s/ R. Quiroz     03/24/2025")
    canvas.save()


def pool_new() -> None:
    """The replacement: question-like side headings, justified text."""
    body = style("body", "Times-Roman", 11, 15, alignment=TA_JUSTIFY)
    head = style("head", "Helvetica-Bold", 10, textColor="#1d5f7a", spaceBefore=8)
    story = [Paragraph("Pool service contract", style("t", "Helvetica-Bold", 20, 26, textColor="#1d5f7a")), Spacer(1, 10)]
    for title, text in POOL_NEW:
        story += [Paragraph(title, head), Spacer(1, 3), Paragraph(" ".join(text.split()), body)]
    story += [Spacer(1, 30), Paragraph("Signed 19 May 2026: Joel Stern &#8226; Priya Ramanathan &#8226; Renata Quiroz", body)]
    write_flow("P-2261 pool service.pdf", story, "Pool service contract P-2261", footer="P-2261")
