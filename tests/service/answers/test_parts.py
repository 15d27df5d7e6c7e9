"""Two questions in one."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.model import Citation
from service.answers.model import Answer, Searched
from service.answers.parts import joined, parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "When does the Farrow agreement end and does it renew?",
            ("When does the Farrow agreement end?", "does it renew?"),
        ),
        (
            "Is there a trip charge for Farrow, and how fast do we have to be there?",
            ("Is there a trip charge for Farrow?", "how fast do we have to be there?"),
        ),
    ],
)
def test_two_questions_are_two(question: str, asked: tuple[str, ...]) -> None:
    assert parts(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What did the rider change, and from when?",
        "Are the furnace and the boiler covered?",
        "What is the rate for an electrician and what is it for a helper?",
        "When does the agreement end?",
    ],
)
def test_one_question_with_an_and_stays_one(question: str) -> None:
    assert parts(question) == (question,)


def cited(n: int, start: int) -> Citation:
    return Citation(n, "plan.pdf", "contract", "plan.pdf", "Note", "1", 1, "", "words", start, start + 5)


def answer(question: str, text: str, *citations: Citation) -> Answer:
    on = date(2026, 3, 2)
    return Answer(question, question, text, not citations, citations, Searched("", 1, ("c",)), "terms", on)


def test_an_answer_to_both_counts_its_citations_on_and_cites_the_same_words_once() -> None:
    ends = answer("When does it end?", "In May. “words” [1] “words” [2]", cited(1, 0), cited(2, 9))
    renews = answer("Does it renew?", "No. “words” [1] “words” [2]", cited(1, 9), cited(2, 30))

    both = joined("When does it end and does it renew?", [ends, renews])

    assert both.answer == "In May. “words” [1] “words” [2] No. “words” [2] “words” [3]"
    assert [(one.n, one.start) for one in both.citations] == [(1, 0), (2, 9), (3, 30)]


def test_what_only_one_part_answers_says_so_of_the_other() -> None:
    both = joined("…", [answer("Is there a fee?", ""), answer("Does it renew?", "No. [1]", cited(1, 0))])

    assert both.answer == "The documents do not say: “Is there a fee?” No. [1]"
    assert not both.abstained
