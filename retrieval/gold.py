"""Whether a citation is one that a gold file names (samples/README.md); answers and verdicts are scored alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]


def overlaps(wanted: Json, citation: Json) -> bool:
    """The same file or record, and one quote holds the other or both share five words in a row."""
    if not _same_source(wanted, citation):
        return False
    left, right = _words(str(wanted.get("quote", ""))), _words(str(citation.get("quote", "")))
    if not (left and right):
        return False
    short, long = sorted((" ".join(left), " ".join(right)), key=len)
    return short in long or bool(_runs(left) & _runs(right))


def share(values: Iterable[bool | None]) -> float:
    """The share that is true, 0 where there is nothing."""
    every = list(values)
    return sum(map(bool, every)) / len(every) if every else 0.0


def _same_source(wanted: Json, citation: Json) -> bool:
    if wanted.get("file"):
        return str(wanted["file"]) == str(citation.get("file") or "")
    record = citation.get("record") or {}
    return str(wanted.get("record")) in (str(record.get("id", "")), str(citation.get("file") or ""))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9$%.]+", text.lower())


def _runs(words: Sequence[str], length: int = 5) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
