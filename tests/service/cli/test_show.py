"""What a person reads of a proposal before he approves it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import Console

from ingest.jobber.actions import NewField
from service.approvals import custom_field_configuration, note
from service.approvals.proposal import Draft, Proposal, ProposalState, Target
from service.cli.show import show_proposal
from tests.fakes.proposals import draft

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("drafted", "words"),
    [
        (replace(draft(), evidence=()), "field-1 Renewal date → field-1 Renewal date 2027-03-31"),
        (
            note.draft(Target("Client", "c-1"), "c-1", "Renewal agreed", pinned=True),
            "nothing → text: Renewal agreed, pinned: yes",
        ),
        (
            custom_field_configuration.draft("acme", NewField("Plan", "ALL_JOBS", "DROPDOWN", options=("Gold", "Tin"))),
            "nothing → name: Plan, applies to: ALL_JOBS, value type: DROPDOWN, options: Gold; Tin, transferable: no, "
            "read only: no",
        ),
    ],
    ids=["value", "note", "field"],
)
def test_a_proposal_shows_all_that_would_be_written(drafted: Draft, words: str) -> None:
    proposal = Proposal("prop_1", "acme", 1, ProposalState.PENDING, drafted, "key_1", NOW, NOW)
    out = io.StringIO()
    show_proposal(proposal.as_json(), Console(file=out, width=300))
    assert words in out.getvalue()
