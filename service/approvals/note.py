"""The action that writes a note. `before` is None, `after` is `{"text", "pinned"}`.

The note ends with a reference line of its own (`Ref FP-7K3Q2M`), by which it is known again and never written twice.
"""

from __future__ import annotations

from ingest.jobber.actions import NewNote
from ingest.jobber.notes import NOTED
from service.approvals.proposal import Draft, Target

NAME = "create_note"
TARGETS = {kind.type_name: kind for kind in NOTED}


def draft(target: Target, client_id: str | None, text: str, *, pinned: bool = False) -> Draft:
    return Draft(NAME, target, client_id, before=None, after={"text": text, "pinned": pinned})


class CreateNote:
    def change(self, draft: Draft) -> NewNote:
        if draft.target.type not in TARGETS:
            raise LookupError(f"notes are written on {', '.join(TARGETS)} only")
        return NewNote(TARGETS[draft.target.type], draft.target.id, draft.after["text"], bool(draft.after["pinned"]))
