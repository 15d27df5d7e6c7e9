from __future__ import annotations

import pytest

from anonymize.policy import MASKED, TREATMENTS
from anonymize.pseudonyms import PSEUDONYM
from anonymize.recognizers import RECOGNIZERS
from anonymize.vocabulary import vocabulary


def test_everything_recognized_has_a_treatment() -> None:
    recognized = {entity for recognizer in RECOGNIZERS for entity in recognizer.entities}
    assert recognized <= set(TREATMENTS)


def test_every_label_makes_a_pseudonym_that_is_found_again() -> None:
    for treatment in MASKED:
        assert PSEUDONYM.fullmatch(f"<{treatment.label}_7f3kq2>")
        assert treatment.why


@pytest.mark.parametrize(
    "word", ["Compressor", "Filters", "Customer", "Termites", "Mowing", "Suite", "Spring", "Price"]
)
def test_words_of_the_trade_are_known_in_any_form(word: str) -> None:
    assert vocabulary().is_trade(word)


@pytest.mark.parametrize(
    ("word", "distinctive"), [("Whitlatch", True), ("O'Brien", True), ("Price", False), ("Rose", False)]
)
def test_only_unusual_names_stand_for_somebody_alone(word: str, distinctive: bool) -> None:
    assert vocabulary().is_distinctive(word) == distinctive
