"""A process killed at every step of every kind of write: written once, no approval lost, nothing written unapproved."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from tests.fakes.account import served, write_account
from tests.fakes.databases import KINDS as KINDS_OF_DATABASE
from tests.fakes.killing import KINDS, Kills
from tests.fakes.two_processes import two_processes

# SQLite has one owner at a time.
BOTH_LIVE = [("postgresql", 0)] if "postgresql" in KINDS_OF_DATABASE else []


def test_a_kill_at_any_step_of_any_write_leaves_it_written_once_and_loses_no_approval(
    tmp_path: Path, engine: Engine, keyring: Keyring
) -> None:
    with served(write_account(tmp_path / "account")) as jobber:
        kills = Kills(engine, keyring, jobber)
        for kind in KINDS:
            for at in range(1, kills.steps_of(kind) + 1):
                kills.kill(kind, at)
        assert kills.faults == []
        assert kills.killed >= 55
        assert kills.whole()


@pytest.mark.parametrize(("kind", "kill_after"), [(kind, 3) for kind in KINDS_OF_DATABASE] + [*BOTH_LIVE])
def test_two_processes_work_on_one_queue_and_write_everything_once(tmp_path: Path, kind: str, kill_after: int) -> None:
    """At once on PostgreSQL, on SQLite one after the other; the first is killed right after its third write."""
    assert two_processes(tmp_path, kind, writes=6, kill_after=kill_after) == []
