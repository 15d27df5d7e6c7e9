"""Approvals and refusals found in letters and notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from service.coverage.approvals_found import Consent, Matter, consents, latest
from service.coverage.money import amounts_in, ceiling_in
from service.coverage.vocabulary import standard
from service.coverage.work import Place, Statement
from tests.fakes.terms import letter, note

BEGAN, ENDS, BEFORE = (datetime(2026, 6, 10, hour, tzinfo=UTC) for hour in (10, 23, 8))
PLACES = (Place("property-1", "14 Garfield Avenue"), Place("property-2", "9 Lakeview Drive"))
MATTER = Matter("1042", "property-1", PLACES, frozenset({"water-heater"}), BEGAN, ENDS, "job-1")


def found(*statements: Statement) -> tuple[Consent, ...]:
    return consents(statements, MATTER, standard())


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("OK for the water heater, go ahead up to $1,200.", "1200"),
        ("ok go ahead w the new water heater, up to 700. Walter", "700"),
        ("Approved. Not above 500 please.", "500"),
        ("Approved: $640.50", "640.50"),
        ("Heater on Tuesday: 600.00 approved.", "600.00"),
        ("Yes please do it, 1.5k dollars is fine with me", "1500"),
        ("Sounds good, please proceed.", None),
        ("I extend the order for the water heater to $1,700.", "1700"),
        ("PO 4471 for the water heater, amount $1,700.00", "1700"),
    ],
)
def test_an_approval_carries_the_sum_it_names(text: str, amount: str | None) -> None:
    last = latest(found(letter(text, BEFORE)))
    assert last is not None
    assert last.given
    assert last.amount == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    "text", ["Please don't do it yet.", "Hold off on the water heater.", "We decline.", "Not approved, too expensive."]
)
def test_a_refusal_is_read_as_one(text: str) -> None:
    last = latest(found(letter(text, BEFORE)))
    assert last is not None
    assert not last.given


@pytest.mark.parametrize(
    "text", ["Can you approve the $900?", "Waiting for his approval.", "Once you approve we start.", "See you at 10."]
)
def test_asking_is_no_answer(text: str) -> None:
    assert found(letter(text, BEFORE)) == ()


@pytest.mark.parametrize(
    "statement",
    [
        letter("Go ahead.", datetime(2026, 6, 10, 11, tzinfo=UTC)),
        letter("Go ahead with the faucet.", BEFORE),
        letter("Go ahead at Lakeview.", BEFORE),
        letter("Go ahead.", datetime(2026, 1, 3, tzinfo=UTC)),
        note("she said go ahead", job_id="job-7"),
    ],
    ids=["after the work began", "another thing", "another place", "long ago", "another job"],
)
def test_what_is_about_something_else_does_not_count(statement: Statement) -> None:
    assert found(statement) == ()


def test_the_sum_may_stand_in_the_letter_that_is_answered() -> None:
    asked = Statement("Message", "mail-0", "New heater is $980. OK?", datetime(2026, 6, 9, tzinfo=UTC), "office", True)
    assert latest(found(asked, letter("Ok, go ahead.", BEFORE))).amount == Decimal(980)  # type: ignore[union-attr]
    quoting = letter("Go ahead.\n\nOn Mon, Jun 8, 2026 Office wrote:\n> The water heater is $750.", BEFORE)
    assert latest(found(quoting)).amount == Decimal(750)  # type: ignore[union-attr]


def test_the_customers_own_word_goes_before_a_report_of_it() -> None:
    own = letter("Up to $500, go ahead.", datetime(2026, 6, 8, tzinfo=UTC))
    report = note("he approved the lot", datetime(2026, 6, 9, tzinfo=UTC))
    assert latest(found(own, report)).amount == Decimal(500)  # type: ignore[union-attr]


def test_who_said_it_and_how_is_kept() -> None:
    (spoken,) = found(note("tenant said go ahead, on the phone", datetime(2026, 6, 9, tzinfo=UTC)))
    assert (spoken.form, spoken.other_person, spoken.first_hand) == ("spoken", "tenant", False)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Kim, yes, put in the new water heater at $720. Pat", "720"),
        ("Lenore: yes to the water heater, up to 550", "550"),
        ("heater at Garfield yes, up to 1100. Dana", "1100"),
        ("As secretary I say yes to the $1,350 for the water heater.", "1350"),
    ],
)
def test_a_bare_yes_counts_with_what_it_is_to(text: str, amount: str) -> None:
    last = latest(found(letter(text, BEFORE)))
    assert last is not None
    assert (last.given, last.amount) == (True, Decimal(amount))


def test_an_officer_other_than_the_one_asked_is_named() -> None:
    (said,) = found(letter("As secretary I say yes to the water heater.", BEFORE))
    assert said.other_person == "secretary"


def test_a_yes_to_something_the_job_is_not_about_does_not_count() -> None:
    matter = replace(MATTER, things=frozenset({"pump"}), words=frozenset({"booster", "pump"}))
    told = letter("yes to the new gazebo, up to 700 for the visit", BEFORE)
    assert consents([told], matter, standard()) == ()


def test_sums_are_told_from_other_numbers() -> None:
    assert amounts_in("up to 2 hours at 10 am for 90 days") == []
    assert ceiling_in("the $2,000 quote is too much, not above $1,500") == Decimal(1500)


def test_a_yes_for_another_suite_is_none_for_this_one() -> None:
    suite = replace(MATTER, words=frozenset({"water", "heater", "suite", "120"}))
    other, own = (letter(f"Approved: the water heater in suite {number}.", BEFORE) for number in (140, 120))
    assert consents([other], suite, standard()) == ()
    assert len(consents([own], suite, standard())) == 1


def test_a_message_of_ours_that_tells_of_a_call_writes_down_what_was_spoken() -> None:
    (told,) = found(Statement("Message", "mail-2", "Note of the call: go ahead, she says.", BEFORE, "office", True))
    assert told.form == "spoken"
