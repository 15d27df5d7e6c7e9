"""What a paper gives and leaves out, in the many ways offices put it."""

from __future__ import annotations

import pytest

from service.agreements.compile import compile_text
from service.agreements.terms import Exclusion, Inclusion

TITLE = "CARILLON CARE\n\n"


def given(paper: str) -> list[str]:
    return [one.what for one in compile_text(f"{TITLE}{paper}").terms if isinstance(one, Inclusion)]


def left_out(paper: str) -> list[str]:
    return [one.what for one in compile_text(f"{TITLE}{paper}").terms if isinstance(one, Exclusion)]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("The ropes, the wheels and the clappers are in the $90 a month.", ["ropes", "clappers"]),
        ("$540 for the season covers greasing the bearings, one tuning, and an oil change.", ["greasing the bearings", "oil change"]),
        ("The fixed price of $480 plus HST covers: straightening the frame, hauling away the old wood.", ["straightening the frame", "hauling away the old wood"]),
        ("This takes in clapper springs, stays, and pivot pins.", ["clapper springs", "pivot pins"]),
        ("I'm throwing in one spare rope this year.", ["one spare rope this year"]),
        ("No storage is charged.", ["storage"]),
        ("Clapper springs come with the yearly visit.", ["Clapper springs"]),
        ("The pendulum: we swap it, no charge.", ["pendulum"]),
        ("Tower ladder, hoist and pulley refinished, incl.", ["Tower ladder"]),
        ("The Gardeners undertake, from April on, to trim the ivy, sweep the steps, and rake the yard.", ["trim the ivy", "sweep the steps"]),
        ("Chime Brothers will:\n(i) oil the wheels;\n(ii) tune the bells.", ["oil the wheels", "tune the bells"]),
        ("SCHEDULE A - WORK WITHIN THE ANNUAL FEE OF $300\n\nA1 Ropes, stays\nA2 Clapper springs", ["Ropes", "stays", "Clapper springs"]),
    ],
)  # fmt: skip
def test_what_is_given(words: str, what: list[str]) -> None:
    assert set(what) <= set(given(words))


def test_the_letters_of_a_row_of_sentences_part_them() -> None:
    found = given("Scope. (a) Tuning of the bells. (b) All ropes, stays. (c) Cleaning of the tower.")
    assert {"All ropes", "stays"} <= {one.removeprefix("(b) ") for one in found}


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Things we leave alone: the clock face, the weathercock.", {"clock face", "weathercock"}),
        ("OUT\n- the clock face\n- the weathercock", {"clock face", "weathercock"}),
    ],
)
def test_what_is_left_out(words: str, what: set[str]) -> None:
    assert what <= set(left_out(words))


def test_hours_behind_a_label_are_those_of_the_label_alone() -> None:
    assert given("SCHEDULE A - WORK WITHIN THE ANNUAL FEE OF $300\n\nA1 Alarm calls, any hour: first hour") == [
        "Alarm calls: first hour"
    ]


def test_a_quantity_at_a_lists_end_is_its_last_members() -> None:
    found = [
        one
        for one in compile_text(f"{TITLE}The plan covers greasing, tuning and varnish up to 10 quarts.").terms
        if isinstance(one, Inclusion)
    ]
    assert [one.condition for one in found] == ["", "", "up to 10 quarts"]


@pytest.mark.parametrize(
    "words",
    [
        "Up to $75 for such things in one visit we don't ring you.",
        "We keep the tower tidy, labor and materials for the work.",
        "The rental ends on Labor Day.",
    ],
)
def test_what_is_no_work_is_neither_given_nor_left_out(words: str) -> None:
    assert not [one for one in given(words) + left_out(words) if one.startswith(("labor", "Up to", "Labor"))]


def test_what_is_not_paid_is_left_out() -> None:
    assert left_out("Bells that were cracked before day 31 are not paid.") == ["Bells that were cracked before day 31"]


def test_a_thing_cleaned_and_a_visit_to_a_thing_mend_nothing_of_it() -> None:
    paper = "SCHEDULE A - WORK WITHIN THE ANNUAL FEE OF $300\n\nA1 Clapper cleaned in spring\nA2 Two visits a year to the tower"
    assert [one.upkeep for one in compile_text(f"{TITLE}{paper}").terms if isinstance(one, Inclusion)] == [True, True]
