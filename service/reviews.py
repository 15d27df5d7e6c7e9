"""What readers thought of answers, sealed; a bad one is a review that stays open until somebody closes it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, delete, select, update

from anonymize.boundary import Scope
from anonymize.keys import Shredded
from service.audit.event import Subject
from service.audit.log import AuditLog, Entries
from service.store.sealed_json import SealedJson
from service.store.tables import decisions, reviews

Json = dict[str, Any]
MOST = 200
"""Reviews listed at once, newest first."""


class Verdict(StrEnum):
    GOOD = "good"
    BAD = "bad"


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class AlreadyClosed(ValueError):
    """Somebody else closed the review before."""


@dataclass(frozen=True)
class Review:
    """`note` is the reader's, `outcome` that of whoever closed it; both masked, "" where nothing was said."""

    id: str
    account: str
    answer_id: str
    client_id: str | None
    verdict: Verdict
    state: State
    given_by: str
    given_at: datetime
    closed_by: str | None
    closed_at: datetime | None
    note: str
    outcome: str

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "answer_id": self.answer_id,
            "verdict": self.verdict.value,
            "note": self.note,
            "state": self.state.value,
            "given_by": self.given_by,
            "given_at": self.given_at.isoformat(),
            "closed_by": self.closed_by,
            "closed_at": self.closed_at.isoformat() if self.closed_at else None,
            "outcome": self.outcome,
        }


class Reviews:
    def __init__(self, engine: Engine, sealed: SealedJson, audit: AuditLog) -> None:
        self._engine, self._sealed, self._audit = engine, sealed, audit

    def give(self, account: str, answer_id: str, verdict: Verdict, note: str, *, by: str, client_id: str | None) -> str:
        """Keep what one reader thinks of one answer, in place of what he thought before; returns the review's id.

        `note` is masked, `client_id` the client the answer is about, if it is one. A good answer leaves nothing to do.
        """
        id = f"review_{secrets.token_hex(8)}"
        state = State.OPEN if verdict is Verdict.BAD else State.CLOSED
        values = {"account": account, "answer_id": answer_id, "client_id": client_id, "given_by": by}
        sealed = self._seal(account, client_id, id, note, "")
        own = reviews.c.account == account, reviews.c.answer_id == answer_id, reviews.c.given_by == by
        with self._audit.transaction(account) as entries:
            entries.connection.execute(delete(reviews).where(*own))
            told = {"id": id, "verdict": verdict.value, "state": state.value, "given_at": datetime.now(UTC)}
            entries.connection.execute(reviews.insert().values(**values, **told, sealed=sealed))
            answer = entries.name(Subject(answer_id, client_id))
            entries.add("review.given", by, Subject(id, client_id), answer=answer, verdict=verdict.value)
        return id

    def all(self, scope: Scope, state: State | None) -> list[Review]:
        """The newest of this scope, in one state or any."""
        query = select(reviews).where(reviews.c.account == scope.account)
        query = query if state is None else query.where(reviews.c.state == state.value)
        if scope.clients is not None:
            query = query.where(reviews.c.client_id.in_(scope.clients))
        newest = query.order_by(reviews.c.given_at.desc(), reviews.c.id).limit(MOST)
        with self._engine.connect() as connection:
            return [review for row in connection.execute(newest) if (review := self._opened(row))]

    def one(self, scope: Scope, id: str) -> Review | None:
        query = select(reviews).where(reviews.c.account == scope.account, reviews.c.id == id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return self._opened(row) if row is not None and scope.allows(row.client_id) else None

    def close(self, review: Review, outcome: str, *, by: str) -> None:
        """Raises `AlreadyClosed`. `outcome` is masked."""
        sealed = self._seal(review.account, review.client_id, review.id, review.note, outcome)
        with self._audit.transaction(review.account) as entries:
            self._closed(entries, review, sealed, by)

    def forget(self, account: str, mentions: Callable[[Json], bool]) -> int:
        """Delete those of answers that are gone, and whose notes mention a client to be forgotten; returns how many."""
        left = select(decisions.c.id).where(decisions.c.account == account)
        with self._engine.begin() as connection:
            rows = connection.execute(select(reviews).where(reviews.c.account == account)).all()
            kept = set(connection.scalars(left))
            opened = [(row, self._opened(row)) for row in rows]
            gone = [
                row.id
                for row, review in opened
                if row.answer_id not in kept or review is None or mentions(review.as_json())
            ]
            for id in gone:
                connection.execute(delete(reviews).where(reviews.c.account == account, reviews.c.id == id))
        return len(gone)

    def _closed(self, entries: Entries, review: Review, sealed: bytes, by: str) -> None:
        open_still = reviews.c.id == review.id, reviews.c.state == State.OPEN.value
        values = {"state": State.CLOSED.value, "closed_by": by, "closed_at": datetime.now(UTC), "sealed": sealed}
        if not entries.connection.execute(update(reviews).where(*open_still).values(**values)).rowcount:
            raise AlreadyClosed("this review is closed already")
        entries.add("review.closed", by, Subject(review.id, review.client_id))

    def _seal(self, account: str, client_id: str | None, id: str, note: str, outcome: str) -> bytes:
        value = {"note": note, "outcome": outcome}
        return self._sealed.seal(value, account=account, client_id=client_id, context=f"review:{id}")

    def _opened(self, row: Row[Any]) -> Review | None:
        """None for one whose client was erased."""
        values = dict(row._mapping)
        sealed = values.pop("sealed")
        try:
            notes = self._sealed.open(sealed, account=row.account, client_id=row.client_id, context=f"review:{row.id}")
        except Shredded:
            return None
        return Review(**values | notes | {"verdict": Verdict(row.verdict), "state": State(row.state)})
