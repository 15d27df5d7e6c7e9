"""What passages share with a question: words by their rarity, the aspect, the datum, the terms that settle it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from anonymize.boundary import Scope
from ingest.ledger import Document
from service.agreements.terms import ApprovalThreshold, NotToExceed, Permission, Renewal, ResponseTime, Term
from service.answers.amended import forms_changed
from service.answers.aspects import Aspect, Datum
from service.answers.evidence import RECORDS, Evidence, is_place, sender_of
from service.answers.held import holds, holds_somebody
from service.answers.hours import Hours, hours_told
from service.answers.kinds import Asked, Kind, interrogative
from service.answers.naming import Named
from service.answers.polarity import says_either_way
from service.answers.sources import Sources
from service.answers.subjects import SAID_OF_COVERAGE
from service.answers.vocabulary import TALK, Word, canon, content, stems

# The share of words of a question that names nothing but the aspect.
NOTHING_ASKED = 0.4
SHORT_PHRASE = 3
NEED_A_WORD = (ApprovalThreshold, NotToExceed, Permission)
# What a word counts less by that a passage has only in a wider word or another for it.
BY_ANOTHER_WORD = 0.3


def telling(question: str, asked: Asked) -> tuple[Word, ...]:
    """The words that name the subject; those that only name the aspect are looked for by the aspect itself."""
    core = {word.stem for word in content(interrogative(question))}
    known = (SAID_OF_COVERAGE if asked.kind is Kind.COVERAGE else frozenset()) | _naming(question, asked)
    found = [
        replace(word, core=word.stem in core)
        for word in content(_OF_THE_PAPER.sub(" ", question))
        if word.stem not in known and not any(_names(aspect, word.stem) for aspect in asked.aspects)
    ]
    return tuple(word for word in found if word.stem not in TALK) or tuple(found)


# "Under his monthly deal" tells which paper, not what is asked of it.
_OF_THE_PAPER = re.compile(
    r"\b(?:monthly|yearly|annual|quarterly|weekly|seasonal)(?= (?:deal|plan|agreement|contract|membership|program|paper)\b)",
    re.I,
)


def _naming(question: str, asked: Asked) -> frozenset[str]:
    """The words by which a question names a particular aspect in a short phrase ("driving out", "roll over")."""
    phrases = (
        found.group()
        for aspect in asked.aspects
        if aspect.is_particular or aspect.name == "discount"
        for found in aspect.asks.finditer(interrogative(question))
    )
    named = (form for phrase in phrases if len(phrase.split()) <= SHORT_PHRASE for form in stems(phrase))
    return frozenset(named)


_GOODS = stems("part labor")


def _names(aspect: Aspect, stemmed: str) -> bool:
    """What a reduction is taken off, parts or labor, tells which one is asked about."""
    if stemmed in _GOODS:
        return False
    return stemmed in {canon(found) for found in re.findall(r"\w+", aspect.gloss)} or bool(
        aspect.asks.fullmatch(stemmed)
    )


def tellers(
    sources: Sources, scope: Scope, asked: Asked, words: Sequence[Word], documents: Mapping[str, Document]
) -> Mapping[str, frozenset[str]]:
    """By document, what a note or message is read with where somebody's word is asked for: its month and its sender."""
    if asked.kind not in (Kind.TOLD, Kind.APPROVED):
        return {}
    someone = any(word.stem.startswith("<") for word in words)
    return {
        one.id: frozenset(stems(f"{one.written_at:%B} {sender_of(sources, scope, one) if someone else ''}"))
        for one in documents.values()
        if one.kind in RECORDS and one.written_at
    }


def weigh(
    read: Sequence[Evidence], words: Sequence[Word], asked: Asked, named: Named, told: Mapping[str, frozenset[str]]
) -> list[Evidence]:
    """Rare words weigh more. A word that stands in no passage weighs like a common one: it may be mere talk."""
    changed = [forms_changed(one, read) for one in read]
    plain = [stems(_without_causes(one, asked)) | told.get(one.document.id, frozenset()) for one in read]
    forms = [own | old for own, old in zip(plain, changed, strict=True)]
    counts = Counter(word.stem for own in forms for word in words if named.within(own, word.stem))
    weight = {word.stem: _weight(word, counts[word.stem], len(read)) for word in words}
    lent = [
        replace(one, borrows=bool(old & weight.keys() - own))
        for one, own, old in zip(read, plain, changed, strict=True)
    ]
    weighed = [_weighed(one, own, weight, asked, named) for one, own in zip(lent, forms, strict=True)]
    asked_of = [word.stem for word in words if word.core] or list(weight)
    known = any(one.named and one.is_contract for one in weighed) or all(map(is_place, asked_of))
    return weighed if known else [replace(one, strange=True) for one in weighed]


def _without_causes(one: Evidence, asked: Asked) -> str:
    """What a passage names beside causes: "whatever broke because a filter was not changed" says nothing of who pays for
    filters."""
    return _BECAUSE.sub(" ", one.unit) if asked.kind is Kind.COVERAGE else one.unit


_BECAUSE = re.compile(r"\bbecause (?!of\b)[^,;.:|]*", re.I)


def _weight(word: Word, count: int, total: int) -> float:
    rarity = 1 + math.log(total / count) / math.log(total + 1) if count else 1.0
    named = 0.5 if is_place(word.stem) else 1.2 if word.proper else 1.0
    return rarity * named * (1.0 if word.core else 0.5)


def _weighed(one: Evidence, own: set[str], weight: dict[str, float], asked: Asked, named: Named) -> Evidence:
    missing = frozenset(form for form in weight if not named.within(own, form))
    total = sum(weight.values())
    wider = weight.keys() - missing - own
    lacking = sum(weight[form] for form in missing) + BY_ANOTHER_WORD * sum(weight[form] for form in wider)
    shared = 1 - lacking / total if total else NOTHING_ASKED
    settling = [term for term in one.terms if is_asked(term, asked)]
    step = asked.step.is_told_by(one.words) if asked.step else _hours_fit(one, asked)
    on_aspect = bool(settling) or _speaks_of(one, asked)
    return replace(
        one,
        shared=shared,
        tells=on_aspect or (asked.kind is Kind.COVERAGE and says_either_way(one)),
        on_aspect=on_aspect,
        names=_names_it(weight, missing),
        named=any(not is_place(form) for form in weight.keys() - missing),
        wholly=not missing and sum(not is_place(form) for form in weight) > 1,
        narrowly=bool(settling) or any(aspect.tells.search(one.unit) for aspect in asked.narrow),
        holds=any(_holds(one.said, datum, asked) for datum in asked.data),
        matched=bool(settling),
        of_another=bool(settling)
        and missing == weight.keys()
        and all(_is_of_another(term, weight, named) for term in settling),
        step=0 if step is None else 1 if step else -1,
        missing=missing,
    )


def _holds(said: str, datum: Datum, asked: Asked) -> bool:
    of_approval = any(aspect.name == "approval" for aspect in asked.leading)
    return holds_somebody(said) if datum is Datum.PERSON and of_approval else holds(said, datum)


def _hours_fit(one: Evidence, asked: Asked) -> bool | None:
    """Where the question names hours, false for a passage about the others, true for one about the odd hours asked about;
    None for any other: what names no hours holds in regular ones."""
    told = hours_told(one.words) if asked.hours else None
    if told is None or told is asked.hours is Hours.REGULAR:
        return None
    return told is asked.hours


def is_asked(term: Term, asked: Asked) -> bool:
    """A renewal tells how to end an agreement only where it names the notice, a sum to approve tells who approves only where
    its words name somebody."""
    if isinstance(term, NEED_A_WORD) and Datum.PERSON in asked.data and not holds_somebody(term.pin.quote):
        return False
    if isinstance(term, Renewal) and not any(aspect.name == "renewal" for aspect in asked.aspects):
        return bool(term.notice_days) and isinstance(term, asked.leading_terms)
    return bool(asked.leading_terms) and isinstance(term, asked.leading_terms)


_ALL_CALLS_WORDS = """
call service visit any all other non emergency urgent routine standard normal response priority request report trouble time
repair work hour day loss no break
"""
_ALL_CALLS = frozenset(map(canon, _ALL_CALLS_WORDS.split()))


def _is_of_another(term: Term, weight: Mapping[str, float], named: Named) -> bool:
    """Whether a time to come is given for calls of one sort, and the question names things that are no such sort."""
    told = stems(term.what) - _ALL_CALLS if isinstance(term, ResponseTime) else set()
    things = [form for form in weight if not is_place(form)]
    return bool(told and things) and not any(named.within(told, form) for form in things)


def _names_it(weight: dict[str, float], missing: frozenset[str]) -> bool:
    """Whether a passage has a word of the thing asked for; where it stands or whose it is counts only alone."""
    things = {form for form in weight if not is_place(form)} or set(weight)
    return not things or bool(things - missing)


def _speaks_of(one: Evidence, asked: Asked) -> bool:
    """What the customer has to tell us, and how soon, is no time of ours to come."""
    aspects = asked.leading or asked.aspects
    if _THEIRS_TO_TELL.search(one.passage.text):
        aspects = tuple(aspect for aspect in aspects if aspect.name != "response")
    return any(aspect.tells.search(one.unit) for aspect in aspects)


_THEIRS_TO_TELL = re.compile(
    r"\b(?:must|shall|has to|have to|needs? to|should|may) (?:be (?:told|notified|informed|reported|advised)|report|notify|tell|inform|claim|give notice)\b|\bclaims? (?:must|shall|have to)\b",
    re.I,
)
