"""How well an account is known: what is held of each type and since when, what webhooks brought, how syncs ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from anonymize.boundary import Scope
from ingest.jobber.inbox import Inbox, InboxStatus
from ingest.jobber.reads import READS
from ingest.jobber.receiving import Outcome
from ingest.jobber.records import Message, Note, Record
from ingest.mirror import STAGES
from ingest.records import counts_of
from ingest.runs import SyncRun, SyncRuns
from ingest.watermarks import Watermark, Watermarks

Json = dict[str, object]
KINDS: dict[str, type[Record]] = {**STAGES, "notes": Note, "messages": Message}


@dataclass(frozen=True)
class TypeStatus:
    """`mark` is None for a type that was never read to its end, and for mail, which no sync reads from Jobber."""

    name: str
    count: int
    mark: Watermark | None
    tells_changes: bool

    @property
    def known_until(self) -> datetime | None:
        """When the reading began that everything of this type stems from, or is younger than."""
        if self.mark is None:
            return None
        return self.mark.read_at if self.tells_changes else self.mark.swept_at

    def as_json(self, now: datetime) -> Json:
        known = self.known_until
        return {
            "type": self.name,
            "count": self.count,
            "read_at": known.isoformat() if known else None,
            "checked_for_deletions_at": self.mark.swept_at.isoformat() if self.mark else None,
            "behind_seconds": int((now - known).total_seconds()) if known else None,
        }


@dataclass(frozen=True)
class WebhookStatus:
    """`received`, `duplicates` and `refused` count deliveries to the whole installation, the others an account's events."""

    received: int
    duplicates: int
    refused: int
    waiting: int
    failed: int
    last_received: datetime | None

    @classmethod
    def of(cls, inbox: InboxStatus) -> WebhookStatus:
        """Refused is whatever was neither kept nor known already."""
        at_door = Counter(inbox.received)
        received, duplicates = at_door.total(), at_door[Outcome.DUPLICATE]
        return cls(
            received,
            duplicates,
            received - duplicates - at_door[Outcome.ACCEPTED],
            inbox.events.get("waiting", 0) + inbox.events.get("taken", 0),
            inbox.events.get("failed", 0),
            inbox.last_received,
        )

    def as_json(self) -> Json:
        last = self.last_received.isoformat() if self.last_received else None
        return asdict(self) | {"last_received": last}


class SyncStatus:
    def __init__(self, engine: Engine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine, self._clock = engine, clock
        self._runs, self._watermarks = SyncRuns(engine, clock), Watermarks(engine)
        self._inbox = Inbox(engine)

    def types(self, scope: Scope) -> list[TypeStatus]:
        counts, marks = counts_of(self._engine, scope), self._watermarks.all(scope)
        return [
            TypeStatus(name, counts.get(kind.type_name, 0), _mark(kind.type_name, marks), _tells_changes(name))
            for name, kind in KINDS.items()
        ]

    def runs(self, scope: Scope) -> list[SyncRun]:
        return self._runs.recent(scope)

    def webhooks(self, scope: Scope) -> WebhookStatus | None:
        """None for a reader of some clients, as with the runs."""
        return WebhookStatus.of(self._inbox.status(scope.account)) if scope.clients is None else None

    def behind(self, scope: Scope) -> int | None:
        """Seconds of the type that is furthest behind; None before the first sync has ended."""
        return self._behind(self.types(scope))

    def _behind(self, types: list[TypeStatus]) -> int | None:
        known = [each.known_until for each in types if each.known_until is not None]
        return int((self._clock() - min(known)).total_seconds()) if known else None

    def as_json(self, scope: Scope) -> Json:
        """`behind_seconds` is that of the type that is furthest behind; null before the first sync has ended."""
        now = self._clock()
        types = self.types(scope)
        webhooks = self.webhooks(scope)
        return {
            "behind_seconds": self._behind(types),
            "types": [each.as_json(now) for each in types],
            "webhooks": webhooks.as_json() if webhooks else None,
            "runs": [run.as_json() for run in self.runs(scope)],
        }


def _mark(type_name: str, marks: dict[str, Watermark]) -> Watermark | None:
    """Notes hang on other records; a sweep reads them all, as it does visits."""
    return marks.get("Visit" if type_name == Note.type_name else type_name)


def _tells_changes(name: str) -> bool:
    return name in STAGES and READS[STAGES[name]].changes is not None
