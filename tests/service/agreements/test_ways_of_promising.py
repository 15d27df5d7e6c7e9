"""One promise, one refusal, one price: the many ways contractors write them, read as the same term."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.agreements.compile import compile_text
from service.agreements.terms import Allowance, Discount, Exclusion, Inclusion, Rate, Term

TITLE = "ORCHARD CARE AGREEMENT\n\nBrindle Home Care for Ada Loomis, 9 Cobbler Row. From March 1, 2026 to February 28, 2027.\n\n"


def read(text: str) -> tuple[Term, ...]:
    return compile_text(f"{TITLE}{text}\n").terms


def given(text: str) -> list[str]:
    return [one.what for one in read(text) if isinstance(one, Inclusion)]


def refused(text: str) -> list[str]:
    return [one.what for one in read(text) if isinstance(one, Exclusion)]


def prices(text: str) -> list[tuple[str, str]]:
    return [(one.what, str(one.amount)) for one in read(text) if isinstance(one, Rate)]


def reductions(text: str) -> list[tuple[str, str]]:
    return [(one.what, str(one.percent)) for one in read(text) if isinstance(one, Discount)]


@pytest.mark.parametrize(
    "promise",
    [
        "Moss scraping: in.",
        "Moss scraping: n/c.",
        "Moss scraping, n/c",
        "Moss scraping, same money.",
        "Moss scraping, no extra.",
        "Moss scraping: free, each time we come.",
        "Moss scraping every spring - part of the flat rate.",
        "Moss scraping at no added cost.",
        "Moss scraping is built into the price.",
        "Moss scraping is baked into the price.",
        "Moss scraping rolled into the monthly fee.",
        "Moss scraping rides along with the visit.",
        "Moss scraping goes with the plan.",
        "Moss scraping won't cost you anything.",
        "You owe nothing for moss scraping.",
        "There is nothing to pay for moss scraping.",
        "You won't be billed for moss scraping.",
        "We never bill for moss scraping.",
    ],
)
def test_what_nobody_pays_for_is_given_whatever_the_words(promise: str) -> None:
    assert any("oss scraping" in what for what in given(promise))
    assert refused(promise) == []


@pytest.mark.parametrize(
    "refusal",
    [
        "Moss scraping is not part of the flat rate.",
        "Moss scraping is no part of the fee.",
        "Moss scraping: not on this form.",
        "Moss scraping stands outside.",
        "Moss scraping cannot be promised.",
        "Moss scraping is your lookout.",
        "Moss scraping belongs to your gas fitter.",
        "Moss scraping aren't in the block.",
        "Part D, never: moss scraping, beehives.",
        "NOT US. Moss scraping; beehives.",
        "Moss scraping you must supply.",
        "Moss scraping and tenant shelves are outside this Agreement and are charged at our standard rates.",
    ],
)
def test_what_is_left_to_others_is_refused_whatever_the_words(refusal: str) -> None:
    assert any("oss scraping" in what for what in refused(refusal))
    assert given(refusal) == []


def test_what_is_done_for_a_sum_is_given_whoever_does_it() -> None:
    each = ["clear clogged sinks", "mend dripping taps"]

    assert given("For a monthly sum of $640 Brindle shall clear clogged sinks, and mend dripping taps.") == each
    assert given("For $640 a month (tax extra) they clear clogged sinks, and mend dripping taps.") == each
    assert given("For that we rake the paths once a week, trim the box hedge, and feed the roses.") == [
        "rake the paths once a week", "trim the box hedge", "feed the roses",
    ]  # fmt: skip
    assert "sand after rain" not in given("For that we plow the yard; hand-clear the two porches; you sweep.")
    assert "hand-clear the two porches" in given("For that we plow the yard; hand-clear the two porches.")


def test_a_list_named_after_the_price_is_what_the_price_holds() -> None:
    assert given("In the price: attic fan check; flue brushing.") == ["attic fan check", "flue brushing"]
    assert given("They do:\nlanding windows; stair rails; lamp shades") == [
        "landing windows",
        "stair rails",
        "lamp shades",
    ]
    assert given("Which bugs?\nAnts (but not carpenter bees), earwigs and crickets.") == ["Ants", "earwigs", "crickets"]


def test_an_exception_in_brackets_is_from_its_own_member_alone() -> None:
    assert refused("Which bugs?\nAnts (but not carpenter bees), earwigs and crickets.") == ["carpenter bees"]


def test_how_often_is_no_reason_to_leave_out_what_stands_under_a_telling_title() -> None:
    assert "Brushing of the porch lamps" in given("Included in the season rate\n\n1. Brushing of the porch lamps.")
    counted = [
        one
        for one in read("Program includes\n\n1. Rinsing of the well screen, every 60 days, before noon.")
        if isinstance(one, Allowance)
    ]
    assert [(one.what, str(one.count)) for one in counted] == [("Rinsing of the well screen", "6")]


def test_so_many_a_year_that_are_yours_are_given_and_work_that_is_yours_is_not() -> None:
    assert given("One attic check a year is yours.") == ["One attic check a year"]
    assert refused("Raking and watering are yours.") == ["Raking and watering"]
    assert refused("Dethatching is yours at 20% off our list price.") == []


def test_a_price_is_of_the_whole_name_in_front_of_it() -> None:
    assert prices("Owls, martens or bats: $75 removal.") == [("Owls, martens or bats", "75.00")]
    assert prices("Attic panes, outside: $7 ea") == [("Attic panes, outside", "7.00")]
    assert prices("Stair-rail refit: owner pays $310 complete, any make.") == [("Stair-rail refit", "310.00")]


def test_every_member_of_a_list_of_prices_has_its_own() -> None:
    listed = prices("Extras (plan price): hornet nests $95, shed mice $120, ticks in the yard $58.")
    assert listed == [("hornet nests", "95.00"), ("shed mice", "120.00"), ("ticks in the yard", "58.00")]
    assert prices("Fryer scrub, $85 each") == [("Fryer scrub", "85.00")]
    assert prices("Shop towels are billed at $33 the case.") == [("Shop towels", "33.00")]


def test_another_currency_is_read_as_money_and_quoted_as_it_stands() -> None:
    rate = next(one for one in read("A smoke test of any flue is £28.") if isinstance(one, Rate))

    assert rate.amount == Decimal("28.00")
    assert "£28" in rate.pin.quote


def test_a_reduction_is_off_the_whole_list() -> None:
    assert reductions("Members take 8% off hinges, door closers & latches.") == [
        ("hinges, door closers & latches", "8")
    ]
    assert reductions("Hinges, closers and latches at list less 10%.") == [("Hinges, closers and latches", "10")]


@pytest.mark.parametrize(
    ("words", "off"),
    [
        ("Spindles: you pay half of our posted price", "50"),
        ("Spindles at three quarters of list.", "25"),
        ("Spindles at 30% under our usual price.", "30"),
        ("Spindles are 15% off the store price.", "15"),
        ("Spindles are turned at 25% below our published tariff.", "25"),
        ("We knock a tenth off spindles.", "10"),
    ],
)
def test_the_price_that_is_reduced_is_no_name_of_what_is_reduced(words: str, off: str) -> None:
    assert [(what.lower(), percent) for what, percent in reductions(words)] == [("spindles", off)]
    assert given(words) == []


def test_what_is_half_price_is_no_labor_told_after_it() -> None:
    told = reductions("If frost has split it, parts are half price and labor is $65 an hour.")
    assert told == [("parts", "50")]


def test_a_letter_that_names_an_item_ends_its_sentence() -> None:
    assert given("The charge covers the yearly test of item E. Refilling after use is charged at $19 a can.") == [
        "yearly test of item E"
    ]


def test_a_table_of_places_is_about_its_work() -> None:
    assert prices("Zone | Work | Remark\nCourt | Bark chips | $6.10 a bag placed\nYard | Gravel | $4 a bag") == [
        ("Bark chips", "6.10"), ("Gravel", "4.00"),
    ]  # fmt: skip
