"""Webhooks while the same process syncs: answered in time, kept through `kill -9`, and worked off by the next start."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.jobber.ids import opaque_id
from tests.e2e.deliveries import deliver, event, percentile
from tests.e2e.installation import HARBORLINE, Installation, Process, kill, stopped_after, wait_until

NUMBER, CONNECTIONS = 500, 8
JOBS = [opaque_id("Job", job["id"]) for job in json.loads((HARBORLINE / "account.json").read_text("utf-8"))["jobs"]]


def serving(installation: Installation) -> tuple[Process, str]:
    """`fineprint serve`, and where it serves."""
    process = installation.start("serve", "--port", "0")
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found is not None, (installation.folder / "stderr.txt").read_text()
    return process, found.group(0)


@contextmanager
def syncing(installation: Installation) -> Iterator[subprocess.Popen[str]]:
    """A sync that the serving process does; the command only waits for it."""
    command = [sys.executable, "-m", "service.cli", "sync"]
    told = subprocess.PIPE
    process = subprocess.Popen(
        command, env=installation.environment, cwd=installation.folder, text=True, stdout=told, stderr=told
    )
    try:
        yield process
    finally:
        process.communicate(timeout=60)


def in_stage(installation: Installation, stage: str) -> Callable[[], bool]:
    return lambda: installation.rows("SELECT stage FROM sync_runs WHERE state = 'running'") == [(stage,)]


def states(installation: Installation) -> dict[str, int]:
    return dict(installation.rows("SELECT state, count(*) FROM jobber_webhooks GROUP BY state"))


@pytest.mark.timeout(600)
def test_500_webhooks_are_answered_in_time_while_a_sync_runs_and_outlive_a_kill(
    connected: Installation, tmp_path: Path
) -> None:
    installation = connected.copy(tmp_path / "own")
    [(account,)] = installation.rows("SELECT account FROM jobber_connections")
    bodies = [event(account, "JOB_UPDATE", JOBS[number % len(JOBS)], number) for number in range(NUMBER)]
    process, url = serving(installation)
    with syncing(installation):
        wait_until(in_stage(installation, "documents"), process)
        answers = deliver(url, bodies, connections=CONNECTIONS)
        assert in_stage(installation, "documents")(), "the sync went on meanwhile"
        kill(process)
    assert [answer.status for answer in answers] == [202] * NUMBER
    slowest = max(answer.seconds for answer in answers)
    assert (percentile(answers, 0.99) < 0.1, slowest < 1.0) == (True, True), (percentile(answers, 0.99), slowest)
    assert sum(states(installation).values()) == NUMBER

    with stopped_after(serving(installation)[0]) as again:
        wait_until(lambda: states(installation) == {"done": NUMBER}, again)
        ended = installation.rows("SELECT state FROM sync_runs")
    assert ended == [("done",)], "the sync that was killed went on first"
    assert installation.rows("SELECT DISTINCT tries FROM jobber_webhooks") == [(0,)]
