"""The inbox: webhooks that Jobber was told are taken, and what became of each. Ids, topics and times; never content.

An event is `waiting` until it is taken into a run, `taken` while that run works, then `done` or `failed` with its
reason. A run is one account's batch, and its events are all of a kind: records to read again, or one `APP_DISCONNECT`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from ingest.jobber.tables import jobber_webhook_counts as counts
from ingest.jobber.tables import jobber_webhooks as webhooks
from ingest.jobber.topics import APP_DISCONNECT, RECORD_OF_TOPIC
from ingest.jobber.webhooks import WebhookEvent

# A burst about one record is read once, and Jobber may not find for some seconds what it has just made.
FIRST_LOOK = timedelta(seconds=3)
BATCH = 100  # events taken into one run; those of one record are read once
TRIES, TRIES_REFUSED = 10, 2  # where trying again can help, and where Jobber said no: once among others, once alone
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)  # doubled with every try: three hours in all
KEEP_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Taken:
    """An event of a run. `tries` counts the runs that failed with it."""

    key: str
    topic: str
    item_id: str
    occurred_at: datetime
    tries: int

    @property
    def item(self) -> tuple[str, str]:
        """What is read again: type name and id."""
        return RECORD_OF_TOPIC[self.topic], self.item_id


@dataclass(frozen=True)
class InboxStatus:
    """`received` counts deliveries by what became of them at the door, `events` the stored ones by state."""

    received: dict[str, int]
    events: dict[str, int]
    last_received: datetime | None
    oldest_waiting: datetime | None


class Inbox:
    """Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert

    def store(self, events: Sequence[WebhookEvent], counted: Mapping[str, int]) -> set[str]:
        """Keep these events and add to the counts; returns the keys that were not there before."""
        now = datetime.now(UTC)
        with self._engine.begin() as connection:
            for outcome, number in counted.items():
                self._count(connection, outcome, number, now)
            new = self._put(connection, {event.key: event for event in events}, now) if events else set()
            repeated = len(events) - len(new)
            for outcome, number in (("accepted", len(new)), ("duplicate", repeated)):
                self._count(connection, outcome, number, now)
        return new

    def take(self, account: str, now: datetime) -> str | None:
        """Put what is due into a new run and give its id; None while the account has a run, or has nothing due.

        What failed before goes alone, record by record, so that one bad event keeps no other from its end.
        """
        run = uuid.uuid4().hex[:12]
        with self._engine.begin() as connection:
            if connection.execute(select(webhooks.c.key).where(_in_run(account)).limit(1)).first():
                return None
            mine = webhooks.c.key.in_(self._next(connection, account, now)) & (webhooks.c.state == "waiting")
            taken = connection.execute(webhooks.update().where(mine).values(state="taken", run=run)).rowcount
        return run if taken else None

    def accounts_due(self, now: datetime) -> list[str]:
        """The accounts that have something waiting whose time has come."""
        query = select(webhooks.c.account).where(webhooks.c.state == "waiting", webhooks.c.due_at <= now).distinct()
        with self._engine.connect() as connection:
            return sorted(connection.execute(query).scalars())

    def runs(self) -> list[tuple[str, str]]:
        """(account, run) of every run that has not come to its end."""
        query = select(webhooks.c.account, webhooks.c.run).where(webhooks.c.state == "taken").distinct()
        with self._engine.connect() as connection:
            return [(row.account, row.run) for row in connection.execute(query)]

    def of_run(self, account: str, run: str) -> list[Taken]:
        """A run's events, oldest first; none once it has ended."""
        query = select(webhooks).where(_in_run(account), webhooks.c.run == run).order_by(webhooks.c.occurred_at)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [Taken(row.key, row.topic, row.item_id, row.occurred_at, row.tries) for row in rows]

    def done(self, account: str, run: str) -> int:
        """The run came to its end; returns how many events it had."""
        values = {"state": "done", "settled_at": datetime.now(UTC), "reason": None}
        with self._engine.begin() as connection:
            return connection.execute(
                webhooks.update().where(_in_run(account), webhooks.c.run == run).values(values)
            ).rowcount

    def settled_until(self, account: str) -> datetime | None:
        """When the last event came to its end; what is made of an account's names has to be made anew after that."""
        mine = webhooks.c.account == account
        with self._engine.connect() as connection:
            last: datetime | None = connection.execute(select(func.max(webhooks.c.settled_at)).where(mine)).scalar_one()
        return last

    def put_back(self, account: str, run: str, reason: str, now: datetime, *, tries_allowed: int = TRIES) -> None:
        """The run failed: its events wait longer each time, and after so many tries they have failed for good."""
        with self._engine.begin() as connection:
            for event in connection.execute(select(webhooks).where(_in_run(account), webhooks.c.run == run)).all():
                tries = event.tries + 1
                ended = {"state": "failed", "settled_at": now} if tries >= tries_allowed else {"state": "waiting"}
                values = {"tries": tries, "run": None, "reason": reason, "due_at": now + _wait(tries)}
                connection.execute(webhooks.update().where(webhooks.c.key == event.key).values(values | ended))

    def postpone(self, account: str, run: str, reason: str, until: datetime) -> None:
        """The account could not be reached at all: its events wait until then, and none is blamed."""
        values = {"state": "waiting", "run": None, "reason": reason, "due_at": until}
        with self._engine.begin() as connection:
            connection.execute(webhooks.update().where(_in_run(account), webhooks.c.run == run).values(values))

    def give_up(self, account: str, reason: str, now: datetime) -> int:
        """The account is no longer ours to read: whatever is not at its end has failed. Returns how many."""
        values = {"state": "failed", "run": None, "reason": reason, "settled_at": now}
        open_ones = and_(webhooks.c.account == account, webhooks.c.state.in_(("waiting", "taken")))
        with self._engine.begin() as connection:
            return connection.execute(webhooks.update().where(open_ones).values(values)).rowcount

    def prune(self, now: datetime) -> int:
        """Drop what came to its end long ago; a replay of it is refused by its age. Returns how many."""
        old = and_(
            webhooks.c.state.in_(("done", "failed")),
            webhooks.c.settled_at < now - KEEP_FOR,
            webhooks.c.occurred_at < now - KEEP_FOR,
        )
        with self._engine.begin() as connection:
            return connection.execute(delete(webhooks).where(old)).rowcount

    def status(self, account: str) -> InboxStatus:
        """What came in; `received` is the installation's, for a refused delivery names no account one could believe."""
        mine = webhooks.c.account == account
        with self._engine.connect() as connection:
            received = connection.execute(select(counts.c.outcome, counts.c.number).order_by(counts.c.outcome)).all()
            events = connection.execute(
                select(webhooks.c.state, func.count()).where(mine).group_by(webhooks.c.state).order_by(webhooks.c.state)
            ).all()
            last = connection.execute(select(func.max(webhooks.c.received_at)).where(mine)).scalar_one()
            oldest = connection.execute(
                select(func.min(webhooks.c.received_at)).where(mine, webhooks.c.state.in_(("waiting", "taken")))
            ).scalar_one()
        return InboxStatus(_pairs(received), _pairs(events), last, oldest)

    def failures(self, account: str) -> list[tuple[str, str, str]]:
        """(topic, item id, reason) of the events that failed for good, newest first."""
        query = (
            select(webhooks.c.topic, webhooks.c.item_id, webhooks.c.reason)
            .where(webhooks.c.account == account, webhooks.c.state == "failed")
            .order_by(webhooks.c.settled_at.desc())
        )
        with self._engine.connect() as connection:
            return [(row.topic, row.item_id, row.reason or "") for row in connection.execute(query)]

    def _put(self, connection: Connection, events: dict[str, WebhookEvent], now: datetime) -> set[str]:
        rows = [_row(key, event, now) for key, event in events.items()]
        statement = self._insert(webhooks).values(rows).on_conflict_do_nothing().returning(webhooks.c.key)
        return set(connection.execute(statement).scalars())

    def _count(self, connection: Connection, outcome: str, number: int, now: datetime) -> None:
        if number:
            statement = self._insert(counts).values(outcome=outcome, number=number, last_at=now)
            added = {"number": counts.c.number + statement.excluded.number, "last_at": now}
            connection.execute(statement.on_conflict_do_update(index_elements=[counts.c.outcome], set_=added))

    def _next(self, connection: Connection, account: str, now: datetime) -> list[str]:
        due = and_(webhooks.c.account == account, webhooks.c.state == "waiting", webhooks.c.due_at <= now)
        rows = connection.execute(select(webhooks).where(due).order_by(webhooks.c.occurred_at).limit(BATCH)).all()
        ended = [row for row in rows if row.topic == APP_DISCONNECT]
        fresh = [row for row in rows if row.tries == 0]
        alone = [row for row in rows if row.item_id == rows[0].item_id and row.tries > 0]
        return [row.key for row in (ended[:1] or fresh or alone)]


def coalesced(events: Iterable[Taken]) -> list[tuple[str, str]]:
    """Each record once, in the order it was first spoken of."""
    return list(dict.fromkeys(event.item for event in events))


def _wait(tries: int) -> timedelta:
    return min(FIRST_WAIT * 2.0 ** (tries - 1), LONGEST_WAIT)


def _in_run(account: str) -> ColumnElement[bool]:
    return and_(webhooks.c.account == account, webhooks.c.state == "taken")


def _row(key: str, event: WebhookEvent, now: datetime) -> dict[str, Any]:
    return {
        "key": key,
        "account": event.account_id,
        "topic": event.topic,
        "item_id": event.item_id,
        "occurred_at": event.occurred_at,
        "received_at": now,
        "state": "waiting",
        "tries": 0,
        "due_at": now + FIRST_LOOK,
    }


def _pairs(rows: Iterable[Any]) -> dict[str, int]:
    return {name: number for name, number in rows}
