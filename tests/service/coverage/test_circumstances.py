"""Causes read from what people wrote about a job."""

from __future__ import annotations

import pytest

from service.coverage.circumstances import State, causes_in, circumstances, condition_of, standing
from tests.fakes.terms import note


@pytest.mark.parametrize(
    ("text", "cause", "state"),
    [
        ("Inlet fitting froze and split.", "freeze", State.CERTAIN),
        ("Not freeze damage, just worn.", "freeze", State.DENIED),
        ("No sign of mice anywhere.", "animals", State.DENIED),
        ("Mice chewed the harness.", "animals", State.CERTAIN),
        ("could not see what it was, roots or just sludge?", "roots", State.DOUBTED),
        ("Lightning last night, definitely the surge.", "lightning", State.CERTAIN),
        ("Pump run dry, burnt out.", "misuse", State.CERTAIN),
        ("Customer bought it online and wants it fitted.", "customer_part", State.CERTAIN),
        ("Nobody home, gate locked.", "no_access", State.CERTAIN),
        ("Tenant broke the handle off.", "tenant", State.CERTAIN),
    ],
)
def test_causes_come_with_their_certainty(text: str, cause: str, state: State) -> None:
    assert standing(circumstances([note(text)]), cause) is state


@pytest.mark.parametrize(
    "text", ["tenant Marisol lets you in", "DOG LOOSE call first", "hair and soap again", "flood light by the door"]
)
def test_words_that_tell_no_cause_are_left_alone(text: str) -> None:
    assert circumstances([note(text)]) == ()


def test_contradiction_is_doubt() -> None:
    assert (
        standing(circumstances([note("It froze."), note("No sign of freezing.", id="note-2")]), "freeze")
        is State.DOUBTED
    )


def test_a_circumstance_quotes_its_record() -> None:
    (found,) = circumstances([note("Arrived 9. Pipe froze. Replaced it.")])
    assert (found.source.record_id, found.source.quote.strip()) == ("note-1", "Pipe froze.")


def test_a_contract_names_causes_by_the_same_stems() -> None:
    assert causes_in("freezing, electrical surge or acts of God") == {"freeze", "lightning", "storm"}


@pytest.mark.parametrize(
    ("text", "failed"),
    [("furnace down since 6", True), ("furnace was running fine", False), ("cleaned the trap", None)],
)
def test_whether_a_thing_had_failed_is_read_beside_its_name(text: str, failed: bool | None) -> None:
    assert condition_of("furnace", [note(text)]) is failed


@pytest.mark.parametrize(
    "text",
    ["She asked for a surge protector.", "Storm door closer replaced.", "Swapped the igniter, fires every time."],
)
def test_a_thing_that_keeps_something_out_and_a_burner_that_fires_tell_of_no_such_cause(text: str) -> None:
    assert not circumstances([note(text)])


def test_fire_is_a_cause_by_its_bare_name() -> None:
    assert causes_in("fire") == {"fire"}
    assert {one.cause for one in circumstances([note("Panel damaged by fire.")])} == {"fire"}
