"""What an alert says: how much waits, of which kind, for which role, and links. No value, no name, no quote.

The links lead to this service, where whoever follows one has to be signed in and needs the role; what is proposed is seen
there, as far as he may.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """A pending proposal as far as an alert may speak of it."""

    id: str
    account: str
    action: str
    requires_role: str


@dataclass(frozen=True)
class Alert:
    """`id` is the same for every try to send it."""

    id: str
    subject: str
    lines: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]  # proposal, to approve, to reject


def alert_of(id: str, waiting: Sequence[Waiting], public_url: str) -> Alert:
    """One message for all that waits; the first few with links of their own."""
    base = public_url.rstrip("/")
    kinds = Counter((each.action.replace("_", " "), each.requires_role) for each in waiting)
    lines = [f"{count} × {action}, for the role {role}" for (action, role), count in sorted(kinds.items())]
    links = [
        (each.id, f"{base}/alerts/{each.id}/approve", f"{base}/alerts/{each.id}/reject") for each in waiting[:SHOWN]
    ]
    count = len(waiting)
    subject = f"{count} write{'s' if count > 1 else ''} to Jobber wait{'' if count > 1 else 's'} for approval"
    return Alert(id, subject, tuple(lines), tuple(links))
