"""The one way to a change in Jobber: `perform` an action somebody approved.

Read what is there, write, read back; skipped where the live value is no longer what was proposed upon. Jobber has no
idempotency keys, so a repeated try first looks for what the last one may have made: after `Uncertain` or a crash,
perform the same action again with `tried`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

from ingest.jobber.actions import (
    ApprovedAction,
    DeleteNote,
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
from ingest.jobber.note_deletion import NoteDeletionSteps
from ingest.jobber.notes import NoteSteps
from ingest.jobber.records import Record

SHOWS_AFTER = 10.0  # seconds after which what was made or deleted just now is so in Jobber's lists for sure
READ_BACK = (0.0, 1.0, 4.0, 10.0)  # seconds to wait before each look

WRITTEN = "written and read back"
ALREADY = "Jobber already has this"
UNEQUAL = "Jobber answered but reads back another value; nothing more was tried"
SAID = {Outcome.WRITTEN: WRITTEN, Outcome.ALREADY: ALREADY, Outcome.UNEQUAL: UNEQUAL}


class Steps(Protocol):
    """How one change is read and written; `live` is whatever Jobber has in its place now.

    `lags` says that what was written shows only seconds later, `said` what a person is told otherwise than by `SAID`.
    """

    lags: ClassVar[bool]
    said: ClassVar[Mapping[Outcome, str]]

    def check(self) -> None: ...
    def live(self) -> Any: ...
    def is_done(self, live: Any) -> bool: ...
    def is_unchanged(self, live: Any) -> bool: ...
    def write(self, live: Any, /) -> None: ...


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
            return _ended(steps, Outcome.ALREADY)
        if not steps.is_unchanged(live):
            return _ended(steps, Outcome.STALE)
        steps.write(live)
        return _ended(steps, Outcome.WRITTEN if self._reads_back(steps) else Outcome.UNEQUAL)

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
            case DeleteNote() as change:
                return NoteDeletionSteps(self._client, action, change)

    def _live(self, steps: Steps, *, tried: bool) -> Any:
        """What an earlier try has made or deleted may show only seconds later; to do it twice would be the worse."""
        live = steps.live()
        if not (tried and steps.lags) or steps.is_done(live):
            return live
        self._sleep(SHOWS_AFTER)
        return steps.live()

    def _reads_back(self, steps: Steps) -> bool:
        for wait in READ_BACK:
            self._sleep(wait)
            if steps.is_done(steps.live()):
                return True
        return False


def _ended(steps: Steps, outcome: Outcome) -> Performed:
    return Performed(outcome, {**SAID, **steps.said}[outcome])
