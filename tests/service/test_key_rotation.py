"""Rotating the master key of an installation, from a file and from the settings, and what is said when it is away."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from anonymize.boundary import Scope
from anonymize.errors import MissingMasterKey
from anonymize.master_key import WrappingKey, fingerprint, new_master_key, parse_master_key
from ingest.jobber.records import Client
from service.app import App
from service.key_rotation import Rotation, rotate_keys
from service.settings import Settings

A, NOW = "account-1", datetime(2026, 11, 16, tzinfo=UTC)
COMMANDS = (
    ["documents"],
    ["sync"],
    ["ask", "what is covered?"],
    ["check", "1001"],
    ["extract"],
    ["approvals", "list"],
    ["api-keys", "list"],
    ["keys", "rotate"],
    ["serve", "--port", "0"],
)


@contextmanager
def opened(
    folder: Path, *, master_key: SecretStr | None = None, next_master_key: SecretStr | None = None
) -> Iterator[App]:
    settings = Settings(
        data_dir=folder / "data",
        master_key=master_key,
        next_master_key=next_master_key,
        master_key_file=folder / "config" / "master.key",
    )
    app = App(settings)
    try:
        yield app
    finally:
        app.close()


def rotated(app: App) -> Rotation:
    return rotate_keys(app.master_key_place, app.keyring, app.erasure_register)


def filled(app: App) -> None:
    app.records.put(A, [Client(id="client-1", first_name="Maeve"), Client(id="client-2")], run="first")
    app.erasure_register.add(A, "client-9", at=NOW)


def names(app: App) -> list[str]:
    return [client.first_name for client in app.records.all(Scope(A), Client)]


def test_a_key_file_is_rotated_and_everything_opens_under_the_new_one_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as app:
        filled(app)
        done = rotated(app)
        assert names(app) == ["Maeve", ""], "the process that rotated works on"
    assert (done.accounts, done.data_keys) == (1, 3)
    assert done.old_file is not None
    done.old_file.unlink()
    with opened(tmp_path) as app:
        assert names(app) == ["Maeve", ""]
        assert app.erasure_register.holds(A, "client-9")
        assert app.keyring.masters.current.fingerprint == done.new != done.old
    assert {path.name for path in (tmp_path / "config").iterdir()} == {"master.key", "erasures.jsonl"}


def test_a_process_that_runs_meanwhile_works_on(tmp_path: Path) -> None:
    with opened(tmp_path) as running:
        filled(running)
        with opened(tmp_path) as app:
            old_file = rotated(app).old_file
        assert old_file is not None
        old_file.unlink()
        running.records.put(A, [Client(id="client-3", first_name="Rosa")], run="second")
        assert names(running) == ["Maeve", "", "Rosa"]
        running.records.put("account-2", [Client(id="client-1")], run="first")
        assert running.erasure_register.holds(A, "client-9")
    with opened(tmp_path) as app:
        assert app.keyring.check() == 6


@pytest.mark.parametrize("step", ["key file", "register", "keys", "in place"])
def test_a_rotation_that_stopped_after_any_step_goes_on(tmp_path: Path, step: str) -> None:
    with opened(tmp_path) as app:
        filled(app)
        new = app.master_key_place.next()
        if step != "key file":
            app.erasure_register.rewrap(WrappingKey.of(new))
        if step in ("keys", "in place"):
            app.keyring.rotate(new)
        if step == "in place":
            app.master_key_place.put_next_in_place()
    with opened(tmp_path) as app:
        assert names(app) == ["Maeve", ""]
        assert app.erasure_register.holds(A, "client-9")
        done = rotated(app)
        assert done.old_file is not None
    for old in (tmp_path / "config").glob("master.key.old-*"):
        old.unlink()
    with opened(tmp_path) as app:
        assert names(app) == ["Maeve", ""]
        assert app.erasure_register.holds(A, "client-9")


def test_a_key_from_the_settings_is_rotated_to_the_next_one_set(tmp_path: Path) -> None:
    first, second = SecretStr(new_master_key()), SecretStr(new_master_key())
    with opened(tmp_path, master_key=first) as app:
        filled(app)
        with pytest.raises(MissingMasterKey, match="FINEPRINT_NEXT_MASTER_KEY"):
            rotated(app)
    with opened(tmp_path, master_key=first, next_master_key=second) as app:
        assert "FINEPRINT_MASTER_KEY" in rotated(app).advice
        assert names(app) == ["Maeve", ""]
    with opened(tmp_path, master_key=second) as app:
        assert names(app) == ["Maeve", ""]
        assert app.erasure_register.holds(A, "client-9")
    with opened(tmp_path, master_key=first) as app, pytest.raises(MissingMasterKey):
        names(app)


@pytest.fixture(scope="module")
def keyless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose key file somebody took away."""
    folder = tmp_path_factory.mktemp("keyless")
    with opened(folder) as app:
        filled(app)
    (folder / "config" / "master.key").unlink()
    return folder


def run(folder: Path, arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    given = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "FINEPRINT_DATA_DIR": str(folder / "data"),
        "FINEPRINT_MASTER_KEY_FILE": str(folder / "config" / "master.key"),
    }
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        env=given | environment,
        cwd=Path(__file__).parents[2],
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_with_the_key_away_every_command_says_which_is_missing(keyless: Path, command: list[str]) -> None:
    done = run(keyless, command)
    assert done.returncode == 1
    assert done.stderr.startswith("fineprint: the master key file")
    assert "config/master.key is missing" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (keyless / "config" / "master.key").exists(), "none is made in its place"


def test_with_another_key_in_its_place_the_missing_one_is_named(keyless: Path) -> None:
    other = new_master_key()
    with opened(keyless, master_key=SecretStr(other)) as app, pytest.raises(MissingMasterKey) as missing:
        names(app)
    done = run(keyless, ["documents"], FINEPRINT_MASTER_KEY=other)
    assert done.returncode == 1
    assert str(missing.value) in done.stderr
    assert f"holds {fingerprint(parse_master_key(other))}" in done.stderr
