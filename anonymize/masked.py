"""Masked text with the map between its characters and the raw ones."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from anonymize.boundary import SanitizedText
from anonymize.errors import NotThisText


@dataclass(frozen=True)
class Replacement:
    """Raw characters [start, end) became masked characters [masked_start, masked_end), which read `pseudonym`."""

    start: int
    end: int
    masked_start: int
    masked_end: int
    entity: str
    pseudonym: str


@dataclass(frozen=True)
class Masked:
    """`replacements` are in order and do not overlap."""

    text: SanitizedText
    replacements: tuple[Replacement, ...] = ()

    def raw_span(self, masked_start: int, masked_end: int) -> tuple[int, int]:
        """Where masked characters stand in the raw text; a span that cuts a pseudonym widens to all of its value."""
        pairs = [(r.masked_start, r.masked_end, r.start, r.end) for r in self.replacements]
        return _mapped(masked_start, masked_end, pairs)

    def masked_span(self, start: int, end: int) -> tuple[int, int]:
        """Where raw characters stand in the masked text; a span that cuts a value widens to all of its pseudonym."""
        pairs = [(r.start, r.end, r.masked_start, r.masked_end) for r in self.replacements]
        return _mapped(start, end, pairs)

    def restored(self, raw: str, start: int = 0) -> str:
        """The exact original: each pseudonym changed back into the words that stand in its place in `raw`.

        `raw` is the document's own text, which is kept sealed, and `start` where this part of it begins. Raises
        `NotThisText` where anything between the pseudonyms differs, so that no other text is ever taken for it.
        """
        pieces, position, length = [], start, 0
        for replacement in self.replacements:
            pieces += [self.text.text[length : replacement.masked_start]]
            pieces += [raw[start + replacement.start : start + replacement.end]]
            position, length = start + replacement.end, replacement.masked_end
        pieces.append(self.text.text[length:])
        original = "".join(pieces)
        if raw[start : position + len(pieces[-1])] != original:
            raise NotThisText("the text has changed since it was masked; run `fineprint reindex`")
        return original

    @property
    def offsets(self) -> str:
        """The map as JSON; it holds no raw text."""
        return json.dumps([astuple(replacement) for replacement in self.replacements], separators=(",", ":"))

    @classmethod
    def from_offsets(cls, text: SanitizedText, offsets: str) -> Masked:
        return cls(text, tuple(Replacement(*values) for values in json.loads(offsets)))


def _mapped(start: int, end: int, pairs: Iterable[tuple[int, int, int, int]]) -> tuple[int, int]:
    """`pairs` are (start, end) here and (start, end) there, in order."""
    first, last, shift = None, None, 0
    for here_start, here_end, there_start, there_end in pairs:
        if start < here_start and first is None:
            first = start + shift
        if end <= here_start:
            break
        if start < here_end and first is None:
            first = there_start
        shift = there_end - here_end
        last = there_end if here_start < end <= here_end else None
    return (start + shift if first is None else first), (end + shift if last is None else last)
