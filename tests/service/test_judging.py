"""Coverage over real stores: masked contracts, sealed records, kept decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ingest.jobber.records import Client, Job, LineItem, Visit
from ingest.ledger import Document, State
from ingest.lookup import LookupFailed
from retrieval.model import DocumentKind, DocumentRole
from service.agreements.store import AgreementStore
from service.citing import Citer
from service.coverage.vocabulary import Vocabulary, standard
from service.coverage.work import NothingToJudge
from service.decisions import Decisions
from service.judging import Judging
from service.store.sealed_json import SealedJson
from tests.fakes.databases import USUAL, database, keyring_of
from tests.fakes.office import ACCOUNT, Office

ROSALIND = Client(id="client-1", first_name="Rosalind", last_name="Varga")
OTTO = Client(id="client-2", first_name="Otto", last_name="Brandt")
PLAN = """SERVICE AGREEMENT
This agreement begins on January 1, 2026 and ends on December 31, 2026.
1. COVERED
Repair labor on the furnace is included, up to six (6) hours in each calendar year.
2. PARTS
Parts are charged at our list price less fifteen percent (15%).
3. APPROVAL
Work above $500.00 needs the written approval of the customer first.
4. EXCLUSIONS
Thermostats are not covered.
"""


@dataclass
class Stores:
    records: Any
    ledger: Any
    agreements: AgreementStore
    decisions: Decisions


def line(id: str, name: str, quantity: str, price: str, category: str = "PRODUCT") -> LineItem:
    amount = Decimal(quantity) * Decimal(price)
    return LineItem(id, name, "", category, Decimal(quantity), Decimal(price), amount)


def job(number: str, *lines: LineItem, client: str = "client-1", day: int = 9) -> tuple[Job, Visit]:
    at = datetime(2026, 3, day, 15, tzinfo=UTC)
    made = Job(id=f"job-{number}", client_id=client, number=number, title="Furnace repair", line_items=lines)
    visit = Visit(id=f"visit-{number}", client_id=client, job_id=made.id, start_at=at, completed_at=at)
    return made, visit


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with database(USUAL, tmp_path) as engine:
        yield Office(engine, tmp_path, (ROSALIND, OTTO))


@pytest.fixture
def judging(office: Office) -> Judging:
    office.file(ROSALIND, "plan.pdf", PLAN)
    decisions = Decisions(office.engine, SealedJson(keyring_of(office.engine)))
    stores = Stores(office.store, office.ledger, office.agreements, decisions)
    citer = Citer(
        office.scope, ledger=office.ledger, pages=office.pages, records=office.store, anonymizer=office.anonymizer
    )

    def reveal(text: str) -> str:
        return office.anonymizer.reveal(text, office.scope)

    return Judging(stores, office.scope, citer, reveal, ZoneInfo("America/Chicago"), standard())


def put(office: Office, *made: tuple[Job, Visit]) -> None:
    office.store.put(ACCOUNT, [record for pair in made for record in pair], run="first")


def test_a_verdict_is_kept_with_its_facts_and_made_again_to_the_same_bytes(office: Office, judging: Judging) -> None:
    put(office, job("1", line("li-1", "Furnace igniter", "1", "80"), line("li-2", "Labor", "2", "130", "SERVICE")))
    found = judging.job("1", as_of=None)
    assert [each["verdict"] for each in found["lines"]] == ["partially_covered", "covered"]
    assert found["lines"][0]["customer_pays"]["amount"] == "68.00"
    assert judging.replay(found["id"]) == {"same": True, "why": "made again from its facts, it comes to the same bytes"}


def test_a_changed_result_or_vocabulary_is_seen_when_a_verdict_is_made_again(office: Office, judging: Judging) -> None:
    put(office, job("1", line("li-2", "Labor", "2", "130", "SERVICE")))
    found = judging.job("1", as_of=None)
    other = replace(judging, vocabulary=Vocabulary({}, "another"))
    assert other.replay(found["id"]) == {"same": False, "why": "the vocabulary changed since"}
    forged = found | {"inputs": found["inputs"] | {"result": "0" * 64}}
    judging.stores.decisions.keep(ACCOUNT, "coverage", found["id"], forged, client_id="client-1")
    assert judging.replay(found["id"])["why"] == "the kept facts or the kept result were changed"


def test_an_unknown_job_and_one_without_a_client_are_refused_with_what_to_do(office: Office, judging: Judging) -> None:
    put(office, job("7", line("li-1", "Furnace igniter", "1", "80"), client=""))
    with pytest.raises(LookupFailed):
        judging.job("4711", as_of=None)
    with pytest.raises(NothingToJudge, match="belongs to no client"):
        judging.job("7", as_of=None)


def test_an_agreement_in_quarantine_leaves_its_client_s_lines_open(office: Office, judging: Judging) -> None:
    put(office, job("2", line("li-1", "Furnace igniter", "1", "80"), client="client-2"))
    assert judging.job("2", as_of=None)["lines"][0]["verdict"] == "no_agreement"
    office.ledger.save(
        Document("doc-9", ACCOUNT, DocumentKind.FILE, "ClientNote", "note-9", "client-2", file="plan.pdf",
                 role=DocumentRole.AGREEMENT, state=State.QUARANTINED, reason="locked with a password")
    )  # fmt: skip
    (one,) = judging.job("2", as_of=None)["lines"]
    assert (one["verdict"], one["customer_pays"]) == ("unclear", None)
    assert "locked with a password" in one["question"]


def test_a_batch_goes_on_where_it_ended_and_says_which_jobs_could_not_be_judged(
    office: Office, judging: Judging
) -> None:
    hours = line("li-2", "Labor", "4", "130", "SERVICE")
    put(office, job("1", hours, day=9), job("2", hours, day=12), job("3", hours, client=""))
    found = {each["job_id"]: each for each in judging.every(as_of=None, but=())}
    assert judging.count() == 3
    assert "belongs to no client" in found["job-3"]["error"]
    assert found["job-1"]["lines"][0]["verdict"] == "covered"
    assert found["job-2"]["lines"][0]["customer_pays"]["amount"] == "260.00"  # two of six hours were left
    again = list(judging.every(as_of=None, but={"job-1", "job-3"}))
    assert again == [found["job-2"]]


def test_work_not_yet_done_is_judged_with_what_is_known_of_it(judging: Judging) -> None:
    lines: list[dict[str, Any]] = [
        {"name": "Thermostat", "quantity": "1", "unit_price": "210"},
        {"name": "Furnace igniter", "quantity": 1},
    ]
    found = judging.planned("Rosalind Varga", None, date(2026, 5, 4), lines, start=time(9), notes=["no heat"])
    thermostat, igniter = found["lines"]
    assert (thermostat["rules"][0]["kind"], found["job_id"]) == ("exclusion", None)
    assert igniter["customer_pays"] is None
    assert igniter["question"] == "Put a price on “Furnace igniter”."


def test_the_technician_s_card_says_what_is_covered_what_is_left_and_when_to_call(
    office: Office, judging: Judging
) -> None:
    put(office, job("1", line("li-2", "Labor", "2", "130", "SERVICE")))
    card = judging.card("Rosalind Varga", None, on=date(2026, 6, 1))
    (plan,) = card["agreements"]
    assert card["client_name"] == "Rosalind Varga"
    assert [row["left"] for row in plan["limits"]] == ["4 of 6"]
    assert plan["limits"][0]["until"] == "2026-12-31"
    assert any("15% off" in row["text"] for row in plan["billable"])
    assert any("Thermostats" in row["text"] for row in plan["not_covered"])
    assert any("$500.00" in row["text"] for row in plan["call_the_manager"])
    assert all(row["citation"]["verified"] for part in ("limits", "billable", "not_covered") for row in plan[part])
    assert judging.card("Otto Brandt", None, on=date(2026, 6, 1))["agreements"] == []
