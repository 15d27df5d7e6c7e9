"""An extraction run killed with `kill -9` goes on where it was, in another process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

EXTRACT = """
import os, signal, sys
from pathlib import Path
from service.workflows.durable import DurableWorkflows

folder, die = Path(sys.argv[1]), sys.argv[2] == "die"

class Logged:
    def note(self, line):
        with (folder / "log").open("a") as log:
            log.write(line + "\\n")

    def plan(self, run):
        self.note("plan")
        return [f"client-{n}" for n in range(50)]

    def read(self, run, clients):
        self.note(f"read {clients[0]}")
        if die and clients[0] == "client-20":
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    def end(self, run):
        self.note("end")
        return {"contracts": 50}

    def fail(self, run, reason):
        self.note(f"fail {reason}")

workflows = DurableWorkflows(
    f"sqlite:///{folder / 'workflows.sqlite'}",
    sync_of=lambda account: None,
    executor_of=lambda account: None,
    extraction_of=lambda account: Logged(),
    compile_documents=lambda account, ids: len(ids),
    webhooks_of=lambda account: None,
)
workflows.extract("acme", "run_1")
assert workflows.go_on_extracting("acme", "run_1", 0)  # done: nothing is begun again
workflows.close()
"""


def extract(folder: Path, how: str) -> int:
    command = [sys.executable, "-c", EXTRACT, str(folder), how]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode


def test_a_killed_run_goes_on_with_the_clients_it_was_at(tmp_path: Path) -> None:
    assert extract(tmp_path, "die") == -signal.SIGKILL
    assert extract(tmp_path, "live") == 0
    log = (tmp_path / "log").read_text().splitlines()
    assert log == ["plan", "read client-0", "read client-20", "read client-20", "read client-40", "end"]
