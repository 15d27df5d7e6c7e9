"""What a person reads of a proposal before he approves it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from ingest.jobber.actions import NewField
from service.approvals import custom_field_configuration, note
from service.approvals.proposal import Draft, Proposal, ProposalState, Target
from service.cli.show import Streamed, show_extraction, show_proposal
from tests.fakes.proposals import draft

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("drafted", "words"),
    [
        (replace(draft(), evidence=()), "on client client-1\n  Renewal date: nothing → 2027-03-31"),
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


def answer_of(text: str) -> dict[str, Any]:
    searched = {"scope": "all documents you may see", "documents": 2}
    return {"answer": text, "citations": [], "notes": ["left out"], "searched": searched, "as_of": "2026-11-16"}


def test_a_terminal_shows_an_answer_as_it_is_written_and_each_word_once() -> None:
    out = Console(file=StringIO(), force_terminal=True, color_system=None, soft_wrap=True)
    streamed = Streamed(out)
    for piece in ("Labor is included.", " Parts are not."):
        streamed.take(piece)
    streamed.close(answer_of("Labor is included. Parts are not. It ended in May."), out)
    shown = out.file.getvalue()  # type: ignore[attr-defined]
    assert shown.startswith("Labor is included. Parts are not.\nIt ended in May.\n")
    assert "left out" in shown


def test_what_is_piped_gets_the_whole_answer_at_once() -> None:
    out = Console(file=StringIO(), soft_wrap=True)
    streamed = Streamed(out)
    streamed.take("Labor is")
    streamed.close(answer_of("Labor is included."), out)
    assert out.file.getvalue().startswith("Labor is included.\n")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("dry_run", "proposed", "words", "held"),
    [(True, 0, "would propose 5", False), (False, 5, "proposed 5", False), (False, 2, "proposed 2", True)],
)
def test_an_extraction_counts_what_is_proposed_and_says_what_was_held_back(
    dry_run: bool, proposed: int, words: str, held: bool
) -> None:
    counts = {"contracts": 3, "failed": 0, "writes": 5, "proposed": proposed}
    out = Console(file=StringIO(), width=200)
    show_extraction({"contracts": [], "counts": counts, "dry_run": dry_run, "notes": []}, out)
    said = out.file.getvalue()  # type: ignore[attr-defined]
    assert f"3 contracts read · {words} custom field values" in said
    assert ("3 custom field values differ" in said and "rollout set guided" in said) is held
