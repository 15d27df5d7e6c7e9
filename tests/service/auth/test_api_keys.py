from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from service.auth.api_keys import ApiKeys
from service.auth.roles import Permission, Role
from tests.fakes.databases import everything_stored


@pytest.fixture
def keys(engine: Engine) -> ApiKeys:
    return ApiKeys(engine)


def test_a_key_is_found_by_its_secret(keys: ApiKeys) -> None:
    key, secret = keys.create("acme", Role.TECHNICIAN, jobber_user="user-1", client_id="client-1")
    assert keys.find(secret) == key
    assert (key.account, key.role, key.jobber_user, key.client_id) == (
        "acme", Role.TECHNICIAN, "user-1", "client-1",
    )  # fmt: skip


def test_an_unknown_secret_finds_nothing(keys: ApiKeys) -> None:
    key, secret = keys.create("acme", Role.STAFF)
    for wrong in ("", secret[:-1], secret + "x", key.id, secret.upper()):
        assert keys.find(wrong) is None


def test_the_secret_is_kept_as_a_digest_only(engine: Engine, keys: ApiKeys) -> None:
    key, secret = keys.create("acme", Role.STAFF)
    stored = everything_stored(engine)
    assert key.id.encode() in stored
    assert secret.encode() not in stored
    assert secret.removeprefix("fp_").encode() not in stored


def test_no_two_keys_are_alike(keys: ApiKeys) -> None:
    assert len({keys.create("acme", Role.STAFF)[1] for _ in range(20)}) == 20


def test_a_revoked_key_opens_nothing_from_then_on(keys: ApiKeys) -> None:
    key, secret = keys.create("acme", Role.STAFF)
    assert keys.revoke("acme", key.id)
    assert keys.find(secret) is None
    assert [found.revoked for found in keys.list("acme")] == [True]
    assert not keys.revoke("acme", key.id)


def test_a_key_belongs_to_one_account(keys: ApiKeys) -> None:
    key, secret = keys.create("acme", Role.ADMIN)
    assert keys.list("rival") == []
    assert not keys.revoke("rival", key.id)
    assert keys.find(secret) == key


def test_a_key_with_an_end_is_worthless_after_it(keys: ApiKeys) -> None:
    now = datetime.now(UTC)
    for expires_at, live in ((now + timedelta(hours=1), True), (now - timedelta(seconds=1), False)):
        key, secret = keys.create("acme", Role.STAFF, expires_at=expires_at)
        found = keys.find(secret)
        assert (found is not None) is live
        assert key.as_json()["expires_at"] == expires_at.isoformat()


def test_only_a_programs_key_has_permissions_of_its_own_and_none_that_takes_a_person(keys: ApiKeys) -> None:
    _, secret = keys.create("acme", Role.SERVICE, permissions=[Permission.ASK])
    found = keys.find(secret)
    assert found is not None
    assert found.permissions == frozenset({Permission.ASK})
    for role, permissions in ((Role.STAFF, [Permission.ASK]), (Role.SERVICE, [Permission.APPROVE]), (Role.SERVICE, [])):
        with pytest.raises(ValueError, match="key"):
            keys.create("acme", role, permissions=permissions)
