"""What every token store keeps to: the one in SQL, and the fake in memory."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

import anonymize.tables
from anonymize.keys import Keyring
from ingest.jobber import tables, token_store
from ingest.jobber.errors import Unavailable
from ingest.jobber.token_store import SqlTokenStore
from ingest.jobber.tokens import Tokens, TokenStore
from tests.fakes.tokens import MemoryTokenStore

FIRST, SECOND = Tokens("access-1", "refresh-1"), Tokens("access-2", "refresh-2")


def sql_store(folder: Path, *, patience: float = 120.0) -> SqlTokenStore:
    engine = create_engine(f"sqlite:///{folder / 'app.sqlite'}")
    anonymize.tables.metadata.create_all(engine)
    tables.metadata.create_all(engine)
    return SqlTokenStore(engine, Keyring(engine, b"k" * 32), patience=patience)


@pytest.fixture(params=["memory", "sql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> TokenStore:
    return MemoryTokenStore() if request.param == "memory" else sql_store(tmp_path)


def test_an_unknown_account_has_no_tokens(store: TokenStore) -> None:
    assert store.load("acc-1") is None
    assert store.accounts() == []


def test_what_was_saved_last_is_loaded(store: TokenStore) -> None:
    store.save("acc-1", FIRST)
    store.save("acc-1", SECOND)
    store.save("acc-0", FIRST)
    assert store.load("acc-1") == SECOND
    assert store.accounts() == ["acc-0", "acc-1"]


def test_a_forgotten_account_is_gone(store: TokenStore) -> None:
    store.save("acc-1", FIRST)
    store.forget("acc-1")
    store.forget("acc-1")
    assert store.load("acc-1") is None


def test_one_holds_the_lock_of_an_account_at_a_time(store: TokenStore) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with store.lock("acc-1"):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_the_lock_is_free_again_after_an_error(store: TokenStore) -> None:
    with pytest.raises(RuntimeError, match="outage"), store.lock("acc-1"):
        raise RuntimeError("outage")
    with store.lock("acc-1"):
        store.save("acc-1", FIRST)
    assert store.load("acc-1") == FIRST


def test_accounts_do_not_wait_for_each_other(store: TokenStore) -> None:
    with store.lock("acc-1"), store.lock("acc-2"):
        store.save("acc-2", FIRST)
    assert store.load("acc-2") == FIRST


def test_tokens_stand_sealed_in_the_database(tmp_path: Path) -> None:
    sql_store(tmp_path).save("acc-1", FIRST)
    assert b"refresh-1" not in (tmp_path / "app.sqlite").read_bytes()
    assert b"access-1" not in (tmp_path / "app.sqlite").read_bytes()


def test_another_process_waits_for_the_lock_and_says_so_when_it_takes_too_long(tmp_path: Path) -> None:
    ours, other = sql_store(tmp_path), sql_store(tmp_path, patience=0.1)
    with ours.lock("acc-1"), pytest.raises(Unavailable, match="try again"), other.lock("acc-1"):
        pass
    with other.lock("acc-1"):
        assert other.load("acc-1") is None


def test_the_lock_of_a_process_that_died_is_taken_over(tmp_path: Path) -> None:
    store = sql_store(tmp_path, patience=0.1)
    engine = create_engine(f"sqlite:///{tmp_path / 'app.sqlite'}")
    with engine.begin() as connection:
        died = {"until": time.time() - 1}
        connection.execute(text("INSERT INTO jobber_token_leases VALUES ('acc-1', 'dead', :until)"), died)
    with store.lock("acc-1"):
        store.save("acc-1", FIRST)
    assert store.load("acc-1") == FIRST
    assert token_store.LEASE_SECONDS > 60


def test_tokens_do_not_show_in_their_representation() -> None:
    assert "access-1" not in repr(FIRST)
    assert "refresh-1" not in repr(FIRST)
