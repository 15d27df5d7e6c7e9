"""What leafing through a large account costs: how many sealed records each list opens, and its time.

    python -m benchmarks.leafing [CLIENTS] [JOBS_OF_EACH]

2,000 clients with 10,000 jobs, visits, a property and an agreement each unless told otherwise. The first look at a kind
of list fills the directory in memory (`service.directory`); what follows opens what it shows. Ends with 1 where a page
opens more. Milliseconds mean something on a quiet machine only.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi.testclient import TestClient

from anonymize.boundary import Scope
from benchmarks.generated_account import generated_account
from ingest.jobber.records import Job, LineItem, Record, Visit
from ingest.ledger import Document
from retrieval.model import DocumentKind, DocumentRole
from service.auth.roles import Role
from tests.fakes.branch import ACCOUNT, open_branch_of
from tests.service.test_directory import ON_A_PAGE, PLAN, LargeBranch

PAGES = (
    "/jobs", "/jobs?named=tune", "/jobs?named=1010", "/jobs?after=5000", "/agreements", "/agreements?named=oak",
    "/documents", "/documents?named=agreement", "/documents?named=oak", "/scope?named=maple", "/jobs/planned",
)  # fmt: skip
LOADS = 5


def main(clients: int = 2000, jobs: int = 5) -> int:
    with tempfile.TemporaryDirectory() as folder, open_branch_of(LargeBranch, Path(folder)) as branch:
        fill(branch, clients, jobs)
        http = TestClient(branch.http_app(), headers={"Authorization": f"Bearer {branch.key(Role.STAFF)}"})
        return sum(look(branch, http, path) for path in PAGES)


def fill(branch: LargeBranch, clients: int, jobs: int) -> None:
    known = generated_account(clients).known
    first = known[0].client
    branch.know(first)
    id = branch.file(first, "agreement.pdf", PLAN)
    agreement = branch.agreements.of_document(Scope(ACCOUNT), id)
    assert agreement is not None
    places = (place for each in known for place in each.properties)
    branch.know(*(each.client for each in known), *places, *_work([each.client.id for each in known], jobs))
    for each in known[1:]:
        own = f"agreement-of-{each.client.id}"
        branch.ledger.save(
            Document(
                own,
                ACCOUNT,
                DocumentKind.FILE,
                "ClientNote",
                own,
                each.client.id,
                file="agreement.pdf",
                role=DocumentRole.AGREEMENT,
            )
        )
        branch.agreements.save(replace(agreement, document_id=own, client_id=each.client.id), digest="drawn")


def _work(clients: list[str], jobs: int) -> Iterator[Record]:
    begun = datetime(2024, 1, 1, 15, tzinfo=UTC)
    for n in range(len(clients) * jobs):
        client, at = clients[n % len(clients)], begun + timedelta(hours=2 * n)
        item = (LineItem(f"line-{n}", "Filter"),)
        yield Job(f"job-{n}", client_id=client, number=str(1000 + n), title="Tune-up", line_items=item)
        yield Visit(f"visit-{n}", job_id=f"job-{n}", client_id=client, start_at=at)


def look(branch: LargeBranch, http: TestClient, path: str) -> bool:
    """Whether a page opens more than it shows, once the directory is filled."""
    begun = time.perf_counter()
    first = branch.count(http, path)
    took = time.perf_counter() - begun
    begun, opened = time.perf_counter(), max(branch.count(http, path) for _ in range(LOADS))
    again = (time.perf_counter() - begun) / LOADS
    print(
        f"{path:28} first {first:6} opened {took * 1000:7.0f} ms   then {opened:4} opened {again * 1000:6.0f} ms",
        flush=True,
    )
    return opened > ON_A_PAGE


if __name__ == "__main__":
    sys.exit(1 if main(*(int(each) for each in sys.argv[1:])) else 0)
