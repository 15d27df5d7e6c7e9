from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anonymize.erasure_register import ErasureRegister
from anonymize.errors import Tampered
from anonymize.master_key import MasterKeys, WrappingKey, fingerprint

KEY, NEXT = b"k" * 32, b"n" * 32
NOW = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "erasures.jsonl"


def register(file: Path, *keys: bytes) -> ErasureRegister:
    return ErasureRegister(file, MasterKeys(lambda: keys or (KEY,)))


def test_it_names_who_was_erased_and_nobody_else(file: Path) -> None:
    own = register(file)
    assert not own.holds("account-1", "client-1")
    assert not file.exists()
    own.add("account-1", "client-1", at=NOW)
    for each in (own, register(file)):
        assert each.holds("account-1", "client-1")
        assert not each.holds("account-1", "client-2")
        assert not each.holds("account-2", "client-1")


def test_its_file_tells_nothing_and_is_for_its_owner_only(file: Path) -> None:
    register(file).add("account-1", "client-1", at=NOW)
    written = file.read_text()
    assert "client-1" not in written
    assert "account-1" not in written
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_register_that_was_read_sees_what_another_process_adds(file: Path) -> None:
    reading, writing = register(file), register(file)
    reading.add("account-1", "client-1", at=NOW)
    writing.add("account-1", "client-2", at=NOW)
    assert reading.holds("account-1", "client-2")
    assert reading.count() == (2, 0)


def test_somebody_is_written_down_once(file: Path) -> None:
    own = register(file)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: own.add("account-1", f"client-{n % 3}", at=NOW), range(12)))
    assert own.count() == (3, 0)


def test_it_knows_the_marks_of_who_was_erased_in_that_account_only(file: Path) -> None:
    own = register(file)
    assert not own.knows("account-1", ["mailbox rosa@example.com"])
    own.add("account-1", "client-1", at=NOW, marks=["mailbox rosa@example.com", "name rosa quill"])
    for each in (own, register(file)):
        assert each.knows("account-1", ["mailbox ida@example.com", "name rosa quill"])
        assert not each.knows("account-1", ["mailbox ida@example.com"])
        assert not each.knows("account-2", ["name rosa quill"])
    assert "rosa" not in file.read_text()


def test_marks_that_are_found_later_are_added_once_and_count_nobody_twice(file: Path) -> None:
    own = register(file)
    for marks in ([], ["name rosa quill"], ["name rosa quill"], ["message 1", "name rosa quill"]):
        own.add("account-1", "client-1", at=NOW, marks=marks)
    assert own.knows("account-1", ["message 1"])
    assert own.count() == (1, 0)
    assert file.read_text().count('"erased"') == 3


def test_installations_with_other_master_keys_may_share_the_file(file: Path) -> None:
    register(file).add("account-1", "client-1", at=NOW)
    other = register(file, NEXT)
    other.add("account-1", "client-2", at=NOW)
    assert not other.holds("account-1", "client-1")
    assert other.count() == (1, 1)
    assert register(file).holds("account-1", "client-1")
    assert not register(file).holds("account-1", "client-2")


def test_a_rotation_takes_it_along(file: Path) -> None:
    own = register(file)
    own.add("account-1", "client-1", at=NOW, marks=["message 1"])
    own.rewrap(WrappingKey.of(NEXT))
    own.rewrap(WrappingKey.of(NEXT))
    for key in (KEY, NEXT):
        assert register(file, key).holds("account-1", "client-1")
        assert register(file, key).knows("account-1", ["message 1"])
    own.drop(fingerprint(KEY))
    assert register(file, NEXT).holds("account-1", "client-1")
    assert register(file, KEY).count() == (0, 1)


def test_a_changed_register_is_noticed(file: Path) -> None:
    register(file).add("account-1", "client-1", at=NOW)
    before = file.read_text()
    file.write_text(before + "somebody\n")
    with pytest.raises(Tampered, match="put back the copy"):
        register(file).holds("account-1", "client-1")
    file.write_text(before.replace('"wrapped": "A', '"wrapped": "B'))
    with pytest.raises(Tampered, match="register"):
        register(file).holds("account-1", "client-1")
