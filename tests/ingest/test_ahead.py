from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from ingest.ahead import Ahead, Made
from ingest.document_text import Unreadable, plain
from ingest.intake import Reading
from ingest.jobber.errors import Unavailable
from ingest.ledger import State
from ingest.pipeline import Indexable
from tests.fakes.jobber import JobberInMemory
from tests.fakes.workplace import WHOLE, Workplace, workplace
from tests.ingest.test_sync import ACCOUNT, CONTRACT_ID, TERMS

MADE = Made(None, Reading(plain("two visits"), None, "digest"), Indexable((), ()))


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture
def jobber() -> JobberInMemory:
    return JobberInMemory(*ACCOUNT, files={"file-1": TERMS})


@pytest.fixture
def work(
    jobber: JobberInMemory, engine: Engine, keyring: Keyring, tmp_path: Path, threads: ThreadPoolExecutor
) -> Iterator[Workplace]:
    with workplace(jobber, engine, keyring, tmp_path, ahead=threads) as opened:
        yield opened


def test_what_is_under_way_is_waited_for_and_taken_once(threads: ThreadPoolExecutor) -> None:
    ahead, given, go = Ahead(threads), object(), threading.Event()

    def make() -> Made:
        go.wait(5)
        return MADE

    ahead.begin("document", given, make)
    threading.Timer(0.05, go.set).start()
    assert ahead.take("document", given) is MADE
    assert ahead.take("document", given) is None


def test_what_was_made_with_other_names_does_not_count(threads: ThreadPoolExecutor) -> None:
    ahead = Ahead(threads)
    ahead.begin("document", "yesterday's names", lambda: MADE)
    assert ahead.take("document", "today's names") is None


def test_what_failed_ahead_is_left_to_whoever_comes_to_it(threads: ThreadPoolExecutor) -> None:
    def fail() -> Made:
        raise Unreadable("no PDF")

    ahead, given = Ahead(threads), object()
    ahead.begin("document", given, fail)
    assert ahead.take("document", given) is None


def test_without_threads_nothing_is_begun() -> None:
    ahead = Ahead()
    ahead.begin("document", "names", lambda: pytest.fail("it was made"))
    assert ahead.take("document", "names") is None


def test_a_sync_that_reads_ahead_ends_like_one_that_does_not(work: Workplace, jobber: JobberInMemory) -> None:
    todo = work.plan("run-1")
    for n, id in enumerate(todo):
        work.sync.process("run-1", id, todo[n + 1 : n + 3])
    counts = work.sync.finish("run-1")
    assert (counts["new"], counts["skipped"]) == (4, 1)
    assert jobber.downloads == 1
    assert work.originals.get(WHOLE, CONTRACT_ID, client_id="client-1") == TERMS
    assert "Two visits a year" in work.words(CONTRACT_ID)
    assert work.run("run-2") == {"unchanged": 4, "skipped": 1}


def test_a_fault_ahead_is_told_in_its_turn(work: Workplace, jobber: JobberInMemory) -> None:
    todo = work.plan("run-1")
    jobber.faults = [Unavailable("away"), Unavailable("still away")]
    first = next(id for id in todo if id != CONTRACT_ID)
    assert work.sync.process("run-1", first, [CONTRACT_ID]) is State.INDEXED
    with pytest.raises(Unavailable):
        work.sync.process("run-1", CONTRACT_ID)
    assert work.sync.process("run-1", CONTRACT_ID) is State.INDEXED
