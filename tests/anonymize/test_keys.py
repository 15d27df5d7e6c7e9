from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from sqlalchemy import Engine, create_engine, select, update

from anonymize.errors import Shredded, Tampered, UnsafeMasterKey, WrongMasterKey
from anonymize.keys import Keyring
from anonymize.tables import data_keys
from tests.anonymize.conftest import MASTER

A, NOTE = "account-1", "record:Note:1"


def test_what_was_sealed_opens_again(keyring: Keyring) -> None:
    for client in ("client-1", None):
        sealed = keyring.seal(b"gate 4471", account=A, client_id=client, context=NOTE)
        assert b"4471" not in sealed
        assert keyring.open(sealed, account=A, client_id=client, context=NOTE) == b"gate 4471"


@pytest.mark.parametrize(
    ("account", "client", "context"),
    [("account-2", "client-1", NOTE), (A, "client-2", NOTE), (A, None, NOTE), (A, "client-1", "record:Note:2")],
)
def test_sealed_bytes_open_only_as_what_they_were_sealed_for(
    keyring: Keyring, account: str, client: str | None, context: str
) -> None:
    sealed = keyring.seal(b"gate 4471", account=A, client_id="client-1", context=NOTE)
    with pytest.raises(Tampered):
        keyring.open(sealed, account=account, client_id=client, context=context)


@pytest.mark.parametrize("position", [0, 1, 15, -1])
def test_a_changed_byte_is_noticed(keyring: Keyring, position: int) -> None:
    sealed = bytearray(keyring.seal(b"gate 4471", account=A, client_id=None, context=NOTE))
    sealed[position] ^= 1
    with pytest.raises(Tampered):
        keyring.open(bytes(sealed), account=A, client_id=None, context=NOTE)


def test_truncated_bytes_are_noticed(keyring: Keyring) -> None:
    with pytest.raises(Tampered):
        keyring.open(b"\x01short", account=A, client_id=None, context=NOTE)


def test_a_shredded_client_cannot_be_read_and_others_can(engine: Engine, keyring: Keyring) -> None:
    sealed = {c: keyring.seal(b"x", account=A, client_id=c, context=NOTE) for c in ("client-1", "client-2", None)}
    keyring.shred(A, "client-1")
    for ring in (keyring, Keyring(engine, MASTER)):
        with pytest.raises(Shredded):
            ring.open(sealed["client-1"], account=A, client_id="client-1", context=NOTE)
        with pytest.raises(Shredded):
            ring.seal(b"again", account=A, client_id="client-1", context=NOTE)
        assert ring.open(sealed["client-2"], account=A, client_id="client-2", context=NOTE) == b"x"
        assert ring.open(sealed[None], account=A, client_id=None, context=NOTE) == b"x"
    assert keyring.is_shredded(A, "client-1")
    assert not keyring.is_shredded(A, "client-2")


def test_a_client_can_be_shredded_before_it_sealed_anything(keyring: Keyring) -> None:
    keyring.shred(A, "never-seen")
    with pytest.raises(Shredded):
        keyring.prepare(A, "never-seen")


def test_another_process_notices_a_shredding_when_its_cache_expires(engine: Engine, keyring: Keyring) -> None:
    other = Keyring(engine, MASTER, cache_seconds=0)
    sealed = other.seal(b"x", account=A, client_id="client-1", context=NOTE)
    keyring.shred(A, "client-1")
    with pytest.raises(Shredded):
        other.open(sealed, account=A, client_id="client-1", context=NOTE)


def test_rotating_rewraps_keys_and_changes_nothing_else(engine: Engine, keyring: Keyring) -> None:
    sealed = keyring.seal(b"x", account=A, client_id="client-1", context=NOTE)
    digest, seal_key = keyring.digest(b"x", account=A, purpose="content"), keyring.seal_key(A)
    keyring.shred(A, "client-2")
    new = bytes(reversed(MASTER))
    assert keyring.rotate(new) == 2
    for ring in (keyring, Keyring(engine, new)):
        assert ring.open(sealed, account=A, client_id="client-1", context=NOTE) == b"x"
        assert ring.digest(b"x", account=A, purpose="content") == digest
        assert ring.seal_key(A) == seal_key
        assert ring.check() == 2
        with pytest.raises(Shredded):
            ring.prepare(A, "client-2")
    with pytest.raises(WrongMasterKey):
        Keyring(engine, MASTER).seal_key(A)


def test_another_master_key_is_refused_with_what_to_do(engine: Engine, keyring: Keyring) -> None:
    keyring.prepare(A, None)
    with pytest.raises(WrongMasterKey, match="FINEPRINT_MASTER_KEY"):
        Keyring(engine, b"x" * 32).check()
    with pytest.raises(UnsafeMasterKey):
        Keyring(engine, b"short")


def test_digests_and_keys_share_nothing_between_accounts_and_purposes(keyring: Keyring) -> None:
    made = [keyring.digest(b"x", account=a, purpose=p) for a in (A, "account-2") for p in ("content", "name")]
    made += [keyring.seal_key(a).hex() for a in (A, "account-2")]
    assert all(left != right for left, right in combinations(made, 2))
    assert made[0] == keyring.digest(b"x", account=A, purpose="content")


def test_a_wrapped_key_moved_to_another_client_does_not_open(engine: Engine, keyring: Keyring) -> None:
    for client in ("client-1", "client-2"):
        keyring.prepare(A, client)
    with engine.begin() as connection:
        first, second = connection.execute(select(data_keys).where(data_keys.c.client_digest != "")).all()
        theirs = data_keys.c.client_digest == second.client_digest
        connection.execute(update(data_keys).where(theirs).values(wrapped=first.wrapped))
    with pytest.raises(WrongMasterKey):
        Keyring(engine, MASTER).check()


def test_client_ids_do_not_stand_in_the_key_table(engine: Engine, keyring: Keyring) -> None:
    keyring.prepare(A, "client-1")
    with engine.connect() as connection:
        assert "client-1" not in {row.client_digest for row in connection.execute(select(data_keys))}


def test_threads_agree_on_one_key(engine: Engine) -> None:
    ring = Keyring(engine, MASTER)
    with ThreadPoolExecutor(8) as pool:
        sealed = list(pool.map(lambda n: ring.seal(b"x", account=A, client_id=f"c{n % 3}", context=NOTE), range(24)))
    fresh = Keyring(engine, MASTER)
    opened = [fresh.open(s, account=A, client_id=f"c{n % 3}", context=NOTE) for n, s in enumerate(sealed)]
    assert opened == [b"x"] * 24


def _seal_elsewhere(url: str) -> list[bytes]:
    engine = create_engine(url)
    ring = Keyring(engine, MASTER)
    sealed = [ring.seal(b"x", account=A, client_id=f"c{n}", context=NOTE) for n in range(5)]
    engine.dispose()
    return sealed


def test_processes_agree_on_one_key(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        results = pool.map(_seal_elsewhere, [url] * 3)
    ring = Keyring(engine, MASTER)
    for sealed in results:
        for n, each in enumerate(sealed):
            assert ring.open(each, account=A, client_id=f"c{n}", context=NOTE) == b"x"
