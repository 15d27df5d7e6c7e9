"""What sweeping words reach, and what a verb or one thing named before does not."""

from __future__ import annotations

import pytest

from service.coverage.reading import Subject, subjects
from service.coverage.vocabulary import standard


def named(text: str) -> dict[str, Subject]:
    return {one.text: one for one in subjects(text, standard())}


def test_every_verb_of_a_row_has_the_object_of_the_last() -> None:
    found = named("clean, check and adjust the furnace")
    assert [one.things for one in found.values()] == [("furnace",)] * 3
    assert not any(one.general for one in found.values())


@pytest.mark.parametrize("text", ["we repair or replace it", "fix", "the unit is free", "unit"])
def test_mending_without_an_object_and_one_thing_named_before_reach_no_other(text: str) -> None:
    assert not any(one.general for one in named(text).values())


@pytest.mark.parametrize("text", ["all repairs", "each unit", "repairs", "parts and labor", "maintenance visits"])
def test_sweeping_words_still_reach_everything(text: str) -> None:
    assert all(one.general for one in named(text).values())


def test_a_noun_in_a_list_takes_no_object_from_its_neighbour() -> None:
    assert named("repair, filter replacement")["repair"].things == ()


def test_a_number_in_brackets_is_no_thing() -> None:
    assert list(named("floor drains (5)")) == ["floor drains"]


@pytest.mark.parametrize("text", ["furnace, repairs", "Furnace, spring start-up and fall shut-down"])
def test_tasks_behind_a_thing_are_done_to_it_and_reach_no_other(text: str) -> None:
    assert all(one.things == ("furnace",) and one.tasks and not one.general for one in named(text).values())
