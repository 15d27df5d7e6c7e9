"""Webhooks sent to `fineprint serve` while it syncs the sample account, and then a kill."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ingest.jobber.ids import opaque_id
from tests.e2e.deliveries import Delivered, deliver, event
from tests.e2e.installation import HARBORLINE, Installation, Process, kill, wait_until

NUMBER, CONNECTIONS = 500, 8
JOBS = [opaque_id("Job", job["id"]) for job in json.loads((HARBORLINE / "account.json").read_text("utf-8"))["jobs"]]


def deliver_while_syncing(installation: Installation, number: int = NUMBER) -> list[Delivered]:
    """Send so many events to a connected installation that reads its documents meanwhile; then kill it."""
    [(account,)] = installation.rows("SELECT account FROM jobber_connections")
    bodies = [event(account, "JOB_UPDATE", JOBS[each % len(JOBS)], each) for each in range(number)]
    process, url = serving(installation)
    with _syncing(installation):
        wait_until(_in_stage(installation, "documents"), process)
        answers = deliver(url, bodies, connections=CONNECTIONS)
        went_on = _in_stage(installation, "documents")()
        kill(process)
    assert went_on, "the sync ended before the last webhook was answered"
    return answers


def serving(installation: Installation) -> tuple[Process, str]:
    """`fineprint serve`, and where it serves."""
    process = installation.start("serve", "--port", "0")
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found is not None, (installation.folder / "stderr.txt").read_text()
    return process, found.group(0)


def states(installation: Installation) -> dict[str, int]:
    """How many events are kept, by their state."""
    return dict(installation.rows("SELECT state, count(*) FROM jobber_webhooks GROUP BY state"))


@contextmanager
def _syncing(installation: Installation) -> Iterator[None]:
    """A sync that the serving process does; the command only waits for it."""
    command = [sys.executable, "-m", "service.cli", "sync"]
    told = subprocess.PIPE
    process = subprocess.Popen(
        command, env=installation.environment, cwd=installation.folder, text=True, stdout=told, stderr=told
    )
    try:
        yield
    finally:
        process.communicate(timeout=60)


def _in_stage(installation: Installation, stage: str) -> Callable[[], bool]:
    return lambda: installation.rows("SELECT stage FROM sync_runs WHERE state = 'running'") == [(stage,)]
