"""Names a document gives to what is sold: "HomeKeep plan", "ComfortKeeper Club", "Lift & Latch card". They stay readable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from anonymize.findings import KEEP, Certainty, Finding
from anonymize.vocabulary import vocabulary

_CAP = r"[A-Z][A-Za-z]{2,24}"
_NAMED = re.compile(
    rf"(?<![\w'’&.-])(?!(?:Your|The|Our|This|My|Dear|New|Each|Any|All)\b)(?P<name>{_CAP}(?:(?:[ ]|[ ]?&[ ])(?:of[ ])?{_CAP}){{0,3}}?)[®™]?\s(?:is\s(?:a|an|our|your|the)\s)?"
    r"(?:[a-z]{3,12}\s){0,2}(?i:plan|club|card|membership|program)\b"
)
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+")
_LEGAL_FORM = r",?\s+(?:Inc|LLC|L\.L\.C|LLP|Ltd|Corp|Corporation|Company|Co\.)\b"


def product_names(texts: Iterable[str]) -> frozenset[str]:
    """Of one document, all parts together. Only names made of ordinary words, none of them anybody's, and of no company:
    "the Kowalczyk plan" and "the Rose club" may be somebody's.
    """
    texts = list(texts)
    found = {match["name"] for text in texts for match in _NAMED.finditer(text)}
    return frozenset(name for name in found if _is_of_ordinary_words(name) and not _is_a_company(name, texts))


def kept(text: str, names: Iterable[str]) -> list[Finding]:
    """Where these names stand, written as they are."""
    places = (match.span() for name in names for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return [Finding(start, end, KEEP, Certainty.KNOWN) for start, end in sorted(places)]


def _is_of_ordinary_words(name: str) -> bool:
    known, parts = vocabulary(), [part.lower() for part in _PARTS.findall(name)]
    return len(parts) > 1 and all(
        known.is_ordinary(part) and not known.may_be_given(part) and not known.is_surname(part) for part in parts
    )


def _is_a_company(name: str, texts: Iterable[str]) -> bool:
    company = re.compile(re.escape(name) + _LEGAL_FORM)
    return any(company.search(text) for text in texts)
