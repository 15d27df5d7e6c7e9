"""An agreement as a person reads it: reasons, other readings, what to see beside a term."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from ingest.jobber.records import Client
from service.archive import Archive
from service.citing import Citer
from service.directory import Directories
from service.file_names import FileNames
from service.held import Held
from tests.fakes.office import Office

CLIENT = Client(id="client-1", first_name="Ada", last_name="Quill")
PLAN = """SERVICE AGREEMENT

1. Term
This agreement for Ada Quill begins on March 1, 2026 and ends on February 28, 2027.

2. Prices
Parts are discounted 10%.

3. Work
3.1 Subject to Section 2, Ada Quill gets two tune-ups each year at no charge.

{rule}
SCHEDULE B - PRICES
Parts are discounted 15%.
"""
RULE = "4. Order\nIf the Schedule and these conditions disagree, the Schedule wins.\n"


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> Office:
    return Office(engine, tmp_path, (CLIENT,))


def shown(office: Office, text: str) -> dict[str, Any]:
    id = office.file(CLIENT, "plan.pdf", text)
    citer = Citer(
        office.scope, ledger=office.ledger, pages=office.pages, records=office.store, anonymizer=office.anonymizer
    )
    held = Held(Directories(office.store, lambda _: "", UTC), FileNames(office.ledger))
    archive = Archive(
        office.scope, office.store, office.ledger, office.pages, office.agreements, held, citer.pin,
        lambda words: office.anonymizer.reveal(words, office.scope), UTC,
    )  # fmt: skip
    return archive.contract(id, date(2026, 5, 1))


def test_two_readings_of_a_field_stand_side_by_side_with_their_words(office: Office) -> None:
    (doubt,) = shown(office, PLAN.format(rule=""))["doubts"]
    assert doubt["field"] == "parts_discount_percent"
    assert {each["value"]: each["citation"]["quote"] for each in doubt["readings"]} == {
        10: "Parts are discounted 10%.",
        15: "Parts are discounted 15%.",
    }


def test_a_contradiction_the_document_settles_is_told_with_the_words_that_settle_it(office: Office) -> None:
    found = shown(office, PLAN.format(rule=RULE))
    (conflict,) = found["conflicts"]
    assert found["doubts"] == []
    assert [term["prevails"] for term in conflict["terms"] if "15%" in term["citation"]["quote"]] == [True]
    assert "the Schedule wins" in conflict["resolved_by"]["quote"]


def test_a_term_names_the_clause_its_own_is_read_with(office: Office) -> None:
    terms = [term for group in shown(office, PLAN.format(rule=RULE))["terms"].values() for term in group]
    beside = {one["number"] for term in terms if "Subject to" in term["citation"]["quote"] for one in term["see_also"]}
    assert len(beside) == 1
    assert all(term["why"] for term in terms)
