"""Four invented contracts of other trades than the sample's, with questions: what answers are tried on in tests.

Each question names facts of which one spelling must stand in the answer, or none where the documents do not say.
"""

from __future__ import annotations

from dataclasses import dataclass

PEST = """GreenGuard Quarterly Protection Agreement

Customer: Denise Okafor, 88 Larch Court, Mesa. Service begins March 15, 2026.

1. What we treat
We treat the inside and outside of the house for ants, roaches, silverfish, earwigs and spiders.
Wasp nests below the eaves are knocked down at each regular visit.

2. What we do not treat
Termites, bed bugs, rodents and wood-boring beetles need a separate agreement. Attics and crawl spaces are not entered.

3. Visits
You get four regular visits a year, one in every quarter. If the bugs come back between visits, we return within
48 hours of your call and treat again at no cost.

4. Price
$129 each quarter, charged to the card on file on the day of the visit. The first visit carries a start-up fee of $79.

5. Length
The agreement runs for twelve months and then month to month until either side ends it with 15 days written notice.
Ending it during the first twelve months costs $150.

6. Your part
Please keep pets inside for two hours after a treatment. The side gate must be unlocked on the day of the visit.
"""

LAWN = """SERVICE CONTRACT 2026 SEASON
Tallgrass Lawn & Snow for Brookhaven Homeowners Association

A. Mowing. From April 1 to October 31 the common lawns are mowed once a week, 28 cuts in all.
B. Fertilizing. Three applications per season are included: May, July and September.
C. Snow. Walks are cleared when two inches have fallen. Crews arrive within 4 hours after the snow stops.
D. Not included: tree trimming, irrigation repairs, mulch, and damage done by vehicles of residents.
E. Price. $2,250 a month from April to October and $1,400 a month from November to March, net 15 days.
F. Extra work is charged at $58 per man-hour plus material at cost plus 12%. Anything above $400 needs the e-mailed
approval of the board president before we begin.
G. The contract is renewed for one year at a time unless cancelled in writing 60 days before December 31. On renewal the
price goes up by 2.5 percent.
H. We carry general liability insurance of $2,000,000.
"""

LAWN_CHANGE = """ADDENDUM 1 to the Service Contract 2026 Season
between Tallgrass Lawn & Snow and Brookhaven Homeowners Association

As of July 1, 2026 paragraph F is replaced by: "F. Extra work is charged at $64 per man-hour plus material at cost plus
10%. Anything above $750 needs the e-mailed approval of the board president before we begin."
All other paragraphs stay in force.
"""

POOL = """Blue Heron Pool Care - your plan at a glance

Plan holder | Martin Yoo, 15 Cypress Bend
Weekly visit | Test and balance the water, skim, brush, empty baskets
Chemicals | Chlorine and acid included; phosphate remover and algaecide billed at list price
Filter cleaning | Twice a year, included
Pump and heater repair | Labor half price, parts 10% off list
Green pool recovery | $350 flat, first one each season free
Monthly price | $185
Term | May 1, 2026 to April 30, 2027, ends by itself
Not covered | Tile, plaster, leaks in buried pipe, freeze damage

We repair pumps and heaters Monday to Friday. A weekend call costs $95 extra. All repairs are guaranteed for 60 days.
"""

CLEANING = """Dear Ms. Brandt,

this confirms our arrangement for the office at 400 Quarry Street. We clean on Monday, Wednesday and Friday evenings
after six. Each evening costs you $140 and we send one bill at the end of the month, payable in ten days.

Windows are washed inside every second month; the outside glass is not part of this and would be quoted. Carpets are
shampooed once a year in August without extra charge. If you skip an evening, let us know by noon of that day, or we
have to charge half of it.

Supplies and paper goods are ours; the coffee machine we leave alone.

Either of us can stop this at the end of any month. Should something get broken, we pay for it up to $500 per event.

Kind regards, Ines Calloway
"""


@dataclass(frozen=True)
class Try:
    """`facts` empty: the documents do not say, and the answer has to abstain."""

    question: str
    facts: tuple[tuple[str, ...], ...] = ()


TRIES: tuple[Try, ...] = (
    Try("How often do we spray at Okafor's?", (("four", "every quarter"),)),
    Try("Denise Okafor saw roaches again a week after the visit, does she pay for the return trip?", (("no cost",),)),
    Try("how fast do we have to go back to Denise Okafor if the ants return", (("48 hours",),)),
    Try("Are bed bugs part of the Okafor agreement?", (("bed bugs",),)),
    Try("Does Mrs. Okafor's plan cover termites?", (("separate agreement", "not"),)),
    Try("What is the quarterly price for Okafor?", (("$129",),)),
    Try("What does it cost Denise to cancel in the first year?", (("$150",),)),
    Try("How much notice must Okafor give?", (("15 days",),)),
    Try("Was there a sign-up fee for Okafor?", (("$79",),)),
    Try("How long do the pets at Okafor's have to stay inside?", (("two hours",),)),
    Try("What discount does Okafor get for parts?"),
    Try("Who pays if we damage something at Okafor's house?"),
    Try("What is the late fee on the Okafor agreement?"),
    Try("Does Okafor's agreement cover mosquitoes?"),
    Try("Which state's law governs the Okafor agreement?"),
    Try("How many cuts does Brookhaven get this season?", (("28",),)),
    Try("when do we need to be at Brookhaven after a snowfall", (("4 hours",),)),
    Try("Is tree trimming in the Brookhaven contract?", (("not included", "tree trimming"),)),
    Try("What's our hourly for extra work at Brookhaven?", (("$64",),)),
    Try("How much may extra work at Brookhaven cost before the board has to approve?", (("$750",),)),
    Try("What was the man-hour rate for Brookhaven in May 2026?", (("$58",),)),
    Try("What did the Brookhaven addendum change?", (("$64",), ("July 1, 2026",))),
    Try("By when must Brookhaven cancel so it does not renew?", (("60 days",),)),
    Try("How much does Brookhaven's price go up at renewal?", (("2.5",),)),
    Try("What does Brookhaven pay in January?", (("$1,400",),)),
    Try("How much liability insurance do we carry for Brookhaven?", (("$2,000,000",),)),
    Try("How many fertilizer applications are included for Brookhaven?", (("three",),)),
    Try("What warranty do we give Brookhaven on plants?"),
    Try("Do we have a key or code for the gate at Brookhaven?"),
    Try("What is the trip charge for Brookhaven?"),
    Try("Is holiday light hanging included for Brookhaven?"),
    Try("Does Brookhaven get leaf blowing?"),
    Try("Does Mr. Yoo pay for chlorine?", (("included",),)),
    Try("what does Martin Yoo pay for algaecide", (("list price",),)),
    Try("the pool at Yoo's turned green for the second time, what do we bill?", (("$350",),)),
    Try("How often is the filter at Martin Yoo's cleaned?", (("twice",),)),
    Try("Is a cracked tile at Yoo's on us?", (("not covered", "tile"),)),
    Try("What is the monthly price for Yoo?", (("$185",),)),
    Try("How long is our guarantee on repairs for Yoo?", (("60 days",),)),
    Try("what do we charge Yoo extra for a Saturday call", (("$95",),)),
    Try("does Yoo's plan renew?", (("ends by itself",),)),
    Try("What do we take off parts for Yoo?", (("10%",),)),
    Try("How quickly do we have to be at Yoo's when the pump fails?"),
    Try("Up to what amount can we repair Yoo's pump without asking him?"),
    Try("What is the cancellation fee for Yoo?"),
    Try("Is the diving board at Yoo's covered?"),
    Try("How much does Quarry Street pay per evening?", (("$140",),)),
    Try("When do we bill Brandt?", (("end of the month",),)),
    Try("are the outside windows at Brandt's included?", (("not part",),)),
    Try("Brandt skipped Wednesday and told us at 3 pm. What do we charge?", (("half",),)),
    Try("Who pays when we break something at Brandt's and up to how much?", (("$500",),)),
    Try("when can Brandt quit?", (("end of any month",),)),
    Try("How often are Brandt's carpets shampooed?", (("once a year",),)),
    Try("Do we clean the coffee machine for Brandt?", (("leave alone",),)),
    Try("Which evenings are we at Brandt's?", (("Monday, Wednesday and Friday",),)),
    Try("How much does Brandt's price go up each year?"),
    Try("What response time did we promise Brandt?"),
    Try("Is snow removal included for Brandt?"),
    Try("What is Brandt's discount on parts?"),
    Try("Who is the contact for Brandt's alarm company?"),
)
