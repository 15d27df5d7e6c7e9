"""The action that writes a note. `before` is None, `after` is `{"text", "pinned"}`.

The note ends with a reference line of its own (`Ref FP-7K3Q2M`), by which it is known again and never written twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.jobber.actions import NewNote
from ingest.jobber.notes import NOTED
from service.approvals.proposal import Draft, Irreversible, Target, Uneditable

NAME = "create_note"
TARGETS = {kind.type_name: kind for kind in NOTED}


def draft(target: Target, client_id: str | None, text: str, *, pinned: bool = False) -> Draft:
    return Draft(NAME, target, client_id, before=None, after={"text": text, "pinned": pinned})


class CreateNote:
    def change(self, draft: Draft) -> NewNote:
        if draft.target.type not in TARGETS:
            raise LookupError(f"notes are written on {', '.join(TARGETS)} only")
        return NewNote(TARGETS[draft.target.type], draft.target.id, draft.after["text"], bool(draft.after["pinned"]))

    def edited(self, draft: Draft, value: Any) -> Draft:
        """The same note with other words. Raises `Uneditable`."""
        if not isinstance(value, str) or not value.strip():
            raise Uneditable("a note needs words")
        return replace(draft, after={**draft.after, "text": value.strip()})

    def reversed(self, draft: Draft) -> Draft:  # noqa: ARG002
        raise Irreversible("this version takes back no note; delete it in Jobber by hand")
