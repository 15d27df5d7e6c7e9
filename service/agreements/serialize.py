"""Agreements to JSON and back, exact: types are named, decimals and dates are strings, sets and tuples lists."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from service.agreements import terms
from service.agreements.terms import Agreement, Term

TERM_TYPES: Mapping[str, type[Term]] = {
    name: kind
    for name, kind in vars(terms).items()
    if isinstance(kind, type) and issubclass(kind, Term) and kind is not Term
}


def dump(agreement: Agreement) -> str:
    return json.dumps(plain(agreement), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Agreement:
    """Raises ValueError where the text is not one `dump` wrote."""
    found = value(json.loads(text), Agreement)
    if not isinstance(found, Agreement):
        raise ValueError("the stored agreement cannot be read; compile its document again")
    return found


def plain(value: object) -> Any:
    """Any frozen dataclass of these kinds of values as JSON; `value` makes it whole again."""
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"type": type(value).__name__} if isinstance(value, Term) else {}
        return kind | {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, (date, time)) else value


def value(plain: Any, hint: Any) -> Any:
    """What `plain` made of a value of the type `hint`."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None if plain is None else value(plain, next(one for one in get_args(hint) if one is not type(None)))
    if origin is Literal:
        return plain
    if origin is tuple:
        of = get_args(hint)
        each = of[:1] * len(plain) if of[-1] is Ellipsis else of
        return tuple(value(one, kind) for one, kind in zip(plain, each, strict=True))
    if origin is frozenset:
        return frozenset(plain)
    if hint is Decimal:
        return Decimal(plain)
    if hint in (date, datetime, time):
        return hint.fromisoformat(plain)
    return _built(plain, hint) if isinstance(hint, type) and is_dataclass(hint) else plain


def _built(plain: Mapping[str, Any], kind: type[Any]) -> Any:
    actual: Any = TERM_TYPES[plain["type"]] if issubclass(kind, Term) else kind
    hints = _hints(actual)
    return actual(**{one.name: value(plain[one.name], hints[one.name]) for one in fields(actual) if one.name in plain})


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)
