from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from sqlalchemy import Engine, create_engine, select, update

from anonymize.envelope import encrypt
from anonymize.errors import MissingMasterKey, Shredded, Tampered, UnsafeMasterKey, WrongMasterKey
from anonymize.keys import Keyring
from anonymize.master_key import MasterKeys, WrappingKey, fingerprint
from anonymize.tables import account_keys, data_keys
from tests.fakes.databases import MASTER

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


NEW = bytes(reversed(MASTER))


def account_rows(engine: Engine) -> list[tuple[int, str]]:
    with engine.connect() as connection:
        return [(row.generation, row.master) for row in connection.execute(select(account_keys))]


def test_rotating_rewraps_keys_and_changes_nothing_else(engine: Engine, keyring: Keyring) -> None:
    sealed = keyring.seal(b"x", account=A, client_id="client-1", context=NOTE)
    digest, seal_key = keyring.digest(b"x", account=A, purpose="content"), keyring.seal_key(A)
    keyring.shred(A, "client-2")
    assert keyring.rotate(NEW) == (1, 2)
    for ring in (keyring, Keyring(engine, NEW)):
        assert ring.open(sealed, account=A, client_id="client-1", context=NOTE) == b"x"
        assert ring.digest(b"x", account=A, purpose="content") == digest
        assert ring.seal_key(A) == seal_key
        with pytest.raises(Shredded):
            ring.prepare(A, "client-2")
    assert Keyring(engine, NEW).check() == 2
    assert account_rows(engine) == [(2, fingerprint(NEW))]


def test_after_a_rotation_the_old_master_key_opens_nothing_and_the_new_one_is_asked_for(
    engine: Engine, keyring: Keyring
) -> None:
    keyring.prepare(A, "client-1")
    keyring.rotate(NEW)
    old = Keyring(engine, MASTER)
    for needs_it in (old.check_master, old.check, lambda: old.prepare(A, "client-1"), lambda: old.seal_key(A)):
        with pytest.raises(MissingMasterKey, match=fingerprint(NEW)):
            needs_it()


def test_a_process_that_runs_on_finds_the_new_master_key_by_itself(engine: Engine) -> None:
    at_hand = [MASTER]
    running = Keyring(engine, MasterKeys(lambda: at_hand), cache_seconds=0)
    sealed = running.seal(b"x", account=A, client_id="client-1", context=NOTE)
    at_hand[:] = [NEW, MASTER]
    Keyring(engine, MASTER).rotate(NEW)
    at_hand[:] = [NEW]
    assert running.open(sealed, account=A, client_id="client-1", context=NOTE) == b"x"
    later = running.seal(b"y", account="account-2", client_id="client-9", context=NOTE)
    assert Keyring(engine, NEW).open(later, account="account-2", client_id="client-9", context=NOTE) == b"y"


@pytest.mark.parametrize("rewrapped", [0, 1, 3])
def test_a_rotation_that_was_interrupted_goes_on(engine: Engine, keyring: Keyring, rewrapped: int) -> None:
    """As after a crash: the new account key stands, and some of the data keys are under it."""
    sealed = [keyring.seal(b"x", account=A, client_id=f"c{n}", context=NOTE) for n in range(4)]
    with engine.connect() as connection:
        before = connection.execute(select(data_keys).order_by(data_keys.c.client_digest)).all()
        old = connection.execute(select(account_keys)).one()
    keyring.rotate(NEW)
    with engine.begin() as connection:
        connection.execute(account_keys.insert().values(old._asdict()))
        for row in before[rewrapped:]:
            mine = data_keys.c.client_digest == row.client_digest
            connection.execute(update(data_keys).where(mine).values(wrapped=row.wrapped, generation=row.generation))
    both = MasterKeys(lambda: [MASTER, NEW])
    half_way = Keyring(engine, both)
    assert half_way.check() == 5
    assert half_way.rotate(NEW) == (1, 5 - rewrapped)
    assert account_rows(engine) == [(2, fingerprint(NEW))]
    fresh = Keyring(engine, NEW)
    assert [fresh.open(s, account=A, client_id=f"c{n}", context=NOTE) for n, s in enumerate(sealed)] == [b"x"] * 4


def test_a_key_made_while_a_rotation_runs_is_found_under_the_new_account_key(engine: Engine) -> None:
    both = MasterKeys(lambda: [MASTER, NEW])
    first, second = Keyring(engine, both), Keyring(engine, both)
    first.prepare(A, "client-1")
    second.rotate(NEW)
    sealed = first.seal(b"late", account=A, client_id="client-2", context=NOTE)
    assert Keyring(engine, NEW).open(sealed, account=A, client_id="client-2", context=NOTE) == b"late"


def test_keys_wrapped_under_the_master_key_itself_open_and_move_under_an_account_key(
    engine: Engine, keyring: Keyring
) -> None:
    """As data folders of before there were account keys have them."""
    sealed = keyring.seal(b"x", account=A, client_id="client-1", context=NOTE)
    with engine.begin() as connection:
        for row in connection.execute(select(data_keys)).all():
            key = keyring._keys._unwrap(row)
            wrapped = encrypt(WrappingKey.of(MASTER).key, key, row.account, row.client_digest)
            mine = data_keys.c.client_digest == row.client_digest
            connection.execute(update(data_keys).where(mine).values(wrapped=wrapped, generation=None))
        connection.execute(account_keys.delete())
    old = Keyring(engine, MASTER)
    old.check_master()
    assert old.open(sealed, account=A, client_id="client-1", context=NOTE) == b"x"
    with pytest.raises(WrongMasterKey):
        Keyring(engine, NEW).check_master()
    assert old.rotate(NEW) == (1, 2)
    assert Keyring(engine, NEW).open(sealed, account=A, client_id="client-1", context=NOTE) == b"x"


def test_who_the_erasure_register_names_stays_erased_although_the_key_is_there(engine: Engine) -> None:
    sealed = Keyring(engine, MASTER).seal(b"x", account=A, client_id="client-1", context=NOTE)
    ring = Keyring(engine, MASTER, erased=lambda account, client: (account, client) == (A, "client-1"))
    for needs_the_key in (
        lambda: ring.open(sealed, account=A, client_id="client-1", context=NOTE),
        lambda: ring.prepare(A, "client-1"),
    ):
        with pytest.raises(Shredded):
            needs_the_key()
    ring.prepare(A, "client-2")
    ring.prepare("account-2", "client-1")


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
