"""The whole product works on one machine: no process looks anything up or connects anywhere but to this machine."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.e2e.conftest import Synced
from tests.e2e.installation import Installation, journal


def network(installation: Installation) -> list[dict[str, Any]]:
    return [json.loads(line) for line in installation.network_log.read_text().splitlines()]


def hosts(installation: Installation) -> set[str]:
    return {event["host"] for event in network(installation)}


def test_connecting_and_syncing_reach_this_machine_only(connected: Installation, synced: Synced) -> None:
    assert hosts(connected) == {"127.0.0.1"}
    assert hosts(synced.installation) == {"127.0.0.1"}


def test_asking_checking_and_extracting_reach_nothing_at_all(synced: Synced, own: Installation) -> None:
    own.run("ask", "Which repairs does the Gold Plan of ray.kowalczyk@example.com cover? See www.example.com/gold")
    own.run("check", "1004")
    own.run("extract", "--dry-run")
    own.run("documents")
    assert not own.network_log.exists()


def test_approving_reaches_jobber_only(own: Installation) -> None:
    [first, *_] = own.json("extract")["proposals"]
    own.run("approvals", "approve", first)
    assert len(journal(own.jobber_url)) == 1
    assert hosts(own) == {"127.0.0.1"}


def test_no_model_was_fetched_into_the_home_folder(synced: Synced) -> None:
    kept = [path for path in (synced.installation.folder / "home").rglob("*") if path.is_file()]
    assert [path for path in kept if path.stat().st_size > 100_000] == []
    assert not any("huggingface" in str(path) or "tldextract" in str(path) for path in kept)


def test_the_recorder_notes_and_refuses_what_leaves_this_machine(connected: Installation, own: Installation) -> None:
    for attempt in ("socket.getaddrinfo('example.com', 443)", "socket.create_connection(('192.0.2.1', 80), 1)"):
        done = subprocess.run(
            [sys.executable, "-c", f"import socket; {attempt}"], env=own.environment, capture_output=True, text=True
        )
        assert "PermissionError" in done.stderr
    assert hosts(own) == {"example.com", "192.0.2.1"}
