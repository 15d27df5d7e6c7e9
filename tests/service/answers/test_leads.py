from __future__ import annotations

from datetime import date

import pytest

from tests.fakes.office import Office

TODAY = date(2026, 8, 20)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Does Yoo get a discount on parts?", "Yes"),
        ("Do we need an OK for a $900 job at Brookhaven?", "Yes"),
        ("Do we need an OK for a $300 job at Brookhaven?", "No"),
        ("Did Brandt approve the windows?", "Yes"),
        ("Does Yoo's plan renew?", "No"),
    ],
)
def test_a_yes_or_no_question_is_answered_with_the_word_first(office: Office, question: str, first: str) -> None:
    assert office.answerer.answer(question, office.scope, today=TODAY).answer.startswith(first)


@pytest.mark.parametrize(
    "question",
    [
        "Does Yoo get 25% off parts?",
        "Does Yoo have a cancellation fee?",
        "Did Brandt approve windows for $900?",
        "Did Brandt approve the carpets?",
    ],
)
def test_what_the_words_do_not_settle_gets_neither_yes_nor_no(office: Office, question: str) -> None:
    answer = office.answerer.answer(question, office.scope, today=TODAY).answer
    assert not answer.startswith(("Yes", "No."))
