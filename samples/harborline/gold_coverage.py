"""Coverage verdicts worked out by hand from the contract texts, line by line."""

from __future__ import annotations

from common import Record
from gold_quotes import cite
from work import BY_KEY, job_id, line_id

C, N, P, A, X, U = "covered", "not_covered", "partially_covered", "needs_approval", "no_agreement", "unclear"

# verdict, customer pays (or, for needs_approval, what he would pay), quotes, why
Verdict = tuple[str, str | None, list[str], str]

VERDICTS: dict[str, list[Verdict]] = {
    "ob_maint": [
        (C, "0.00", ["ob.maint", "ob.visits"], "Scheduled maintenance is in the yearly fee."),
        (C, "0.00", ["ob.maint"], "One-inch filters are in the yearly fee."),
    ],
    "ob_inducer": [
        (P, "263.50", ["ob.parts"], "Before the rider: 310.00 less 15%."),
        (C, "0.00", ["ob.labor"], "Labor on the furnace in Regular Hours is included."),
        (C, "0.00", ["ob.trip"], "No trip charge in Regular Hours."),
    ],
    "ob_weekend": [
        (P, "78.20", ["ob.parts"], "92.00 less 15%; parts stay under 4.2 outside Regular Hours too."),
        (P, "351.00", ["ob.late"], "Saturday: 390.00 less 10%."),
        (N, "69.00", ["ob.triplate"], "Outside Regular Hours the list trip charge applies."),
    ],
    "ob_freeze": [
        (N, "118.00", ["ob.freeze", "ob.excluded"], "Freezing with the furnace running: excluded, list price."),
        (N, "250.00", ["ob.freeze", "ob.excluded"], "Excluded work: labor at list price."),
    ],
    "ob_trap": [
        (P, "57.80", ["ob.parts"], "Ordinary repair before the rider: 68.00 less 15%."),
        (
            P,
            "64.60",
            ["ob.exception", "ob.parts"],
            "Freezing followed a furnace breakdown reported at once, so 5.2 applies: 76.00 less 15%.",
        ),
        (C, "0.00", ["ob.labor", "ob.exception"], "Labor under 4.1."),
    ],
    "ob_ac": [
        (P, "67.20", ["rider.parts", "rider.from"], "After the rider: 84.00 less 20%."),
        (P, "44.80", ["rider.parts", "rider.from"], "56.00 less 20%."),
        (C, "0.00", ["ob.labor"], "Labor on the air conditioner is included."),
        (N, "190.00", ["ob.refrigerant", "ob.excluded"], "Refrigerant is excluded: list price."),
    ],
    "ob_warranty": [
        (C, "0.00", ["ob.warranty"], "Repair of April 22 failed after 50 days for a bad part."),
        (C, "0.00", ["ob.warranty", "ob.labor"], "Repeated without charge."),
        (C, "0.00", ["ob.warranty", "ob.trip"], "Travel is without charge as well."),
    ],
    "ob_blower": [
        (A, "944.00", ["ob.approval", "mail.blower"], "1,180.00 less 20% is 944.00, above 500.00, and she refused."),
        (C, "0.00", ["ob.labor", "ob.approvallabor"], "The approval concerns the part, not labor."),
    ],
    "ob_gasvalve": [
        (
            P,
            "512.00",
            ["rider.parts", "mail.valve", "ob.approval"],
            "640.00 less 20% is 512.00, approved up to 550.00 before.",
        ),
        (C, "0.00", ["ob.labor"], "The gas water heater is Listed Equipment."),
    ],
    "ob_cottage": [
        (X, "38.00", ["ob.cottage"], "The cottage is not part of the Premises."),
        (X, "195.00", ["ob.cottage"], "The cottage is not part of the Premises."),
    ],
    "an_tune": [(C, "0.00", ["an.tune"], "The yearly clean and tune is in the monthly price.")],
    "an_pump": [
        (P, "115.00", ["an.parts"], "265.00 less the first 150.00."),
        (C, "0.00", ["an.winter"], "December, any hour and any day."),
    ],
    "an_control": [
        (C, "0.00", ["an.parts"], "142.00 is within the first 150.00."),
        (C, "0.00", ["an.winter"], "Time is free in the heating months."),
    ],
    "an_radiator": [
        (N, "48.00", ["an.radiators", "an.usual"], "A valve of Ray's upstairs radiators is left out."),
        (N, "187.50", ["an.radiators", "an.usual"], "Usual prices."),
    ],
    "an_summer": [
        (N, "64.00", ["an.summer"], "May to September: parts at full price."),
        (P, "97.50", ["an.summer"], "Half of 195.00."),
    ],
    "ko_gold": [
        (C, "0.00", ["gold.repairs"], "The air conditioner was in the Gold Plan."),
        (C, "0.00", ["gold.repairs"], "Parts and labor without a bill."),
    ],
    "ko_gap": [
        (X, "74.00", ["gold.dates", "fc.dates"], "Between the two plans."),
        (X, "195.00", ["gold.dates", "fc.dates"], "Between the two plans."),
    ],
    "ko_tune": [(C, "0.00", ["fc.tune"], "The yearly tune-up of the new plan.")],
    "ko_limit": [
        (P, "52.20", ["fc.off"], "58.00 less 10%."),
        (P, "182.00", ["fc.off"], "260.00 less 30%."),
    ],
    "ko_night": [
        (N, "92.00", ["fc.late"], "Friday after 6 pm: list price."),
        (N, "292.50", ["fc.late"], "Friday after 6 pm: list price."),
    ],
    "ko_ac": [
        (N, "78.00", ["fc.ac"], "The air conditioner left the plan."),
        (N, "130.00", ["fc.ac"], "The air conditioner left the plan."),
    ],
    "tv_pump": [
        (C, "0.00", ["tv.pump"], "First sump pump of the contract year."),
        (C, "0.00", ["tv.pump"], "Pump and labor are free."),
    ],
    "tv_faucet": [
        (P, "41.40", ["tv.parts"], "45.00 less 8%."),
        (N, "142.50", ["tv.labor"], "1.5 hours at 95.00."),
    ],
    "tv_pump2": [
        (N, "280.00", ["tv.pump2"], "Second pump of the contract year: list price."),
        (N, "190.00", ["tv.pump2", "tv.labor"], "2 hours at 95.00."),
    ],
    "pe_home": [
        (P, "75.60", ["pe.off"], "84.00 less 10%."),
        (P, "234.00", ["pe.off"], "260.00 less 10%."),
    ],
    "pe_cabin": [
        (X, "74.00", ["pe.home"], "The card is for the home only."),
        (X, "260.00", ["pe.home"], "The card is for the home only."),
    ],
    "mk_drain": [(X, "145.00", [], "Devon Maki has no agreement.")],
    "ma_heater": [
        (X, "1450.00", [], "Josefina Marchetti has no agreement."),
        (X, "500.00", [], "Josefina Marchetti has no agreement."),
    ],
    "lk_comp": [
        (X, "54.00", [], "The quote was never signed."),
        (X, "130.00", [], "The quote was never signed."),
    ],
    "wl_drain1": [(C, "0.00", ["wl.drain"], "First clearing of the quarter at Garfield.")],
    "wl_drain2": [(N, "95.00", ["wl.drain2"], "Second clearing of the quarter at Garfield.")],
    "wl_wipes": [(N, "145.00", ["wl.wipes", "note.wipes"], "Wipes: list price.")],
    "wl_unclear": [
        (U, None, ["wl.drain", "wl.wipes", "note.unclear"], "Free unless roots, wipes or grease; nobody could see.")
    ],
    "wl_faucet": [
        (C, "0.00", ["wl.faucet"], "Cartridges are in the plan."),
        (C, "0.00", ["wl.faucet"], "Labor is in the plan."),
    ],
    "wl_furnace": [
        (P, "66.60", ["wl.furnparts"], "74.00 less 10%."),
        (P, "147.00", ["wl.hours", "wl.hours2"], "2 of 3.5 hours are free, 1.5 at 98.00."),
    ],
    "wl_heater": [
        (A, "1450.00", ["wl.ok", "wl.heater", "mail.heater"], "1,950.00 in all, the OK says 1,200."),
        (A, "500.00", ["wl.ok", "wl.heater", "mail.heater"], "1,950.00 in all, the OK says 1,200."),
    ],
    "wl_toilet": [
        (N, "340.00", ["wl.bowl", "csv.toilet"], "List price; approved by text up to 700."),
        (N, "250.00", ["wl.bowl", "csv.toilet"], "List price; approved by text up to 700."),
    ],
    "wl_tstat": [(N, "96.00", ["wl.tstat"], "Thermostats: list price.")],
    "wl_own": [
        (X, "38.00", ["wl.own"], "Lakeview Drive is not on the plan."),
        (X, "125.00", ["wl.own"], "Lakeview Drive is not on the plan."),
    ],
    "ng_shower": [
        (N, "265.50", ["ng.labor"], "2.25 hours at 118.00."),
        (N, "162.00", ["ng.apprentice"], "2.25 hours at 72.00."),
        (P, "123.20", ["ng.parts"], "140.00 less 12%."),
        (N, "12.00", ["ng.small"], "Under 20.00 apiece: list price."),
        (C, "0.00", ["ng.travel"], "No trip charge in Duluth."),
    ],
    "ng_sat": [(N, "177.00", ["ng.minimum", "ng.half"], "Minimum of one hour at 118.00 times 1.5, more than list.")],
    "ng_sun": [
        (N, "472.00", ["ng.double", "ng.labor"], "2 hours at 118.00 times 2, more than list."),
        (P, "40.48", ["ng.parts"], "46.00 less 12%."),
    ],
    "ng_heater": [
        (P, "1254.00", ["ng.equipment", "mail.po4471"], "1,320.00 less 5%; PO 4471 is enough for 1,608.00."),
        (N, "354.00", ["ng.labor", "mail.po4471"], "3 hours at 118.00."),
    ],
    "ng_cond": [
        (A, "2042.50", ["ng.po", "mail.po4502", "ng.equipment"], "2,150.00 less 5%; the PO is for another site."),
        (A, "708.00", ["ng.po", "mail.po4502", "ng.labor"], "6 hours at 118.00; the PO is for another site."),
    ],
    "ra_wait": [
        (N, "110.00", ["ra.wait"], "June 16 is within the first 30 days."),
        (N, "130.00", ["ra.wait"], "June 16 is within the first 30 days."),
    ],
    "ra_gas": [
        (C, "0.00", ["ra.repair"], "310.00 within the ceiling."),
        (C, "0.00", ["ra.repair"], "390.00 within the ceiling, 700.00 used."),
        (N, "75.00", ["ra.fee"], "The trade call fee is the plan holder's."),
    ],
    "ra_soft": [
        (N, "88.00", ["ra.not"], "The softener is left out."),
        (N, "187.50", ["ra.not"], "The softener is left out."),
    ],
    "ra_pipe": [
        (C, "0.00", ["ra.repair"], "96.00 within the ceiling."),
        (C, "0.00", ["ra.repair"], "500.00 within the ceiling, 1,296.00 used."),
        (N, "75.00", ["ra.fee"], "The trade call fee is the plan holder's."),
    ],
    "ra_circ": [
        (P, "346.00", ["ra.ceiling", "ra.past"], "204.00 of the ceiling is left of 1,500.00; 550.00 less 204.00."),
        (N, "75.00", ["ra.fee"], "The trade call fee is the plan holder's."),
    ],
    "pk_belt": [
        (P, "76.50", ["pk.parts"], "90.00 less 15%."),
        (N, "244.00", ["pk.labor"], "2 hours at 122.00."),
    ],
    "pk_ref1": [
        (C, "0.00", ["pk.refrigerant"], "6 of the first 10 pounds."),
        (N, "122.00", ["pk.labor"], "1 hour at 122.00."),
    ],
    "pk_ref2": [
        (P, "204.00", ["pk.refrigerant"], "4 of 7 pounds are left in the year, 3 at 68.00."),
        (N, "244.00", ["pk.labor"], "2 hours at 122.00."),
    ],
    "pk_fan": [
        (
            A,
            "833.00",
            ["pk.limit", "pk.after", "mail.fan"],
            "1,199.00 is above 600.00; the e-mail came after the work.",
        ),
        (A, "366.00", ["pk.limit", "pk.after", "mail.fan"], "3 hours at 122.00, same work order."),
    ],
    "pk_cooler": [
        (P, "357.00", ["pk.parts", "pk.emergency"], "420.00 less 15%; Priority 1 and 906.00 in all."),
        (N, "549.00", ["pk.labor", "pk.emergency"], "3 hours at 183.00."),
    ],
    "pk_board": [
        (P, "646.00", ["pk.parts", "mail.board"], "760.00 less 15%; 1,134.00 in all, approved up to 1,200."),
        (N, "488.00", ["pk.labor", "mail.board"], "4 hours at 122.00."),
    ],
    "pk_surge": [
        (N, "84.00", ["pk.surge"], "Electrical surge: list price."),
        (N, "130.00", ["pk.surge"], "Electrical surge: list price."),
    ],
    "sb_care": [(C, "0.00", ["sb.care"], "The September care is in the offering.")],
    "sb_valve": [
        (P, "59.00", ["sb.parts"], "Half of 118.00."),
        (C, "0.00", ["sb.hours"], "6 of 14 hours."),
    ],
    "sb_pump": [(C, "0.00", ["sb.hours"], "11 of 14 hours used after this.")],
    "sb_tank": [
        (P, "80.00", ["sb.parts"], "Half of 160.00."),
        (P, "178.00", ["sb.hours"], "3 hours left of 14, 2 at 89.00."),
    ],
    "sb_bell": [
        (N, "62.00", ["sb.outside"], "The bell tower heaters are outside."),
        (N, "130.00", ["sb.outside"], "The bell tower heaters are outside."),
    ],
    "sb_new": [(C, "0.00", ["sb.hours"], "A new season, 3 of 14 hours.")],
    "sb_paint": [(U, None, ["sb.outside", "note.paint"], "Nobody knows whether the valve was painted over.")],
    "bc_boiler": [
        (C, "0.00", ["bc.common"], "Common plant."),
        (C, "0.00", ["bc.common"], "Common plant."),
    ],
    "bc_unit": [
        (N, "74.40", ["bc.unit"], "Inside the unit: cost 62.00 plus 20%."),
        (N, "208.00", ["bc.unit"], "2 hours at 104.00."),
    ],
}


def coverage() -> list[Record]:
    """All gold verdicts in the order of the job numbers."""
    found: list[Record] = []
    for key in BY_KEY:
        if key not in VERDICTS:
            continue
        lines = []
        for position, (verdict, amount, quotes, why) in enumerate(VERDICTS[key], 1):
            lines.append(
                {
                    "line_item_id": line_id(key, position),
                    "verdict": verdict,
                    "customer_pays": None if verdict == A else amount,
                    "if_approved_customer_pays": amount if verdict == A else None,
                    "citations": cite(*quotes),
                    "why": why,
                }
            )
        found.append({"job": job_id(key), "as_of": None, "lines": lines})
    return found
