"""One event of the audit log, and the hash that chains it to the one before.

A row's hash is HMAC-SHA256, under a key of the account's own, over the row and the hash before it: without the key no
row can be made, and with any row changed, gone or moved the hashes after it do not fit.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

BEGINNING = "0" * 64


@dataclass(frozen=True)
class Subject:
    """What an event is about: an id, and the client it belongs to. With a client the log keeps a pseudonym instead."""

    id: str
    client_id: str | None = None


@dataclass(frozen=True)
class Event:
    """`about` is an id, or the pseudonym of one that belongs to a client; `detail` holds names, counts and digests."""

    account: str
    seq: int
    at: str
    actor: str
    kind: str
    about: str | None
    detail: dict[str, Any]
    hash: str

    def as_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "at": self.at,
            "actor": self.actor,
            "kind": self.kind,
            "about": self.about,
            "detail": self.detail,
        }


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(
    key: bytes, before: str, *, seq: int, at: str, actor: str, kind: str, about: str | None, detail: str
) -> str:
    """The hash of a row whose predecessor has the hash `before`; 64 hex digits."""
    row = canonical([before, seq, at, actor, kind, about, detail])
    return hmac.new(key, row.encode(), hashlib.sha256).hexdigest()
