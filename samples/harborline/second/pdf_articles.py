"""The lawyer's paper: the homeowners association's master agreement and its first amendment."""

from layout import paragraphs, style, write_flow
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.platypus import Paragraph, Spacer

MASTER = [
    ("ARTICLE 1. DEFINITIONS", """
1.1 "Association" means Casa Verano Homeowners Association, Inc., an Arizona nonprofit corporation. "Contractor"
means Ocotillo Home &amp; Grounds, LLC, an Arizona limited liability company.

1.2 "Common Areas" means (a) the clubhouse, swimming pool and spa at 900 West Camino Verano and (b) the entry
monuments and the greenbelt along Camino Verano at La Cholla Boulevard.

1.3 "Business Hours" means Monday through Friday, 6:00 a.m. to 4:00 p.m., legal holidays excepted.

1.4 "Extra Work" means any labor or material that Article 3 does not bring within the Base Fee. An "Extra Work Order" is
the labor and material for one occurrence of Extra Work, taken together.

1.5 "Board Representative" means Mr. Ellis Nakagawa or such successor as the Association names by written instrument."""),
    ("ARTICLE 2. TERM AND BASE FEE", """
2.1 This Agreement is effective as of 1 January 2025 and continues for an initial term of twenty-four (24) months
expiring 31 December 2026 (the "Initial Term").

2.2 Upon expiry of the Initial Term the Agreement renews for successive periods of twelve (12) months, unless either
party delivers written notice of non-renewal not fewer than sixty (60) days before the period then running expires.

2.3 In consideration of the services in Article 3 the Association shall pay a Base Fee of $2,150.00 per month, invoiced
on the first day of the month and payable net fifteen (15) days. Sums overdue bear interest at 1.5% per month."""),
    ("ARTICLE 3. SERVICES WITHIN THE BASE FEE", """
3.1 Turf. From 1 April through 31 October of each year Contractor shall mow and edge the greenbelt weekly. Mowing
requested outside those months is Extra Work.

3.2 Pool. Contractor shall make twelve (12) pool service visits per calendar month at the clubhouse, all balancing
chemicals included.

3.3 Irrigation. Contractor shall repair irrigation lines, valves and heads in the Common Areas. Labor so expended within
Business Hours is within the Base Fee. Contractor shall further bear the first $400.00 of irrigation materials installed
in each calendar quarter; the Association shall pay the balance of such materials at Contractor's list price. Labor
expended outside Business Hours is charged under Section 4.1.

3.4 Palms. Contractor shall trim up to forty (40) palms in one cycle per calendar year."""),
    ("ARTICLE 4. EXTRA WORK", """
4.1 Labor upon Extra Work is charged at $58.00 per hour within Business Hours and at one and one-half times that rate
at any other time.

4.2 Materials for Extra Work are charged at Contractor's list price less ten percent (10%).

4.3 No Extra Work Order whose price under Sections 4.1 and 4.2 exceeds $750.00 shall be commenced until the Board
Representative has authorized it in writing, stating a dollar figure not lower than that price. The Association is not
bound to pay for an Extra Work Order commenced in breach of this Section, and a figure supplied after commencement does
not cure the breach."""),
    ("ARTICLE 5. MATTERS OUTSIDE THE BASE FEE", """
5.1 For the avoidance of doubt the following are in every case Extra Work: (a) gathering and hauling of storm debris;
(b) making good any vandalism; (c) replacement of pool motors, filters and heaters; (d) planting of annual color.

5.2 Contractor does not undertake tree removal above twenty-five (25) feet, asphalt, or pool replastering on any terms."""),
    ("ARTICLE 6. RESPONSE", """
6.1 Contractor shall attend (a) a condition requiring closure of the pool within four (4) hours of notice, (b) a broken
irrigation main within six (6) hours of notice and (c) any other request by the end of the second business day."""),
    ("ARTICLE 7. GENERAL", """
7.1 Either party may terminate for material breach that stands uncured thirty (30) days after notice.

7.2 Contractor shall carry commercial general liability insurance of not less than $1,000,000 per occurrence and name
the Association as additional insured.

7.3 This Agreement is governed by the laws of the State of Arizona; venue lies in Pima County. It may be changed only by
an instrument signed by both parties."""),
]

AMENDMENT = """
FIRST INSTRUMENT OF AMENDMENT to the Grounds and Pool Services Agreement between Casa Verano Homeowners Association,
Inc. and Ocotillo Home &amp; Grounds, LLC, made 12 June 2026 and operative from 1 July 2026 (the "Operative Date").

A. In Section 2.3 the words "$2,150.00 per month" give way to "$2,285.00 per month".

B. In Section 3.3 the figure "$400.00" gives way to "$650.00", beginning with the quarter that opens on the Operative
Date.

C. Section 3.4 is struck. From the Operative Date the trimming of palms is Extra Work.

D. In Section 4.3 the figure "$750.00" gives way to "$1,200.00".

E. For the purposes of Section 1.5 the Association names Ms. Odalys Fuentes as Board Representative in the place of
Mr. Nakagawa, whose authority ends on the day before the Operative Date.

F. Save as stated in A through E the Agreement stands as written, and work performed before the Operative Date is
governed by it in its original form.
"""


def master_agreement() -> None:
    """Two pages: cover paragraph, seven articles, signatures."""
    body = style("body", "Times-Roman", 11.5, 16, alignment=TA_JUSTIFY)
    head = style("head", "Times-Bold", 12, 18, spaceBefore=10)
    title = style("t", "Times-Bold", 16, 24, alignment=TA_CENTER)
    story = [Paragraph("GROUNDS AND POOL SERVICES AGREEMENT", title), Spacer(1, 14)]
    for heading, text in MASTER:
        story.append(Paragraph(heading, head))
        story += paragraphs(text, body, 7)
    story += [Spacer(1, 24), Paragraph(
        "IN WITNESS WHEREOF the parties have signed on 18 December 2024.<br/><br/>Casa Verano Homeowners Association, "
        "Inc., by E. Nakagawa, President<br/>Ocotillo Home &amp; Grounds, LLC, by R. Quiroz, Member", body)]
    write_flow("CVHOA_services_agreement_executed.pdf", story, "Grounds and Pool Services Agreement", margin=76,
               footer="Casa Verano / Ocotillo")


def amendment() -> None:
    """One page, lettered operative paragraphs."""
    body = style("body", "Times-Roman", 12, 17, alignment=TA_JUSTIFY)
    story = paragraphs(AMENDMENT, body, 10)
    story += [Spacer(1, 26), Paragraph("O. Fuentes, for the Association<br/>R. Quiroz, for Contractor", body)]
    write_flow("CVHOA_first_amendment.pdf", story, "First Instrument of Amendment", margin=90)
