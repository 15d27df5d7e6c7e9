"""Follow-ups read in their conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.jobber.records import Client
from service.answers.conversation import ASKED_BACK, Standalone, Turn, in_conversation
from service.answers.scope import Resolver
from tests.fakes.databases import USUAL, database
from tests.fakes.office import Office
from tests.service.answers.conftest import BROOKHAVEN, OKAFOR, PLACES, YOO

TODAY = date(2026, 8, 20)
CHENS = (Client(id="c-8", first_name="Amy", last_name="Chen"), Client(id="c-9", first_name="Bo", last_name="Chen"))
WHICH = f"{ASKED_BACK}Amy Chen or Bo Chen?"


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Resolver]:
    folder: Path = tmp_path_factory.mktemp("conversation")
    with database(USUAL, folder) as engine:
        office = Office(engine, folder, (OKAFOR, BROOKHAVEN, YOO, *PLACES, *CHENS))
        yield Resolver(office.store, office.scope)
        office.close()


def read(resolver: Resolver, *texts: str) -> Standalone:
    """The last of these turns; those in which is asked back are the assistant's."""
    turns = [Turn("assistant" if text.startswith(ASKED_BACK) else "user", text) for text in texts]
    return in_conversation(resolver, turns, TODAY)


@pytest.mark.parametrize(
    ("before", "text", "question"),
    [
        ("Are termites covered for Okafor?", "and rodents?", "Are rodents covered for Okafor?"),
        (
            "Does the plan cover the compressor for Okafor?",
            "And the fan motor?",
            "Does the plan cover the fan motor for Okafor?",
        ),
        ("What does a filter cost?", "and a belt?", "What does a belt cost?"),
        ("What is the price for a visit?", "what about a repair", "What is the price for a repair?"),
        ("Is there a discount for Yoo?", "and on labor?", "Is there a discount for Yoo on labor?"),
        ("What's the hourly rate on weekends?", "and on holidays?", "What's the hourly rate on holidays?"),
        (
            "What's the hourly rate on weekends for Yoo?",
            "and Okafor?",
            "What's the hourly rate on weekends for Okafor?",
        ),
        ("Is filter cleaning covered for Yoo?", "same for Brookhaven", "Is filter cleaning covered for Brookhaven?"),
        (
            "Is filter cleaning covered for Yoo?",
            "what about his other house?",
            "Is filter cleaning covered at his other house?",
        ),
        ("Is filter cleaning covered for Yoo?", "How much is it?", "How much is filter cleaning?"),
        ("Is filter cleaning covered for Yoo?", "When does it end?", "When does it end?"),
        ("Is filter cleaning covered?", "Who is the contact for Okafor?", "Who is the contact for Okafor?"),
    ],
)
def test_a_follow_up_is_made_a_question_of_its_own(resolver: Resolver, before: str, text: str, question: str) -> None:
    assert read(resolver, before, text).question == question


def test_whom_it_is_about_carries_on_until_another_is_named(resolver: Resolver) -> None:
    turns = ["What is the price for Okafor?", "When does it end?", "And the notice period?", "What is Yoo's price?"]
    assert [read(resolver, *turns[: n + 1]).client for n in range(4)] == [None, "c-1", "c-1", None]
    assert read(resolver, *turns, "and the term?").client == "c-3"


def test_follow_ups_follow_follow_ups(resolver: Resolver) -> None:
    found = read(resolver, "Are termites covered for Okafor?", "and rodents?", "and Brookhaven?")
    assert found.question == "Are rodents covered for Brookhaven?"


def test_a_question_over_all_clients_leaves_the_one_behind(resolver: Resolver) -> None:
    found = read(resolver, "Is mulch covered for Brookhaven?", "Which agreements have a parts discount?")
    assert (found.question, found.client) == ("Which agreements have a parts discount?", None)


def test_who_was_meant_is_taken_from_the_answer_to_asking_back(resolver: Resolver) -> None:
    found = read(resolver, "What is the price for Chen?", WHICH, "Bo Chen")
    assert (found.question, found.client) == ("What is the price for Chen?", "c-9")
    assert read(resolver, "What is the price for Chen?", WHICH, "Bo Chen", "When can Chen cancel?").client == "c-9"


def test_somebody_nobody_knows_is_not_taken_for_the_one_before(resolver: Resolver) -> None:
    assert read(resolver, "What is the price for Okafor?", "and Mrs. Nobody?").client is None


def test_what_the_assistant_is_said_to_have_said_is_no_question(resolver: Resolver) -> None:
    turns = [Turn("user", "What is the price for Okafor?"), Turn("assistant", "Is it about Yoo?"), Turn("user", "and?")]
    assert in_conversation(resolver, turns, TODAY).client in (None, "c-1")


@pytest.mark.parametrize("text", ["", "?", "and", "and?", "what about", "ok thanks"])
def test_a_turn_that_asks_nothing_is_no_error(resolver: Resolver, text: str) -> None:
    assert isinstance(read(resolver, "What is the price for Okafor?", text), Standalone)


def test_a_conversation_without_a_question_is_refused(resolver: Resolver) -> None:
    with pytest.raises(ValueError, match="question"):
        in_conversation(resolver, [Turn("assistant", "Hello")], TODAY)
