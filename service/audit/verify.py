"""Whether an account's log is whole: every row as it was written, none gone, none moved, none cut off at the end."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from service.audit.anchor import Head
from service.audit.event import BEGINNING, Event, canonical, chained
from service.audit.log import AuditLog

MOST_TOLD = 20


@dataclass(frozen=True)
class Verdict:
    """`faults` say what is wrong and at which row; none where the log is whole. `head` is `number:hash`."""

    rows: int
    head: str
    anchored: bool
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        return {
            "whole": self.whole,
            "rows": self.rows,
            "head": self.head,
            "anchored": self.anchored,
            "faults": list(self.faults),
        }


def verify(log: AuditLog, account: str) -> Verdict:
    """Read the whole log once, and compare its end with the database's head and the anchor file."""
    chain, anchor = _followed(log, account), log.anchor(account)
    faults = [*chain.faults[:MOST_TOLD], *_of_the_end(log, account, chain)]
    if anchor is None and chain.rows:
        faults.append("there is no anchor of this log, so its end cannot be checked; if you know why, anchor it anew")
    faults += _of_the_anchor(log, account, chain, anchor)
    return Verdict(chain.rows, f"{chain.seq}:{chain.hash}", anchor is not None, tuple(faults))


def verify_as_anchored(log: AuditLog, account: str, anchor: Head | None) -> tuple[str, ...]:
    """What is wrong with a log of which another anchor than the file's counts, if there is one: that of a backup."""
    chain = _followed(log, account)
    end = (*_of_the_end(log, account, chain), *_of_the_anchor(log, account, chain, anchor))
    return (*chain.faults[:MOST_TOLD], *end)


def _followed(log: AuditLog, account: str) -> _Chain:
    chain = _Chain(log.key(account))
    for event in log.rows(account):
        chain.take(event)
    return chain


class _Chain:
    """Follows the rows. After a fault it goes on from the row as it stands, so that one fault is told once."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.rows, self.seq, self.hash = 0, 0, BEGINNING
        self.faults: list[str] = []

    def take(self, event: Event) -> None:
        self.rows += 1
        self.faults += self._faults(event)
        self.seq, self.hash = event.seq, event.hash

    def _faults(self, event: Event) -> Iterator[str]:
        if event.seq != self.seq + 1:
            yield f"{_rows(self.seq + 1, event.seq - 1)} missing: somebody deleted from the log"
            return
        detail = canonical(event.detail)
        same = {"actor": event.actor, "kind": event.kind, "about": event.about, "detail": detail}
        if not hmac.compare_digest(chained(self._key, self.hash, seq=event.seq, at=event.at, **same), event.hash):  # type: ignore[arg-type]
            yield f"row {event.seq} is not what was written, or not where it was: changed or moved"


def _of_the_end(log: AuditLog, account: str, chain: _Chain) -> Iterator[str]:
    head = log.head(account)
    if head is not None and (head.seq, head.hash) != (chain.seq, chain.hash):
        yield f"the log ends at row {chain.seq}, and the database's own note says {head.seq}: its end was cut off"


def _of_the_anchor(log: AuditLog, account: str, chain: _Chain, anchor: Head | None) -> Iterator[str]:
    if anchor is not None and (anchor.seq > chain.seq or not log.holds(account, anchor)):
        yield f"row {anchor.seq}, which the anchor file has, is not in the log: its end was cut off or put back"


def _rows(first: int, last: int) -> str:
    return f"row {first} is" if last <= first else f"rows {first} to {last} are"
