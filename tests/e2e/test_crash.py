"""`kill -9` at chosen moments: a sync goes on where it stopped, and an approved write happens once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from anonymize.leaks import find_leaks
from tests.e2e.conftest import Synced
from tests.e2e.installation import HARBORLINE, Installation, journal, kill, stopped_after, wait_until
from tests.e2e.personal import personal_values
from tests.fakes.gate import Gate, gate

Json = dict[str, Any]
POINTS_LEFT = "Account"  # each process asks first how many points are left
LAST_PAGES = "Visits"  # by then users, clients, properties, products, quotes, requests and jobs are read
FIRST_FILE = "/files/"
SETTLED_ENOUGH = 150


@pytest.fixture
def guarded(own_harborline: str) -> Iterator[Gate]:
    with gate(own_harborline) as made:
        yield made


def indexed_points(installation: Installation) -> dict[str, dict[str, Any]]:
    """Every point of the index on disk with its payload, read by Qdrant Edge itself."""
    import qdrant_edge as qdrant

    [folder] = installation.data.glob("index/*/live")
    shard = qdrant.EdgeShard.load(str(folder))
    points, offset = [], None
    while True:
        records, offset = shard.scroll(qdrant.ScrollRequest(offset, 1000, qdrant.Filter(), with_payload=True))
        points += records
        if offset is None:
            shard.close()
            return {str(point.id): point.payload or {} for point in points}


def clauses(installation: Installation) -> set[tuple[Any, ...]]:
    return set(installation.rows("SELECT id, document_id, ordinal, text, text_mac FROM clauses"))


def settled(installation: Installation) -> dict[str, str]:
    """Documents brought to an end so far, with the time each was indexed."""
    return dict(installation.rows("SELECT id, indexed_at FROM documents WHERE indexed_at IS NOT NULL"))


def sync_held_at(installation: Installation, guarded: Gate, request: str, *arguments: str | Path) -> None:
    """Sync until Jobber is asked for something that begins so, then kill."""
    guarded.hold(request)
    process = installation.start("sync", *arguments)
    wait_until(guarded.holding.is_set, process)
    kill(process)
    guarded.release()


@pytest.mark.timeout(900)
def test_a_sync_killed_three_times_ends_as_one_that_was_left_alone(
    connected: Installation, synced: Synced, guarded: Gate, tmp_path: Path
) -> None:
    broken = connected.copy(tmp_path / "broken", guarded.url)
    sync_held_at(broken, guarded, LAST_PAGES, "--communications", HARBORLINE / "communications")
    pages_read = set(guarded.passed) - {LAST_PAGES, POINTS_LEFT}

    guarded.passed.clear()
    sync_held_at(broken, guarded, FIRST_FILE)
    assert pages_read.isdisjoint(guarded.passed), "what was read before the first crash is not asked for again"
    assert find_leaks(broken.data, personal_values()) == []

    process = broken.start("sync")
    wait_until(lambda: len(settled(broken)) >= SETTLED_ENOUGH, process)
    kill(process)
    before = settled(broken)
    files_read = Counter(what for what in guarded.passed if what.startswith(FIRST_FILE))

    counts = broken.json("sync")
    after = settled(broken)
    again = [id for id, at in before.items() if after[id] != at]
    assert len(again) <= 1, "at most the document a crash fell into is read anew"
    files = Counter(what for what in guarded.passed if what.startswith(FIRST_FILE)) - files_read
    assert set(files.values()) <= {1}, "no file is downloaded twice in one go"
    assert counts == synced.counts
    assert indexed_points(broken) == indexed_points(synced.installation)
    assert clauses(broken) == clauses(synced.installation)


def approved_and_killed(installation: Installation, guarded: Gate, proposal: Json, request: str, answer: bool) -> None:
    """Approve a proposal, and kill the process that carries it out while it waits for Jobber."""
    guarded.hold(request.format(proposal["target"]["type"]), answer=answer)
    process = installation.start("approvals", "approve", proposal["id"])
    wait_until(guarded.holding.is_set, process)
    kill(process)
    guarded.release()


@pytest.mark.parametrize(
    ("request_held", "answer", "written_before"),
    [("{}CustomFields", False, 0), ("Set{}CustomField", False, 0), ("Set{}CustomField", True, 1)],
    ids=["before it looked", "before it wrote", "after it wrote, unanswered"],
)
def test_an_approved_write_happens_once_whatever_moment_the_process_dies_at(
    own: Installation, guarded: Gate, request_held: str, answer: bool, written_before: int
) -> None:
    jobber, installation = own.jobber_url, replace(own, jobber_url=guarded.url)
    installation.run("extract", "--client", "St. Brendan's Chapel")
    [first, *_] = installation.json("approvals", "list")
    approved_and_killed(installation, guarded, first, request_held, answer)
    assert len(journal(jobber)) == written_before
    assert installation.json("approvals", "show", first["id"])["state"] == "executing"

    with stopped_after(installation.start("serve", "--port", "0")) as process:
        wait_until(lambda: state(installation, first["id"]) == "done", process)
    assert len(journal(jobber)) == 1


def state(installation: Installation, proposal: str) -> str:
    return str(installation.rows(f"SELECT state FROM proposals WHERE id = '{proposal}'")[0][0])
