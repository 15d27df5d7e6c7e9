"""A price made for the very thing, the price of later ones, calls that are no labor, and words that tell no other thing."""

from __future__ import annotations

import pytest

from service.coverage.vocabulary import standard, tokens
from tests.fakes.terms import agreement, discount, excluded, included, judged, line, part, rate, work
from tests.service.coverage.test_verdicts import only, told


def test_a_price_of_the_very_thing_goes_before_a_wider_promise() -> None:
    plan = agreement(
        included("plumbing repairs", "Plumbing repairs are included."), discount("20", "parts", "sump pumps")
    )

    assert told(judged(work(part("Sump pump", "300")), plan)) == [("partially_covered", "240.00")]


def test_the_price_of_later_ones_is_for_a_line_that_says_it_is_one() -> None:
    clause = "Gutter cleaning is free; the third and later cleanings are $85 each."
    plan = agreement(
        included("gutter cleaning", clause), rate("third and later gutter cleanings", "85", "each", quote=clause)
    )

    later = line("Gutter cleaning, fourth", price="120", category="SERVICE")
    first = line("Gutter cleaning", price="120", category="SERVICE")

    assert told(judged(work(later), plan)) == [("not_covered", "85.00")]
    assert only(judged(work(first), plan)).verdict == "covered"


def test_a_floor_is_no_count() -> None:
    clause = "Gutter cleaning is free; the second and later cleanings are $85 each."
    plan = agreement(
        included("gutter cleaning", clause), rate("second and later gutter cleanings", "85", "each", quote=clause)
    )

    assert (
        only(judged(work(line("Gutter cleaning, third floor", price="120", category="SERVICE")), plan)).verdict
        == "covered"
    )


def test_a_trip_that_is_free_beside_an_hour_is_no_labor() -> None:
    plan = agreement(included("trip and the first hour", "The trip and the first hour are on us.", part="labour"))

    assert only(judged(work(line("Trip charge", price="60", category="SERVICE")), plan)).verdict == "covered"


def test_what_befell_a_thing_tells_no_other_thing() -> None:
    plan = agreement(excluded("cracked skylights"), included("roof inspections"))

    assert only(judged(work(part("Skylight", "420")), plan)).verdict == "not_covered"


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("crown raise", "tree-pruning"),
        ("fell poplar", "tree-felling"),
        ("second pass", "plowing"),
        ("mag pellets", "ice-melt"),
        ("zebra mussels", "marine-growth"),
        ("spray paint removal", "graffiti-removal"),
        ("landlord gas certificate", "gas-safety-check"),
        ("duration test", "emergency-light-test"),
        ("fuel polishing", "fuel-polishing"),
        ("iron phosphate", "slug-control"),
        ("wine spill", "spill-cleanup"),
        ("redecorating", "interior-finish"),
    ],
)
def test_words_of_the_trade_are_known(words: str, concept: str) -> None:
    assert any(concept in one.ids for one in standard().mentions(tokens(words)))
