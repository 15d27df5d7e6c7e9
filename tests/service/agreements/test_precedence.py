from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from service.agreements.compile import compile_text
from service.agreements.fields import notice_deadline
from service.agreements.precedence import amended, effective, in_force, link
from service.agreements.terms import Agreement, ApprovalThreshold, Discount, Effective, Exclusion, Inclusion, Rate
from tests.service.agreements.contracts import compiled, of

BASE = """SERVICE AGREEMENT
This agreement begins on April 1, 2025 and runs for one year, through March 31, 2026.
The plan covers the furnace and the thermostat.
Duct cleaning is not covered.
Parts are discounted 10%. Labor is $90.00 per hour.
"""


def agreement(text: str = BASE, **changes: object) -> Agreement:
    found = compile_text(text, document_id=str(changes.pop("document_id", "base")))
    return replace(found, client_id="client-1", **changes)  # type: ignore[arg-type]


def rider(words: str, document_id: str = "rider") -> Agreement:
    return replace(
        compile_text(f"AMENDMENT NO. 1\n{words}\n", document_id=document_id, is_amendment=True), client_id="client-1"
    )


def test_an_agreement_holds_from_its_first_to_its_last_day() -> None:
    days = [date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [len(effective([agreement()], on=day)) for day in days] == [0, 1, 1, 0]


def test_the_legal_contract_and_its_amendment_are_joined_by_the_date_the_amendment_names() -> None:
    base, change = compiled("hvac_legal"), compiled("hvac_amendment")
    (linked,) = [one for one in link([change, base]) if one.is_amendment]
    assert linked.amends == "hvac_legal"


def test_an_amendment_stands_for_the_agreement_that_is_not_on_file() -> None:
    change = rider("Effective May 1, 2025.\nThe plan now covers the humidifier.")
    assert [len(effective([change], on=date(2025, month, 2))) for month in (4, 5)] == [0, 1]
    assert [one.amended_by for one in effective([change, agreement()], on=date(2025, 5, 2))] == [("rider",)]


def test_an_amendment_holds_from_its_day_on_and_puts_the_old_terms_aside() -> None:
    both = [compiled("hvac_legal"), compiled("hvac_amendment")]
    (before,) = effective(both, on=date(2026, 1, 31))
    (after,) = effective(both, on=date(2026, 2, 1))
    assert {int(one.percent) for one in before.terms if isinstance(one, Discount) and one.applies_to == "parts"} == {15}
    assert {int(one.percent) for one in after.terms if isinstance(one, Discount) and one.applies_to == "parts"} == {20}
    assert {str(one.amount) for one in after.terms if isinstance(one, ApprovalThreshold)} == {"800.00"}
    assert not [one for one in after.terms if isinstance(one, Exclusion) and one.what == "ductwork"]
    assert [one for one in after.terms if isinstance(one, Inclusion) and one.what == "sterilizer room exhaust fan"]
    assert after.amended_by == ("hvac_amendment",)
    assert {"section 5.1 was changed by hvac_amendment", "changed by hvac_amendment"} <= {
        why for _, why in after.set_aside
    }


def test_a_term_of_an_amendment_with_a_later_day_waits_for_it() -> None:
    both = [compiled("hvac_legal"), compiled("hvac_amendment")]

    def regular(day: date) -> set[Decimal | None]:
        (found,) = effective(both, on=day)
        return {one.amount for one in found.terms if isinstance(one, Rate) and one.when == "regular" and one.amount}

    assert regular(date(2026, 6, 30)) == {Decimal("142.00")}
    assert regular(date(2026, 7, 1)) == {Decimal("148.00")}


@pytest.mark.parametrize(
    ("words", "included", "excluded"),
    [
        ("Effective June 1, 2025, duct cleaning is added to the covered services.", "duct cleaning", ""),
        ("Effective June 1, 2025, the exclusion of duct cleaning is removed.", "duct cleaning", ""),
        ("Effective June 1, 2025, the thermostat is no longer covered.", "", "thermostat"),
    ],
)
def test_an_amendment_moves_things_in_and_out_of_coverage(words: str, included: str, excluded: str) -> None:
    (found,) = effective([agreement(), rider(words)], on=date(2025, 7, 1))
    inside = {one.what.lower() for one in found.terms if isinstance(one, Inclusion)}
    outside = {one.what.lower() for one in found.terms if isinstance(one, Exclusion)}
    assert included in inside or not included
    assert included not in outside
    assert excluded in outside or not excluded
    assert excluded not in inside


def test_an_extension_moves_the_last_day() -> None:
    longer = rider("The term of the agreement is extended from March 31, 2026 to March 31, 2027.")
    assert effective([agreement(), longer], on=date(2026, 12, 1))
    assert not effective([agreement(), longer], on=date(2027, 4, 1))


def test_an_amendment_that_ends_the_agreement_ends_it() -> None:
    ended = rider("The agreement is terminated effective September 30, 2025.")
    assert effective([agreement(), ended], on=date(2025, 9, 30))
    assert not effective([agreement(), ended], on=date(2025, 10, 1))


def test_a_cancellation_outside_the_documents_ends_it_too() -> None:
    assert not effective([agreement()], on=date(2025, 10, 1), ended={"base": date(2025, 9, 30)})


def test_an_agreement_that_renews_itself_goes_on_and_its_notice_deadline_is_known() -> None:
    text = (
        BASE
        + "It renews automatically for successive one-year terms unless either party gives 60 days' written notice before the end.\n"
    )
    base = agreement(text)
    assert effective([base], on=date(2029, 5, 5))
    assert in_force(base, [], on=date(2026, 6, 1)) == (date(2025, 4, 1), date(2027, 3, 31))
    assert notice_deadline(base, date(2026, 3, 31)) == date(2026, 1, 30)


def test_without_renewal_the_time_after_the_end_is_a_gap_until_the_next_agreement() -> None:
    following = agreement(BASE.replace("2026", "2027").replace("April 1, 2025", "June 1, 2026"), document_id="next")
    both = [agreement(), following]
    assert [len(effective(both, on=day)) for day in (date(2026, 3, 31), date(2026, 5, 1), date(2026, 6, 1))] == [
        1,
        0,
        1,
    ]


def test_a_later_agreement_for_the_same_work_and_place_replaces_the_earlier() -> None:
    newer = agreement(BASE.replace("April 1, 2025", "October 1, 2025"), document_id="newer")
    (found,) = effective([agreement(), newer], on=date(2025, 11, 1))
    assert found.agreement.document_id == "newer"
    (before,) = effective([agreement(), newer], on=date(2025, 9, 30))
    assert before.agreement.document_id == "base"


def test_agreements_for_other_places_or_other_trades_stand_side_by_side() -> None:
    there = agreement(BASE.replace("April 1, 2025", "October 1, 2025"), document_id="there", property_ids=("p2",))
    here = agreement(property_ids=("p1",))
    assert len(effective([here, there], on=date(2025, 11, 1))) == 2
    assert [one.agreement.document_id for one in effective([here, there], property_id="p2", on=date(2025, 11, 1))] == [
        "there"
    ]
    lawn = agreement(
        "LAWN AGREEMENT\nThis agreement begins on May 1, 2025 and ends on March 31, 2026.\nWe mow the lawn every week.\n",
        document_id="lawn",
    )
    assert len(effective([agreement(), lawn], on=date(2025, 6, 1))) == 2


def test_an_amendment_of_another_client_changes_nothing() -> None:
    other = replace(rider("Effective June 1, 2025, parts are discounted 40%."), client_id="client-2")
    (found,) = effective([agreement(), other], on=date(2025, 7, 1))
    assert found.amended_by == ()
    assert {int(one.percent) for one in of(found.agreement, Discount)} == {10}


def test_a_rider_for_a_season_only_changes_that_season() -> None:
    summer = rider("This rider runs from June 1, 2025 through August 31, 2025. Parts are discounted 25%.")
    base = agreement()

    def discount(day: date) -> set[int]:
        return {int(one.percent) for one in amended(base, [summer], day).terms if isinstance(one, Discount)}

    assert [discount(day) for day in (date(2025, 5, 31), date(2025, 7, 1), date(2025, 9, 1))] == [{10}, {25}, {10}]


def test_a_rider_changes_figures_in_sections_named_by_letter_and_adds_lines_to_them() -> None:
    base = compile_text(
        "PLANNED MAINTENANCE AGREEMENT\nThis agreement begins on January 1, 2026 and ends on December 31, 2026.\n"
        "SECTION A - RATES\nLabor is $98.00 per hour. Parts are list less 15%.\n"
        "SECTION B - LIMITS\nNothing over $500.00 is done without a purchase order.\n",
        document_id="base",
    )
    change = rider(
        "For work done on and after July 1, 2026.\n"
        "1. In Section A the labor rate goes from $98.00 to $104.00.\n"
        '2. In Section A, "list less 15%" becomes "list less 12%".\n'
        "3. Section C takes a new line: C5, thermostats and zone sensors. If you ask us anyway: list price.\n"
        "4. In Section B the figure $500.00 becomes $800.00.\n"
    )
    before, after = (
        effective([replace(base, client_id="client-1"), change], on=day)[0]
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    )

    assert figures(before) == (Decimal("98.00"), Decimal(15), Decimal("500.00"))
    assert figures(after) == (Decimal("104.00"), Decimal(12), Decimal("800.00"))
    assert [(one.what, one.at_list) for one in after.terms if isinstance(one, Exclusion)] == [
        ("thermostats and zone sensors", True),
    ]


def figures(one: Effective) -> tuple[Decimal | None, Decimal, Decimal]:
    """The labor rate, the reduction on parts and the approval threshold."""
    (rate,) = (term for term in one.terms if isinstance(term, Rate))
    (reduction,) = (term for term in one.terms if isinstance(term, Discount))
    (threshold,) = (term for term in one.terms if isinstance(term, ApprovalThreshold))
    return rate.amount, reduction.percent, threshold.amount


@pytest.mark.parametrize(
    ("limits", "change"),
    [
        (
            "2. LIMITS\n2.1",
            "In Section 2.1 the sum of Five Hundred Dollars ($500.00) is replaced by Nine Hundred Dollars ($900.00).",
        ),
        ("ARTICLE IV - LIMITS\n", 'In Article IV, read "$900.00" for "$500.00".'),
    ],
)
def test_a_sum_is_changed_in_words_in_quotes_and_in_an_article_of_a_roman_number(limits: str, change: str) -> None:
    base = compile_text(
        "CARE AGREEMENT\nThis agreement begins on January 1, 2026 and ends on December 31, 2026.\n"
        f"{limits} Nothing over $500.00 is done without a purchase order.\n",
        document_id="base",
    )
    later = effective([replace(base, client_id="client-1"), rider(change)], on=date(2026, 7, 1))[0]

    assert [term.amount for term in later.terms if isinstance(term, ApprovalThreshold)] == [Decimal("900.00")]
