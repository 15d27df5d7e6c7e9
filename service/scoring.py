"""Asking and checking everything a gold file names (format: samples/README.md), and scoring what comes back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from ingest.jobber.ids import is_named
from service.agreements.evaluate import FieldScore, score_document
from service.answers.evaluate import AnswerScores, score_answers
from service.coverage.evaluate import Scores, score
from service.coverage.work import CoverageError

Json = dict[str, Any]


class GoldUnreadable(ValueError):
    """The gold file is not of the sample accounts' format; the message says where."""


class Asked(Protocol):
    """What of a desk the scores need."""

    def ask(
        self, question: str, *, client: str | None = None, job: str | None = None, as_of: date | None = None
    ) -> Json: ...

    def check(self, job: str, *, as_of: date | None = None) -> Json: ...

    def extract(self, clients: None, *, dry_run: bool) -> Json: ...


@dataclass(frozen=True)
class Gold:
    """A gold file; `today` and `timezone` are what its answers were written for."""

    today: date
    timezone: str
    questions: tuple[Json, ...]
    coverage: tuple[Json, ...]
    fields: tuple[Json, ...]

    @classmethod
    def read(cls, path: Path) -> Gold:
        """Raises `GoldUnreadable`."""
        try:
            plain = json.loads(path.read_text())
            lists = (tuple(plain.get(name, ())) for name in ("questions", "coverage", "fields"))
            return cls(date.fromisoformat(plain["today"]), plain["timezone"], *lists)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GoldUnreadable(f"{path} is no gold file of the sample's format ({error})") from error


def scored_answers(desk: Asked, gold: Gold) -> AnswerScores:
    answers = {
        item["id"]: desk.ask(
            item["question"], client=item.get("client"), job=item.get("job"), as_of=_day(item.get("as_of"))
        )
        for item in gold.questions
    }
    for item in gold.questions:
        _name_records(answers[item["id"]]["citations"], item["citations"])
    return score_answers(gold.questions, answers)


def scored_coverage(desk: Asked, gold: Gold) -> Scores:
    given = {}
    for item in gold.coverage:
        try:
            coverage = desk.check(item["job"], as_of=_day(item.get("as_of")))
        except CoverageError:
            continue
        _name_lines(coverage["lines"], item["lines"])
        given[item["job"]] = coverage
    return score(gold.coverage, given)


def scored_fields(desk: Asked, gold: Gold) -> list[FieldScore]:
    """Fields by file, of the agreements the gold names."""
    contracts = desk.extract(None, dry_run=True)["contracts"]
    found = {each["file"]: {name: field["value"] for name, field in each["fields"].items()} for each in contracts}
    return [
        scored
        for item in gold.fields
        for scored in score_document(item["file"], item["fields"], found.get(item["file"], {}))
    ]


def _name_lines(lines: list[Json], wanted: Iterable[Mapping[str, Any]]) -> None:
    """Give the lines, and the records they cite, the short ids the gold file knows them by."""
    for item in wanted:
        for line in lines:
            if is_named(line["line_item_id"], item["line_item_id"]):
                line["line_item_id"] = item["line_item_id"]
                _name_records(line["citations"], item["citations"])


def _name_records(citations: list[Json], wanted: Iterable[Mapping[str, Any]]) -> None:
    for item in wanted:
        for citation in citations:
            if item.get("record") and is_named(citation["record"]["id"], item["record"]):
                citation["record"]["id"] = item["record"]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
