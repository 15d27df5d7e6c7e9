"""Deleting a note that an earlier action of ours wrote; Jobber lets an app do so on clients and jobs only.

The note is known by its reference line. One that somebody edited since, or put a file on, is left as it is. So is
everything while one of the record's notes could be ours without its reference: an app wrote it, somebody edited it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ingest.jobber.actions import ApprovedAction, DeleteNote, Outcome
from ingest.jobber.answers import Json
from ingest.jobber.client import JobberClient
from ingest.jobber.errors import Missing, Refused
from ingest.jobber.notes import MARK, notes_since, signed
from ingest.jobber.payload import payload_of
from ingest.jobber.reader import files_of
from ingest.jobber.records import Client, Job, Record

DELETABLE: tuple[type[Record], ...] = (Client, Job)
BY_HAND = "Jobber lets an app delete notes of clients and jobs only; delete this one there by hand"


@dataclass(frozen=True)
class NoteDeletionSteps:
    """The steps of a `DeleteNote`."""

    client: JobberClient
    action: ApprovedAction
    change: DeleteNote
    lags: ClassVar[bool] = True
    said: ClassVar[Mapping[Outcome, str]] = {
        Outcome.WRITTEN: "deleted, and no longer there when read back",
        Outcome.ALREADY: "no note with this reference is in Jobber any more; nothing was deleted",
        Outcome.STALE: "somebody edited this note since, or put a file on it; delete it in Jobber by hand",
        Outcome.UNEQUAL: "Jobber answered, but a note with this reference still stands; nothing more was tried",
    }

    def check(self) -> None:
        if self.change.parent not in DELETABLE:
            raise Refused(BY_HAND)

    def live(self) -> Json | None:
        """The note as it was written, else one with its reference, else one that may have lost it."""
        change = self.change
        notes = list(notes_since(self.client, change.parent, change.parent_id, change.since))
        ours = (self._as_written, lambda note: change.reference in note["message"], _may_have_lost_it)
        return next((note for each in ours for note in notes if each(note)), None)

    def is_done(self, live: Json | None) -> bool:
        return live is None

    def is_unchanged(self, live: Json | None) -> bool:
        return live is not None and self._as_written(live) and not self._has_files(live["id"])

    def write(self, live: Json, /) -> None:
        """A refusal of what somebody else deleted in between is none."""
        name = self.change.parent.type_name
        data = self.client.execute(f"Delete{name}Note", {"id": live["id"]}, approved=self.action)
        try:
            payload_of(data, f"{name.lower()}DeleteNote")
        except Refused:
            if self.live() is not None:
                raise

    def _as_written(self, note: Json) -> bool:
        return bool(note["message"].split() == signed(self.change.text, self.change.reference).split())

    def _has_files(self, id: str) -> bool:
        variables = {"id": self.change.parent_id, "note": id, "first": 1, "after": None}
        try:
            return bool(files_of(self.client, self.change.parent.type_name, variables).get("nodes"))
        except Missing:  # deleted just now, which the next look finds
            return False


def _may_have_lost_it(note: Json) -> bool:
    by = (note.get("createdBy") or {}).get("__typename")
    return by == "Application" and note.get("lastEditedAt") is not None and MARK not in note["message"]
