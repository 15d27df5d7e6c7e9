from __future__ import annotations

import pytest

from service.answers.tiers import step_asked


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("what is the third service call this month?", "3 and up | $60.00 each"),
        ("once they are past six hours, what do we bill?", "hours 7 through 12 | $80.00"),
        ("the 14th hour this quarter?", "hour 13 and up | $70.00"),
        ("price of a second cleaning?", "second and third | $40.00"),
        ("how much is a wash once they had their three for the month?", "the fourth and every later one | $45.00"),
        ("5th drain this year, what does he pay?", "From the 4th on it is $70"),
        ("We did eight hours there. What is the ninth worth?", "hours 7 through 12 | $80.00"),
        ("first clog of the month, what does a first call cost?", "first | none"),
    ],
)
def test_a_step_of_a_ladder_is_found_by_its_number(question: str, row: str) -> None:
    step = step_asked(question)
    assert step is not None
    assert step.is_told_by(row)


def test_other_steps_are_told_apart_and_other_ladders_left_alone() -> None:
    step = step_asked("what does the fifth visit cost?")
    assert step is not None
    assert step.is_told_by("visits 1-4 | included") is False
    assert step.is_told_by("hours 1 through 10 | $98.00") is None
    assert step.is_told_by("Mulch | $62.00 per cubic yard") is None
    assert step_asked("what does a visit cost?") is None
