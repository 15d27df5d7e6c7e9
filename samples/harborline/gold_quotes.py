"""The passages the gold answers rest on: short name to (file or record, verbatim words)."""

from __future__ import annotations

from common import Record
from notes import note_id

OB, RIDER = "obrien-maintenance-agreement-2025.pdf", "OBrien_Rider_1.pdf"
AN, WL, NG = "letter Anna Lindgren signed.pdf", "W Lindgren RD-26-12.pdf", "Northgate_vendor_rates_2026.pdf"
GOLD, FC, TV = "GoldPlan_GP-24-338.pdf", "FC-25-071 Kowalczyk.pdf", "scan_0043.pdf"
PK, SB, RA = "PikeEmber MSA executed.pdf", "StBrendans heating cover.pdf", "HK-0619 Raman.pdf"
BC, PE = "BCC-MSC signed 2024.pdf", "cc-2291.pdf"
CSV = "client-communications.csv"

QUOTES: dict[str, tuple[str, str]] = {
    "ob.cottage": (
        OB,
        "The guest cottage behind the dwelling (418 1/2 Tamarack Lane) has equipment of its own and is not part of the Premises.",
    ),
    "ob.son": (OB, "may arrange appointments but may not agree to charges"),
    "ob.term": (OB, "runs for twenty-four (24) months, through March 31, 2027"),
    "ob.norenew": (OB, "It ends on that day without notice from either side and does not renew by itself."),
    "ob.visits": (OB, "Contractor makes two (2) maintenance visits in each agreement year"),
    "ob.maint": (
        OB,
        "Scheduled maintenance visits, including furnace filters of the one-inch size, are paid for by the fee in Section 6.1 and carry no further charge.",
    ),
    "ob.labor": (OB, "Labor to repair Listed Equipment is included, subject to Sections 4.3 and 5."),
    "ob.parts": (
        OB,
        "Parts installed in such repairs are charged at Contractor's list price less fifteen percent (15%).",
    ),
    "ob.late": (OB, "Labor for such work is charged at Contractor's list price for that time less ten percent (10%)."),
    "ob.listed": (
        OB,
        "Listed Equipment means: the gas furnace (Bryant 925T, installed 2016), the split-system air conditioner serving the dwelling, and the 50-gallon gas water heater.",
    ),
    "ob.freeze": (OB, "(a) damage caused by freezing, flood, fire, lightning or pests"),
    "ob.refrigerant": (OB, "(d) refrigerant of any kind"),
    "ob.exception": (
        OB,
        "damage by freezing to Listed Equipment is repaired under Section 4 where the freezing followed a breakdown of the furnace and Customer reported that breakdown without delay",
    ),
    "ob.excluded": (OB, "is charged at Contractor's list prices, labor and parts alike"),
    "ob.fee": (OB, "Customer pays $389.00 for each agreement year"),
    "ob.trip": (OB, "No trip charge is made for a repair visit to Listed Equipment begun within Regular Hours."),
    "ob.triplate": (OB, "A visit begun outside Regular Hours carries Contractor's list trip charge."),
    "ob.warranty": (
        OB,
        "fails within ninety (90) days because of the workmanship or of the part supplied, Contractor repeats it within Regular Hours without charge for labor, parts or travel",
    ),
    "ob.approval": (
        OB,
        "A part whose price to Customer, after the reduction in Section 4.2, is above $500.00 may be installed only after Customer has agreed to it beforehand in writing, for at least that price.",
    ),
    "ob.approvallabor": (OB, "This Section does not affect labor"),
    "rider.parts": (
        RIDER,
        "Parts installed in such repairs are charged at Contractor's list price less twenty percent (20%).",
    ),
    "rider.from": (RIDER, "For work begun on or after March 1, 2026, Section 4.2 of the Agreement is struck out"),
    "mail.blower": ("2026-09-08-obrien-blower.eml", "please do not put the new blower motor in tomorrow"),
    "mail.valve": ("2026-10-09-obrien-valve.eml", "You may charge up to $550 for it."),
    "an.term": (AN, "from the first of October 2025 until the thirtieth of September 2027"),
    "an.tune": (
        AN,
        "Each autumn Pete comes once to clean and tune the boiler, and there is nothing extra to pay for that.",
    ),
    "an.winter": (
        AN,
        "we come and put it right and you do not pay for our time, whatever the hour and whatever the day of the week",
    ),
    "an.parts": (
        AN,
        "The first $150 of parts for each breakdown is on us as well; what goes beyond that is yours to pay.",
    ),
    "an.summer": (AN, "you pay half of what we would normally ask for our time, and the full price of any parts"),
    "an.cylinder": (AN, "The hot water cylinder in the hall closet is one."),
    "an.radiators": (
        AN,
        "The upstairs radiators that your brother-in-law Ray hung are another, with their valves and pipes",
    ),
    "an.usual": (AN, "If you ask us to see to one of those we are glad to, at our usual prices."),
    "an.notice": (AN, "Either of us may call this off with thirty days' word"),
    "wl.own": (WL, "The owner's own house on Lakeview Drive is not on this plan."),
    "wl.period": (WL, "01/01/2026 – 12/31/2026"),
    "wl.faucet": (WL, "Labor; washers, seats, cartridges"),
    "wl.bowl": (WL, "New bowl or tank and the labor to set it: list price"),
    "wl.drain": (WL, "One clearing per dwelling per calendar quarter"),
    "wl.drain2": (WL, "Each further clearing in the same quarter: $95.00 flat."),
    "wl.wipes": (WL, "A clearing made necessary by roots, wipes or grease: list price"),
    "wl.heater": (WL, "Leaking tank; replacement heater with the labor to install it: list price"),
    "wl.hours": (WL, "Hours after the second: $98.00 per hour."),
    "wl.hours2": (WL, "First 2 hours of labor on each call"),
    "wl.furnparts": (WL, "Furnace parts: list price less 10%"),
    "wl.tstat": (WL, "Thermostats — List price"),
    "wl.noheat": (WL, "No heat between October and April: we are there within 12 hours of the call."),
    "wl.ok": (WL, "comes to more than $300.00 on one call, we need the owner's written OK first"),
    "mail.heater": ("2026-08-14-walter-heater.eml", "OK for the water heater at Garfield, go ahead up to $1,200."),
    "csv.toilet": (CSV, "ok go ahead w the new toilet at Garfield, up to 700."),
    "note.heater": ("note:Walter's mail says up to 1200", "Walter's mail says up to 1200. quote is 1950."),
    "csv.heater": (CSV, "Walter, your OK says 1200 but the heater is 1950."),
    "mail.lakeview": ("2026-04-10-walter-lakeview.eml", "Your own house on Lakeview was never on it"),
    "note.wipes": ("note:WIPES. told Marisol", "WIPES. told Marisol"),
    "note.unclear": ("note:got thru at 40ft", "Not sure what it was - need camera to say"),
    "ng.labor": (NG, "Journeyman, any trade ........ $118.00 / hr"),
    "ng.apprentice": (NG, "$72.00 / hr"),
    "ng.minimum": (NG, "Minimum: one hour per call, at whatever multiple is running when the call starts."),
    "ng.half": (NG, "x 1.5: Mon–Fri 16:00–22:00; all of Saturday 07:00–22:00"),
    "ng.double": (NG, "x 2: Sundays, every night 22:00–07:00, federal holidays"),
    "ng.travel": (NG, "no trip charge, no fuel surcharge"),
    "ng.parts": (NG, "Parts and fittings: list minus 12 %"),
    "ng.small": (NG, "Articles with a list price under $20 apiece: list, no reduction"),
    "ng.equipment": (NG, "Whole equipment (water heaters, furnaces, condensing units, boilers): list minus 5 %"),
    "ng.po": (
        NG,
        "Above $850: not before our maintenance desk has e-mailed a PO number for that site with an amount that is enough for the whole work order.",
    ),
    "ng.caretaker": (NG, "Neither is a call from the site caretaker."),
    "ng.newrates": (NG, "New rates are to be offered in writing by December 15."),
    "mail.po4471": ("2026-07-10-northgate-po4471.eml", "not above $1,700.00"),
    "mail.po4502": ("2026-09-21-northgate-po4502.eml", "Site: Garden Terrace Apartments, laundry building"),
    "note.po4502": ("note:PO 4502 is for Garden", "PO 4502 is for Garden Terrace!! not this."),
    "gold.repairs": (GOLD, "Every repair of the equipment above, parts and labor, without limit and without a bill."),
    "gold.dates": (GOLD, "10/01/2024 / 09/30/2025"),
    "fc.dates": (FC, "1 Dec 2025 to 30 Nov 2026, one year."),
    "fc.price": (FC, "$29.50 a month by card."),
    "fc.ac": (FC, "The air conditioner is no longer in the plan; work on it is billed at our list prices."),
    "fc.tune": (FC, "One furnace tune-up a year at no charge"),
    "fc.off": (FC, "On furnace and humidifier repairs 30% comes off our labor and 10% off the parts."),
    "fc.late": (FC, "At any other time list prices apply."),
    "tv.pump": (
        TV,
        "Should the sump pump fail, we put in a new one free of charge, pump and labor, once in a contract year.",
    ),
    "tv.pump2": (TV, "A second pump in the same contract year is charged at list price; the labor under paragraph 4."),
    "tv.labor": (TV, "Labor for any other plumbing work, Monday to Friday, is $95.00 an hour."),
    "tv.weekend": (TV, "On Saturday and Sunday it is $140.00 an hour."),
    "tv.parts": (TV, "Parts for such work are 8% below list price."),
    "tv.well": (TV, "Not part of this contract: the well pump and its tank, frozen pipes, and the septic field."),
    "tv.halves": (TV, "paid in two equal halves, in May and in November"),
    "pk.labor": (
        PK,
        "Corrective labor is compensated at $122.00 per hour during Business Hours and at $183.00 per hour at all other times",
    ),
    "pk.parts": (PK, "Parts shall be invoiced at Provider's list price reduced by fifteen percent."),
    "pk.refrigerant": (
        PK,
        "The first ten (10) pounds of refrigerant charged into the Equipment in each Contract Year are included in the flat fee; each additional pound is invoiced at $68.00.",
    ),
    "pk.surge": (
        PK,
        "Owner shall compensate at Provider's list prices, Corrective Services occasioned by (i) electrical surge",
    ),
    "pk.p1": (PK, "technician on site within two (2) hours, at any time of day or night"),
    "pk.limit": (
        PK,
        "Provider shall not incur charges exceeding $600.00 on any Work Order (the “Limit”) unless an Owner's Representative has first given Authorization.",
    ),
    "pk.after": (PK, "Oral assent is not Authorization, nor is assent given after the work has been performed."),
    "pk.emergency": (
        PK,
        "Where the occurrence is Priority 1, Provider may proceed without Authorization provided that the charges for the Work Order do not exceed $1,500.00.",
    ),
    "mail.fan": ("2026-08-13-odessa-fan.eml", "go ahead and bill the RTU-1 fan, up to $1,250"),
    "mail.board": ("2026-10-06-odessa-board.eml", "RTU-2 control board on Thursday: go ahead up to $1,200 all in."),
    "sb.hours": (
        SB,
        "Fourteen (14) hours of repair labor are included in each season. Every hour worked after the fourteenth costs the parish $89.00.",
    ),
    "sb.parts": (SB, "The parish bears half of the list price of each part."),
    "sb.outside": (
        SB,
        "The electric heaters in the bell tower, the kitchen, and any radiator whose valve has been painted over.",
    ),
    "sb.counted": (SB, "one and a half for each hour worked at other times"),
    "sb.care": (SB, "Each September both boilers are cleaned, fired and tested; this does not draw on the hours."),
    "sb.key": (SB, "is with Mrs. Agnes Rautio next door"),
    "note.key": ("note:Mrs. Agnes Rautio has the key", "Mrs. Agnes Rautio has the key"),
    "sb.lost": (SB, "Hours left over at the end of a season are lost"),
    "note.paint": ("note:packing nut leaks", "can't say if its ON the stem or just the wall"),
    "ra.repair": (RA, "We bear parts and labor at list price until the yearly ceiling is reached."),
    "ra.ceiling": (
        RA,
        "The most we bear in one plan year is $1,500.00, counted at list prices over all repairs in the order we make them.",
    ),
    "ra.past": (RA, "What goes past the ceiling is the plan holder's at list price."),
    "ra.fee": (RA, "Each visit for a covered repair costs the plan holder a trade call fee of $75.00."),
    "ra.wait": (RA, "Breakdowns during the first 30 days (June 1 to June 30, 2026) are billed at list price."),
    "ra.not": (RA, "Fixtures and faucets; the water softener; lime scale and its consequences"),
    "bc.common": (
        BC,
        "Maintenance and repair of common plant, labor and material, is discharged by the monthly charge, at whatever hour it becomes necessary.",
    ),
    "bc.unit": (
        BC,
        "For such work the Contractor charges $104.00 an hour and its documented cost of material plus 20%.",
    ),
    "bc.notice": (
        BC,
        "Unless one party has told the other by certified mail, not later than ninety days before the last day of the term then running",
    ),
    "bc.rise": (
        BC,
        "On each March 1 the monthly charge rises by three percent over that of the year before, rounded to the cent.",
    ),
    "pe.home": (
        PE,
        "Valid at the home printed on this card and nowhere else; cabins and rentals need a card of their own.",
    ),
    "pe.off": (PE, "10% off parts and 10% off labor on every repair"),
    "pe.renew": (
        PE,
        "Membership goes on from year to year until the member tells us to stop; tell us 15 days before the year ends.",
    ),
    "pe.nights": (PE, "Nights and weekends charged as weekdays"),
    "quote.marchetti": ("quote-2", "Workmanship is guaranteed for one year from installation."),
}


def cite(*names: str) -> list[Record]:
    """Give the citations of the named passages."""
    found: list[Record] = []
    for name in names:
        place, words = QUOTES[name]
        if place.endswith(".pdf"):
            found.append({"file": place, "record": None, "quote": words})
        else:
            record = note_id(place[5:]) if place.startswith("note:") else place
            found.append({"file": None, "record": record, "quote": words})
    return found
