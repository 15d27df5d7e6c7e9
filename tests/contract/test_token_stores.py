"""What every token store keeps to: the one in SQL, and the fake in memory."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

import anonymize.tables
from anonymize.keys import Keyring
from ingest.jobber import tables, token_lease
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.errors import Disconnected, Unavailable
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
    assert store.state("acc-1") is None
    assert store.accounts() == []
    with pytest.raises(Disconnected, match="never connected"):
        store.save("acc-1", FIRST)


def test_what_was_saved_last_is_loaded(store: TokenStore) -> None:
    store.connect("acc-1", FIRST, "user-1")
    store.save("acc-1", SECOND)
    store.connect("acc-0", FIRST)
    assert store.load("acc-1") == SECOND
    assert store.accounts() == ["acc-0", "acc-1"]


def test_the_state_tells_who_connected_and_what_jobber_warned_of(store: TokenStore) -> None:
    store.connect("acc-1", Tokens("access-1", "refresh-1", "Refresh token rotation is off."), "user-1")
    store.note_version("acc-1", "2026-07-27", "goes away")
    state = store.state("acc-1")
    assert state is not None
    assert (state.connected, state.user_id, state.token_warning) == (True, "user-1", "Refresh token rotation is off.")
    assert (state.served_version, state.version_warning) == ("2026-07-27", "goes away")
    assert datetime.now(UTC) - state.connected_at < timedelta(minutes=1)


def test_a_disconnected_account_keeps_why_and_since_when_but_no_tokens(store: TokenStore) -> None:
    store.connect("acc-1", FIRST)
    store.disconnect("acc-1", Disconnection.USER)
    store.disconnect("acc-1", Disconnection.REFUSED)
    state = store.state("acc-1")
    assert store.load("acc-1") is None
    assert store.accounts() == ["acc-1"]
    assert state is not None
    assert (state.connected, state.why) == (False, Disconnection.USER)
    assert state.disconnected_at is not None
    assert f"{state.disconnected_at:%Y-%m-%d %H:%M} UTC" in state.ended()
    assert "fineprint connect" in state.ended()


def test_connecting_again_clears_the_reason(store: TokenStore) -> None:
    store.connect("acc-1", FIRST)
    store.disconnect("acc-1", Disconnection.USER)
    store.connect("acc-1", SECOND)
    state = store.state("acc-1")
    assert state is not None
    assert (state.connected, state.why, state.disconnected_at) == (True, None, None)
    assert store.load("acc-1") == SECOND


def test_a_refresh_that_ends_after_a_disconnection_brings_no_tokens_back(store: TokenStore) -> None:
    store.connect("acc-1", FIRST)
    store.begin_refresh("acc-1")
    store.disconnect("acc-1", Disconnection.WEBHOOK)
    with pytest.raises(Disconnected, match="Jobber reported"):
        store.save("acc-1", SECOND)
    assert store.load("acc-1") is None


def test_a_late_report_of_an_earlier_disconnection_does_not_end_a_new_connection(store: TokenStore) -> None:
    store.connect("acc-1", FIRST)
    store.disconnect("acc-1", Disconnection.WEBHOOK, at=datetime.now(UTC) - timedelta(hours=1))
    assert store.load("acc-1") == FIRST


def test_an_unknown_account_cannot_be_disconnected(store: TokenStore) -> None:
    store.disconnect("acc-1", Disconnection.WEBHOOK)
    assert store.accounts() == []


def test_a_refresh_that_never_ended_is_told_to_the_next(store: TokenStore) -> None:
    store.connect("acc-1", FIRST)
    assert store.begin_refresh("acc-1") is None
    begun = store.begin_refresh("acc-1")
    assert begun is not None
    assert store.begin_refresh("acc-1") == begun
    store.save("acc-1", SECOND)
    assert store.begin_refresh("acc-1") is None


def test_a_block_is_kept_until_it_is_over(store: TokenStore) -> None:
    until = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
    store.block("acc-1", until)
    assert store.state("acc-1") is None
    store.connect("acc-1", FIRST)
    store.block("acc-1", until)
    store.save("acc-1", SECOND)
    state = store.state("acc-1")
    assert state is not None
    assert state.blocked_until == until


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
        store.connect("acc-1", FIRST)
    assert store.load("acc-1") == FIRST


def test_accounts_do_not_wait_for_each_other(store: TokenStore) -> None:
    with store.lock("acc-1"), store.lock("acc-2"):
        store.connect("acc-2", FIRST)
    assert store.load("acc-2") == FIRST


def test_tokens_stand_sealed_in_the_database(tmp_path: Path) -> None:
    sql_store(tmp_path).connect("acc-1", FIRST)
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
        store.connect("acc-1", FIRST)
    assert store.load("acc-1") == FIRST
    assert token_lease.LEASE_SECONDS > 60


def test_tokens_do_not_show_in_their_representation() -> None:
    assert "access-1" not in repr(FIRST)
    assert "refresh-1" not in repr(FIRST)
