"""A list or a search opens what it shows, however large the account is, and shows what is so now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import pytest
from fastapi.testclient import TestClient

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.records import Address, Client, Job, LineItem, Property, Record, Visit
from ingest.ledger import Document
from ingest.runs import Depth
from retrieval.model import DocumentKind, DocumentRole
from service.auth.roles import Role
from service.web.leafing import MOST_SHOWN
from tests.fakes.branch import ACCOUNT, Branch, open_branch_of

CLIENTS, JOBS = 150, 4
ON_A_PAGE = 4 * MOST_SHOWN
"""Opened at most: what is shown with its client, and what every page opens."""
WORK = (LineItem("line-1", "Filter"),)
PLAN = """SERVICE AGREEMENT
This agreement runs from January 1, 2026 to December 31, 2026. The price is $240.00 per year.
1. Discount. Parts are discounted 10%.
"""


class Counting(Keyring):
    opened = 0

    def open(self, sealed: bytes, **of: Any) -> bytes:
        self.opened += 1
        return super().open(sealed, **of)


class LargeBranch(Branch):
    @cached_property
    def keyring(self) -> Counting:
        return Counting(self.engine, self.erasure_register.masters, erased=self.erasure_register.holds)

    def count(self, client: TestClient, path: str) -> int:
        """How many sealed things one look at a page opens."""
        before = self.keyring.opened
        client.get(path).raise_for_status()
        return self.keyring.opened - before


def records() -> Iterator[Record]:
    for n in range(CLIENTS):
        yield Client(f"c-{n}", first_name=f"Quentin{n}", last_name="Sandpiper" if n % 2 else "Hollis")
        yield Property(f"p-{n}", client_id=f"c-{n}", address=Address(street1=f"{n} Fulmar Row"))
        for m in range(JOBS):
            at = datetime(2026, 1, 1, 15, tzinfo=UTC) + timedelta(days=n, hours=m)
            id = f"j-{n}-{m}"
            yield Job(id, client_id=f"c-{n}", number=str(1000 + n * JOBS + m), title="Tune-up", line_items=WORK)
            yield Visit(f"v-{n}-{m}", job_id=id, client_id=f"c-{n}", start_at=at, assigned_user_ids=(f"u-{n}",))


def documents() -> Iterator[Document]:
    for n in range(CLIENTS):
        yield Document(
            f"doc-{n}", ACCOUNT, DocumentKind.FILE, "ClientNote", f"note-{n}", f"c-{n}", file=f"manual {n}.pdf",
            role=DocumentRole.OTHER,
        )  # fmt: skip


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LargeBranch]:
    with open_branch_of(LargeBranch, tmp_path_factory.mktemp("large")) as branch:
        branch.know(*records())
        for document in documents():
            branch.ledger.save(document)
        for n in range(3):
            branch.file(Client(f"c-{n}"), f"plan {n}.pdf", PLAN)
        yield branch


@pytest.fixture(scope="module")
def staff(branch: LargeBranch) -> TestClient:
    headers = {"Authorization": f"Bearer {branch.key(Role.STAFF)}", "Accept": "text/html"}
    client = TestClient(branch.http_app(), headers=headers)
    for path in ("/jobs", "/documents?named=manual", "/scope?named=fulmar", "/agreements"):
        client.get(path)  # the first look fills the directory
    return client


@pytest.mark.parametrize(
    "path",
    [
        "/jobs", "/jobs?after=400", "/jobs?named=hollis", "/agreements", "/agreements?named=quentin", "/documents",
        "/documents?after=50", "/documents?named=manual", "/documents?named=sandpiper", "/scope?named=fulmar", "/",
    ],
)  # fmt: skip
def test_a_page_opens_what_it_shows_and_no_more(branch: LargeBranch, staff: TestClient, path: str) -> None:
    assert branch.count(staff, path) <= ON_A_PAGE < CLIENTS * JOBS


def test_the_first_list_after_a_start_opens_no_more_than_the_next(branch: LargeBranch, staff: TestClient) -> None:
    directories = branch.held.directories
    directories.forget(ACCOUNT)
    directories.fill([ACCOUNT], lambda: True)
    assert not directories.of(Scope(ACCOUNT)).room.shelves, "who is asked to stop fills no more"
    directories.fill([ACCOUNT])
    assert branch.count(staff, "/jobs") <= ON_A_PAGE


def test_after_a_change_only_what_changed_is_opened_besides(branch: LargeBranch, staff: TestClient) -> None:
    before = branch.count(staff, "/jobs?named=zenith")
    branch.records.put(ACCOUNT, [replace(job(branch, "j-7-0"), title="Zenith")], run="second")
    assert branch.count(staff, "/jobs?named=zenith") <= before + 4
    assert "Zenith" in staff.get("/jobs?named=zenith").text


def job(branch: Branch, id: str) -> Job:
    found = branch.records.one(Scope(ACCOUNT), Job, id)
    assert found is not None
    return found


def test_jobs_come_by_their_first_visit_a_leaf_at_a_time(staff: TestClient) -> None:
    first, last = staff.get("/jobs").text, staff.get(f"/jobs?after={CLIENTS * JOBS - 10}").text
    assert f"1–{MOST_SHOWN} of {CLIENTS * JOBS} jobs" in first
    assert first.index("#1599 ") < first.index("#1598 ") < first.index("#1595 ")
    assert 'rel="next" href="/jobs?after=50"' in first
    assert 'rel="prev"' not in first
    assert "#1000 " in last
    assert 'rel="next"' not in last


def test_a_leaf_keeps_what_narrowed_the_list(staff: TestClient) -> None:
    page = staff.get("/jobs?named=hollis").text
    assert "/jobs?named=hollis&amp;after=50" in page


def test_a_job_is_checked_by_its_number_without_looking_through_all(branch: LargeBranch, staff: TestClient) -> None:
    assert branch.count(staff, "/jobs/1033") < CLIENTS


def test_a_record_that_is_gone_is_on_no_list(branch: LargeBranch, staff: TestClient) -> None:
    assert "#1120 " in staff.get("/jobs?named=1120").text
    branch.records.remove(ACCOUNT, [(Job, "j-30-0")])
    assert "#1120 " not in staff.get("/jobs?named=1120").text


def test_a_client_who_was_erased_is_in_no_directory(branch: LargeBranch, staff: TestClient) -> None:
    assert "Quentin40 Hollis" in staff.get("/scope?named=quentin40").text
    branch.erasure(ACCOUNT).erase("c-40", by="owner")
    assert "Quentin40" not in staff.get("/scope?named=quentin40").text
    assert "Quentin40" not in staff.get("/jobs?named=hollis&after=200").text


def test_a_directory_reaches_no_further_than_its_reader(branch: LargeBranch) -> None:
    own = branch.held.directories.of(Scope(ACCOUNT, frozenset({"c-5"})))
    assert own.jobs(["tune-up"]) == ["j-5-3", "j-5-2", "j-5-1", "j-5-0"]
    assert [*own.clients(["quentin"])] == ["c-5"]
    assert (own.job_numbered("1024"), own.name_of("c-6")) == (None, "")
    assert branch.clients_of_technician(ACCOUNT, "u-9") == {"c-9"}


def test_what_another_process_wrote_is_seen_when_its_run_has_ended(branch: LargeBranch, staff: TestClient) -> None:
    other = LargeBranch(branch.settings)
    try:
        other.records.put(ACCOUNT, [Client("c-new", first_name="Petronella", last_name="Wray")], run="third")
        other.runs.begin(ACCOUNT, "third", Depth.CHANGES)
    finally:
        other.close()
    assert "Petronella Wray" in staff.get("/scope?named=petronella").text


def test_a_new_name_of_a_file_is_found_by_it(branch: LargeBranch, staff: TestClient) -> None:
    document = branch.ledger.document(Scope(ACCOUNT), "doc-12")
    assert document is not None
    branch.ledger.save(replace(document, file="warranty card.pdf"))
    assert "warranty card.pdf" in staff.get("/documents?named=warranty").text
    assert 'id="row-doc-12"' not in staff.get("/documents?named=manual+12").text


def test_a_choice_of_no_state_shows_all(staff: TestClient) -> None:
    assert staff.get("/documents?named=manual+14&state=").status_code == 200
