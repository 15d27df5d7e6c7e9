"""Where sentences end, and how a block that is too long is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[“\"(]?[A-Z0-9§•])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|No|Nos|Mr|Mrs|Ms|Dr|Fr|St|Ave|Inc|Co|Corp|Ltd|LLC|Sec|Art|Ex|vs|etc|approx|e\.g|i\.e|U\.S|a\.m|p\.m|ft|lbs?|Jan|Feb|"
    r"Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|^\W*\d{1,3}(?:\.\d+)*|^\W*[A-Za-z])\.\s*$"
)
_LEAD_IN = re.compile(r"[^.:]*:(?=\s*\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s)")
SOFT_BREAKS = (re.compile(r";\s+(?:and|or)?\s*"), re.compile(r",\s+"), re.compile(r"\s+"))


def sentence_ends(text: str) -> Iterator[int]:
    """Offsets where the next sentence begins."""
    for match in _END.finditer(text):
        if not _ABBREVIATION.search(text[: match.end()]):
            yield match.end()


def last_sentence(text: str) -> str:
    begin = max(sentence_ends(text), default=0)
    return text[begin:].strip()


def pieces(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """The text as stretches of at most `longest` characters, cut between sentences where that is possible."""
    start = 0
    while len(text) - start > longest:
        end = start + _cut(text[start : start + longest])
        yield start, end
        start = end
    yield start, len(text)


def lead_in(text: str) -> str:
    """What a list inside the block begins with ("We do not cover:" before "(a)"), or ""."""
    match = _LEAD_IN.search(text)
    return text[match.start() : match.end()].strip() if match else ""


def _cut(window: str) -> int:
    """Where to end a piece: after a sentence, else after a semicolon, a comma, a word; never in the first third."""
    least = len(window) // 3
    ends = [end for end in sentence_ends(f"{window}A") if least <= end <= len(window)]
    if ends:
        return ends[-1]
    for pattern in SOFT_BREAKS:
        ends = [match.end() for match in pattern.finditer(window) if match.end() >= least]
        if ends:
            return ends[-1]
    return len(window)
