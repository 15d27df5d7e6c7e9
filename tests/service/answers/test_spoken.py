from __future__ import annotations

import pytest

from service.answers.spoken import Spoken, words_of


@pytest.mark.parametrize(
    ("question", "name", "said"),
    [
        ("Is Mrs. O'Brien's furnace covered?", "O'Brien", "O'Brien's"),
        ("what does kowalcyk pay", "Kowalczyk", "kowalcyk"),
        ("what does Vowalczyk pay", "Kowalczyk", "Vowalczyk"),
        ("what does vowalczyk pay", "Kowalczyk", None),
        ("Which crand does Ida's gate have", "Crandt", None),
        ("the Lindgrens called", "Lindgren", "Lindgrens"),
        ("is Pike & Ember open", "Pike and Ember", "Pike & Ember"),
        ("Ember by the Pike", "Pike and Ember", None),
        ("Ember, then St. Brendan's hall", "St Brendans", "St. Brendan's"),
        ("is Bell here", "Belt", None),
        ("", "Bell", None),
    ],
)
def test_a_name_is_heard_in_its_own_words_or_with_a_typing_error(question: str, name: str, said: str | None) -> None:
    place = Spoken(question).find(words_of(name))
    assert (question[slice(*place)] if place else None) == said
