"""A quote found again in masked clauses, also where it runs on into the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anonymize.pseudonyms import PSEUDONYM
from ingest.ledger import KeptClause
from retrieval.model import Span

SHORTEST = 6
"""Letters and digits a quote needs to prove anything."""
_ALIKE = {"'": "['‘’`]", '"': '["“”„]', "-": "[-–—‑−‐]"}
_SAME = {other: spelled for spelled in _ALIKE.values() for other in spelled[1:-1]}


@dataclass(frozen=True)
class Quoted:
    """`span` are raw offsets in the document, `words` the masked words there; `clauses` those it runs through."""

    span: Span
    words: str
    clauses: tuple[KeptClause, ...]


def find_quote(run: Sequence[KeptClause], quote: str) -> Quoted | None:
    """Where a quote stands that begins in the first of these clauses, which follow each other in one document.

    Character by character, but for white space and the shapes of quotation marks and dashes; the words given back are
    the clauses' own. A quote that cuts a pseudonym is none.
    """
    pattern = _pattern(quote)
    if pattern is None or not run:
        return None
    text, starts = "", []
    for one in run:
        text += "\n" if text else ""
        starts.append(len(text))
        text += one.clause.text.text
    first_end = starts[0] + len(run[0].clause.text.text)
    found = next((match for match in pattern.finditer(text) if match.start() < first_end), None)
    if found is None or _cuts_a_name(text, found.start(), found.end()):
        return None
    last = max(i for i, start in enumerate(starts) if start < found.end())
    begin = run[0].raw_span(found.start(), min(found.end(), first_end)).start
    end = run[last].raw_span(max(found.start() - starts[last], 0), found.end() - starts[last]).end
    return Quoted(Span(begin, end), found.group(), tuple(run[: last + 1]))


def _pattern(quote: str) -> re.Pattern[str] | None:
    words = quote.strip().strip("…").removesuffix("...").removeprefix("...").split()
    if sum(letter.isalnum() for word in words for letter in word) < SHORTEST:
        return None
    return re.compile(r"\s+".join("".join(_SAME.get(letter, re.escape(letter)) for letter in word) for word in words))


def _cuts_a_name(text: str, start: int, end: int) -> bool:
    spans = (match.span() for match in PSEUDONYM.finditer(text))
    return any(first < edge < last for first, last in spans for edge in (start, end))
