"""Writing a note, once.

Jobber has no idempotency key for a note, so each one we write ends with a short reference line, `Ref FP-7K3Q2M`, made
from the action's id. A note that carries it is the action's own, also when somebody has edited the words above it;
before a note is written, the record's notes are read back to the day it was proposed, and after it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from ingest.jobber.actions import ApprovedAction, NewNote, Outcome
from ingest.jobber.answers import Json
from ingest.jobber.client import JobberClient, at, read_connection
from ingest.jobber.errors import Missing, Refused, Uncertain
from ingest.jobber.payload import payload_of
from ingest.jobber.records import Client, Invoice, Job, Quote, Record, Request

NOTED: tuple[type[Record], ...] = (Client, Job, Quote, Request, Invoice)
PAGE = 100
SKEW = timedelta(days=1)  # between our clock and Jobber's, with a margin
MARK = "Ref FP-"
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: none is taken for another


def reference(action_id: str) -> str:
    """The line that marks the note of an action: the same for every try, no customer datum."""
    number = int.from_bytes(hashlib.blake2b(action_id.encode(), digest_size=4).digest(), "big")
    return MARK + "".join(_DIGITS[number >> shift & 31] for shift in range(0, 30, 5))


@dataclass(frozen=True)
class NoteSteps:
    """The steps of a `NewNote`."""

    client: JobberClient
    action: ApprovedAction
    change: NewNote
    lags: ClassVar[bool] = True
    said: ClassVar[Mapping[Outcome, str]] = {}

    def check(self) -> None:
        if self.change.parent not in NOTED:
            raise Refused(f"a {self.change.parent.type_name} has no notes in Jobber; write it on the client")
        if not self.change.text.strip():
            raise Refused("a note needs words")

    def live(self) -> str | None:
        """The id of the record's own note that this action, or somebody else with the same words, has written."""
        mark, words = reference(self.action.id), _folded(self.change.text)
        for note in notes_since(self.client, self.change.parent, self.change.parent_id, self.action.proposed_at):
            if mark in note["message"] or _folded(note["message"]) == words:
                return str(note["id"])
        return None

    def is_done(self, live: str | None) -> bool:
        return live is not None

    def is_unchanged(self, live: str | None) -> bool:
        return live is None

    def write(self, _: str | None, /) -> None:
        change, name = self.change, self.change.parent.type_name
        text = signed(change.text, reference(self.action.id))
        variables = {"id": change.parent_id, "input": {"message": text, "pinned": change.pinned}}
        data = self.client.execute(f"Add{name}Note", variables, approved=self.action)
        note = at(payload_of(data, f"{name.lower()}CreateNote"), f"{name.lower()}Note")
        if note is None or not isinstance(note.get("id"), str):
            raise Uncertain("Jobber answered a new note without its id; read the notes back before writing again")


def signed(text: str, reference: str) -> str:
    """The whole note: its words, and its reference on a line of its own."""
    return f"{text.strip()}\n\n{reference}"


def notes_since(client: JobberClient, parent: type[Record], parent_id: str, time: datetime) -> Iterator[Json]:
    """The record's own notes, newest first, down to the day before a time; inherited ones are left out."""
    name, after = parent.type_name, None
    while True:
        found = at(client.execute(f"{name}NoteTexts", {"id": parent_id, "first": PAGE, "after": after}), name.lower())
        if found is None:
            raise Missing(f"this {name} is no longer in Jobber")
        page = read_connection(found.get("notes"))
        for node in page.nodes:
            if datetime.fromisoformat(node["createdAt"]) < time - SKEW:
                return
            if node["__typename"] == f"{name}Note":
                yield node
        after = page.next
        if after is None:
            return


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
