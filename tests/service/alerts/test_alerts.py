"""Who is told of what waits, once, and that a message says nothing of a client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, update

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from service.alerting import alerts_with
from service.alerts.outbox import REST, TRIES, Outbox
from service.alerts.sending import Alerts
from service.approvals.queue import ApprovalQueue
from service.auth.roles import Role
from service.auth.users import Users
from service.settings import Settings
from service.store.tables import alerts as table
from tests.fakes.account import HandClock
from tests.fakes.auditing import audit_of, queue_of
from tests.fakes.mailbox import Received, slack_webhook, smtp_server
from tests.fakes.proposals import draft

WHOLE = Scope("acme")


@pytest.fixture
def queue(engine: Engine, keyring: Keyring) -> ApprovalQueue:
    return queue_of(engine, keyring)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def users(engine: Engine, keyring: Keyring) -> Users:
    return Users(engine, keyring)


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10) as client:
        yield client


@pytest.fixture
def telling(
    engine: Engine, keyring: Keyring, users: Users, http: httpx.Client, clock: HandClock, tmp_path: Path
) -> Any:
    def made(**settings: Any) -> Alerts | None:
        audit = audit_of(engine, keyring)
        own = Settings(_env_file=None, data_dir=tmp_path, public_url="https://fp.example.com", **settings)
        alerts = alerts_with(own, engine, audit, users, http, lambda: ["acme"])
        if alerts is not None:
            alerts._outbox = Outbox(engine, audit, clock)
        return alerts

    return made


@pytest.fixture
def slack() -> Iterator[Received]:
    with slack_webhook() as received:
        yield received


@pytest.fixture
def mail() -> Iterator[Received]:
    with smtp_server() as received:
        yield received


def test_without_settings_nobody_is_told(telling: Any) -> None:
    assert telling() is None


def test_slack_is_told_once_of_all_that_waits_with_links_and_without_a_word_of_it(
    queue: ApprovalQueue, telling: Any, slack: Received
) -> None:
    first, second = queue.propose("acme", [draft("Quittengelee"), draft("2031-01-01")], created_by="key_1")
    alerts = telling(slack_webhook_url=SecretStr(slack.url))
    assert (alerts.look(), alerts.look()) == (1, 0)
    [text] = slack.slack
    assert text.startswith("*2 writes to Jobber wait for approval*\n2 × set custom field, for the role manager")
    assert f"<https://fp.example.com/alerts/{first.id}/approve|approve>" in text
    assert f"<https://fp.example.com/alerts/{second.id}/reject|reject>" in text
    for secret in ("Quittengelee", "client-1", "Renewal date", "renews on"):
        assert secret not in text


def test_the_next_message_waits_until_the_channel_rested_and_leaves_out_what_was_decided(
    queue: ApprovalQueue, telling: Any, slack: Received, clock: HandClock
) -> None:
    alerts = telling(slack_webhook_url=SecretStr(slack.url))
    queue.propose("acme", [draft()], created_by="key_1")
    alerts.look()
    late, decided = queue.propose("acme", [draft("2031-01-01"), draft("2032-01-01")], created_by="key_1")
    assert alerts.look() == 0
    queue.decide(WHOLE, decided.id, approve=False, by="ada")
    clock.advance(seconds=REST.total_seconds() + 1)
    assert alerts.look() == 1
    assert late.id in slack.slack[-1]
    assert decided.id not in slack.slack[-1]


def test_a_message_that_did_not_go_out_is_tried_again_under_its_own_id_and_dropped_in_the_end(
    engine: Engine, keyring: Keyring, queue: ApprovalQueue, telling: Any, slack: Received
) -> None:
    queue.propose("acme", [draft()], created_by="key_1")
    alerts = telling(slack_webhook_url=SecretStr(slack.url))
    slack.faults = 1
    assert (alerts.look(), alerts.look(), len(slack.slack)) == (0, 1, 1)
    queue.propose("acme", [draft("2031-01-01")], created_by="key_1")
    with engine.begin() as connection:
        connection.execute(update(table).values(sent_at=None))
    slack.faults = 99
    assert [alerts.look() for _ in range(TRIES + 2)] == [0] * (TRIES + 2)
    assert slack.faults == 99 - TRIES
    kinds = [event.kind for event in audit_of(engine, keyring).events(WHOLE, kind="alert")]
    assert kinds == ["alert.sent", "alert.dropped"]


def test_a_crash_while_a_message_is_sent_sends_it_again(
    engine: Engine, keyring: Keyring, queue: ApprovalQueue, telling: Any, slack: Received, clock: HandClock
) -> None:
    queue.propose("acme", [draft()], created_by="key_1")
    outbox = Outbox(engine, audit_of(engine, keyring), clock)
    outbox.note("acme", "slack", lambda role: True)
    id, [waiting] = outbox.due("acme", "slack")  # and here the process is killed
    assert outbox.due("acme", "slack") == (id, [waiting])
    assert telling(slack_webhook_url=SecretStr(slack.url)).look() == 1


def test_mail_goes_to_those_who_may_decide_and_tells_each_what_his_role_may(
    queue: ApprovalQueue, telling: Any, mail: Received, users: Users
) -> None:
    users.add("acme", "boss@example.com", Role.ADMIN)
    users.add("acme", "mia@example.com", Role.MANAGER)
    users.add("acme", "staff@example.com", Role.STAFF)
    gone = users.add("acme", "gone@example.com", Role.MANAGER)
    users.disable("acme", gone.id)
    queue.propose("acme", [draft(), replace(draft("2031-01-01"), requires_role="admin")], created_by="key_1")
    assert telling(smtp_url=SecretStr(mail.url)).look() == 2
    sent = {str(message["To"]): message for message in mail.mail}
    assert sent.keys() == {"boss@example.com", "mia@example.com"}
    assert sent["boss@example.com"]["Subject"] == "2 writes to Jobber wait for approval"
    assert sent["mia@example.com"]["Subject"] == "1 write to Jobber waits for approval"
    assert "for the role admin" not in str(sent["mia@example.com"])
    assert "2031-01-01" not in str(sent["boss@example.com"])
    assert sent["mia@example.com"]["From"] == "fineprint@localhost"
