"""Relay connections over lists of records: filters, sorts and cursors as Jobber's arguments ask for them."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import Any

from graphql import GraphQLError

from ingest.jobber.simulator.account import Fields

LARGEST_PAGE = 100

# A filter's field where the record has it under another name.
_FILTERED = {
    "ids": "id",
    "clientId": "client",
    "propertyId": "property",
    "assignedTo": "assignedUsers",
    "enteredById": "enteredBy",
}
_STATUS = {"Quote": "quoteStatus", "Request": "requestStatus", "Job": "jobStatus", "Visit": "visitStatus"}
_SORTED = {"PRIMARY_NAME": "companyName", "REQUESTED_AT": "createdAt", "SORT_ORDER": "createdAt"}


def connection(type_name: str, records: list[Fields], arguments: Fields) -> Fields:
    """`nodes`, `pageInfo` and `totalCount`; cursors are positions in the sorted list."""
    found = [record for record in records if matches(type_name, record, arguments.get("filter") or {})]
    found = _sorted(found, arguments.get("sort") or [])
    start, end = _window(len(found), arguments)
    info = {
        "hasNextPage": end < len(found),
        "hasPreviousPage": start > 0,
        "startCursor": _cursor(start) if end > start else None,
        "endCursor": _cursor(end - 1) if end > start else None,
    }
    return {"nodes": found[start:end], "pageInfo": info, "totalCount": len(found)}


def matches(type_name: str, record: Fields, wanted: Fields) -> bool:
    return all(_matches(type_name, record, name, value) for name, value in wanted.items() if value is not None)


def _matches(type_name: str, record: Fields, name: str, wanted: Any) -> bool:
    if name == "status":
        name = _STATUS.get(type_name, "invoiceStatus")
    if name == "assignedTo" and type_name == "TimeSheetEntry":
        name = "user"
    actual = record.get(_FILTERED.get(name, name))
    if isinstance(wanted, dict):
        return _in_range(actual, wanted)
    if isinstance(wanted, list):
        return actual in wanted
    return wanted in actual if isinstance(actual, list) else actual == wanted


def _in_range(actual: str | None, wanted: Fields) -> bool:
    if actual is None:
        return False
    time = moment(actual)
    after, before, eq = (moment(wanted[name]) if wanted.get(name) else None for name in ("after", "before", "eq"))
    return not (after and time <= after) and not (before and time >= before) and not (eq and time != eq)


def _sorted(records: list[Fields], sort: Fields | list[Fields]) -> list[Fields]:
    for each in reversed(sort if isinstance(sort, list) else [sort]):
        name = _attribute(each.get("key") or each["field"])
        descending = each["direction"] == "DESCENDING"
        records = sorted(records, key=lambda record: _rank(record.get(name)), reverse=descending)
    return records


def _attribute(key: str) -> str:
    """`UPDATED_AT` sorts by `updatedAt`."""
    first, *rest = key.lower().split("_")
    return _SORTED.get(key, first + "".join(part.title() for part in rest))


def _rank(value: Any) -> tuple[bool, str, float]:
    """Nothing first, then numbers and times by size, then text."""
    if isinstance(value, int | float):
        return (True, "", float(value))
    try:
        return (True, "", moment(value).timestamp())
    except (TypeError, ValueError):
        return (value is not None, str(value or ""), 0.0)


def _window(count: int, arguments: Fields) -> tuple[int, int]:
    start = _position(arguments["after"]) + 1 if arguments.get("after") else 0
    end = min(count, _position(arguments["before"])) if arguments.get("before") else count
    start = min(start, end)
    first, last = arguments.get("first"), arguments.get("last")
    if last is not None and first is None:
        return max(start, end - min(last, LARGEST_PAGE)), end
    size = LARGEST_PAGE if first is None else min(first, LARGEST_PAGE)
    return start, min(end, start + max(size, 0))


def _cursor(position: int) -> str:
    return base64.b64encode(str(position).encode()).decode()


def _position(cursor: str) -> int:
    try:
        return int(base64.b64decode(cursor, validate=True))
    except (ValueError, binascii.Error):
        raise GraphQLError("the cursor is not one of this list") from None


def moment(value: str) -> datetime:
    time = datetime.fromisoformat(value)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
