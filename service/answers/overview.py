"""What an agreement includes, leaves out or had changed as a whole: "what's in her plan", "what is not covered", "what did the rider change"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from service.agreements import terms
from service.agreements.terms import Term
from service.answers.compose import Composed, Page, quoted
from service.answers.evidence import Evidence, Found, is_place
from service.answers.kinds import Asked, Kind
from service.answers.standing import Standing
from service.answers.vocabulary import TALK, stems

MOST_LISTED = 8
_ASKED = re.compile(r"^\W*(?:(?:so|and|ok|hey),? )*(?:what|which)\b", re.I)
_WHAT_CHANGED = re.compile(r"\bwhat\b.{0,60}\bchang|\bwhat(?:'s| is| was)? (?:in|new in|different)\b", re.I)
_ORDER = stems("first second third latest last new actual amendment rider addendum supplement letter")
_LEFT_OUT = re.compile(r"\b(?:not|isn['’]t|aren['’]t|doesn['’]t|don['’]t|exclud\w+|left out)\b", re.I)


def answer_overview(page: Page, found: Found, asked: Asked, standing: Standing | None) -> Composed | None:
    """The clauses that include, or leave out, something, in the order they stand in; None for any other question."""
    if standing is None or asked.yes_no or asked.kind is not Kind.COVERAGE or not _ASKED.search(found.question):
        return None
    if asked.narrow or not all(is_place(word.stem) or word.stem in TALK for word in found.words):
        return None
    left_out = bool(_LEFT_OUT.search(found.question))
    types = (terms.Exclusion,) if left_out else (terms.Inclusion, terms.Allowance)
    quotes = [
        (document, quote)
        for term in islice(_each_clause(standing, types), MOST_LISTED)
        if (document := page.sources.ledger.document(page.scope, term.pin.document_id))
        and (quote := page.quote_term(term))
    ]
    if not quotes:
        return None
    first = f"What was read as {'left out' if left_out else 'included'}; the documents may say more."
    return Composed(" ".join([first, *quoted(page, quotes)]), tuple(page.citations), "terms")


def answer_changes(page: Page, found: Found, asked: Asked) -> Composed | None:
    """Every change an amendment in force makes, in the order they stand in, where what it changed is asked for and nothing in
    particular of it; None for any other question."""
    if asked.yes_no or asked.kind is not Kind.CHANGE or not _WHAT_CHANGED.search(found.question):
        return None
    if not all(is_place(word.stem) or word.stem in TALK | _ORDER for word in found.words):
        return None
    changes = {one.quoted(whole=True)[0].start: one for one in found.amending if _changes(one)}
    documents = sorted({one.document.id for one in changes.values()})
    in_order = [one for id in documents for _, one in sorted(changes.items()) if one.document.id == id]
    quotes = [(one.document, quote) for one in in_order[:MOST_LISTED] if (quote := page.quote_evidence(one))]
    return Composed(" ".join(quoted(page, quotes)), tuple(page.citations), "extract") if quotes else None


def _changes(one: Evidence) -> bool:
    return one.narrowly or bool(one.terms)


def _each_clause(standing: Standing, types: tuple[type[Term], ...]) -> Iterator[Term]:
    """One term of each run of words, by document in the order they stand in."""
    for one in standing.effective:
        last = None
        for term in sorted(one.terms, key=lambda term: (term.pin.document_id, term.pin.start, -term.pin.end)):
            if isinstance(term, types) and (last is None or _is_further(term, last)):
                yield (last := term)


def _is_further(term: Term, last: Term) -> bool:
    return term.pin.document_id != last.pin.document_id or term.pin.start >= last.pin.end
