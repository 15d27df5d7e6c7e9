from __future__ import annotations

from datetime import date

import pytest

from service.answers.days import day_named

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("were they Gold on November 6 2025?", date(2025, 11, 6)),
        ("what was the rate on 3/2/2026", date(2026, 3, 2)),
        ("what was the rate in May 2026?", date(2026, 5, 1)),
        ("did we come on December 20?", date(2025, 12, 20)),
        ("what did she pay back in July", date(2026, 7, 15)),
        ("the visit yesterday", date(2026, 11, 15)),
        ("the job two weeks ago", None),
        ("the job 2 weeks ago", date(2026, 11, 2)),
        ("was it covered last year?", date(2025, 11, 16)),
    ],
)
def test_a_question_about_the_past_fixes_its_day(question: str, day: date | None) -> None:
    assert day_named(question, TODAY) == day


@pytest.mark.parametrize(
    "question",
    [
        "what do they pay from March on?",
        "which agreements end before January 1, 2027?",
        "what does he pay in January?",
        "may we start without asking?",
        "what is the fee?",
    ],
)
def test_a_date_that_is_asked_about_does_not_move_the_day(question: str) -> None:
    assert day_named(question, TODAY) is None
