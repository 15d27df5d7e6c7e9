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
        ("Is Yoo's plan still in force?", "Yes"),
        ("Is the cabin on Pine Hollow Road on Martin Yoo's plan?", "No"),
        ("Is 15 Cypress Bend on Martin Yoo's plan?", "Yes"),
    ],
)
def test_a_yes_or_no_question_is_answered_with_the_word_first(office: Office, question: str, first: str) -> None:
    assert office.answerer.answer(question, office.scope, today=TODAY).answer.startswith(first)


def test_where_only_a_heading_refuses_the_answer_names_it(office: Office) -> None:
    answer = office.answerer.answer("Are bed bugs covered for Denise Okafor?", office.scope, today=TODAY).answer
    assert answer.startswith("No")
    assert "What we do not treat" in answer


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
