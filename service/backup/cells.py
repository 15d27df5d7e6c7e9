"""Rows of the database as lines of JSON, the same from SQLite and from PostgreSQL."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

_TYPED: tuple[tuple[type, str, Callable[[Any], str], Callable[[str], Any]], ...] = (
    (bytes, "bytes", lambda value: base64.b64encode(value).decode(), base64.b64decode),
    (datetime, "moment", lambda value: _in_utc(value).isoformat(), datetime.fromisoformat),
    (date, "date", lambda value: str(value.isoformat()), date.fromisoformat),
)


def line_of(row: dict[str, Any]) -> bytes:
    """A row, with what JSON has no word for told by its type."""
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False).encode() + b"\n"


def row_of(line: bytes) -> dict[str, Any]:
    return {name: _typed(value) for name, value in json.loads(line).items()}


def _plain(value: Any) -> Any:
    for kind, name, told, _ in _TYPED:
        if isinstance(value, kind):
            return {name: told(value)}
    return value


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        ((name, told),) = value.items()
        return next(read(told) for _, known, _, read in _TYPED if known == name)
    return value


def _in_utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone, which is UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
