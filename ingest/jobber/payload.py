"""The result of a mutation, or Jobber's refusal of it."""

from __future__ import annotations

from ingest.jobber.answers import Json
from ingest.jobber.client import at
from ingest.jobber.errors import Refused, Uncertain


def payload_of(data: Json, mutation: str) -> Json:
    """Raises `Refused` for `userErrors` (nothing was written), `Uncertain` where Jobber does not say what happened."""
    payload = at(data, mutation)
    if payload is None:
        raise Uncertain("Jobber answered a write without a result; read back before writing again")
    errors = payload.get("userErrors") or []
    if errors:
        paths = sorted({".".join(error.get("path") or []) or mutation for error in errors})
        raise Refused(f"Jobber refused {', '.join(paths)}", tuple(str(error.get("message", "")) for error in errors))
    return payload
