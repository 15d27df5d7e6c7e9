"""Records as JSON bytes and back, types kept: what the sealed `records` table stores.

A field added to a dataclass reads back as its default from older bytes; one that was removed is dropped.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from ingest.jobber.records import Record

R = TypeVar("R", bound=Record)


def dump(record: Record) -> bytes:
    """UTF-8 JSON with sorted keys: equal records give equal bytes, so a digest of them tells a change."""
    return json.dumps(to_plain(record), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def load(kind: type[R], data: bytes) -> R:
    """Raises `ValueError` for bytes that are not a record of this type."""
    return from_plain(kind, json.loads(data))


def to_plain(value: Any) -> Any:
    """Dataclasses become objects, tuples lists, decimals and times strings."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    if isinstance(value, Decimal):
        return {"decimal": format(value.normalize(), "f")}
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: type[R], plain: Any) -> R:
    value = _read(kind, plain)
    if not isinstance(value, kind):
        raise ValueError(f"stored bytes are not a {kind.type_name}")
    return value


def _read(hint: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if typing.get_origin(hint) is tuple:
        return tuple(_read(typing.get_args(hint)[0], each) for each in plain)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return _read_union(typing.get_args(hint), plain)
    if dataclasses.is_dataclass(hint):
        return _read_dataclass(hint, plain)
    if hint is datetime or hint is date:
        return hint.fromisoformat(plain)
    return Decimal(plain["decimal"]) if hint is Decimal else plain


def _read_union(options: tuple[Any, ...], plain: Any) -> Any:
    """The unions of `records` are `X | None`, and the value of a custom field: text, number, or yes and no."""
    if isinstance(plain, dict) and set(plain) == {"decimal"}:
        return Decimal(plain["decimal"])
    if isinstance(plain, bool | int) or str in options:
        return plain
    return _read(next(option for option in options if option is not type(None)), plain)


def _read_dataclass(hint: Any, plain: Any) -> Any:
    if not isinstance(plain, dict):
        raise ValueError(f"stored bytes are not a {hint.__name__}")
    hints = _hints(hint)
    return hint(**{name: _read(hints[name], value) for name, value in plain.items() if name in hints})


@cache
def _hints(hint: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(hint)
    return {field.name: hints[field.name] for field in dataclasses.fields(hint)}
