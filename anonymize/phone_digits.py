"""Finds known telephone numbers by their digits, however they are grouped and whatever stands between the groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_DIGIT = r"[\dOolI]"
_RUN = re.compile(rf"(?<![\w$.,])[+(]?\d(?:[\s()./•·\-–—_*x]{{0,3}}{_DIGIT}){{6,40}}(?![\w%])", re.ASCII)
_AS_DIGIT = str.maketrans("OolI", "0011")
_LOCAL = 10  # digits of a North American number without its 1


def local_digits(number: str) -> str:
    """The ten digits of a North American number, or all digits of another."""
    digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:x|ext\.?)\s*\d", number)[0])
    return digits[1:] if len(digits) == _LOCAL + 1 and digits[0] == "1" else digits


class PhoneDigits:
    def __init__(self, numbers: Iterable[str]) -> None:
        self._numbers = {number for number in numbers if len(number) == _LOCAL}

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The known number, and where in the text it stands; a country's 1 before it included."""
        if not self._numbers:
            return
        for run in _RUN.finditer(text):
            places = [n for n in range(*run.span()) if text[n].isdigit() or text[n] in "OolI"]
            digits = "".join(text[n] for n in places).translate(_AS_DIGIT)
            yield from self._in(digits, places)

    def _in(self, digits: str, places: list[int]) -> Iterator[tuple[str, int, int]]:
        first = 0
        while first + _LOCAL <= len(digits):
            number, last = digits[first : first + _LOCAL], first + _LOCAL
            alone = _apart(places, first - 1) or digits[:first] in ("1", "001")
            if number in self._numbers and alone and _apart(places, last - 1):
                start = places[first - 1] if digits[first - 1 : first] == "1" and first == 1 else places[first]
                yield number, start, places[last - 1] + 1
                first = last
            else:
                first += 1


def _apart(places: list[int], n: int) -> bool:
    """Whether digit n ends a group: nothing follows it at once."""
    return n < 0 or n + 1 >= len(places) or places[n + 1] > places[n] + 1
