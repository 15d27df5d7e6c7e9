"""An agreement as a whole: what it includes, what it leaves out, and whether there is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.jobber.records import Client
from service.answers.model import Answer
from tests.fakes.databases import USUAL, database
from tests.fakes.office import Office

TODAY = date(2026, 8, 20)
FERRIS = Client(id="c-1", first_name="Lena", last_name="Ferris")
TANAKA = Client(id="c-2", first_name="Noel", last_name="Tanaka")
DRAINS = """DRAIN WATCH SERVICE AGREEMENT

Term: January 1, 2026 to December 31, 2026

1. WHAT YOU GET
We clear the main drain twice a year at no charge. We repair leaking traps free of charge.

2. WHAT IS NOT COVERED
Grease traps. Septic tanks.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("office")
    with database(USUAL, folder) as engine:
        made = Office(engine, folder, (FERRIS, TANAKA))
        made.file(FERRIS, "drains.pdf", DRAINS)
        yield made
        made.close()


def ask(office: Office, question: str, today: date = TODAY) -> Answer:
    return office.answerer.answer(question, office.scope, today=today)


def test_what_a_plan_includes_is_told_clause_by_clause(office: Office) -> None:
    quotes = [one.quote for one in ask(office, "What's included in Lena Ferris' plan?").citations]
    assert any("main drain" in quote for quote in quotes)
    assert any("leaking traps" in quote for quote in quotes)
    assert not any("Septic" in quote for quote in quotes)


def test_what_a_plan_leaves_out_is_told_without_what_it_includes(office: Office) -> None:
    answer = ask(office, "What is not covered for Lena Ferris?")
    assert "the documents may say more" in answer.answer
    assert any("Septic tanks" in one.quote for one in answer.citations)
    assert not any("main drain" in one.quote for one in answer.citations)


@pytest.mark.parametrize(
    "question", ["Does Lena Ferris have a maintenance plan with us?", "Is Lena Ferris under contract?"]
)
def test_whether_there_is_an_agreement_is_told_by_how_long_it_runs(office: Office, question: str) -> None:
    assert ask(office, question).answer.startswith("Yes, the agreement (drains.pdf) is in force.")
    assert ask(office, question, date(2027, 5, 1)).answer.startswith("No.")


def test_a_plan_for_a_thing_is_not_any_plan(office: Office) -> None:
    assert not ask(office, "Does Lena Ferris have a plan for the pool heater?").answer.startswith("Yes")


def test_a_client_without_any_agreement_is_told_so(office: Office) -> None:
    answer = ask(office, "Is the water heater covered for Noel Tanaka?")
    assert answer.abstained
    assert "no agreement is among them" in answer.answer
