"""Questions as the office asks them, with the least a right answer must say."""

from __future__ import annotations

from dataclasses import dataclass

from common import Record
from gold_quotes import cite
from work import job_id, num


@dataclass(frozen=True)
class Ask:
    """One question that the documents answer."""

    question: str
    facts: list[list[str]]
    quotes: list[str]
    why: str
    client: str | None = None
    job: str | None = None
    as_of: str | None = None
    yes_no: str | None = None


@dataclass(frozen=True)
class Silent:
    """One question on which the documents say nothing."""

    question: str
    why: str
    client: str | None = None
    job: str | None = None


HALF = ["half", "50%", "50 %", "fifty percent"]
FREE = ["included", "no charge", "without charge", "free", "not charged", "pays nothing", "carry no further charge"]

ANSWERABLE: list[Ask] = [
    Ask(
        "Mrs. O'Brien is on the phone: furnace quit, it's Tuesday morning. Does she pay for our guy's time?",
        [FREE],
        ["ob.labor"],
        "Labor on Listed Equipment is included in Regular Hours.",
        yes_no="no",
    ),
    Ask(
        "what does Eleanor O'Brien get off on parts these days?",
        [["20%", "20 %", "twenty percent"]],
        ["rider.parts", "rider.from"],
        "The rider of 2026 replaced 15% by 20%.",
    ),
    Ask(
        "What did O'Brien's rider actually change, and from when?",
        [["20%", "twenty percent"], ["March 1, 2026", "2026-03-01", "1 March 2026", "3/1/2026"]],
        ["rider.parts", "rider.from"],
        "Only Section 4.2, from March 1, 2026.",
    ),
    Ask(
        f"for job {num('ob_inducer')} back in October 2025, which parts discount did she have?",
        [["15%", "fifteen percent"]],
        ["ob.parts"],
        "Work begun before March 1, 2026 stays at 15%.",
        job="ob_inducer",
        as_of="2025-10-14",
    ),
    Ask(
        "Fergus says put in the $700 part for his mom, he'll vouch. Can we take his word?",
        [
            [
                "may not agree to charges",
                "cannot agree to charges",
                "can't agree to charges",
                "not authorized",
                "not agree",
            ]
        ],
        ["ob.son"],
        "He may arrange appointments only.",
        yes_no="no",
    ),
    Ask(
        "418 Tamarack Ln, the fitting at the water heater split in the January cold. Why isn't that on us?",
        [["freezing"]],
        ["ob.freeze", "ob.excluded"],
        "Damage by freezing is excluded unless the furnace broke down first.",
    ),
    Ask(
        "When is Mrs. O'Brien's agreement up?",
        [["March 31, 2027", "2027-03-31", "3/31/2027"]],
        ["ob.term", "ob.norenew"],
        "24 months through March 31, 2027.",
    ),
    Ask(
        "how expensive may a part be before Mrs O'Brien has to say yes in writing?",
        [["$500"]],
        ["ob.approval"],
        "Above $500.00 after her reduction.",
    ),
    Ask(
        "What did Eleanor write us about the blower motor?",
        [["not put", "do not", "to wait", "asked to wait", "Fergus", "her son", "refused"]],
        ["mail.blower"],
        "She asked to wait until her son has looked.",
        client="client-1",
    ),
    Ask(
        "the contactor we replaced twice at O'Brien's, does she owe anything for the second time?",
        [["ninety", "90"], ["without charge", "no charge", "free", "covered"]],
        ["ob.warranty"],
        "It failed within 90 days because of the part.",
        client="client-1",
        job="ob_warranty",
        yes_no="no",
    ),
    Ask(
        "Anna Lindgren on Woodland got a July bill with our full time on it, is that right?",
        [HALF],
        ["an.summer"],
        "In summer she pays half of the time.",
        yes_no="no",
    ),
    Ask(
        "How much of the parts do we swallow if Anna's boiler dies at Christmas?",
        [["$150"]],
        ["an.parts"],
        "The first $150 for each breakdown.",
        client="client-3",
    ),
    Ask(
        "2207 Woodland, hot water tank in the hall is leaking. In her deal or not?",
        [["cylinder"]],
        ["an.cylinder", "an.usual"],
        "The cylinder is left out, usual prices.",
    ),
    Ask(
        "How long ahead must Anna Lindgren tell us if she wants out?",
        [["thirty days", "30 days"]],
        ["an.notice"],
        "Thirty days' word.",
    ),
    Ask(
        "Walter swears Lakeview Drive is on his plan. Is it?",
        [["not on this plan", "not on the plan", "is not on", "not covered", "never on"]],
        ["wl.own", "mail.lakeview"],
        "Only East 7th and Garfield are.",
        yes_no="no",
    ),
    Ask(
        "second clogged tub at 1120 Garfield this quarter, what goes on Walter's bill?",
        [["$95"]],
        ["wl.drain2"],
        "Each further clearing is $95.00.",
    ),
    Ask(
        "Hendricks family has no heat, by when do we have to be there?",
        [["12 hours", "twelve hours"]],
        ["wl.noheat"],
        "Within 12 hours in winter.",
        client="client-2",
    ),
    Ask(
        "Did Walter ever OK the Garfield water heater, and how much?",
        [["$1,200", "1200"]],
        ["mail.heater", "note.heater", "csv.heater"],
        "By e-mail, up to $1,200, less than the price.",
        yes_no="yes",
    ),
    Ask(
        "How did Walter Lindgren approve the toilet and up to what?",
        [["700"]],
        ["csv.toilet"],
        "By text message, up to 700.",
    ),
    Ask("what's our hourly at Northgate now?", [["$118"]], ["ng.labor"], "$118.00 for a journeyman."),
    Ask(
        "Bev from Northgate needs someone Sunday night. What's the multiple?",
        [["x 2", "x2", "double", "two times", "twice", "2x"]],
        ["ng.double"],
        "Sundays count twice.",
    ),
    Ask(
        "do we charge Northgate for driving out to Birch Manor?",
        [["no trip charge", "none", "no fuel", "no charge"]],
        ["ng.travel"],
        "None within Duluth, Hermantown and Proctor.",
        yes_no="no",
    ),
    Ask(
        "Above what sum do we need a PO from Curtis?",
        [["$850"]],
        ["ng.po"],
        "Above $850 a work order.",
        client="client-6",
    ),
    Ask(
        "PO 4502, which building was that for?",
        [["Garden Terrace"]],
        ["mail.po4502", "note.po4502"],
        "Garden Terrace, not Birch Manor.",
    ),
    Ask(
        "Is Ray Kowalczyk's AC still on the plan?",
        [["no longer"]],
        ["fc.ac"],
        "The new plan leaves it out.",
        yes_no="no",
    ),
    Ask(
        "The Kowalczyks say they were Gold on November 6 2025. Were they?",
        [["09/30/2025", "September 30, 2025", "2025-09-30", "9/30/2025"]],
        ["gold.dates", "fc.dates"],
        "Gold ended on 9/30/2025, the new plan began on 12/1/2025.",
        as_of="2025-11-06",
        yes_no="no",
    ),
    Ask("what does Judy pay a month?", [["$29.50"]], ["fc.price"], "$29.50 by card.", client="client-7"),
    Ask(
        "Harold Tveit's sump pump quit a second time since spring. Free again?",
        [["list price"]],
        ["tv.pump2"],
        "Only one a contract year is free.",
    ),
    Ask("Tveit wants somebody on a Saturday, hourly?", [["$140"]], ["tv.weekend"], "$140.00 on Saturday and Sunday."),
    Ask(
        "Harold thinks it's the well pump. Is that in his contract?",
        [["not part of this contract", "not part", "excluded", "not covered"]],
        ["tv.well"],
        "The well pump is left out.",
        yes_no="no",
    ),
    Ask(
        "Pike and Ember: walk-in is at 50 and it's 11 pm. How quick do we have to be there?",
        [["two (2) hours", "2 hours", "two hours"]],
        ["pk.p1"],
        "Priority 1: two hours, day or night.",
    ),
    Ask(
        "how high can we go at the restaurant on Canal Park Drive before we have to ask?",
        [["$600"]],
        ["pk.limit"],
        "$600.00 a work order.",
    ),
    Ask(
        "does Odessa's mail of Aug 13 count as an OK for the RTU-1 fan?",
        [["after the work"]],
        ["pk.after", "mail.fan"],
        "Assent after the work is no Authorization.",
        yes_no="no",
    ),
    Ask("how much did Odessa allow for the control board?", [["$1,200"]], ["mail.board"], "Up to $1,200 all in."),
    Ask(
        "How many pounds of refrigerant does Pike & Ember have in the flat fee, and what's a pound after that?",
        [["ten (10)", "10 pounds", "ten pounds"], ["$68"]],
        ["pk.refrigerant"],
        "Ten pounds, then $68.00.",
    ),
    Ask(
        "Father Colm asks how many hours of ours he has each winter and what the next one costs.",
        [["14", "fourteen"], ["$89"]],
        ["sb.hours"],
        "14 hours, then $89.00.",
    ),
    Ask("who pays for parts at St Brendan's?", [["half"]], ["sb.parts"], "Half each."),
    Ask(
        "if the chapel boiler goes out Tuesday night and Renee is there 2 hrs, how do those count?",
        [["one and a half", "1.5", "3 hours", "three hours"]],
        ["sb.counted"],
        "One and a half for each hour at other times.",
    ),
    Ask("Where do we pick up the key for the chapel?", [["Rautio"]], ["sb.key", "note.key"], "Next door at no. 1404."),
    Ask(
        "Dr. Raman: what's the most her HomeKeep pays in a year?",
        [["$1,500"]],
        ["ra.ceiling"],
        "$1,500.00 a plan year at list prices.",
    ),
    Ask(
        "what does Priya pay each time we come out?",
        [["$75"]],
        ["ra.fee"],
        "A trade call fee of $75.00.",
        client="client-9",
    ),
    Ask(
        "Lorraine wants to leave at the end of the term. How and how early must the co-op tell us?",
        [["certified mail"], ["ninety days", "90 days"]],
        ["bc.notice"],
        "Certified mail, ninety days before the last day.",
    ),
    Ask(
        "by how much does Birchwood's monthly go up every March?",
        [["three percent", "3%", "3 percent", "3 %"]],
        ["bc.rise"],
        "Three percent over the year before.",
    ),
    Ask(
        "Unit 4A at Birchwood Court wants a shutoff inside the flat replaced, what are our rates there?",
        [["$104"], ["20%", "20 %", "twenty percent"]],
        ["bc.unit"],
        "$104.00 an hour and cost plus 20%.",
    ),
    Ask(
        "Sue Pelletier wants to use her club card up at the cabin, ok?",
        [["nowhere else", "need a card of their own", "not valid", "only at the home"]],
        ["pe.home"],
        "The card holds for the home on it only.",
    ),
    Ask(
        "Jo Marchetti: is our guarantee on the water heater work one year or two?",
        [["one year", "1 year"]],
        ["quote.marchetti"],
        "The quote says one year.",
    ),
    Ask(
        "Which agreements give a parts discount above 10%?",
        [["O'Brien"], ["Northgate"], ["Pike"]],
        ["rider.parts", "ng.parts", "pk.parts"],
        "20%, 12% and 15%; the chapel pays half.",
    ),
    Ask(
        "which of our customers' agreements renew on their own?",
        [["Birchwood"], ["Pelletier"]],
        ["bc.notice", "pe.renew"],
        "Birchwood Court and Susan Pelletier.",
    ),
    Ask(
        "Whose agreement runs out before new year?",
        [["Kowalczyk"], ["Walter Lindgren", "W Lindgren", "Lindgren, Walter", "Walter"]],
        ["fc.dates", "wl.period"],
        "November 30 and December 31, 2026.",
    ),
    Ask("when do we owe Northgate our new rates?", [["December 15"]], ["ng.newrates"], "In writing by December 15."),
]

SILENT: list[Silent] = [
    Silent(
        "How fast do we have to be at Mrs. O'Brien's when her furnace is out?",
        "Her agreement promises no response time.",
    ),
    Silent(
        "Mrs. O'Brien wants to quit this winter already. What does it cost her to get out early?",
        "It says nothing of ending early.",
    ),
    Silent("What late fee can we put on Anna Lindgren's account?", "The letter has none."),
    Silent("how long do we stand behind a repair at Anna Lindgren's?", "The letter gives no warranty on repairs."),
    Silent("How many days do we have to answer a call at Harold Tveit's?", "The contract promises no response time."),
    Silent("How quickly must we be at St. Brendan's when the heat fails?", "The cover promises no response time."),
    Silent("what interest does Pike & Ember owe if they pay late?", "Only Birchwood's contract has interest."),
    Silent("Does Dr. Raman's HomeKeep go on by itself after May?", "The plan does not speak of another year."),
    Silent(
        "How much liability insurance does Birchwood want us to carry?",
        "Only Pike & Ember's agreement asks for insurance.",
    ),
    Silent("What response time did we promise Northgate for a leak?", "The rate sheet promises none."),
    Silent("what's the yearly cap on Sue Pelletier's club card?", "The card has no cap and says nothing of one."),
    Silent("What's the trip charge for the Kowalczyks under the new plan?", "The plan does not mention travel."),
    Silent("How many tune-ups does Josefina Marchetti's agreement include?", "She has no agreement."),
    Silent("What does Devon Maki's plan cost a month?", "He has no plan."),
    Silent("What after-hours multiple did we agree with Lakehead Dental?", "They signed nothing."),
    Silent("Which credit card does Walter Lindgren have on file?", "Nothing says so."),
]


def questions() -> list[Record]:
    """All questions, the answerable ones first."""
    found: list[Record] = []
    for number, ask in enumerate([*ANSWERABLE, *SILENT], 1):
        known = isinstance(ask, Ask)
        found.append(
            {
                "id": f"q{number:02}",
                "question": ask.question,
                "client": ask.client,
                "job": job_id(ask.job) if ask.job else None,
                "as_of": ask.as_of if known else None,
                "answerable": known,
                **({"yes_no": ask.yes_no} if known and ask.yes_no else {}),
                "required_facts": ask.facts if known else [],
                "citations": cite(*ask.quotes) if known else [],
                "why": ask.why,
            }
        )
    return found
