from __future__ import annotations

import pytest

from service.coverage.shared_words import PLACED, WHOLE, likeness


@pytest.mark.parametrize(
    ("name", "wording", "score"),
    [
        ("Quarterly jetting of lane", "Hydro-jetting the lane", WHOLE),
        ("Refill perfume doser", "Perfume dosing pump filled monthly", WHOLE),
        ("Organ blower bellows cracked", "organ bellows", WHOLE),
        ("Sequencer, reserve coil", "electric reserve coil", PLACED),
        ("Switch, north quay hoist", "Hoist cables on the north quay", 0.0),
        ("Bell", "bell tower", 0.0),
        ("Quarterly visit", "visit each quarter", 0.0),
        ("Clock face", "organ bellows", 0.0),
    ],
)
def test_words_without_plural_and_tense_tell_what_a_clause_is_about(name: str, wording: str, score: float) -> None:
    assert likeness(name, wording) == score
