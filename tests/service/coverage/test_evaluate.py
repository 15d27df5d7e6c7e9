"""Scoring verdicts against a gold file."""

from __future__ import annotations

from typing import Any

from retrieval.gold import overlaps
from service.coverage.evaluate import score
from tests.fakes.terms import agreement, discount, included, judged, labour, part, work

GOLD: list[dict[str, Any]] = [
    {
        "job": "job-1",
        "as_of": None,
        "lines": [
            {"line_item_id": "Flame sensor", "verdict": "partially_covered", "customer_pays": "66.60", "if_approved_customer_pays": None,
             "citations": [{"file": "plan.pdf", "record": None, "quote": "10% off parts."}]},
            {"line_item_id": "Labor", "verdict": "not_covered", "customer_pays": "260.00", "if_approved_customer_pays": None, "citations": []},
            {"line_item_id": "Gone", "verdict": "covered", "customer_pays": "0.00", "if_approved_customer_pays": None, "citations": []},
        ],
    }
]  # fmt: skip


def test_verdicts_amounts_and_citations_are_scored_line_by_line() -> None:
    plan = agreement(included("labor", part="labour"), discount("10", "parts", "parts"))
    coverage = judged(work(part("Flame sensor", "74"), labour("2", "130")), plan)
    scores = score(GOLD, {"job-1": coverage.to_json()})
    assert [(line.wanted, line.given, line.amounts) for line in scores.lines] == [
        ("partially_covered", "partially_covered", True),
        ("not_covered", "covered", False),
        ("covered", "missing", False),
    ]
    assert (scores.wrongly_covered, scores.citations) == (1, 0.5)
    assert scores.confusion()[("not_covered", "covered")] == 1
    assert scores.to_json()["verdict_accuracy"] == 0.3333


def test_a_job_that_was_not_answered_is_missing() -> None:
    assert {line.given for line in score(GOLD, {}).lines} == {"missing"}


def test_quotes_overlap_when_they_share_words_of_one_source() -> None:
    wanted = {"file": "plan.pdf", "quote": "labor is included, subject to Section 5"}
    given = {
        "file": "plan.pdf",
        "record": {"type": "Note", "id": "note-2"},
        "quote": "4.1 Labor is included, subject to Section 5. Parts are not.",
    }
    assert overlaps(wanted, given)
    assert not overlaps(wanted, given | {"file": "other.pdf"})
    assert not overlaps(wanted, given | {"quote": "Parts are billed at list price less ten percent"})
    assert overlaps({"file": None, "record": "note-2", "quote": "parts are not"}, given)
