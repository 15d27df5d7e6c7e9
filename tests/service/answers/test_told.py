from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from service.agreements import terms
from service.answers.told import told

PIN = terms.Pin("d", "c", "Fees", "words", 0, 5, 1, 0.9)


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        (terms.ServiceFee(PIN, Decimal(75), "visit", "trade call fee"), "Trade call fee: $75.00 per visit."),
        (terms.Discount(PIN, Decimal("12.5"), "parts"), "Parts: list price less 12.5%."),
        (terms.Discount(PIN, Decimal(-20), "materials"), "Materials: list price plus 20%."),
        (terms.Rate(PIN, "Labor", Decimal(183), when="after_hours"), "Labor after hours: $183.00 per hour."),
        (
            terms.Rate(PIN, "", multiple=Decimal("1.5"), when="weekend"),
            "Labor on weekends: 1.5 times the regular rate.",
        ),
        (terms.Cap(PIN, Decimal(1500), "year"), "The agreement carries at most $1,500.00 per year."),
        (
            terms.Allowance(PIN, "repair labor", Decimal(14), "hour", "season"),
            "Included: 14 hours of repair labor per season.",
        ),
        (terms.ResponseTime(PIN, "no heat", Decimal(4), "hour"), "No heat: within 4 hours."),
        (terms.Renewal(PIN, False), "It does not renew by itself."),
        (
            terms.Renewal(PIN, True, Decimal(12), "month", 90),
            "It renews automatically by 12 months; ending it takes 90 days' notice.",
        ),
        (
            terms.ContractTerm(PIN, date(2025, 4, 1), date(2027, 3, 31)),
            "It runs from April 1, 2025 through March 31, 2027.",
        ),
        (terms.Exclusion(PIN, "the water softener"), "Not covered: the water softener."),
        (terms.Definition(PIN, "Equipment", "the boiler"), ""),
    ],
)
def test_a_term_is_told_in_one_plain_sentence(term: terms.Term, sentence: str) -> None:
    assert told(term) == sentence


def test_a_sum_is_told_in_the_currency_of_its_words() -> None:
    pin = terms.Pin("d", "c", "Fees", "a fee of £35 a visit", 0, 20, 1, 0.9)
    assert told(terms.ServiceFee(pin, Decimal(35), "visit", "call fee")) == "Call fee: £35.00 per visit."


def test_the_number_of_a_section_is_no_subject() -> None:
    assert told(terms.ResponseTime(PIN, "Article 6. Response", Decimal(4), "hour")) == "Response: within 4 hours."


def test_half_a_sentence_as_object_is_left_to_the_quote() -> None:
    long = "Provider may proceed without Authorization provided that the charges do"
    assert told(terms.NotToExceed(PIN, Decimal(1500), None, long)) == (
        "Work above $1,500.00 needs the customer's approval first."
    )
