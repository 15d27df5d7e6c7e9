"""Lines as technicians write them, in many trades, and the prices contracts put on them."""

from __future__ import annotations

import pytest

from service.agreements.terms import CoveredEquipment, Inclusion
from service.coverage.lines import LineKind, read_lines
from service.coverage.verdict import Coverage
from service.coverage.vocabulary import standard
from tests.fakes.terms import (
    agreement,
    allowance,
    cap,
    discount,
    excluded,
    fee,
    included,
    judged,
    labour,
    line,
    note,
    part,
    pin,
    rate,
    warranty,
    work,
)


def told(coverage: Coverage) -> list[tuple[str, str | None]]:
    return [
        (one.verdict.value, None if one.customer_pays is None else str(one.customer_pays)) for one in coverage.lines
    ]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Wifi tstat", "thermostats"),
        ("HSI swap", "furnace repairs"),
        ("Main brkr 100A", "circuit breakers"),
        ("GFCI recept", "receptacles"),
        ("Dspout elbow", "downspouts"),
        ("Crown coat", "chimney crowns"),
        ("Brine valve", "water softener repairs"),
        ("Torsion spring", "garage doors"),
        ("Photo eye", "safety eyes"),
        ("Pet safe melt", "ice melt"),
        ("WH anode", "water heater parts"),
        ("Cya + tabs", "pool chemicals"),
    ],
)
def test_short_forms_of_every_trade_are_understood(name: str, what: str) -> None:
    assert told(judged(work(part(name)), agreement(included(what)))) == [("covered", "0.00")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Appl tech hrs", LineKind.LABOUR),
        ("OT plumber", LineKind.LABOUR),
        ("Pruning, 2 men", LineKind.LABOUR),
        ("Svc call", LineKind.FEE),
        ("Furnace PM", LineKind.SERVICE),
        ("Flue sweep", LineKind.SERVICE),
        ("Blower motor, installed", LineKind.BUNDLE),
        ("Capacitor flat rate", LineKind.BUNDLE),
        ("Mulch, 3 yd", LineKind.PART),
    ],
)
def test_words_go_before_the_category_of_an_account_that_files_all_as_products(name: str, kind: LineKind) -> None:
    (read,) = read_lines([part(name)], standard())
    assert read.kind is kind


def test_a_bare_visit_beside_repairs_is_the_charge_for_coming() -> None:
    plan = agreement(included("repairs of the furnace"), fee("40", "visit fee", "You pay a visit fee of $40."))
    job = work(line("Service visit", price="95"), part("Flame sensor", "30"), title="Furnace out")
    assert told(judged(job, plan)) == [("not_covered", "40.00"), ("covered", "0.00")]


def test_a_shared_part_name_belongs_to_the_machine_beside_it() -> None:
    plan = agreement(included("dishwasher repairs"), excluded("washing machines"))
    assert told(judged(work(part("Drain pump", "90", description="DW")), plan)) == [("covered", "0.00")]


def test_hours_are_priced_by_the_stretch_they_fall_in() -> None:
    plan = agreement(rate("hours 1 to 4", "100"), rate("hours 5 through 8", "90"), rate("hour 9 and up", "80"))
    assert told(judged(work(labour("10", "130")), plan)) == [("not_covered", "920.00")]


def test_the_first_hour_is_free_and_the_rest_at_the_rate_from_the_second() -> None:
    first = Inclusion(pin("The plan carries the first hour of labor."), what="first hour of labor", part="labour")
    plan = agreement(first, rate("from the second hour", "94"))
    assert told(judged(work(labour("3", "110")), plan)) == [("partially_covered", "188.00")]


def test_a_reduction_in_a_row_is_about_what_the_row_names() -> None:
    plan = agreement(discount("18", quote="I-4 | Valves and pipe | all | list less 18%"))
    job = work(part("Irrigation valve", "100"), part("Mulch bag", "50"))
    assert told(judged(job, plan)) == [("partially_covered", "82.00"), ("not_covered", "50.00")]


def test_what_a_warranty_gives_does_not_carry_first_repairs() -> None:
    repeat = "We stand behind our work for 6 months; then part and labor are on us."
    plan = agreement(
        warranty("repairs", 6, "month", quote=repeat),
        included("part", repeat, part="parts", section="Warranty"),
        discount("10", "parts"),
    )
    assert told(judged(work(part("Door roller", "50")), plan)) == [("partially_covered", "45.00")]


def test_a_fee_comes_before_the_limit_on_the_rest() -> None:
    plan = agreement(
        included("repairs of the furnace"),
        fee("65", "deductible", "A deductible of $65 is due for each visit."),
        cap("235", "year"),
    )
    assert told(judged(work(part("Inducer motor", "420"), title="Furnace"), plan)) == [("partially_covered", "185.00")]


def test_damage_by_pests_is_not_the_treatment_of_pests() -> None:
    plan = agreement(
        allowance("re-treatments", 2, "time", "quarter", "2 re-treatments per calendar quarter at no charge."),
        excluded("damage", causes=("pests",)),
    )
    job = work(line("Re-treat, roaches", price="85", category="SERVICE"), notes=[note("roaches and mice seen")])
    assert told(judged(job, plan)) == [("covered", "0.00")]


def test_a_vehicle_that_hit_the_thing_excludes_it() -> None:
    plan = agreement(included("gutter repairs"), excluded("damage", causes=("vehicles",)))
    hit = work(part("Gutter section", "80"), notes=[note("delivery truck hit the corner")])
    assert told(judged(hit, plan)) == [("not_covered", "80.00")]
    assert told(judged(work(part("Gutter section", "80")), plan)) == [("covered", "0.00")]


def test_what_a_pest_agreement_hunts_needs_no_name_in_its_promises() -> None:
    bond = agreement(included("inspect the Dwelling", "We inspect the Dwelling free.", section="Termite bond"))
    for name, verdict in (("Annual termite inspection", "covered"), ("Bed bug inspection", "unclear")):
        assert told(judged(work(line(name, price="120", category="SERVICE")), bond))[0][0] == verdict


def test_what_holds_for_equipment_left_unticked_is_not_about_what_is_ticked() -> None:
    plan = agreement(
        included("repair parts"),
        CoveredEquipment(pin("[X] Rooftop units RTU-1 to RTU-4"), what="Rooftop units RTU-1 to RTU-4"),
        excluded("Equipment left unticked", "Equipment left unticked is repaired at list."),
    )
    assert told(judged(work(part("Blower motor", "240"), title="RTU-2 blower"), plan)) == [("covered", "0.00")]


def test_the_price_of_a_visit_is_that_of_the_trades_regular_visit() -> None:
    plan = agreement(rate("visit", "148", "visit", quote="We come every other week for $148.00 a visit."))
    job = work(line("Housekeeping visit", price="160", category="SERVICE"))
    assert told(judged(job, plan)) == [("not_covered", "148.00")]
