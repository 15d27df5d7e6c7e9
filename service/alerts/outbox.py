"""Which proposals somebody is still to be told of: an intent, the sending, its result, as with every write.

A channel is a name (`slack`, or `mail:` and a user's id). A crash while a message is sent sends it once more: neither
Slack nor mail can be asked whether it came. After `TRIES` failures it is dropped, and the proposal waits on as before.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, and_, select, update

from service.alerts.messages import Waiting
from service.approvals.proposal import ProposalState
from service.audit.event import Subject
from service.audit.log import AuditLog
from service.store.inserting import insert_new
from service.store.tables import alerts, proposals

TRIES = 5
REST = timedelta(minutes=5)  # between two messages of one channel, so that a run makes one and not a hundred
AT_ONCE = 200
WAITING, SENDING, SENT, DROPPED = "waiting", "sending", "sent", "dropped"
Reaches = Callable[[str], bool]


class Outbox:
    def __init__(
        self, engine: Engine, audit: AuditLog, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine, self._audit, self._clock = engine, audit, clock

    def note(self, account: str, channel: str, reaches: Reaches) -> int:
        """Note what is pending, needs a role that the channel `reaches`, and was not noted for it yet; returns how many."""
        known = and_(alerts.c.proposal_id == proposals.c.id, alerts.c.channel == channel)
        query = (
            select(proposals.c.id, proposals.c.client_id, proposals.c.requires_role)
            .select_from(proposals.outerjoin(alerts, known))
            .where(proposals.c.account == account, proposals.c.state == ProposalState.PENDING.value)
            .where(alerts.c.proposal_id.is_(None))
        )
        with self._engine.begin() as connection:
            rows = [row for row in connection.execute(query).all() if reaches(row.requires_role)]
            row_of = {"account": account, "channel": channel, "state": WAITING, "attempts": 0}
            now = {"noted_at": self._clock()}
            return sum(
                insert_new(connection, alerts, {"proposal_id": row.id, "client_id": row.client_id} | row_of | now)
                for row in rows
            )

    def due(self, account: str, channel: str) -> tuple[str, list[Waiting]]:
        """The next message's id and what it speaks of, marked as being sent; nothing while the channel rests.

        What a crash left being sent is taken up again, under its own id.
        """
        with self._engine.begin() as connection:
            if self._rests(connection, account, channel):
                return "", []
            self._drop_decided(connection, account, channel)
            found = connection.execute(self._open(account, channel)).all()[:AT_ONCE]
            id = next((row.message for row in found if row.message), f"alert_{secrets.token_hex(6)}")
            ids = [row.id for row in found]
            mine = alerts.c.channel == channel, alerts.c.proposal_id.in_(ids)
            sending = {"state": SENDING, "message": id, "attempts": alerts.c.attempts + 1}
            connection.execute(update(alerts).where(*mine).values(**sending))
        return id, [Waiting(row.id, account, row.action, row.requires_role) for row in found]

    def sent(self, account: str, channel: str, id: str, waiting: Sequence[Waiting]) -> None:
        with self._audit.transaction(account) as entries:
            self._settle(entries.connection, account, channel, id, SENT)
            entries.add("alert.sent", "fineprint", Subject(id), channel=channel, proposals=len(waiting))

    def failed(self, account: str, channel: str, id: str) -> None:
        """Put it back for another try, or drop it after the last."""
        mine = alerts.c.account == account, alerts.c.channel == channel, alerts.c.message == id
        with self._audit.transaction(account) as entries:
            last = alerts.c.attempts >= TRIES
            dropped = update(alerts).where(*mine, last).values(state=DROPPED, sent_at=self._clock())
            if entries.connection.execute(dropped).rowcount:
                entries.add("alert.dropped", "fineprint", Subject(id), channel=channel)
            entries.connection.execute(update(alerts).where(*mine, alerts.c.state == SENDING).values(state=WAITING))

    def _open(self, account: str, channel: str):  # type: ignore[no-untyped-def]
        return (
            select(proposals.c.id, proposals.c.action, proposals.c.requires_role, alerts.c.message)
            .join_from(alerts, proposals, alerts.c.proposal_id == proposals.c.id)
            .where(alerts.c.account == account, alerts.c.channel == channel, alerts.c.state.in_([WAITING, SENDING]))
            .order_by(proposals.c.created_at, proposals.c.id)
        )

    def _rests(self, connection: Connection, account: str, channel: str) -> bool:
        recent = alerts.c.account == account, alerts.c.channel == channel, alerts.c.sent_at > self._clock() - REST
        return connection.execute(select(alerts.c.proposal_id).where(*recent)).first() is not None

    @staticmethod
    def _drop_decided(connection: Connection, account: str, channel: str) -> None:
        """Nobody is told of what was decided meanwhile."""
        pending = select(proposals.c.id).where(
            proposals.c.account == account, proposals.c.state == ProposalState.PENDING.value
        )
        mine = alerts.c.account == account, alerts.c.channel == channel, alerts.c.state.in_([WAITING, SENDING])
        connection.execute(update(alerts).where(*mine, alerts.c.proposal_id.not_in(pending)).values(state=DROPPED))

    def _settle(self, connection: Connection, account: str, channel: str, id: str, state: str) -> None:
        mine = alerts.c.account == account, alerts.c.channel == channel, alerts.c.message == id
        connection.execute(
            update(alerts).where(*mine, alerts.c.state == SENDING).values(state=state, sent_at=self._clock())
        )
