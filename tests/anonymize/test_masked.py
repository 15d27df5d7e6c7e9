from __future__ import annotations

import pytest

from anonymize.boundary import SanitizedText
from anonymize.masked import Masked, Replacement

RAW = "Mrs. O'Brien at 12 Elm St pays."
MASKED = "Mrs. <PERSON_aaaaaa> at <ADDRESS_bbbbbb> pays."
WORDS = Masked(
    SanitizedText(MASKED, "1", "mac"),
    (
        Replacement(5, 12, 5, 20, "PERSON", "<PERSON_aaaaaa>"),
        Replacement(16, 25, 24, 40, "STREET_ADDRESS", "<ADDRESS_bbbbbb>"),
    ),
)


@pytest.mark.parametrize(
    ("masked", "raw"),
    [
        ("Mrs. ", "Mrs. "),
        ("<PERSON_aaaaaa>", "O'Brien"),
        ("ON_aa", "O'Brien"),
        ("Mrs. <PERSON_aaaaaa>", "Mrs. O'Brien"),
        ("rs. <PERS", "rs. O'Brien"),
        (" at ", " at "),
        ("aa> at <ADD", "O'Brien at 12 Elm St"),
        (" pays.", " pays."),
        ("bb> pays", "12 Elm St pays"),
        (MASKED, RAW),
    ],
)
def test_a_masked_span_leads_to_the_raw_words_and_widens_over_a_cut_pseudonym(masked: str, raw: str) -> None:
    start = MASKED.index(masked)
    first, last = WORDS.raw_span(start, start + len(masked))
    assert RAW[first:last] == raw


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("O'Brien", "<PERSON_aaaaaa>"),
        ("Brien at 12", "<PERSON_aaaaaa> at <ADDRESS_bbbbbb>"),
        (" at ", " at "),
        ("pays", "pays"),
        (RAW, MASKED),
    ],
)
def test_a_raw_span_leads_to_the_masked_words(raw: str, masked: str) -> None:
    start = RAW.index(raw)
    first, last = WORDS.masked_span(start, start + len(raw))
    assert MASKED[first:last] == masked


def test_the_map_survives_json_and_holds_no_raw_word() -> None:
    assert Masked.from_offsets(WORDS.text, WORDS.offsets) == WORDS
    assert "Brien" not in WORDS.offsets


def test_an_unmasked_text_maps_to_itself() -> None:
    plain = Masked(SanitizedText("twice a year", "1", "mac"))
    assert plain.raw_span(3, 7) == (3, 7)
    assert plain.masked_span(3, 7) == (3, 7)
