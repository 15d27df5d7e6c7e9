from __future__ import annotations

from datetime import date

import pytest

from service.answers.portfolio import Window, window_named

ON = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("question", "window"),
    [
        ("Whose agreement runs out before new year?", Window(ON, date(2026, 12, 31))),
        ("which end before March 2027", Window(ON, date(2027, 2, 28))),
        ("which contracts end in March 2027?", Window(date(2027, 3, 1), date(2027, 3, 31))),
        ("what expires in the next 60 days", Window(ON, date(2027, 1, 15))),
        ("which end this year", Window(date(2026, 1, 1), date(2026, 12, 31))),
        ("which agreements end in 2027", Window(date(2027, 1, 1), date(2027, 12, 31))),
        ("which agreements renew", None),
        ("which agreements end next year?", Window(date(2027, 1, 1), date(2027, 12, 31))),
        ("whose plan is up next month", Window(date(2026, 12, 1), date(2026, 12, 31))),
        ("which stop on January 31, 2027?", Window(date(2027, 1, 31), date(2027, 1, 31))),
    ],
)
def test_the_time_a_list_is_bounded_by_is_read(question: str, window: Window | None) -> None:
    assert window_named(question, ON) == window
