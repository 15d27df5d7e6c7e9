"""Text reduced to what a name comparison looks at, with the way back to the characters it came from.

Case, diacritics and punctuation go, runs of anything else become one space, a possessive 's stands apart, a word
hyphenated across lines is joined, "&" reads "and". The gazetteer folds its variants and the texts alike.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

APOSTROPHES = frozenset("'’‘ʼ`´′ʹ")
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "&": " and "}


@dataclass(frozen=True)
class Folded:
    """`text` starts and ends with a space; `at[i]` is the raw position of its character i."""

    raw: str
    text: str
    at: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of a folded span that starts and ends at word characters, marks on the last one included."""
        stop = self.at[end - 1] + 1
        while stop < len(self.raw) and unicodedata.combining(self.raw[stop]):
            stop += 1
        return self.at[start], stop


def fold(text: str) -> Folded:
    kept, at = [" "], [0]
    for position, character in enumerate(text):
        for folded in _folded(text, position, character):
            if folded != " " or kept[-1] != " ":
                kept.append(folded)
                at.append(position)
    if kept[-1] != " ":
        kept.append(" ")
        at.append(len(text))
    return Folded(text, "".join(kept), tuple(at))


def folded_key(text: str) -> str:
    """The same for two writings of one value."""
    if text.isascii() and not any(sign in text for sign in "'`&\n"):
        return " ".join(text.translate(_BLANKS).lower().split())
    return fold(text).text.strip()


def _folded(text: str, position: int, character: str) -> str:
    if character.isascii():
        if character.isalnum():
            return character.lower()
        if character not in "'`-&\n":
            return " "
    if character in _INVISIBLE or _joins_lines(text, position, character):
        return ""
    if character in APOSTROPHES:
        return _apostrophe(text, position)
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c)).casefold()
    plain = "".join(_PLAIN.get(c, c) for c in plain)
    return "".join(c if c.isalnum() else " " for c in plain)


def _apostrophe(text: str, position: int) -> str:
    """Nothing inside a word (O'Brien), a space before a possessive s and outside words."""
    before, after = text[position - 1 : position], text[position + 1 : position + 3]
    inside = before.isalnum() and after[:1].isalnum()
    possessive = after[:1] in ("s", "S") and not after[1:].isalnum()
    return "" if inside and not possessive else " "


def _joins_lines(text: str, position: int, character: str) -> bool:
    """A hyphen at a line's end inside a word, and the line break behind it."""
    hyphen = position if character == "-" else position - 1
    if character not in "-\n" or hyphen < 1:
        return False
    return text[hyphen - 1].isalpha() and text[hyphen : hyphen + 2] == "-\n" and text[hyphen + 2 : hyphen + 3].isalpha()
