"""The schedules find what they are for: with a bug planted, one of the first hundred comes out wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest import watermarks
from ingest.jobber.notes import NoteSteps
from ingest.mirror import Mirror
from ingest.records import Records
from ingest.sync import AccountSync
from tests.schedules.places import made_places
from tests.schedules.schedule import play

SEEDS = (23, 16, *range(1, 101))  # what found a bug last time first
Plant = Callable[[pytest.MonkeyPatch], None]


def _keep_what_is_gone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Mirror, "_check", lambda *_: None)


def _read_no_change_twice(patch: pytest.MonkeyPatch) -> None:
    """The list of ids, which a sweep compares, hides it."""
    patch.setattr(watermarks, "OVERLAP", timedelta(0))
    patch.setattr(Records, "stale", lambda *_: [])


def _write_twice(patch: pytest.MonkeyPatch) -> None:
    write = NoteSteps.write

    def twice(steps: NoteSteps, live: Any) -> None:
        write(steps, live)
        write(steps, live)

    patch.setattr(NoteSteps, "write", twice)


def _forget_new_names(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(AccountSync, "_named_anew", lambda *_: set())


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (_keep_what_is_gone, "is gone in Jobber"),
        (_read_no_change_twice, "differs"),
        (_write_twice, "was written 2 times"),
        (_forget_new_names, "holds a name"),
    ],
)
def test_a_planted_bug_is_found(plant: Plant, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places: dict[str, Any] = made_places(tmp_path)
    plant(monkeypatch)
    assert any(told in each for seed in SEEDS for each in play(seed, places).divergences)
