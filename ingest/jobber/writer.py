"""The one way to a change in Jobber: `perform` an action somebody approved.

Read what is there, write, read back; skipped where the live value is no longer what was proposed upon. Jobber has no
idempotency keys, so a repeated try first looks for what the last one may have made: after `Uncertain` or a crash,
perform the same action again with `tried`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from ingest.jobber.actions import (
    ApprovedAction,
    FieldValue,
    NewField,
    NewNote,
    Outcome,
    Performed,
    SetField,
)
from ingest.jobber.client import JobberClient
from ingest.jobber.field_values import FieldValueSteps, live_value
from ingest.jobber.new_fields import NewFieldSteps
from ingest.jobber.notes import NoteSteps
from ingest.jobber.records import Record

SHOWS_AFTER = 10.0  # seconds after which a record made just now is in Jobber's lists for sure
READ_BACK = (0.0, 1.0, 4.0, 10.0)  # seconds to wait before each look

WRITTEN = "written and read back"
ALREADY = "Jobber already has this"
UNEQUAL = "Jobber answered but reads back another value; nothing more was tried"


class Steps(Protocol):
    """How one change is read and written; `live` is whatever Jobber has in its place now."""

    creates: ClassVar[bool]
    stale: ClassVar[str]

    def check(self) -> None: ...
    def live(self) -> Any: ...
    def is_done(self, live: Any) -> bool: ...
    def is_unchanged(self, live: Any) -> bool: ...
    def write(self) -> None: ...


class JobberWriter:
    def __init__(self, client: JobberClient, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client, self._sleep = client, sleep

    def perform(self, action: ApprovedAction) -> Performed:
        """Raises `Refused` where it cannot be (nothing is written then), `Missing`, or what says nothing about it.

        After `Uncertain` the change may or may not be in Jobber.
        """
        steps = self._steps(action)
        steps.check()
        live = self._live(steps, tried=action.tried)
        if steps.is_done(live):
            return Performed(Outcome.ALREADY, ALREADY)
        if not steps.is_unchanged(live):
            return Performed(Outcome.STALE, steps.stale)
        steps.write()
        if self._reads_back(steps):
            return Performed(Outcome.WRITTEN, WRITTEN)
        return Performed(Outcome.UNEQUAL, UNEQUAL)

    def custom_field(self, target: type[Record], target_id: str, configuration_id: str) -> FieldValue | None:
        """The value as Jobber has it now; None where the record does not carry the field. Empty text is ""."""
        return live_value(self._client, target, target_id, configuration_id)

    def _steps(self, action: ApprovedAction) -> Steps:
        match action.change:
            case SetField() as change:
                return FieldValueSteps(self._client, action, change)
            case NewField() as change:
                return NewFieldSteps(self._client, action, change)
            case NewNote() as change:
                return NoteSteps(self._client, action, change)

    def _live(self, steps: Steps, *, tried: bool) -> Any:
        """What an earlier try has made may show only seconds later; two of it would be the worse."""
        live = steps.live()
        if not (tried and steps.creates) or steps.is_done(live):
            return live
        self._sleep(SHOWS_AFTER)
        return steps.live()

    def _reads_back(self, steps: Steps) -> bool:
        for wait in READ_BACK:
            self._sleep(wait)
            if steps.is_done(steps.live()):
                return True
        return False
