"""The action that deletes a note which an approved proposal wrote: its undo, and proposed by nothing else.

`before` is `{"text", "pinned", "reference", "proposed_at"}` of that proposal, `after` None.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from ingest.jobber import actions
from ingest.jobber.note_deletion import BY_HAND, DELETABLE
from service.approvals import note
from service.approvals.proposal import Draft, Proposal, Uneditable

NAME = note.DELETION
TARGETS = {kind.type_name: kind for kind in DELETABLE}


class DeleteNote:
    def change(self, draft: Draft) -> actions.DeleteNote:
        if draft.target.type not in TARGETS:
            raise LookupError(BY_HAND)
        written = draft.before
        since = datetime.fromisoformat(written["proposed_at"])
        parent = TARGETS[draft.target.type]
        return actions.DeleteNote(parent, draft.target.id, written["text"], written["reference"], since)

    def edited(self, draft: Draft, value: Any) -> Draft:  # noqa: ARG002
        raise Uneditable("a note is deleted as it stands; reject this instead")

    def reversed(self, proposal: Proposal) -> Draft:
        """Writes the note again, with a reference of its own."""
        again = {name: proposal.draft.before[name] for name in ("text", "pinned")}
        return replace(proposal.draft, action=note.NAME, before=None, after=again)
