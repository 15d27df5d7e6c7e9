from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine

from service.auth.sign_in_links import LIFETIME, SignInLinks
from tests.fakes.account import HandClock


def test_a_link_signs_its_user_in_once(engine: Engine) -> None:
    links = SignInLinks(engine)
    ticket = links.make("user_1")
    assert links.use(ticket) == "user_1"
    assert links.use(ticket) is None


def test_a_link_that_is_too_old_or_made_up_signs_nobody_in(engine: Engine) -> None:
    clock = HandClock()
    links = SignInLinks(engine, clock)
    ticket = links.make("user_1")
    clock.now += LIFETIME + timedelta(seconds=1)
    assert links.use(ticket) is None
    assert links.use("made-up") is None
