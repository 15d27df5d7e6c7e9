"""Sizes that bound a clause, against the sizes a line names."""

from __future__ import annotations

import pytest

from service.coverage.measures import within
from tests.fakes.terms import agreement, excluded, included, judged, line, rate, work


@pytest.mark.parametrize(
    ("clause", "name", "wanted"),
    [
        ("nests up to ten feet above the ground", "Nest at 16 ft", False),
        ("nests up to ten feet above the ground", "Nest at 8 ft", True),
        ("work on trees above twelve (12) feet", "Dead palm, 9 ft", False),
        ("tanks over 50 gallons", "Tank, 75 gal", True),
        ("tanks over 50 gallons", "Tank, 6 ft high", None),
        ("nests", "Nest at 16 ft", None),
    ],
)
def test_a_size_is_held_against_the_bound_of_its_own_unit(clause: str, name: str, wanted: bool | None) -> None:
    assert within(clause, name) is wanted


def test_a_promise_and_an_exclusion_reach_the_sizes_they_are_bounded_by_alone() -> None:
    plan = agreement(
        included(
            "Wasp nests", "Wasp nests up to ten feet above the ground are removed free.", condition="up to ten feet"
        ),
        rate("wasp nest higher than ten feet", "85", "each"),
        included("work on trees"),
        excluded("work on trees above twelve feet"),
    )
    names = ("Wasp nest, 8 ft", "Wasp nest, 16 ft", "Tree work, 9 ft", "Tree work, 20 ft")
    found = judged(work(*(line(name, price="85", id=name) for name in names)), plan)
    assert [one.verdict.value for one in found.lines] == ["covered", "not_covered", "covered", "not_covered"]
