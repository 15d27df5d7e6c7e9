"""Where something personal stands, who it is, and which of several overlapping findings holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from anonymize.vocabulary import vocabulary, word_set

KEEP, TOWN = "KEEP", "TOWN"
"""Entities of words that stay although a recognizer may want them: own company and brands; towns on their own."""

_TITLES = word_set("mr mrs ms miss mx dr prof rev fr sr jr")
_JOINED = re.compile(r"\W+(?:and|&|or|of|at)\W*$")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Certainty(IntEnum):
    """How a finding was made; where two overlap, the surer one holds unless a pattern's span contains it."""

    GUESSED = 1  # the language model, and names the words around them give away
    PATTERN = 2
    KNOWN = 3


@dataclass(frozen=True)
class Identity:
    """Who or what a pseudonym stands for. `client_id` owns it, None for third parties and the account itself."""

    entity: str
    canonical: str
    value: str
    client_id: str | None


@dataclass(frozen=True)
class Finding:
    """Raw characters [start, end) of one text."""

    start: int
    end: int
    entity: str
    certainty: Certainty
    identity: Identity | None = None

    def contains(self, other: Finding) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Finding) -> bool:
        return self.start < other.end and other.start < self.end


def settle(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Findings that do not overlap, in order, covering every character that any of them covers.

    Known values and patterns hold by length (a tie goes to the known one), but a pattern with an end within a known value
    has misread where it ends; and a pattern takes over the identity of a known value of its kind that it contains
    ("12 Elm St" in "12 Elm St, Apt 4"). What a longer or surer finding leaves
    over of another one is a finding of its own, unless only words to keep are in between.
    """
    sure: list[Finding] = []
    guessed: list[Finding] = []
    listed = list(findings)
    kept = [finding for finding in listed if finding.entity == KEEP]
    for finding in listed:
        if any(_says_no_more(finding, keep, text) for keep in kept):
            continue
        (guessed if finding.certainty is Certainty.GUESSED else sure).append(finding)
    known = [finding for finding in sure if finding.certainty is Certainty.KNOWN and finding.entity not in (KEEP, TOWN)]
    misread = {finding for finding in sure if any(_ends_within(finding, value) for value in known)}
    settled: list[Finding] = []
    for finding in (
        *sorted(sure, key=lambda each: (each in misread, *_by_length(each))),
        *sorted(guessed, key=_by_length),
    ):
        settled.extend(_left_over(finding, settled, text))
    named = [_named(finding, sure) for finding in settled]
    return sorted((finding for finding in named if finding.entity not in (KEEP, TOWN)), key=lambda f: f.start)


def _says_no_more(finding: Finding, keep: Finding, text: str) -> bool:
    """ "Carrier Corporation" is a brand and ordinary words: nobody's name."""
    if finding.entity not in ("PERSON", "ORGANIZATION") or finding.identity is not None or not finding.contains(keep):
        return False
    known = vocabulary()
    rest = _WORD.findall(f"{text[finding.start : keep.start]} {text[keep.end : finding.end]}")
    return all(known.is_trade(word) or (known.is_ordinary(word) and not known.is_surname(word)) for word in rest)


def _ends_within(finding: Finding, known: Finding) -> bool:
    crossing = finding.overlaps(known) and not finding.contains(known) and not known.contains(finding)
    return finding.certainty is Certainty.PATTERN and crossing


def _by_length(finding: Finding) -> tuple[int, int, bool, int]:
    return finding.start - finding.end, -finding.certainty, finding.identity is None, finding.start


def _left_over(finding: Finding, settled: list[Finding], text: str) -> list[Finding]:
    """The parts of a finding that nothing settled covers, less punctuation at their ends."""
    gaps, position = [], finding.start
    for other in sorted((s for s in settled if s.overlaps(finding)), key=lambda s: s.start):
        gaps.append((position, other.start))
        position = max(position, other.end)
    gaps.append((position, finding.end))
    whole = len(gaps) == 1
    if not whole and finding.entity in (KEEP, TOWN):
        return []
    parts = (_trimmed(start, end, text, finding.start, finding.end) for start, end in gaps)
    return [
        replace(finding, start=start, end=end, identity=finding.identity if whole else None)
        for start, end in parts
        if end > start and (whole or finding.certainty is Certainty.KNOWN or _says_something(text[start:end]))
    ]


def _says_something(left_over: str) -> bool:
    """Not a mere title or a word of the trade that stood beside a name."""
    return any(
        not vocabulary().is_trade(word) and word.lower() not in _TITLES for word in re.findall(r"\w+", left_over)
    )


def _trimmed(start: int, end: int, text: str, first: int, last: int) -> tuple[int, int]:
    """A left-over part without the punctuation and the "and" that joined it to what was taken."""
    if end != last and (joined := _JOINED.search(text, start, end)):
        end = joined.start()
    while start < end and start != first and not text[start].isalnum():
        start += 1
    while end > start and end != last and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _named(finding: Finding, sure: list[Finding]) -> Finding:
    if finding.identity is not None:
        return finding
    inside = [s for s in sure if s.identity and s.entity == finding.entity and finding.contains(s)]
    longest = max(inside, key=lambda s: s.end - s.start, default=None)
    return finding if longest is None else replace(finding, identity=longest.identity)
