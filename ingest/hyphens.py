"""Words broken at a line's end: which hyphens are the word's own, told by the words of the same document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

KEPT = re.compile(
    r"after|all|cross|five|four|half|high|long|low|mid|non|off|one|second|self|short|six|ten|third|three|twelve|two|well"
)


class Hyphens:
    def __init__(self, words: Iterable[str]) -> None:
        self._given = words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word.strip(".,;:()[]“”\"'’").casefold() for word in self._given)

    def joint(self, first: str, second: str) -> str | None:
        """What stands between the halves once joined: "" or "-"; None where they are not one word."""
        before, after = first[:-1].lstrip("(“\"'").casefold(), second.strip(".,;:()[]“”\"'’").casefold()
        if not before or not after:
            return None
        if before[-1].isdigit() or after[0].isdigit():
            return "-"
        if not before[-1].isalpha() or not after[0].isalpha():
            return None
        if before + after in self._words:
            return ""
        own = (
            f"{before}-{after}" in self._words
            or bool(KEPT.fullmatch(before.rsplit("-")[-1]))
            or not second[0].islower()
        )
        return "-" if own or {before, after} <= self._words else ""
