"""The shipped sample account, from its PDFs to verdicts, against its gold file."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from service.coverage.evaluate import Scores, score
from tests.service.coverage.folder import Folder

SAMPLE = Path(__file__).parents[3] / "samples" / "harborline"


@pytest.fixture(scope="module")
def scores() -> Scores:
    gold = json.loads((SAMPLE / "gold.json").read_text(encoding="utf-8"))
    folder = Folder(SAMPLE, ZoneInfo(gold["timezone"]))
    given = {job["job"]: folder.check(job["job"], job["as_of"]).to_json() for job in gold["coverage"]}
    return score(gold["coverage"], given)


def test_most_verdicts_and_amounts_are_right(scores: Scores) -> None:
    assert scores.verdicts >= 0.85
    assert scores.amounts >= 0.80


def test_hardly_anything_is_called_covered_that_is_not(scores: Scores) -> None:
    assert scores.wrongly_covered <= 0.05 * len(scores.lines)


def test_verdicts_cite_the_clauses_that_decide(scores: Scores) -> None:
    assert scores.citations >= 0.75
