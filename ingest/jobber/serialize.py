"""Records as JSON bytes and back, types kept: what the sealed `records` table stores.

A field added to a dataclass reads back as its default from older bytes; one that was removed is dropped.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from ingest.jobber.records import Record

R = TypeVar("R", bound=Record)
Read = Callable[[Any], Any]


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
    hint: Any = kind
    value = _reader(hint)(plain)
    if not isinstance(value, kind):
        raise ValueError(f"stored bytes are not a {kind.type_name}")
    return value


@cache
def _reader(hint: Any) -> Read:
    """What reads a value of this type: made once a type, since a question reads thousands of records."""
    read = _reader_of(hint)
    return lambda plain: None if plain is None else read(plain)


def _reader_of(hint: Any) -> Read:
    if typing.get_origin(hint) is tuple:
        each = _reader(typing.get_args(hint)[0])
        return lambda plain: tuple([each(one) for one in plain])
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return _union_reader(typing.get_args(hint))
    if dataclasses.is_dataclass(hint):
        return _dataclass_reader(hint)
    if hint is datetime or hint is date:
        return hint.fromisoformat
    return _decimal if hint is Decimal else lambda plain: plain


def _decimal(plain: Any) -> Decimal:
    return Decimal(plain["decimal"])


def _union_reader(options: tuple[Any, ...]) -> Read:
    """The unions of `records` are `X | None`, and the value of a custom field: text, number, or yes and no."""
    other = next(option for option in options if option is not type(None))

    def read(plain: Any) -> Any:
        if isinstance(plain, dict) and set(plain) == {"decimal"}:
            return _decimal(plain)
        return plain if isinstance(plain, bool | int) or str in options else _reader(other)(plain)

    return read


def _dataclass_reader(hint: Any) -> Read:
    hints = typing.get_type_hints(hint)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(hint)}

    def read(plain: Any) -> Any:
        if not isinstance(plain, dict):
            raise ValueError(f"stored bytes are not a {hint.__name__}")
        return hint(**{name: readers[name](value) for name, value in plain.items() if name in readers})

    return read
