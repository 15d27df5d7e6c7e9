"""Reads Jobber's HTTP answers: the data, or the error of our tree it means. Nothing empty is taken for data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx

from ingest.jobber.errors import Blocked, Disconnected, JobberError, Refused, Throttled, Unavailable, Unreadable
from ingest.jobber.scopes import scope_missing

Json = dict[str, Any]
_PASSING = ("temporarily unavailable", "internal server error", "timed out", "timeout")
BLOCK = timedelta(minutes=30)  # what Jobber's answer asks for


@dataclass(frozen=True)
class Cost:
    """Points, as in `extensions.cost`: what the query was rated, what it took, what is left and comes back a second."""

    requested: float
    actual: float
    maximum: float
    available: float
    restore_rate: float


@dataclass(frozen=True)
class Answer:
    data: Json
    cost: Cost | None
    version: str | None
    warning: str | None


def json_of(response: httpx.Response) -> Json:
    """The answer's JSON object with exact decimals; raises `Unavailable` for anything else, HTML at 200 included."""
    kind = response.headers.get("content-type", "")
    if "json" not in kind:
        raise Unavailable(f"Jobber answered {response.status_code} with {kind or 'no content type'} in place of JSON")
    try:
        body = json.loads(response.content, parse_float=Decimal)
    except ValueError:
        raise Unavailable(f"Jobber answered {response.status_code} with broken JSON") from None
    if not isinstance(body, dict):
        raise Unreadable("Jobber answered with JSON that is not an object")
    return body


def read_answer(response: httpx.Response) -> Answer:
    """Raises the `JobberError` the answer stands for."""
    _check_status(response)
    body = json_of(response)
    cost = _cost(body)
    for problem in (_top_level_problem(body, response.status_code), _graphql_problem(body, cost)):
        if problem:
            raise problem
    if not isinstance(body.get("data"), dict):
        raise Unavailable("Jobber answered without data")
    versioning = _versioning(body)
    return Answer(body["data"], cost, versioning.get("version"), versioning.get("warning"))


def cost_of(response: httpx.Response) -> Cost | None:
    """What `extensions.cost` says, also of an answer that failed."""
    try:
        return _cost(json_of(response))
    except JobberError:
        return None


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status == 429:
        raise too_many(response)
    if status == 401:
        raise Disconnected("Jobber does not accept this account's tokens; run `fineprint connect`")
    if status >= 500:
        raise Unavailable(f"Jobber answered {status}", _retry_after(response))
    if status >= 400 and "json" not in response.headers.get("content-type", ""):
        raise Unavailable(f"Jobber answered {status} without JSON")


def too_many(response: httpx.Response) -> JobberError:
    """A 429 is the count of requests, or the block that follows unusual activity."""
    if is_block(response):
        return Blocked(datetime.now(UTC) + BLOCK)
    return Throttled("Jobber answered 429, too many requests", _retry_after(response) or 60.0)


def is_block(response: httpx.Response) -> bool:
    return response.status_code == 429 and "unusual activity" in response.text.lower()


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isdigit() else None


def _top_level_problem(body: Json, status: int) -> JobberError | None:
    """`{"message": …}` and `{"error": {"message": …}}`, which Jobber sends in place of GraphQL's shape."""
    if "data" in body or "errors" in body:
        return None
    error = body.get("error")
    said = str((error.get("message") if isinstance(error, dict) else None) or body.get("message") or "")
    return _meaning(said, status)


def _meaning(message: str, status: int) -> JobberError:
    text = message.lower()
    if "disconnected" in text or "not active" in text or "token" in text:
        return Disconnected("the Jobber account is disconnected or not active; run `fineprint connect`")
    if "version" in text:
        return Refused("Jobber does not serve this API version; set FINEPRINT_JOBBER_VERSION to a supported one")
    if status >= 400 and "unavailable" not in text:
        return Refused(f"Jobber refused the request with HTTP {status}", (message,))
    return Unavailable("Jobber says it is temporarily unavailable")


def _graphql_problem(body: Json, cost: Cost | None) -> JobberError | None:
    errors = [error for error in body.get("errors") or [] if isinstance(error, dict)]
    if not errors:
        return None
    codes = {str((error.get("extensions") or {}).get("code", "")) for error in errors}
    messages = tuple(str(error.get("message", "")) for error in errors)
    if "THROTTLED" in codes:
        return _throttled(cost)
    if "UNAUTHENTICATED" in codes or any("disconnected this app" in message.lower() for message in messages):
        return Disconnected("Jobber does not accept this account's tokens; run `fineprint connect`")
    if any(sign in message.lower() for message in messages for sign in _PASSING):
        return Unavailable("Jobber says that it could not answer just now")
    return _refusal(errors, messages)


def _throttled(cost: Cost | None) -> JobberError:
    if cost and cost.requested > cost.maximum > 0:
        return Refused(
            f"the query is rated {cost.requested:.0f} points, above the {cost.maximum:.0f} there can ever be"
        )
    return Throttled("Jobber throttled the query", _wait(cost))


def _refusal(errors: list[Json], messages: tuple[str, ...]) -> Refused:
    if missing := scope_missing(messages):
        return missing
    places = sorted({".".join(str(part) for part in error.get("path") or []) or "the query" for error in errors})
    return Refused(f"Jobber refused {', '.join(places)}", messages)


def _wait(cost: Cost | None) -> float:
    if cost is None or cost.restore_rate <= 0:
        return 5.0
    return max(0.5, (cost.requested - cost.available) / cost.restore_rate)


def _cost(body: Json) -> Cost | None:
    cost = _extension(body, "cost")
    status = cost.get("throttleStatus")
    if not isinstance(status, Mapping):
        return None
    numbers = (cost.get("requestedQueryCost"), cost.get("actualQueryCost"))
    state = (status.get("maximumAvailable"), status.get("currentlyAvailable"), status.get("restoreRate"))
    return Cost(*(float(number or 0) for number in numbers + state))


def _versioning(body: Json) -> Mapping[str, Any]:
    return _extension(body, "versioning")


def _extension(body: Json, name: str) -> Mapping[str, Any]:
    extensions = body.get("extensions")
    found = extensions.get(name) if isinstance(extensions, Mapping) else None
    return found if isinstance(found, Mapping) else {}
