"""A question that the passages leave open, answered by what the coverage check says of the thing by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.jobber.records import Client
from service.agreements.store import AgreementStore
from service.answers.answer import Answerer
from service.citing import Citer
from service.coverage.vocabulary import standard
from service.decisions import Decisions
from service.judging import Judging
from service.store.sealed_json import SealedJson
from tests.fakes.databases import USUAL, database, keyring_of
from tests.fakes.office import Office

OTTO = Client(id="client-1", first_name="Otto", last_name="Brandt")
TODAY = date(2026, 3, 9)
PLAN = """SERVICE AGREEMENT
This agreement begins on January 1, 2026 and ends on December 31, 2026.
1. Should the sump pump fail, we put in a new one free of charge, pump and labor.
2. Not part of this contract: the well pump and its tank, and the septic field. We quote those separately.
3. Repair labor on the furnace is included.
"""
ASKED = "Otto Brandt thinks it's the well pump. Is that in his contract?"


@dataclass
class Stores:
    records: Any
    ledger: Any
    agreements: AgreementStore
    decisions: Decisions


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with database(USUAL, tmp_path) as engine:
        made = Office(engine, tmp_path, (OTTO,))
        made.file(OTTO, "plan.pdf", PLAN)
        yield made
        made.close()


@pytest.fixture
def judging(office: Office) -> Judging:
    decisions = Decisions(office.engine, SealedJson(keyring_of(office.engine)))
    stores = Stores(office.store, office.ledger, office.agreements, decisions)
    citer = Citer(
        office.scope, ledger=office.ledger, pages=office.pages, records=office.store, anonymizer=office.anonymizer
    )
    return Judging(stores, office.scope, citer, str, None, standard())


def said(answerer: Answerer, office: Office, question: str) -> str:
    return answerer.answer(question, office.scope, today=TODAY).answer


def test_what_the_agreement_leaves_out_by_name_is_answered_no_and_its_clause_quoted_first(
    office: Office, judging: Judging
) -> None:
    checking = replace(office.answerer, check=judging.by_name)
    answer = checking.answer(ASKED, office.scope, today=TODAY)
    assert not said(office.answerer, office, ASKED).startswith(("No", "Yes"))
    assert answer.answer.startswith("No, this is not covered.")
    assert "the well pump and its tank" in answer.citations[0].quote


def excluded(judging: Judging, on: date, thing: str) -> bool:
    judged = judging.by_name(OTTO.id, None, on, thing)
    return judged is not None and judged.excluded


def test_only_an_exclusion_of_the_very_thing_by_the_one_agreement_in_force_settles_a_question(
    office: Office, judging: Judging
) -> None:
    for thing in ("sump pump", "furnace", "ceiling fan"):
        assert not excluded(judging, TODAY, thing)
    assert not excluded(judging, date(2027, 2, 1), "well pump")
    assert excluded(judging, TODAY, "well pump")
    office.file(OTTO, "second.pdf", PLAN.replace("SERVICE AGREEMENT", "WATER AGREEMENT"))
    assert not excluded(judging, TODAY, "well pump")


def test_a_part_that_no_clause_names_is_judged_by_what_it_is_a_part_of(office: Office, judging: Judging) -> None:
    checking = replace(office.answerer, check=judging.by_name)
    answer = checking.answer("Is the igniter covered for Otto Brandt?", office.scope, today=TODAY)
    assert answer.answer.startswith("By its name alone, the labor to repair it is covered.")
    assert [one.quote for one in answer.citations] == ["3. Repair labor on the furnace is included."]
    assert "3. Repair labor on the furnace is included.” [1]" in answer.answer


def test_what_no_clause_names_in_any_way_is_not_said_to_be_covered(office: Office, judging: Judging) -> None:
    checking = replace(office.answerer, check=judging.by_name)
    assert checking.answer("Is the ceiling fan covered for Otto Brandt?", office.scope, today=TODAY).abstained


def test_a_thing_is_not_judged_by_its_name_for_a_night(office: Office, judging: Judging) -> None:
    checking = replace(office.answerer, check=judging.by_name)
    asked = "Is the igniter covered for Otto Brandt after hours?"
    assert "By its name" not in checking.answer(asked, office.scope, today=TODAY).answer


def test_the_check_is_not_made_where_the_words_found_settle_it(office: Office) -> None:
    def unasked(*_: object) -> None:
        raise AssertionError("the words settle it")

    checking = replace(office.answerer, check=unasked)
    assert said(checking, office, "Is the furnace repair labor included for Otto Brandt?").startswith("Yes")
