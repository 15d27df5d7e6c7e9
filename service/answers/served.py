"""Whether there is an agreement in force at all, and whether it serves the property a question names: "is the Elm Street
house under contract?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.agreements import terms
from service.answers.compose import Composed, Page, compose_state, named
from service.answers.evidence import Evidence, Found, is_place
from service.answers.kinds import Asked
from service.answers.scope import Subject
from service.answers.sources import Precedence
from service.answers.standing import Standing
from service.answers.vocabulary import content

_OF_PLACE = re.compile(
    r"\b(?:on|in|under|part of|belongs? to)\b (?:[\w'’]+ ){0,3}(?:plan|contract|agreement|deal|order|sheet|schedule|card|club|program\w*|retainer|membership|paper|letter|coverage)s?\b|\b(?:under contract|covered|served|included|with us)\b",
    re.I,
)
_HAVING = re.compile(
    r"\b(?:has|have|had|got|on|under)\b (?:an?|any|some)\b (?:[\w'’]+ ){0,2}(?:plan|contract|agreement|membership|paper|papers|deal)s?\b"
    r"|\bunder contract\b|\b(?:an?|our) (?:[\w'’]+ )?members?\b",
    re.I,
)


def answer_having(page: Page, found: Found, asked: Asked, standing: Standing | None) -> Composed | None:
    """Whether the client has an agreement: with the words that say how long it runs. None for any other question, and for
    a client of whom no agreement is on file."""
    if standing is None or not asked.yes_no or not _asks_for_having(found.question) or not standing.agreements:
        return None
    if not standing.effective:
        begun = [one for one in standing.agreements if (one.in_force_from or standing.on) <= standing.on]
        last = max(begun or standing.agreements, key=lambda one: one.in_force_to or standing.on)
        document = page.sources.ledger.document(page.scope, last.document_id)
        return compose_state(page, document, standing) if document else None
    for one in standing.effective:
        runs = standing.runs(one.agreement.document_id) or next(iter(one.terms), None)
        document = page.sources.ledger.document(page.scope, one.agreement.document_id)
        if runs and document and (quote := page.quote_term(runs)):
            name = named(page, document)
            says = f"Yes, {name[:1].lower()}{name[1:]} is in force. It says: {quote}"
            return Composed(says, tuple(page.citations), "terms")
    return None


def _asks_for_having(question: str) -> bool:
    """What stands beside it names no thing: "do they have a maintenance plan", not "does she have a plan for the pool"."""
    beside, having = _HAVING.subn(" ", question)
    return bool(having) and all(is_place(word.stem) for word in content(beside))


def answer_served(
    page: Page, found: Found, asked: Asked, subject: Subject, standing: Standing | None, effective: Precedence
) -> Composed | None:
    """No where the client's agreements in force name the places they serve and the one asked about is not among them;
    yes where it is, and nothing but the place is asked about. None for any other question."""
    if subject.property is None or standing is None or not asked.yes_no or not _OF_PLACE.search(found.question):
        return None
    named = [one for one in standing.effective if one.agreement.property_ids is not None]
    if not named or len(named) < len(standing.effective) or not subject.named_place:
        return None
    serving = effective(standing.agreements, property_id=subject.property.id, on=subject.on)
    only_place = all(is_place(word.stem) for word in found.words) and not asked.narrow
    if serving and not only_place:
        return None
    ids = {one.agreement.document_id for one in (serving or named)}
    quote = next((made for one in _places(found, ids) if (made := page.quote_evidence(one))), None)
    if quote is None:
        return None
    first = "Yes, the agreement serves it." if serving else "No, the agreement serves other places."
    return Composed(f"{first} It says: {quote}", tuple(page.citations), "terms")


def _places(found: Found, documents: set[str]) -> Sequence[Evidence]:
    """The passages that name the places served, the one with the most of the question's words first."""
    naming = (one for one in found.evidence if one.document.id in documents and _names_places(one))
    return sorted(naming, key=lambda one: len(one.missing))


def _names_places(one: Evidence) -> bool:
    return any(isinstance(term, terms.CoveredProperty) for term in one.terms)
