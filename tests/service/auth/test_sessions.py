"""Who may sign in, and for how long somebody is."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from service.auth.roles import Role
from service.auth.sessions import IDLE, LASTS, Sessions, csrf_of
from service.auth.sign_ins import LIFETIME, SignIns
from service.auth.users import UserExists, Users
from tests.fakes.account import HandClock
from tests.fakes.databases import everything_stored


@pytest.fixture
def users(engine: Engine, keyring: Keyring) -> Users:
    return Users(engine, keyring)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sessions(engine: Engine, users: Users, clock: HandClock) -> Sessions:
    return Sessions(engine, users, clock)


def test_a_user_is_found_by_his_address_however_it_is_written(users: Users) -> None:
    ada = users.add("acme", "Ada@Example.com", Role.MANAGER)
    assert users.signing_in("acme", "ada@example.COM ", "issuer ada-1") == ada
    assert users.signing_in("rival", "ada@example.com", "issuer ada-1") is None
    assert users.signing_in("acme", "ada@example.com", "issuer somebody-else") is None
    with pytest.raises(UserExists):
        users.add("acme", "ADA@example.com", Role.STAFF)
    assert users.add("rival", "ada@example.com", Role.STAFF).id != ada.id


@pytest.mark.parametrize("address", ["", "ada", "@", "ada@", "@example.com", "a da@example.com"])
def test_what_is_no_address_is_refused(users: Users, address: str) -> None:
    with pytest.raises(ValueError, match="address of mail"):
        users.add("acme", address, Role.STAFF)


def test_no_address_and_no_cookie_stands_in_the_database(engine: Engine, users: Users, sessions: Sessions) -> None:
    secret = sessions.begin(users.add("acme", "quittengelee@example.com", Role.STAFF))
    stored = everything_stored(engine)
    assert b"quittengelee" not in stored
    assert secret.encode() not in stored


def test_a_session_ends_after_half_a_day_or_two_hours_without_a_call(
    users: Users, sessions: Sessions, clock: HandClock
) -> None:
    ada = users.add("acme", "ada@example.com", Role.MANAGER)
    secret = sessions.begin(ada)
    for _ in range(int(LASTS / IDLE * 2) - 1):
        clock.advance(seconds=IDLE.total_seconds() / 2)
        found = sessions.find(secret)
        assert found is not None
        assert (found.user, found.csrf) == (ada, csrf_of(secret))
    clock.advance(seconds=IDLE.total_seconds() / 2)
    assert sessions.find(secret) is None
    idle = sessions.begin(ada)
    clock.advance(seconds=IDLE.total_seconds() + 1)
    assert sessions.find(idle) is None


def test_a_session_ends_with_its_user_and_a_role_changes_at_once(users: Users, sessions: Sessions) -> None:
    ada = users.add("acme", "ada@example.com", Role.MANAGER)
    secret = sessions.begin(ada)
    users.set_role("acme", ada.id, Role.STAFF)
    found = sessions.find(secret)
    assert found is not None
    assert found.user.role is Role.STAFF
    users.disable("acme", ada.id)
    assert sessions.find(secret) is None
    assert sessions.find("guessed") is None


def test_a_sign_in_is_taken_up_once_in_time_and_in_its_browser(engine: Engine, clock: HandClock) -> None:
    flows = SignIns(engine, clock)
    begun, browser = flows.begin("/documents")
    assert flows.complete(begun.state, "another browser") is None
    assert flows.complete(begun.state, browser) == begun
    assert flows.complete(begun.state, browser) is None
    late, browser = flows.begin("/")
    clock.advance(seconds=LIFETIME.total_seconds() + 1)
    assert flows.complete(late.state, browser) is None
