"""The trade's regular visit, which terms of visits are about though neither names any work."""

from __future__ import annotations

from service.agreements.terms import Allowance, Rate, Term
from service.coverage.lines import ROUND_WORDS, Line, LineKind
from service.coverage.reading import Wording
from service.coverage.vocabulary import Vocabulary, tokens

_VISIT = frozenset({"visit", "cleaning"})


def of_visits(term: Term, words: Wording) -> bool:
    """Whether a term counts or prices visits without saying more of them ("$148.00 a visit")."""
    if isinstance(term, Rate):
        counted = term.unit in ("visit", "each") and bool(_VISIT.intersection(tokens(term.what)))
    else:
        counted = isinstance(term, Allowance) and term.unit == "visit"
    return counted and not any(one.things or one.unknown or one.tasks for one in words.subjects)


def is_one(line: Line, vocabulary: Vocabulary, *, plain: bool) -> bool:
    """Whether a line is the trade's regular service: "Housekeeping visit", or a bare "Visit" that went with nothing. One with
    words no trade knows (not `plain`) may be another service."""
    if line.kind is not LineKind.SERVICE:
        return False
    bare = not line.things and not line.around and set(tokens(line.item.name)) <= ROUND_WORDS
    return bare or any(
        plain and vocabulary.concepts[id].sort == "service" and vocabulary.is_container(id) for id in line.things
    )
