"""Other readings of a folded text, with the way back to its characters: spelled-out words joined, initials left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonymize.folding import Folded

_SPELLED = re.compile(r"(?<= )[a-z](?: [a-z]){3,}(?= )")  # "T-K-A-C-H"; of three letters most are abbreviations
_INITIAL = re.compile(r"(?<=[^\W\d_]{2}) [a-z](?= [^\W\d_]{2})")


def spelled_out(folded: Folded) -> Folded | None:
    """Read with runs of single letters as words; None where there are none."""
    return _without(folded, [space for run in _SPELLED.finditer(folded.text) for space in _spaces(folded, run)])


def without_initials(folded: Folded) -> Folded | None:
    """Read without single capitals between two words ("Ana R. Wells"); None where there are none."""
    initials = (run.span() for run in _INITIAL.finditer(folded.text))
    return _without(folded, [(a, b) for a, b in initials if folded.raw[folded.at[b - 1]].isupper()])


def _spaces(folded: Folded, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    return ((n, n + 1) for n in range(*run.span()) if folded.text[n] == " ")


def _without(folded: Folded, gaps: list[tuple[int, int]]) -> Folded | None:
    if not gaps:
        return None
    text, at, position = [], list[int](), 0
    for start, end in [*gaps, (len(folded.text), len(folded.text))]:
        text.append(folded.text[position:start])
        at += folded.at[position:start]
        position = end
    return Folded(folded.raw, "".join(text), tuple(at))
