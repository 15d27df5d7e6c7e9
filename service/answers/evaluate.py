"""Scores answers against a gold file of the sample accounts' format (samples/README.md). Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.gold import overlaps, share

Json = Mapping[str, Any]


@dataclass(frozen=True)
class QuestionScore:
    """`cited` is None where the gold names no citation or the answer abstained. `why` is "" for a right answer."""

    id: str
    question: str
    answerable: bool
    right: bool
    cited: bool | None
    verified: bool
    why: str = ""


@dataclass(frozen=True)
class AnswerScores:
    questions: tuple[QuestionScore, ...] = ()

    @property
    def answered(self) -> float:
        """The share of answerable questions whose answer holds every required fact."""
        return share(one.right for one in self.questions if one.answerable)

    @property
    def abstained(self) -> float:
        """The share of unanswerable questions on which the answer abstained."""
        return share(one.right for one in self.questions if not one.answerable)

    @property
    def citations(self) -> float:
        """The share of given answers one of whose citations overlaps one of the gold's."""
        return share(one.cited for one in self.questions if one.cited is not None)

    @property
    def verified(self) -> float:
        """The share of answers all of whose citations were verified against their document."""
        return share(one.verified for one in self.questions)

    def to_json(self) -> dict[str, Any]:
        return {
            "questions": len(self.questions),
            "answerable_with_all_facts": round(self.answered, 4),
            "unanswerable_abstained": round(self.abstained, 4),
            "citations_right": round(self.citations, 4),
            "quotes_verified": round(self.verified, 4),
            "wrong": [
                {"id": one.id, "question": one.question, "why": one.why} for one in self.questions if not one.right
            ],
        }


def score_answers(gold: Sequence[Json], given: Mapping[str, Json]) -> AnswerScores:
    """`gold` is the file's `questions` list; `given` an Answer document (`as_json`) for each question id.

    A question that was not answered counts as wrong.
    """
    return AnswerScores(tuple(score_answer(question, given.get(str(question["id"]))) for question in gold))


def score_answer(gold: Json, given: Json | None) -> QuestionScore:
    id, question, answerable = str(gold["id"]), str(gold["question"]), bool(gold["answerable"])
    if given is None:
        return QuestionScore(id, question, answerable, False, None, False, "no answer was given")
    why = _why_wrong(gold, given)
    verified = all(bool(citation.get("verified")) for citation in given["citations"])
    return QuestionScore(id, question, answerable, not why, _cited(gold, given), verified, why)


def missing_facts(required: Iterable[Sequence[str]], answer: str) -> list[Sequence[str]]:
    """The facts of which no spelling stands in the answer; case, white space and thousands separators do not matter."""
    said = _folded(answer)
    return [spellings for spellings in required if not any(_folded(one) in said for one in spellings)]


def _why_wrong(gold: Json, given: Json) -> str:
    if given["abstained"]:
        return "abstained though the documents say" if gold["answerable"] else ""
    if not gold["answerable"]:
        return "answered though the documents do not say"
    missing = missing_facts(gold["required_facts"], str(given["answer"]))
    return f"the answer lacks {' and '.join(repr(fact[0]) for fact in missing)}" if missing else ""


def _cited(gold: Json, given: Json) -> bool | None:
    wanted = gold.get("citations") or []
    if not wanted or given["abstained"]:
        return None
    return any(overlaps(quote, citation) for quote in wanted for citation in given["citations"])


def _folded(text: str) -> str:
    return re.sub(r"\s+|(?<=\d),(?=\d{3})", "", text.lower().replace("’", "'"))
