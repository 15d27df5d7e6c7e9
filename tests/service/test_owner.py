"""The owner's lock among real processes."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.owner import OwnedElsewhere, OwnerAddress, Ownership, own_or_find

# Takes the folder, says so, and holds it until its input closes.
HOLDER = """
import sys
from pathlib import Path
from service.owner import Ownership
ownership = Ownership.take(Path(sys.argv[1]))
if ownership and len(sys.argv) > 2:
    ownership.announce(sys.argv[2])
print("held" if ownership else "refused", flush=True)
sys.stdin.read()
if ownership:
    ownership.release()
"""
Holder = subprocess.Popen[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def holders() -> Iterator[list[Holder]]:
    started: list[Holder] = []
    yield started
    for process in started:
        with process:
            process.kill()


def hold(holders: list[Holder], *arguments: str | Path) -> str:
    command = [sys.executable, "-c", HOLDER, *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holders.append(process)
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_first_to_come_owns_the_folder(folder: Path) -> None:
    ownership = own_or_find(folder)
    assert isinstance(ownership, Ownership)
    ownership.release()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_released_folder_can_be_taken_again(folder: Path) -> None:
    for _ in range(2):
        ownership = Ownership.take(folder)
        assert ownership is not None
        ownership.release()


def test_another_process_cannot_take_what_is_held(folder: Path, holders: list[Holder]) -> None:
    ownership = Ownership.take(folder)
    assert ownership is not None
    assert hold(holders, folder) == "refused"
    ownership.release()
    assert hold(holders, folder) == "held"


def test_an_owner_that_serves_is_found_with_its_token(folder: Path, holders: list[Holder]) -> None:
    assert hold(holders, folder, "http://127.0.0.1:8123") == "held"
    found = own_or_find(folder, patience_seconds=5)
    assert isinstance(found, OwnerAddress)
    assert found.url == "http://127.0.0.1:8123"
    assert len(found.token) >= 32


def test_the_token_is_for_its_owner_only(folder: Path) -> None:
    ownership = Ownership.take(folder)
    assert ownership is not None
    ownership.announce("http://127.0.0.1:8123")
    assert stat.S_IMODE((folder / "owner.json").stat().st_mode) == 0o600
    assert json.loads((folder / "owner.json").read_text())["token"] == ownership.token
    ownership.release()
    assert not (folder / "owner.json").exists()


def test_a_process_killed_on_the_spot_leaves_the_folder_free(folder: Path, holders: list[Holder]) -> None:
    assert hold(holders, folder, "http://127.0.0.1:8123") == "held"
    holders[0].send_signal(signal.SIGKILL)
    holders[0].wait()
    ownership = own_or_find(folder, patience_seconds=5)
    assert isinstance(ownership, Ownership), "the address the dead process announced must not be believed"
    ownership.release()


def test_whoever_finds_a_busy_owner_waits_until_it_is_done(folder: Path, holders: list[Holder]) -> None:
    assert hold(holders, folder) == "held"
    busy, begun = holders[0], time.monotonic()
    assert busy.stdin is not None
    threading.Timer(0.5, busy.stdin.close).start()
    ownership = own_or_find(folder, patience_seconds=30)
    assert isinstance(ownership, Ownership)
    assert time.monotonic() - begun >= 0.4
    ownership.release()


def test_an_owner_that_stays_busy_is_named_in_the_end(folder: Path, holders: list[Holder]) -> None:
    assert hold(holders, folder) == "held"
    with pytest.raises(OwnedElsewhere, match="fineprint serve"):
        own_or_find(folder, patience_seconds=0.2)


def test_a_child_process_does_not_keep_the_folder_after_its_parent(folder: Path) -> None:
    ownership = Ownership.take(folder)
    assert ownership is not None
    command = [sys.executable, "-c", "input(input())"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, close_fds=False) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        print("it runs", file=child.stdin, flush=True)
        assert child.stdout.read(7) == "it runs"
        ownership.release()
        again = Ownership.take(folder)
    assert again is not None
    again.release()
