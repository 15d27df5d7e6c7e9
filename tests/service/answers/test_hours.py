from __future__ import annotations

import pytest

from service.answers.hours import Hours, hours_asked, hours_told, odd_hours


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


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("A call on Saturday is $90.", {"weekend"}),
        ("Nights and holidays cost double the trip.", {"night", "weekend", "holiday"}),
        ("Work after hours is $120 an hour.", {"night", "weekend", "holiday"}),
        ("Christmas is $200.", {"holiday"}),
        ("Labor is $80 an hour.", set()),
    ],
)
def test_odd_hours_are_told_apart_and_words_for_all_of_them_name_each(text: str, odd: set[str]) -> None:
    assert odd_hours(text) == odd
