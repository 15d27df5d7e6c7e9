from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from ingest.jobber import records
from ingest.jobber.records import Client, CustomFieldValue, Expense, Job, LineItem, Record, User
from ingest.jobber.serialize import dump, from_plain, load, to_plain

KINDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
]
SAMPLES: dict[Any, Any] = {
    str: "Ünïcode “text”",
    int: 5400,
    bool: True,
    Decimal: Decimal("133.65"),
    datetime: datetime(2026, 3, 1, 15, 4, 5, 678900, UTC),
    date: date(2026, 3, 1),
}


def filled(kind: Any) -> Any:
    """A dataclass with a telling value in every field."""
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: _sample(hints[field.name]) for field in dataclasses.fields(kind)})


def _sample(hint: Any) -> Any:
    if typing.get_origin(hint) is tuple:
        return (_sample(typing.get_args(hint)[0]),) * 2
    if isinstance(hint, types.UnionType):
        return _sample(typing.get_args(hint)[0])
    return filled(hint) if dataclasses.is_dataclass(hint) else SAMPLES[hint]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_with_every_field_filled_comes_back_equal(kind: type[Record]) -> None:
    record = filled(kind)
    assert load(kind, dump(record)) == record
    assert from_plain(kind, to_plain(record)) == record


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_with_no_field_filled_comes_back_equal(kind: type[Record]) -> None:
    assert load(kind, dump(kind("id-1"))) == kind("id-1")


@pytest.mark.parametrize("value", ["March", "12", "2026-03-01", Decimal("389.50"), Decimal(0), True, False, None])
def test_the_value_of_a_custom_field_keeps_its_type(value: str | Decimal | bool | None) -> None:
    client = Client("id-1", custom_fields=(CustomFieldValue("field-1", "Label", value),))
    read = load(Client, dump(client)).custom_fields[0].value
    assert (read, type(read)) == (value, type(value))


def test_equal_amounts_give_equal_bytes() -> None:
    ones = [Job("id-1", line_items=(LineItem("item-1", "Tune-up", quantity=Decimal(q)),)) for q in ("1", "1.0", "1.00")]
    assert len({dump(job) for job in ones}) == 1
    assert b'"150"' in dump(Expense("id-1", total=Decimal("150.0")))


def test_fields_of_another_version_are_passed_over() -> None:
    plain = json.loads(dump(User("id-1", first="Ada")))
    del plain["email"]
    assert from_plain(User, plain | {"nickname": "A"}) == User("id-1", first="Ada")


def test_bytes_that_are_no_record_are_refused() -> None:
    with pytest.raises(ValueError, match="not a User"):
        load(User, b"[]")
