"""Scores answers against a gold file of the sample accounts' format (samples/README.md). Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.gold import overlaps, share

Json = Mapping[str, Any]
ABSTAINED = "abstained though the documents say"
_FIRST = re.compile(r"\W*(?P<word>yes|no|partly)\b(?=[,.:;]|\s|$)", re.I)
_OPPOSITE = {"yes": "no", "no": "yes"}


@dataclass(frozen=True)
class QuestionScore:
    """`cited` is how many of the `shown` citations stand in words the gold names; both are None where it names none.

    `said` is whether a question to be answered yes or no was answered with the right one, None where the gold does not
    tell it. `why` is "" for a right answer.
    """

    id: str
    question: str
    answerable: bool
    right: bool
    cited: int | None
    shown: int | None
    verified: bool
    said: bool | None = None
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
    def yes_no(self) -> float | None:
        """The share of yes-or-no questions that are answered with the right one of yes and no, in so many words; None
        where the gold tells it of none."""
        told = [one.said for one in self.questions if one.said is not None]
        return share(told) if told else None

    @property
    def citation_precision(self) -> float:
        """The share of the citations shown that overlap one of the gold's."""
        shown = sum(one.shown or 0 for one in self.questions)
        return sum(one.cited or 0 for one in self.questions) / shown if shown else 0.0

    @property
    def citation_recall(self) -> float:
        """The share of questions with gold citations one of which is cited; an abstention cites none."""
        return share(bool(one.cited) for one in self.questions if one.cited is not None)

    @property
    def answers_cited(self) -> float:
        """The same among the questions that were answered."""
        return share(bool(one.cited) for one in self.questions if one.shown)

    @property
    def needless(self) -> float:
        """The share of answerable questions on which the answer abstained."""
        return share(one.why == ABSTAINED for one in self.questions if one.answerable)

    @property
    def verified(self) -> float:
        """The share of answers all of whose citations were verified against their document."""
        return share(one.verified for one in self.questions)

    def to_json(self) -> dict[str, Any]:
        return {
            "questions": len(self.questions),
            "answerable_with_all_facts": round(self.answered, 4),
            "yes_or_no_right": None if self.yes_no is None else round(self.yes_no, 4),
            "unanswerable_abstained": round(self.abstained, 4),
            "answerable_abstained": round(self.needless, 4),
            "answers_citing_the_right_words": round(self.answers_cited, 4),
            "citation_precision": round(self.citation_precision, 4),
            "citation_recall": round(self.citation_recall, 4),
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
        return QuestionScore(id, question, answerable, False, None, None, False, why="no answer was given")
    why = _why_wrong(gold, given)
    verified = all(bool(citation.get("verified")) for citation in given["citations"])
    cited, shown = _cited(gold, given)
    said = said_first(given["answer"]) == gold["yes_no"] if gold.get("yes_no") else None
    return QuestionScore(id, question, answerable, not why, cited, shown, verified, said, why)


def said_first(answer: str) -> str:
    """ "yes", "no" or "partly" where an answer begins with it, else ""."""
    first = _FIRST.match(answer)
    return first["word"].lower() if first else ""


def missing_facts(required: Iterable[Sequence[str]], answer: str) -> list[Sequence[str]]:
    """The facts of which no spelling stands in the answer; case, white space and thousands separators do not matter."""
    said = _folded(answer)
    return [spellings for spellings in required if not any(_folded(one) in said for one in spellings)]


def _why_wrong(gold: Json, given: Json) -> str:
    if given["abstained"]:
        return ABSTAINED if gold["answerable"] else ""
    if not gold["answerable"]:
        return "answered though the documents do not say"
    said, right = said_first(given["answer"]), gold.get("yes_no")
    if right in _OPPOSITE and said == _OPPOSITE[right]:
        return f"the answer says {said} where it is {right}"
    missing = missing_facts(gold["required_facts"], str(given["answer"]))
    return f"the answer lacks {' and '.join(repr(fact[0]) for fact in missing)}" if missing else ""


def _cited(gold: Json, given: Json) -> tuple[int, int] | tuple[None, None]:
    wanted = gold.get("citations") or []
    if not wanted:
        return None, None
    right = [citation for citation in given["citations"] if any(overlaps(quote, citation) for quote in wanted)]
    return len(right), len(given["citations"])


def _folded(text: str) -> str:
    return re.sub(r"\s+|(?<=\d),(?=\d{3})", "", text.lower().replace("’", "'"))
