"""A flow's state works once, for ten minutes, and for the browser that took it up."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from ingest.jobber.authorization import LIFETIME, Authorization, Authorizations, FlowRefused
from tests.fakes.account import HandClock
from tests.fakes.databases import everything_stored


@pytest.fixture
def flows(engine: Engine, clock: HandClock) -> Authorizations:
    return Authorizations(engine, now=clock)


def test_a_flow_comes_back_to_who_began_it(flows: Authorizations) -> None:
    state = flows.begin("key_1", "acc-1")
    assert flows.complete(state, flows.take_up(state)) == Authorization("key_1", "acc-1")


def test_a_state_works_once(flows: Authorizations) -> None:
    state = flows.begin("key_1")
    browser = flows.take_up(state)
    flows.complete(state, browser)
    with pytest.raises(FlowRefused):
        flows.complete(state, browser)


def test_of_many_that_bring_the_same_state_at_once_one_gets_through(flows: Authorizations) -> None:
    state = flows.begin("key_1")
    browser, start = flows.take_up(state), threading.Barrier(8)

    def complete(_: int) -> bool:
        start.wait()
        try:
            flows.complete(state, browser)
        except FlowRefused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(complete, range(8))) == 1


def test_another_browser_gets_nowhere_and_spoils_nothing(flows: Authorizations) -> None:
    state = flows.begin("key_1")
    browser = flows.take_up(state)
    for wrong in ("", "another", state):
        with pytest.raises(FlowRefused):
            flows.complete(state, wrong)
    assert flows.complete(state, browser)


def test_a_flow_that_no_browser_took_up_cannot_be_completed(flows: Authorizations) -> None:
    with pytest.raises(FlowRefused):
        flows.complete(flows.begin("key_1"), "")


def test_a_link_is_taken_up_once(flows: Authorizations) -> None:
    state = flows.begin("key_1")
    flows.take_up(state)
    with pytest.raises(FlowRefused, match="used already"):
        flows.take_up(state)


def test_a_flow_runs_out(flows: Authorizations, clock: HandClock) -> None:
    late, never = flows.begin("key_1"), flows.begin("key_1")
    browser = flows.take_up(late)
    clock.advance(seconds=LIFETIME.total_seconds())
    with pytest.raises(FlowRefused, match="ten minutes"):
        flows.complete(late, browser)
    with pytest.raises(FlowRefused, match="ten minutes"):
        flows.take_up(never)


def test_states_nobody_knows_are_refused(flows: Authorizations) -> None:
    with pytest.raises(FlowRefused):
        flows.take_up("made up")
    with pytest.raises(FlowRefused):
        flows.complete("made up", "made up")


def test_the_database_holds_neither_the_state_nor_the_browsers_secret(engine: Engine) -> None:
    flows = Authorizations(engine, now=lambda: datetime.now(UTC) - timedelta(minutes=1))
    state = flows.begin("key_1")
    browser = flows.take_up(state)
    stored = everything_stored(engine)
    assert state.encode() not in stored
    assert browser.encode() not in stored
