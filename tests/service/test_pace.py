from __future__ import annotations

import pytest

from service.pace import Pace, TooMany


def test_each_user_may_ask_so_many_questions_in_any_minute() -> None:
    now = [0.0]
    pace = Pace(2, clock=lambda: now[0])
    pace.take("ann")
    now[0] = 30.0
    pace.take("ann")
    with pytest.raises(TooMany) as refused:
        pace.take("ann")
    assert refused.value.retry_after == 30
    pace.take("bob")
    now[0] = 60.0
    pace.take("ann")
    with pytest.raises(TooMany):
        pace.take("ann")


def test_a_refused_question_does_not_count() -> None:
    now = [0.0]
    pace = Pace(1, clock=lambda: now[0])
    pace.take("ann")
    for _ in range(50):
        with pytest.raises(TooMany):
            pace.take("ann")
    now[0] = 60.0
    pace.take("ann")


def test_the_refusal_says_when_to_ask_again_and_which_setting_it_is() -> None:
    pace = Pace(1, clock=lambda: 0.0)
    pace.take("ann")
    with pytest.raises(TooMany, match=r"FINEPRINT_QUESTIONS_PER_MINUTE.*ask again in 60 s"):
        pace.take("ann")
