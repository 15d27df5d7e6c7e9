"""One connected and one synced installation for the whole run, of which each worker has a copy; a test that changes one
works on a copy of its own. A module whose tests ask a running service shares one."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.auth.roles import Role
from tests.e2e.installation import HARBORLINE, Installation, simulated, stopped_after

TECHNICIAN = "user-8"


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
    def made(folder: Path) -> Synced:
        installation = Installation.new(folder, harborline)
        installation.connect()
        installation.run("rollout", "set", "guided")
        return Synced(installation, {})

    return _once(tmp_path_factory, "connected", harborline, made).installation


@pytest.fixture(scope="session")
def synced(connected: Installation, harborline: str, tmp_path_factory: pytest.TempPathFactory) -> Synced:
    def made(folder: Path) -> Synced:
        installation = connected.copy(folder, harborline)
        counts: dict[str, Any] = installation.json("sync", "--communications", HARBORLINE / "communications")
        return Synced(installation, counts)

    return _once(tmp_path_factory, "synced", harborline, made)


def _once(factory: pytest.TempPathFactory, name: str, jobber_url: str, make: Callable[[Path], Synced]) -> Synced:
    """This worker's copy of an installation that the first worker to come here makes, for which the others wait."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, told = shared / name / "installation", shared / name / "told.json"
    told.parent.mkdir(exist_ok=True)
    with (shared / name / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            shutil.rmtree(folder, ignore_errors=True)
            made = make(folder)
            told.write_text(json.dumps([made.installation.master_key, made.counts]))
        master_key, counts = json.loads(told.read_text())
    own = factory.mktemp(name) / "installation"
    shutil.copytree(folder, own, ignore=shutil.ignore_patterns("data"))
    return Synced(Installation(folder, jobber_url, master_key).copy(own), counts)


@pytest.fixture
def own(synced: Synced, own_harborline: str, tmp_path: Path) -> Installation:
    """A synced installation and a Jobber of the test's own."""
    return synced.installation.copy(tmp_path / "own", own_harborline)


@dataclass(frozen=True)
class Served:
    installation: Installation
    url: str
    keys: dict[Role, str]

    def client(self, role: Role | None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.keys[role]}"} if role else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=120)


@pytest.fixture(scope="module")
def served(synced: Synced, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with simulated(HARBORLINE) as jobber:
        installation = synced.installation.copy(tmp_path_factory.mktemp("served") / "installation", jobber)
        keys = _keys(installation)
        process = installation.start("serve", "--port", "0")
        with stopped_after(process):
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r"http://\S+", said)
            assert found, said
            yield Served(installation, found.group(), keys)


def _keys(installation: Installation) -> dict[Role, str]:
    with installation.opened() as app:
        account = app.account()
        users = {Role.TECHNICIAN: TECHNICIAN}
        return {role: app.api_keys.create(account, role, jobber_user=users.get(role))[1] for role in Role}
