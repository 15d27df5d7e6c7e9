"""One connected and one synced installation for the whole run; a test that changes one works on a copy of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.installation import HARBORLINE, Installation, simulated


@dataclass(frozen=True)
class Synced:
    """An installation after its first sync, and what that sync printed."""

    installation: Installation
    counts: dict[str, int]


@pytest.fixture(scope="session")
def harborline() -> Iterator[str]:
    """The sample account served as Jobber, for what only reads."""
    with simulated(HARBORLINE) as url:
        yield url


@pytest.fixture
def own_harborline() -> Iterator[str]:
    """The sample account served for one test, which may write to it."""
    with simulated(HARBORLINE) as url:
        yield url


@pytest.fixture(scope="session")
def connected(harborline: str, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    installation = Installation.new(tmp_path_factory.mktemp("connected"), harborline)
    installation.connect()
    return installation


@pytest.fixture(scope="session")
def synced(connected: Installation, tmp_path_factory: pytest.TempPathFactory) -> Synced:
    installation = connected.copy(tmp_path_factory.mktemp("synced") / "installation")
    counts: dict[str, Any] = installation.json("sync", "--communications", HARBORLINE / "communications")
    return Synced(installation, counts)


@pytest.fixture
def own(synced: Synced, own_harborline: str, tmp_path: Path) -> Installation:
    """A synced installation and a Jobber of the test's own."""
    return synced.installation.copy(tmp_path / "own", own_harborline)
