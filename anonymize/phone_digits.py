"""Finds known telephone numbers by their digits, however they are grouped, whatever stands between, and spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_DIGIT = r"[\dOolI]"
_RUN = re.compile(rf"(?<![\w$.,])[+(]?\d(?:[\s()./•·\-–—_*x]{{0,3}}{_DIGIT}){{6,40}}(?![\w%])", re.ASCII)
_AS_DIGIT = str.maketrans("OolI", "0011")
_LOCAL, _NO_AREA = 10, 7  # digits of a North American number without its 1, and without its area
_WORDS = dict(
    zip(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "oh", "o"],
        "012345678900",
        strict=True,
    )
)
_SPOKEN = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b|\d", re.IGNORECASE)
_SPOKEN_RUN = re.compile(rf"\b(?:(?:{'|'.join(_WORDS)}|\d{{1,4}})\b[\s,.\-–—]{{0,3}}){{4,14}}", re.IGNORECASE)
_Place = tuple[int, int]
"""The characters [start, end) that say one digit."""


def local_digits(number: str) -> str:
    """The ten digits of a North American number, or all digits of another."""
    digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:x|ext\.?)\s*\d", number)[0])
    return digits[1:] if len(digits) == _LOCAL + 1 and digits[0] == "1" else digits


def without_area(number: str) -> str:
    return number[-_NO_AREA:]


class PhoneDigits:
    """`numbers` have ten digits; said in words they are found without their area too."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._numbers = {number for number in numbers if len(number) == _LOCAL}
        self._short = {without_area(number) for number in self._numbers}

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The known number (or its last seven), and where in the text it stands; a country's 1 before it included."""
        if not self._numbers:
            return
        for run in _RUN.finditer(text):
            places = [(n, n + 1) for n in range(*run.span()) if text[n].isdigit() or text[n] in "OolI"]
            digits = "".join(text[start] for start, _ in places).translate(_AS_DIGIT)
            yield from self._in(digits, places)
        for run in _SPOKEN_RUN.finditer(text):
            said = list(_SPOKEN.finditer(text, *run.span()))
            if any(word.group().isalpha() for word in said):
                yield from self._said([_WORDS.get(word.group().lower(), word.group()) for word in said], said)

    def _said(self, digits: list[str], said: list[re.Match[str]]) -> Iterator[tuple[str, int, int]]:
        places, number = [word.span() for word in said], "".join(digits)
        found = list(self._in(number, places))
        yield from found or self._in(number, places, self._short)

    def _in(self, digits: str, places: list[_Place], known: set[str] | None = None) -> Iterator[tuple[str, int, int]]:
        known = self._numbers if known is None else known
        first, length = 0, _LOCAL if known is self._numbers else _NO_AREA
        while first + length <= len(digits):
            number, last = digits[first : first + length], first + length
            alone = _apart(places, first - 1) or digits[:first] in ("1", "001")
            if number in known and alone and _apart(places, last - 1):
                start = places[first - 1 if digits[:first] == "1" else first][0]
                yield number, start, places[last - 1][1]
                first = last
            else:
                first += 1


def _apart(places: list[_Place], n: int) -> bool:
    """Whether digit n ends a group: nothing follows it at once."""
    return n < 0 or n + 1 >= len(places) or places[n + 1][0] > places[n][1]
