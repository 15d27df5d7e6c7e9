"""The action that writes a note. `before` is None, `after` is `{"text", "pinned"}`.

The note ends with a reference line of its own (`Ref FP-7K3Q2M`), by which it is known again and never written twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.jobber.actions import NewNote
from ingest.jobber.note_deletion import BY_HAND, DELETABLE
from ingest.jobber.notes import NOTED, reference
from service.approvals.proposal import Draft, Irreversible, Proposal, Target, Uneditable

NAME, DELETION = "create_note", "delete_note"
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

    def reversed(self, proposal: Proposal) -> Draft:
        """Deletes the note again, a write of its own kind. Raises `Irreversible` where Jobber deletes none."""
        draft = proposal.draft
        if TARGETS[draft.target.type] not in DELETABLE:
            raise Irreversible(BY_HAND)
        written = {"reference": reference(proposal.id), "proposed_at": proposal.created_at.isoformat()}
        return replace(draft, action=DELETION, before={**draft.after, **written}, after=None, evidence=(), origin=None)
