"""A process killed in the middle of a sync, and the next one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

# Syncs two documents and writes each step into a log; given `die`, it kills itself while it works on the second.
SYNC = """
import os, signal, sys
from pathlib import Path
from ingest.ledger import State
from service.workflows.durable import DurableWorkflows
from tests.fakes.syncing import ScriptedSync

folder, run, die = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "die"
communications = sys.argv[4] if len(sys.argv) > 4 else None

class Logged(ScriptedSync):
    def process(self, run, id, following):
        with (folder / "log").open("a") as log:
            log.write(f"{run} {id}\\n")
        if die and id == "doc-2":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().process(run, id, following)

sync = Logged({"clients": 1}, {"doc-1": State.INDEXED, "doc-2": State.INDEXED}, {})
workflows = DurableWorkflows(
    f"sqlite:///{folder / 'workflows.sqlite'}",
    sync_of=lambda account: sync,
    executor_of=lambda account: None,
    extraction_of=lambda account: None,
    compile_documents=lambda account, ids: len(ids),
    webhooks_of=lambda account: None,
)
print(workflows.sync("acme", run, full=False, communications=communications))
workflows.close()
"""


def sync(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", SYNC, str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def interrupted(tmp_path: Path) -> Path:
    """The folder of a sync that was killed while it worked on its second document."""
    assert sync(tmp_path, "run-1", "die").returncode == -signal.SIGKILL
    return tmp_path


def log(folder: Path) -> list[str]:
    return (folder / "log").read_text().splitlines()


def test_the_next_sync_goes_on_where_the_killed_one_stopped(interrupted: Path) -> None:
    done = sync(interrupted, "run-2", "live")
    assert (done.returncode, done.stdout.strip()) == (0, "{'indexed': 2}"), done.stderr
    assert log(interrupted) == ["run-1 doc-1", "run-1 doc-2", "run-1 doc-2"]


def test_a_sync_that_asks_for_more_runs_after_it(interrupted: Path) -> None:
    done = sync(interrupted, "run-2", "live", "mail")
    assert done.returncode == 0, done.stderr
    assert log(interrupted)[2:] == ["run-1 doc-2", "run-2 doc-1", "run-2 doc-2"]
