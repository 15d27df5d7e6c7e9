"""How a thing judged by its name is told: the thing itself and the labor on it."""

import pytest

from service.answers.judged import Judged, Side, said_of_thing


@pytest.mark.parametrize(
    ("thing", "labour", "is_part", "told"),
    [
        (Side.FREE, Side.FREE, True, "it is covered, parts and labor."),
        (
            Side.REDUCED,
            Side.FREE,
            True,
            "the labor to repair it is covered and the part is charged at a reduced price.",
        ),
        (Side.FREE, None, True, "the part is covered."),
        (None, Side.FREE, True, "the labor to repair it is covered."),
        (Side.LIMITED, None, False, "it is covered up to a limit."),
    ],
)
def test_sides_of_which_nothing_is_known_are_not_spoken_of(
    thing: Side | None, labour: Side | None, is_part: bool, told: str
) -> None:
    assert Judged(thing, labour, is_part, ()).said.startswith(f"By its name alone, {told}")


def test_a_question_that_only_points_back_asks_about_what_was_said_before_it() -> None:
    assert said_of_thing("Otto thinks it's the well pump. Is that in his contract?").startswith("Otto thinks")
    assert said_of_thing("It is cold in here. Is the igniter covered?") == "Is the igniter covered?"
