"""Prices, limits and sums that need a yes, each told in another way than "X costs $Y"."""

from __future__ import annotations

import pytest

from service.agreements.compile import compile_text
from service.agreements.terms import Allowance, ApprovalThreshold, Cap, ContractValue, Inclusion, Rate, ServiceFee, Term


def told(words: str, *kinds: type[Term]) -> list[tuple[str, ...]]:
    """Each term of these kinds as (type, what, amount, unit)."""
    return [
        (
            type(one).__name__,
            str(getattr(one, "what", "")),
            f"{getattr(one, 'amount', 0):.0f}",
            str(getattr(one, "unit", "")),
        )
        for one in compile_text(f"SERVICE PLAN\n\nPrices\n{words}").terms
        if isinstance(one, kinds)
    ]


MONEY = (Rate, Cap, ServiceFee, ContractValue, ApprovalThreshold)


@pytest.mark.parametrize(
    ("words", "prices"),
    [
        ("More hours cost $70.", [("Rate", "More hours", "70", "hour")]),
        ("The other elms are looked after at $90 a crew hour.", [("Rate", "other elms are looked after", "90", "hour")]),
        ("Waiting is $11 per quarter hour.", [("Rate", "Waiting", "11", "quarter-hour")]),
        ("We charge $25 for each half hour we wait.", [("Rate", "half hour we wait", "25", "half-hour")]),
        (
            "Digging is hourly, $50 for a foreman and $30 for a laborer.",
            [("Rate", "foreman", "50", "hour"), ("Rate", "laborer", "30", "hour")],
        ),
        ("The labor is in the fee and each rope costs $40.00.", [("Rate", "rope", "40", "each")]),
        ("Washing a tent is $30, a long bench $75.", [("Rate", "Washing a tent", "30", "each"), ("Rate", "long bench", "75", "each")]),
        ("Spills from paint, glue or tar are billed at a flat $60.", [("Rate", "Spills from paint, glue or tar", "60", "each")]),
        ("Sand $9 a 50 lb bag", [("Rate", "Sand", "9", "bag")]),
        ("Owls: the first box a year is free, later ones $20.", [("Rate", "owls: later ones", "20", "each")]),
        ("Awnings are brought by you. We hang one for $80.", [("Rate", "hang Awnings", "80", "each")]),
        ("Things we add when you ask: ironing at $8 a basket.", [("Rate", "ironing", "8", "basket")]),
        ("Every third week two of us come for $95.00 a visit.", [("Rate", "visit", "95", "visit")]),
        ("Calls on Sundays are $40 more.", [("ServiceFee", "Calls on Sundays", "40", "")]),
        ("Clogged urns: you pay $30 each time, we carry the rest.", [("ServiceFee", "Clogged urns", "30", "")]),
        (
            "A deductible of $50 for each repair of a bell, $90 on a Sunday.",
            [("ServiceFee", "repair of a bell", "50", ""), ("ServiceFee", "repair of a bell on a Sunday", "90", "")],
        ),
    ],
)  # fmt: skip
def test_a_price_is_read_with_what_it_is_for_and_its_unit(words: str, prices: list[tuple[str, ...]]) -> None:
    assert told(words, *MONEY) == prices


@pytest.mark.parametrize(
    "words",
    [
        "The next visit is $20.00 less.",
        "At or below $200 we mend it and bill it.",
        "A missed night is credited at $90 per night.",
        "Ropes with a list price of $30 to $80 are yours.",
        "The figure in row 3 is replaced by one hundred dollars ($100.00).",
    ],
)
def test_what_is_taken_off_measured_or_credited_is_no_price(words: str) -> None:
    assert told(words, *MONEY) == []


@pytest.mark.parametrize(
    ("words", "sums"),
    [
        ("Tools over $800: we hold until you have accepted the estimate.", [("Tools", "800")]),
        ("Ropes priced at more than $90 are fitted only on a signed order.", [("Ropes", "90")]),
        ("Any repair ticket adding up to over $500 gets signed by you first.", [("repair ticket", "500")]),
        ("The verger may authorise up to $300 of work. Above that the rector must agree in writing.", [("work", "300")]),
        ("Small things such as bulbs and hooks we buy. Up to $30 for such items we don't ring you.", [("bulbs and hooks", "30")]),
        ("Ropes are billed at cost and are limited to $90 a month unless the verger consents by letter.", [("Ropes", "90")]),
        ("Matters over $900 go before the vestry.", [("Matters", "900")]),
        ("Spending above $700 requires a resolution of the vestry.", [("Spending", "700")]),
        ("Should any single repair look like passing $400, I ring you and wait for your word.", [("single repair", "400")]),
        ("Extra washings cost $40. A bigger bell? The bishop has to say yes.", []),
        ("For a retainer of $600, paid in May, we keep a ladder on call for you.", []),
    ],
)  # fmt: skip
def test_a_sum_that_needs_a_yes_is_read_in_other_words_than_approval(words: str, sums: list[tuple[str, str]]) -> None:
    assert [(what, amount) for _, what, amount, _ in told(words, ApprovalThreshold)] == sums


@pytest.mark.parametrize(
    ("words", "limit", "each"),
    [
        ("Wood stove: yes, to $700 per plan year", ("wood stove", "700"), False),
        ("Ropes and hooks: included to $20 each.", ("ropes and hooks", "20"), True),
        ("Toward lamp oil the plan pays $4 a gallon; the member pays the rest.", ("lamp oil", "4"), True),
        ("Should ropes break, we mend them, the cost to the company not to exceed $90.", ("", "90"), False),
        ("Our half of ropes ends when it has come to $90 in a plan year.", ("ropes", "90"), False),
    ],
)
def test_a_limit_is_read_with_what_it_is_of(words: str, limit: tuple[str, str], each: bool) -> None:
    (cap,) = (one for one in compile_text(f"SERVICE PLAN\n\nPrices\n{words}").terms if isinstance(one, Cap))
    assert ((cap.what, f"{cap.amount:.0f}"), cap.each) == (limit, each)


def test_under_a_heading_of_limits_each_line_s_figure_is_the_most_that_is_carried() -> None:
    text = "HOME PLAN\n\nOUR LIMITS PER TERM\nPizza oven - $900\nSauna - $400\n"
    assert told(text, Rate, Cap) == [("Cap", "pizza oven", "900", ""), ("Cap", "sauna", "400", "")]


def test_of_things_counted_by_what_was_done_to_them_the_thing_is_counted() -> None:
    found = told("Up to six worn hinges replaced each plan year; from the seventh on, $30 apiece.", Allowance, Rate)
    assert found == [("Allowance", "worn hinges", "0", "hinge"), ("Rate", "from the seventh", "30", "each")]


def test_a_price_by_the_hour_beside_a_signature_is_no_sum_to_approve() -> None:
    text = "PLAN\n\nBuried faults: first 2 hours of tracing free, thereafter $70 per hour; boring by quote, to be countersigned by the verger.\n"

    assert not [one for one in compile_text(text).terms if isinstance(one, ApprovalThreshold)]


def test_a_first_part_that_is_free_gives_nothing_of_what_is_charged() -> None:
    text = "PLAN\n\nBell time is charged at $80 per hour, save that the first two hours of storm work are free of charge.\n"

    assert not [one for one in compile_text(text).terms if isinstance(one, Inclusion)]


def test_a_bare_verb_with_a_price_is_done_to_what_its_line_names() -> None:
    terms = compile_text("PRICES\n\nFly screens: wash $2 apiece.\n").terms

    assert [one.what.lower() for one in terms if isinstance(one, Rate)] == ["fly screens: wash"]
