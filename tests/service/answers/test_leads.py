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
        ("Can Brandt stop at the end of a month?", "Yes"),
        ("Are attics entered at Okafor's?", "No"),
        ("Are the windows at Brandt's washed inside?", "Yes"),
        ("Does Okafor pay when the bugs come back between visits?", "No"),
        ("Denise Okafor asks whether attics are entered", "No"),
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


def test_words_that_give_neither_yes_nor_no_are_said_to_give_none(office: Office) -> None:
    answer = office.answerer.answer("Does Yoo get 25% off parts?", office.scope, today=TODAY).answer
    assert answer.startswith("The documents don't say yes or no outright.")
    assert "10% off list" in answer
