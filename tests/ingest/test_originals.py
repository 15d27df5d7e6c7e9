from __future__ import annotations

import stat
from pathlib import Path

import pytest

from anonymize.boundary import Scope
from anonymize.errors import Shredded, Tampered
from anonymize.keys import Keyring
from ingest.originals import Originals

CONTRACT = b"%PDF-1.7 Zwetschgenbaum service agreement"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "originals"


@pytest.fixture
def originals(folder: Path, keyring: Keyring) -> Originals:
    return Originals(folder, keyring)


def put(originals: Originals, data: bytes = CONTRACT) -> None:
    originals.put("doc-1", data, account="acme", client_id="client-1")


def test_bytes_come_back_as_they_were_put(originals: Originals) -> None:
    put(originals)
    assert originals.get(Scope("acme"), "doc-1", client_id="client-1") == CONTRACT


def test_putting_again_replaces_the_bytes_and_leaves_nothing_behind(folder: Path, originals: Originals) -> None:
    put(originals)
    put(originals, b"%PDF-1.7 second")
    assert originals.get(Scope("acme"), "doc-1", client_id="client-1") == b"%PDF-1.7 second"
    assert [path.name for path in folder.iterdir()] == ["doc-1"]


def test_what_was_never_put_is_none(originals: Originals) -> None:
    assert originals.get(Scope("acme"), "doc-1", client_id="client-1") is None


def test_the_file_is_sealed_in_a_folder_of_its_owner(folder: Path, originals: Originals) -> None:
    put(originals)
    assert b"Zwetschgenbaum" not in (folder / "doc-1").read_bytes()
    assert b"%PDF" not in (folder / "doc-1").read_bytes()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_is_opened_for_its_own_account_and_client_only(originals: Originals) -> None:
    put(originals)
    with pytest.raises(Tampered):
        originals.get(Scope("acme"), "doc-1", client_id="client-2")
    with pytest.raises(Tampered):
        originals.get(Scope("rival"), "doc-1", client_id="client-1")


def test_a_file_in_place_of_another_is_refused(folder: Path, originals: Originals) -> None:
    put(originals)
    (folder / "doc-1").rename(folder / "doc-2")
    with pytest.raises(Tampered):
        originals.get(Scope("acme"), "doc-2", client_id="client-1")


def test_an_erased_clients_file_cannot_be_opened(keyring: Keyring, originals: Originals) -> None:
    put(originals)
    keyring.shred("acme", "client-1")
    with pytest.raises(Shredded):
        originals.get(Scope("acme"), "doc-1", client_id="client-1")


def test_a_deleted_file_is_gone_and_may_be_deleted_again(folder: Path, originals: Originals) -> None:
    put(originals)
    originals.delete("doc-1")
    originals.delete("doc-1")
    assert list(folder.iterdir()) == []


def test_a_reader_gets_no_file_of_a_client_outside_his_scope(originals: Originals) -> None:
    put(originals)
    originals.put("doc-2", b"of everybody", account="acme", client_id=None)
    own, others = Scope("acme", frozenset({"client-1"})), Scope("acme", frozenset({"client-2"}))
    assert originals.get(own, "doc-1", client_id="client-1") == CONTRACT
    assert originals.get(others, "doc-1", client_id="client-1") is None
    assert originals.get(own, "doc-2", client_id=None) is None
