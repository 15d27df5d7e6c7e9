"""Masked text leads back to the exact original, whatever stood in it; `ROUND_TRIPS` says for how many texts."""

from __future__ import annotations

import os
import random
import unicodedata

import pytest
from sqlalchemy import Engine

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Seal
from anonymize.errors import NotThisText
from anonymize.gazetteer import Gazetteer
from anonymize.keys import Keyring
from anonymize.known import address, email, person, phone
from anonymize.masked import Masked
from anonymize.policy import POLICY_VERSION
from anonymize.vault import Vault
from tests.fakes.detector import WordDetector

A, SEED = "account-1", 20261116
TEXTS = int(os.environ.get("ROUND_TRIPS", "500"))
NAMES = ("Maeve O'Brien", "Mrs. O’Brien", "obrien", "MAEVE OBRIEN", "maeve.obrien@example.com", "(218) 555-0142")
PLACES = ("12 Elm Street", "12 Elm St.", "12 elm", "12 Elm Street, Ely, MN 55731")
FOUND = {
    "Zoë Ångström": "PERSON",
    "Zoe\u0308 A\u030angstro\u0308m": "PERSON",
    "4471#": "ACCESS_CODE",
    "👨‍👩‍👧 Vance": "PERSON",
}
LOOKALIKES = ("<PERSON_abc234>", "<PERSON_<PERSON_abc234>>", "<", ">", "<PERSON_", "\u2022", "\ue000")
BETWEEN = (
    " ",
    "\r\n",
    "\n\n",
    "\t",
    ", ",
    "; ",
    "",
    "\u00a0",
    "\u200b",
    "e\u0301",
    "🔧",
    "🇨🇦",
    "ﬁlter",
    "ß",
    "İ",
    "\u202e",
    "$150.00",
)


@pytest.fixture
def anonymizer(engine: Engine, keyring: Keyring) -> Anonymizer:
    known = [
        person("Maeve", "O'Brien", "client-1"),
        address("12 Elm Street", "", "Ely", "MN", "55731", "client-1"),
        phone("218-555-0142", "client-1"),
        email("maeve.obrien@example.com", "client-1"),
    ]
    seal = Seal(A, keyring.seal_key(A), POLICY_VERSION)
    return Anonymizer(A, WordDetector(FOUND), Gazetteer(known), Vault(engine, keyring, A), seal)


def texts(number: int) -> list[str]:
    chance = random.Random(SEED)
    pieces = (*NAMES, *PLACES, *FOUND, *LOOKALIKES, "two tune-ups a year", "İstanbul", "x" * 40)
    made = []
    for _ in range(number):
        words = [chance.choice(pieces) + chance.choice(BETWEEN) for _ in range(chance.randint(0, 12))]
        form = chance.choice((str, lambda text: unicodedata.normalize("NFD", text)))
        made.append(form("".join(words)))
    return made


def test_restoring_gives_the_exact_original(anonymizer: Anonymizer) -> None:
    """As documents are kept: one sealed text, and the map of each part into it."""
    made = texts(TEXTS)
    replaced = 0
    for text, masked in zip(made, anonymizer.mask_many(made, client_id="client-1"), strict=True):
        kept = Masked.from_offsets(masked.text, masked.offsets)
        assert kept.restored(text) == text
        assert kept.restored(f"Heading\r\n{text}👋", 9) == text
        replaced += len(kept.replacements)
    assert replaced > TEXTS, f"seed {SEED} made texts without anything to mask"


def test_offsets_lead_both_ways(anonymizer: Anonymizer) -> None:
    made = texts(min(TEXTS, 500))
    for text, masked in zip(made, anonymizer.mask_many(made, client_id="client-1"), strict=True):
        shown = masked.text.text
        for r in masked.replacements:
            assert shown[r.masked_start : r.masked_end] == r.pseudonym
            assert masked.raw_span(r.masked_start, r.masked_end) == (r.start, r.end)
            assert masked.masked_span(r.start, r.end) == (r.masked_start, r.masked_end)
        assert masked.raw_span(0, len(shown)) == (0, len(text))
        assert masked.masked_span(0, len(text)) == (0, len(shown))


def test_another_text_is_refused(anonymizer: Anonymizer) -> None:
    masked = anonymizer.mask("Maeve O'Brien gets two tune-ups a year", client_id="client-1")
    for other in ("Maeve O'Brien gets two tune-ups", "Maeve O'Brien gets ten tune-ups a year", "", "x" * 60):
        with pytest.raises(NotThisText, match="reindex"):
            masked.restored(other)
