"""One HTTP exchange with the simulator: what was asked, what is answered, and how a fault spoils the answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from ingest.jobber.simulator.account import Fields
from ingest.jobber.simulator.faults import Fault, FaultKind

WAITING_ROOM = b"<!doctype html><title>Jobber</title><h1>We'll be right with you</h1><p>You are in line.</p>"
SLOW_SECONDS = 60.0


@dataclass(frozen=True)
class Asked:
    """A request: `headers` in lower case, `base` the address the simulator was reached at."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    base: str = ""


@dataclass(frozen=True)
class Reply:
    """`delay` seconds pass before it; `ending` says whether all of it comes, half of the body, or nothing at all."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    ending: Literal["whole", "cut", "reset"] = "whole"


def in_json(body: Any, status: int = 200, **headers: str) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"content-type": "application/json; charset=utf-8", **headers})


def in_text(text: str, status: int) -> Reply:
    return Reply(status, text.encode(), {"content-type": "text/plain; charset=utf-8"})


def redirect(url: str) -> Reply:
    return Reply(302, b"", {"location": url})


def html() -> Reply:
    return Reply(200, WAITING_ROOM, {"content-type": "text/html; charset=utf-8"})


def too_many(seconds: float | None = None) -> Reply:
    wait = {} if seconds is None else {"retry-after": str(int(seconds))}
    return in_json({"message": "Too many requests"}, 429, **wait)


def blocked() -> Reply:
    return in_text("Your app was blocked due to unusual activity. Please try again in 30 minutes.", 429)


_INSTEAD: dict[FaultKind, Callable[[Fault], Reply]] = {
    FaultKind.TOO_MANY_REQUESTS: lambda fault: too_many(fault.seconds),
    FaultKind.BLOCKED: lambda _: blocked(),
    FaultKind.WAITING_ROOM: lambda _: html(),
    FaultKind.SERVER_ERROR: lambda _: in_text("Bad gateway", 502),
    FaultKind.UNAVAILABLE: lambda _: in_json({"message": "Service temporarily unavailable"}),
    FaultKind.EMPTY: lambda _: in_json({}),
    FaultKind.NULL_DATA: lambda _: in_json({"data": None, "errors": [{"message": "The query could not be answered"}]}),
    FaultKind.RESET: lambda _: Reply(200, ending="reset"),
    FaultKind.INACTIVE: lambda _: in_json({"error": {"message": "This account is not active"}}),
    FaultKind.EXPIRED: lambda _: in_text("The link has expired or is not valid", 403),
}


def instead(fault: Fault) -> Reply | None:
    """The reply that takes the place of the true one; None for faults that spoil the true one."""
    make = _INSTEAD.get(fault.kind)
    return make(fault) if make else None


def spoiled(reply: Reply, fault: Fault) -> Reply:
    """The true reply as the fault lets it through."""
    if fault.kind is FaultKind.SLOW:
        return replace(reply, delay=SLOW_SECONDS if fault.seconds is None else fault.seconds)
    if fault.kind is FaultKind.TRUNCATED:
        return replace(reply, ending="cut")
    if fault.kind is FaultKind.PARTIAL_DATA:
        return in_json(_torn(json.loads(reply.body)))
    if fault.kind is FaultKind.WRONG_SIZE:
        return replace(reply, body=reply.body[:-1])
    if fault.kind is FaultKind.WRONG_TYPE:
        return replace(html(), body=WAITING_ROOM.ljust(len(reply.body))[: len(reply.body)])
    return instead(fault) or reply


def _torn(answer: Fields) -> Fields:
    """The first list without its last record, or the first field without its value; GraphQL's error says where."""
    data = answer.get("data") or {}
    name = next(iter(data), None)
    if name is None:
        return answer
    nodes = data[name].get("nodes") if isinstance(data[name], dict) else None
    path: list[str | int] = [name, "nodes", len(nodes) - 1] if nodes else [name]
    if nodes:
        nodes[-1] = None
    else:
        data[name] = None
    return {**answer, "errors": [{"message": "The record could not be read", "path": path}]}
