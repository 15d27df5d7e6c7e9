from __future__ import annotations

import pytest

from service.answers.hours import Hours, hours_asked, hours_told


@pytest.mark.parametrize(
    ("question", "hours"),
    [
        ("what is the call-out on a Wednesday at noon?", Hours.REGULAR),
        ("what do we bill an hour on an ordinary Thursday", Hours.REGULAR),
        ("the pump quit Saturday, what does he pay?", Hours.OTHER),
        ("what does she pay at 9 pm", Hours.OTHER),
        ("what is the hourly rate?", None),
    ],
)
def test_a_question_names_regular_hours_or_others_or_none(question: str, hours: Hours | None) -> None:
    assert hours_asked(question) is hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Call-out, Monday to Friday 8 to 5 | $60", Hours.REGULAR),
        ("Call-out at all other times | $110", Hours.OTHER),
        ("Outside regular hours labor is $140.", Hours.OTHER),
        ("Labor is $90 in regular hours and $140 on weekends.", None),
        ("Parts are list price less 10%.", None),
    ],
)
def test_words_are_about_regular_hours_or_others_or_both(text: str, hours: Hours | None) -> None:
    assert hours_told(text) is hours
