"""Ordinal numbers as they are written: "third", "3rd"."""

from __future__ import annotations

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))"


def ordinal(written: str) -> int:
    """The number of what `ORDINAL` matches: 3 of "Third" and "3rd"."""
    low = written.lower()
    return ORDINALS.index(low) + 1 if low in ORDINALS else int(low[:-2])
