"""An account that was disconnected, by whichever way, gets no further call until it is connected again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.jobber.connection import client_of
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.errors import Disconnected
from ingest.jobber.webhooks import WebhookEvent
from service.app import App
from tests.fakes.account import Served, served, write_account
from tests.fakes.pace import unhurried


@pytest.fixture
def jobber(tmp_path: Path) -> Iterator[Served]:
    with served(write_account(tmp_path / "account")) as running:
        yield running


@pytest.fixture
def app(tmp_path: Path, jobber: Served) -> Iterator[App]:
    app = App(jobber.settings(tmp_path / "data", jobber_redirect_uri=jobber.app.redirect_uri))
    yield app
    app.close()


def parted(app: App, account: str, at: datetime) -> None:
    """Jobber's APP_DISCONNECT of that time comes in and is worked on."""
    app.inbox.store([WebhookEvent("APP_DISCONNECT", account, "1", "app", at)], {})
    run = app.inbox.take(account, datetime.now(UTC) + timedelta(minutes=1))
    assert run is not None
    assert app.webhooks_of(account).read_again(run) == []
    app.inbox.done(account, run)


def test_the_webhook_ends_all_calls_and_the_tokens_are_gone(app: App, jobber: Served) -> None:
    account = app.connect(jobber.code()).id
    parted(app, account, datetime.now(UTC))
    client = client_of(app.http, app.jobber_app, app.tokens, account, unhurried())
    with pytest.raises(Disconnected, match="Jobber reported"):
        client.execute("Account", {})
    assert app.tokens.load(account) is None
    assert app.inbox.runs() == []


def test_a_webhook_from_before_the_account_was_connected_again_ends_nothing(app: App, jobber: Served) -> None:
    account = app.connect(jobber.code()).id
    parted(app, account, datetime.now(UTC) - timedelta(hours=1))
    assert app.tokens.load(account) is not None


def test_disconnecting_from_here_ends_the_permission_in_jobber(app: App, jobber: Served) -> None:
    account = app.connect(jobber.code()).id
    app.disconnect(account)
    state = app.tokens.state(account)
    assert state is not None
    assert (state.connected, state.why) == (False, Disconnection.HERE)
    assert app.account() == account, "what was read can still be asked about"
    again = app.connect(jobber.code()).id
    state = app.tokens.state(again)
    assert state is not None
    assert (again, state.connected, state.why) == (account, True, None)
