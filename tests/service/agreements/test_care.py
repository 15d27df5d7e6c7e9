"""Which words of a list are care alone, and which stand for a thing."""

from __future__ import annotations

import pytest

from service.agreements.patterns.care import cared, is_care


@pytest.mark.parametrize(
    "what",
    [
        "drain the font",
        "dust the dials",
        "Opening: reconnect the pump",
        "dials washed in May",
        "walk of all the beds",
        "a drone survey of the spire",
        "dials cleared in May",
    ],
)
def test_a_task_mends_nothing(what: str) -> None:
    assert is_care(what)


@pytest.mark.parametrize(
    "what",
    [
        "drain hoses",
        "vacuum breakers",
        "oil filter",
        "water heater",
        "Each visit: filters changed",
        "Each visit: spark plugs",
    ],
)
def test_a_thing_named_like_a_task_is_none(what: str) -> None:
    assert not is_care(what)


def test_care_said_once_goes_on_over_bare_things_and_stops_at_another_verb() -> None:
    members = ["clean the dials", "hands", "bag the moss", "take it away"]
    assert cared(members, ", ".join(members)) == ["clean the dials", "clean: hands", "bag the moss", "take it away"]
