"""Questions as the telephone brings them, with the least that makes an answer right."""

from gold_coverage import DENTAL, FLYER, FORM, HOA, HOA2, HOUSE, LETTER, MEMO, PLAN, POOL25, POOL26

# client number, question, facts, [(source, quote)], why
ANSWERABLE = [
    (1, "Arturo Mondragon wonders what he is out of pocket, before materials, if Tomas shows up on a Sunday afternoon.",
     [["$75"]], [(LETTER, "you owe our trip charge of $75.00 for each call")], "weekends make no difference"),
    (1, "R-410A for the Mondragons: what do we put on the bill for each lb?", [["$62"]],
     [(LETTER, "refrigerant, which is $62.00 a pound")], "fixed price"),
    (1, "If nobody lifts a finger next spring, do Delphine and Arturo stay on with us?",
     [["lapse", "roll over", "March 14, 2027", "2027-03-14"]],
     [(LETTER, "it simply lapses on the last day; it does not roll over"), (LETTER, "go through March 14, 2027")], "no renewal"),
    (1, "Does the Mondragons' deal take care of the guest-house AC?",
     [["casita"], ["did not install", "do not look after", "not covered", "not included", "excluded", "does not reach", "billed"]],
     [(LETTER, "The same goes for the little ductless unit in the casita")], "it is left out"),
    (2, "What does Casa Verano owe us every month at the moment?", [["$2,285"]],
     [(HOA2, '"$2,150.00 per month" give way to "$2,285.00 per month"')], "amended figure"),
    (2, "And what was the Casa Verano monthly back in April 2026?", [["$2,150"]],
     [(HOA, "a Base Fee of $2,150.00 per month")], "figure before the amendment"),
    (2, "Whose yes do we need at Casa Verano for the larger extras nowadays?", [["Odalys Fuentes", "Ms. Fuentes"]],
     [(HOA2, "the Association names Ms. Odalys Fuentes as Board Representative")], "successor named in the amendment"),
    (2, "Up to what price may we start an extra at Casa Verano without asking anybody?", [["$1,200"]],
     [(HOA2, 'In Section 4.3 the figure "$750.00" gives way to "$1,200.00"')], "amended figure"),
    (2, "Are the palm trees still part of what Casa Verano pays each month?", [["Extra Work", "struck"]],
     [(HOA2, "From the Operative Date the trimming of palms is Extra Work")], "no longer"),
    (2, "How many dollars of sprinkler parts in total do we swallow for the HOA this quarter?", [["$650"]],
     [(HOA2, 'In Section 3.3 the figure "$400.00" gives way to "$650.00"')], "amended allowance"),
    (2, "Casa Verano had to rope off the swimming pool. By when does someone of ours have to stand there?",
     [["four (4) hours", "four hours", "4 hours"]],
     [(HOA, "a condition requiring closure of the pool within four (4) hours of notice")], "response promise"),
    (2, "How far ahead must Casa Verano tell us in writing that they are leaving at year's end?",
     [["sixty (60) days", "sixty days", "60 days"]],
     [(HOA, "written notice of non-renewal not fewer than sixty (60) days before")], "non-renewal notice"),
    (3, "We have put ten hours into Rillito since the 1st. What is the eleventh worth on a weekday morning?", [["$89"]],
     [(DENTAL, "6th through 12th $89.00")], "second tier"),
    (3, "The dentists want us on a Sunday. What happens to the hourly figure?",
     [["2.0", "double", "twice", "times two", "2x"]], [(DENTAL, "Sunday and federal holidays 2.0")], "multiplier"),
    (3, "Who at the dental practice is allowed to release a ticket of about nine hundred bucks?", [["Shauna Whitcomb"]],
     [(DENTAL, "needs the okay of Shauna Whitcomb, practice manager, in writing")], "only she"),
    (3, "Do the Rillito people get a break on materials, and how large?", [["12%", "12 percent"]],
     [(DENTAL, "Parts: manufacturer's list minus 12%")], "parts discount"),
    (3, "One treatment room at Rillito has gone dark. How long have we got?", [["2 hours", "two hours"]],
     [(DENTAL, "P1 No power in an operatory; vacuum or compressor circuit dead 2 hours")], "P1"),
    (3, "On what day do the Rillito prices next start over for another year?",
     [["February 1, 2027", "2027-02-01", "02/01/2027"]], [(DENTAL, "Next roll-over date: February 1, 2027")], "stated"),
    (4, "Which of Gordon's rentals do we look after under his monthly deal?", [["Belvedere"], ["Linden"]],
     [(PLAN, "the duplex at 1120 N Belvedere Ave and the house at 3318 E Linden St")], "two addresses"),
    (4, "We changed a light switch at Linden, normal wear. What goes to Gordon?", [["$60"]],
     [(PLAN, "The $60.00 share is owed one time per trip"), (PLAN, "Labor and parts after the $60.00 share")], "owner's share"),
    (4, "Emeka, who rents from Whitlatch, says spend whatever it takes. Good enough?",
     [["binds no one", "tenant's yes", "tenant cannot", "not by a tenant", "no one"]],
     [(PLAN, "a tenant's yes binds no one")], "tenants cannot approve"),
    (5, "What percentage comes off a new valve for Joel and Priya these days?", [["15 per cent", "15%", "15 percent"]],
     [(POOL26, "Parts carry 15 per cent off the tag")], "new contract, not the old ten"),
    (5, "Until what date is the Stern / Ramanathan pool paid-up paper good?",
     [["31 May 2027", "May 31, 2027", "2027-05-31"]], [(POOL26, "closes on 31 May 2027")], "new contract"),
    (5, "Did Priya have any paper with us on April 22, 2026?",
     [["31 March 2026", "03/31/2026", "March 31, 2026", "2026-03-31", "1 June 2026", "falls under either", "no paper",
       "ended in March"]],
     [(POOL26, "It takes the place of the paper that ran out on 31 March 2026"),
      (POOL26, "Nothing done between that day and the first day below falls under either"), (POOL25, "04/01/2025 to 03/31/2026"),
      ("note-32", "no paper w/ them right now, old one ran out in March")], "the gap"),
    (6, "Nadine Ferro has a wasp nest. Included for her?", [["regular menu", "menu price"]],
     [(FLYER, "bees and wasps, and pigeons are other animals altogether: regular menu prices")], "not included"),
    (6, "How soon can Nadine get out if she moves to Oregon?", [["10 days"]],
     [(FLYER, "Leave whenever, 10 days' heads-up")], "month to month"),
    (7, "What is the most we carry in fixes for Tortolita over twelve months?", [["$3,500"]],
     [(FORM, "until together they have reached $3,500.00 in the plan year")], "yearly ceiling"),
    (7, "Tortolita has burnt through its pot. What do we now ask for an hour of Tomas?", [["$92"]],
     [(FORM, "Once the sum is gone: labor $92.00 an hour")], "rate afterwards"),
    (7, "Bennett asks us at 6 p.m. on a weekday. What is added to that call?", [["$150"]],
     [(FORM, "add $150.00 per call, payable by you")], "late call"),
    (8, "What does old Mr. Oakes send us once a year?", [["$264"]],
     [(MEMO, "Mr. Oakes pays $264.00 each year")], "yearly fee on the scan"),
    (8, "Is Harlan Oakes with us past 2027?", [["05-04-2028", "May 4, 2028", "2028-05-04", "three years"]],
     [(MEMO, "In force from 05-05-2025 through 05-04-2028, three years")], "three years on the scan"),
    (9, "Lucinda Barraza just called off today's crew. Does that cost her?", [["$45"]],
     [(HOUSE, "A visit called off with less than 24 hours to go costs $45")], "late cancellation"),
    (9, "From October to New Year, how much heavy-duty time does Lucinda get in total without paying?",
     [["six hours", "6 hours"]], [(HOUSE, "Lucinda has six hours of big-job time in hand without charge")], "quarterly allowance"),
    (2, "What ceiling did Ellis Nakagawa give for the motor in March?", [["$1,000"]],
     [("2026-03-08-motor.eml", "I authorize up to $1,000.00 for part and labor together")], "e-mail"),
    (4, "How far did Teresa let us go on the Linden panel?", [["$1,500"]],
     [("2026-05-18-panel.eml", "not over $1,500 please")], "e-mail"),
    (4, "Has Gordon agreed to buy the replacement cooler?", [["not buying", "not agreed", "has not", "refus", "declin", "in March"]],
     [("2026-11-11-cooler.eml", "I am not buying a new cooler in November")], "refusal by e-mail"),
    (3, "What sum did the practice manager clear for the compressor closet?", [["$900"]],
     [("client-communications.csv", "Rewire the compressor closet, not above $900 all in")], "CSV"),
    (5, "What made the water at Placita del Cielo turn in August?", [["breaker", "pump off", "shut it off", "no flow"]],
     [("note-33", "he flipped the breaker when they went to Maine"),
      ("2026-08-26-green.eml", "he switched the pump off at the breaker before our trip")], "note and e-mail"),
    (1, "What had killed the Mondragons' west unit in September?", [["rat"]],
     [("note-5", "pack rats in W unit, chewed 24V")], "technician's note"),
]

UNANSWERABLE = [
    (1, "How long do we stand behind a capacitor we put in for the Mondragons?", "no warranty is stated"),
    (1, "What would duct cleaning cost Delphine?", "no price for it anywhere"),
    (2, "Does Casa Verano get money back if we skip a pool stop?", "no credit for missed visits"),
    (2, "Who pays if a guest slips on the wet deck at Casa Verano?", "insurance is named, liability is not"),
    (3, "Is there a yearly spending lid for Rillito Dental?", "only a per-order sign-off"),
    (4, "Would Gordon save something by paying the whole year at once?", "no prepayment terms"),
    (5, "What extra do Joel and Priya pay when we come out at night?", "the new contract has no after-hours rule"),
    (5, "Which horsepower is the pool pump at Placita del Cielo?", "equipment is not described"),
    (6, "What do we take from Nadine for driving out to Oro Valley?", "no travel fee on the flyer"),
    (7, "What interest runs when Tortolita pays late?", "only the homeowners association has one"),
    (8, "Do the Oakes kids get a lower yearly price if they join?", "no referral or family terms"),
    (9, "What is the alarm code at Lucinda Barraza's place?", "no alarm is noted"),
    (10, "What percentage off labor does Wesley Tran have with us?", "he has no agreement, only a manual"),
    (11, "How quickly did we promise to turn up at Old Pueblo Day School when a drip line bursts?", "the offer gives no time"),
    (12, "Which plan is Marguerite Ives on and when does it end?", "she only sent a request"),
]

# questions (counted from one) asked with the customer already open on the screen
ON_SCREEN = (20, 26, 29)


def questions() -> list[dict]:
    """Both lists in the gold format."""
    rows = []
    for _, question, facts, sources, why in ANSWERABLE:
        cited = [{"file": name if name.endswith(".pdf") else None, "record": None if name.endswith(".pdf") else name,
                  "quote": quote} for name, quote in sources]
        rows.append({"question": question, "client": None, "job": None, "as_of": None, "answerable": True,
                     "required_facts": facts, "citations": cited, "why": why})
    for _, question, why in UNANSWERABLE:
        rows.append({"question": question, "client": None, "job": None, "as_of": None, "answerable": False,
                     "required_facts": [], "citations": [], "why": why})
    for position in ON_SCREEN:
        rows[position - 1]["client"] = f"client-{ANSWERABLE[position - 1][0]}"
    return [{"id": f"q{n:02d}", **row} for n, row in enumerate(rows, 1)]
