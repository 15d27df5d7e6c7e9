"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """`what` is how it stands, `mend` what a person does about it. Neither holds customer data."""

    state: State
    what: str
    mend: str | None = None


@dataclass(frozen=True)
class Reported:
    """A finding with the name of its check, and the Jobber account where it is about one."""

    name: str
    account: str | None
    finding: Finding

    def as_json(self) -> dict[str, str | None]:
        found = self.finding
        told = {"name": self.name, "state": found.state.value, "what": found.what, "mend": found.mend}
        return told if self.account is None else told | {"account": self.account}


class NotYet(Exception):
    """What a check looks at is not there yet, which is no fault; the message says what is missing."""


def ok(what: str) -> Finding:
    return Finding(State.OK, what)


def warning(what: str, mend: str) -> Finding:
    return Finding(State.WARNING, what, mend)


def failed(what: str, mend: str) -> Finding:
    return Finding(State.FAILED, what, mend)


def skipped(what: str) -> Finding:
    return Finding(State.SKIPPED, what)
