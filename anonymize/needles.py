"""A personal value in every writing it could have left behind in bytes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_WORD_LIKE = 8  # characters below which a value must stand as a word of its own
_ENCODABLE = 6  # bytes below which base64 and hex of a value turn up by chance


@dataclass(frozen=True)
class Needle:
    """`text` is bytes as Latin-1 characters; `exact` where case tells (base64), else searched in lower case."""

    text: str
    writing: str
    value_digest: str
    as_word: bool
    exact: bool = False


class Needles:
    """All writings of all values, found in one pass over the bytes."""

    def __init__(self, values: Iterable[str]) -> None:
        needles = [needle for value in sorted({v.strip() for v in values} - {""}) for needle in _writings(value)]
        self._exact = _automaton(needle for needle in needles if needle.exact)
        self._folded = _automaton(needle for needle in needles if not needle.exact)

    def find(self, data: bytes) -> Iterator[Needle]:
        yield from _found(self._exact, data.decode("latin-1"))
        yield from _found(self._folded, data.lower().decode("latin-1"))


def digest_of(value: str) -> str:
    """Twelve hex digits that say which value leaked without saying it."""
    return hashlib.sha256(value.strip().encode()).hexdigest()[:12]


def _writings(value: str) -> set[Needle]:
    digest, found = digest_of(value), set()
    for form in _forms(value):
        raw, as_word = form.encode(), len(form) < _WORD_LIKE
        utf16 = (("utf-16", form.encode("utf-16-le")), ("utf-16", form.encode("utf-16-be")))
        for writing, data in (("text", raw), *utf16):
            found.add(Needle(_latin(data.lower()), writing, digest, as_word))
        if len(raw) >= _ENCODABLE:
            found.add(Needle(raw.hex(), "hex", digest, as_word=False))
            found |= {Needle(_latin(c), "base64", digest, as_word=False, exact=True) for c in _base64_middles(raw)}
    return found


def _forms(value: str) -> set[str]:
    """Upper, lower and title case; typographic and plain apostrophes; a telephone number's bare digits."""
    plain = re.sub(r"[’‘ʼ]", "'", value)
    forms = {value, plain, plain.replace("'", "’")}
    forms |= {cased for form in tuple(forms) for cased in (form.lower(), form.upper(), form.title())}
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 10 and not re.search(r"[^\W\d_]", value):
        forms |= {digits, digits[-10:]}
    return forms


def _base64_middles(data: bytes) -> Iterator[bytes]:
    """What base64 of any text around `data` must contain, for each of the three ways it can be aligned."""
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + data).rstrip(b"=")
        tail = 1 if (shift + len(data)) % 3 else 0
        middle = coded[(0, 2, 3)[shift] : len(coded) - tail]
        yield middle
        yield middle.translate(bytes.maketrans(b"+/", b"-_"))


def _automaton(needles: Iterable[Needle]) -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY)
    by_text: dict[str, list[Needle]] = {}
    for needle in needles:
        by_text.setdefault(needle.text, []).append(needle)
    for text, same in (by_text or {"\0never\0": []}).items():
        automaton.add_word(text, (text, tuple(same)))
    automaton.make_automaton()
    return automaton


def _found(automaton: Any, text: str) -> Iterator[Needle]:
    for last, (needle_text, needles) in automaton.iter(text):
        start = last + 1 - len(needle_text)
        alone = not (text[start - 1 : start].isalnum() or text[last + 1 : last + 2].isalnum())
        yield from (needle for needle in needles if alone or not needle.as_word)


def _latin(data: bytes) -> str:
    return data.decode("latin-1")
