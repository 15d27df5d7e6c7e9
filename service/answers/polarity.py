"""Whether the words found say yes or no to a question that can be answered so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from service.agreements import terms
from service.agreements.passages import Passage
from service.agreements.patterns.polarity import of_heading
from service.answers.vocabulary import Word, stems


class Read(Protocol):
    """A passage with the terms in force that were read from it."""

    @property
    def passage(self) -> Passage: ...

    @property
    def terms(self) -> tuple[terms.Term, ...]: ...


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    OPEN = "open"


# Free of charge however negative it sounds; looked for first and taken out before the refusals are.
CARRIED = re.compile(
    r"(?:do|does|will|shall|need) not (?:have to )?(?:pay|owe|be charged)|\bnothing (?:extra|more|further)|\bno (?:\w+ )?(?:charge|cost|fee|bill|surcharge)\b|\bwithout (?:a |any )?(?:further |extra |additional )?(?:charge|cost|bill|limit|surcharge|fee)|"
    r"(?<!\bno )(?<!\bnot )\bfree(?: of charge)?\b|\bon us\b|\bcarr(?:y|ies) no\b|\bis included|\bare included|\bthrow(?:s|n)? in\b|\bon the house\b|\bfor nothing\b|\bcomplimentary|\bgratis\b|\bnil\b|\bwe (?:swallow|absorb|eat|carry|see to|take care of|look after|furnish|supply)\b|\bcomes? with\b|\bpart of the (?:\w+ )?(?:price|plan|fee)\b|\bat no (?:\w+ )?(?:charge|cost)|(?<!not )\bincluded in\b|\b(?:is|are) (?:hereby )?extended by\b|\bwe (?:bear|pay|cover|repair|replace|put it right|put in)|\bdischarged by|(?<!not )(?<!n.t )(?<!never )(?<!no longer )\bcovered\b|\bno supplement|(?<!not )\bin the (?:annual |monthly |yearly |season )?(?:fee|price|dues)\b|(?<!not )\bours\b(?! to (?:bill|charge|choose))|\bpays? nothing\b|\bask(?:s)? nothing\b|: none\b",
    re.I,
)
REFUSED = re.compile(
    r"\b(?:is|are|was|were|be|being|been) (?:not|never|no longer)\b|\b(?:do|does|did|will|shall|can|may|must)(?: ?not|n't)\b|\bcannot\b|\b(?:no|not) free\b|\bno part of\b|\bnot (?:part of|covered|included|on|in|for|worked|undertaken|offered|ours|something we|a thing we|done)|\bnever\b|\bno longer\b|\bexclu|\boutside\b|\bexcept\b|\bnowhere\b|"
    r"\b(?:at|our|usual|full|list) (?:list )?prices?\b|\bat (?:our |the )?(?:book|list|shelf price|standard charges)\b|\bby others\b|\bby (?:its|their|the|your|his|her|an?) (?:own )?(?:supplier|maker|manufacturer|landlord|city|utility|insurer|vendor|other)\b|\bbilled\b|\bcharged (?:at|separately)|\bcan(?:no|\')t take on|\bonly if\b|\bextra\b(?! charge)|\bpaid by\b|\bcannot take on|\bstays? with\b|\b(?:owner|customer|member|tenant|holder)(?:'s|s')? (?:to pay|pays|responsib|expense|cost)|\bseparate quote|\bnot undertaken|\b(?:leave|leaves|left) to (?:the|your|others|someone|somebody)\b|\bvoid\b",
    re.I,
)
_SHARED_COST = re.compile(
    r"\bhalf\b|\bless\b|\bminus\b|\d ?%|\bper ?cent|\bfirst \S+|\bup to\b(?! (?:code|date|standard|speed|scratch|the (?:job|task|work))\b)|\buntil\b.{0,40}\bceiling|\bbeyond\b|\bin excess",
    re.I,
)
_EXCEPTION = re.compile(
    r"\b(?:except(?:ing|ion is)?|other than|save|but not|apart from)(?: for| that)?\b(?P<after>[^.;:]*)|(?P<before>[^,.;:]*)\bexcepted\b",
    re.I,
)
_NEGATION = re.compile(r"\b(?:not|never|cannot|neither|nor|no|nobody|without)\b|n't\b", re.I)


def of_coverage(found: Sequence[Read], words: Sequence[Word]) -> Verdict:
    """What the passages together say of whether something is carried; open where they do not settle it."""
    said = {_of_passage(one, words) for one in found} - {Verdict.OPEN}
    if Verdict.PARTLY in said or len(said) > 1:
        return Verdict.PARTLY
    return said.pop() if said else Verdict.OPEN


def says_either_way(one: Read) -> bool:
    """Whether a passage settles coverage or who pays at all."""
    carrying = (terms.Inclusion, terms.Exclusion, terms.Allowance, terms.Discount, terms.Cap, terms.Warranty)
    return any(isinstance(term, carrying) for term in one.terms) or _of_words(one) is not Verdict.OPEN


def _of_passage(one: Read, words: Sequence[Word]) -> Verdict:
    """What is excepted from a rule has the rule's opposite."""
    if _is_excepted(one.passage.text, words):
        return {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}.get(_of_rule(one), Verdict.OPEN)
    return _with_terms(one, words)


def _of_rule(one: Read) -> Verdict:
    """Of the words before an exception alone."""
    rule = _EXCEPTION.sub(" ", one.passage.text)
    return _of_text(rule.split(";")[0].split(":")[0], None)


def _is_excepted(text: str, words: Sequence[Word]) -> bool:
    """Whether what is asked about stands, with all of its words, in what a passage excepts, and not before."""
    wanted = {word.stem for word in words if word.core} or {word.stem for word in words}
    inside = [stems(found["after"] or found["before"] or "") for found in _EXCEPTION.finditer(text)]
    named = {form for form in wanted if any(form in each for each in inside)}
    outside = stems(_EXCEPTION.sub(" ", text).split(";")[0].split(":")[0])
    return bool(named) and not named & outside


def _with_terms(one: Read, words: Sequence[Word]) -> Verdict:
    own = [term for term in one.terms if _is_about(term, words)]
    excluded = any(isinstance(term, terms.Exclusion) for term in own)
    included = any(isinstance(term, terms.Inclusion | terms.Allowance | terms.CoveredProperty) for term in own)
    shared = any(isinstance(term, terms.Discount | terms.Cap) for term in own)
    if included and not excluded and _of_text(one.passage.text, None) is Verdict.NO:
        return Verdict.OPEN
    if excluded != included:
        return Verdict.NO if excluded else Verdict.PARTLY if shared else Verdict.YES
    return _of_words(one)


def _is_about(term: terms.Term, words: Sequence[Word]) -> bool:
    what = stems(getattr(term, "what", "") or term.pin.quote)
    return not words or any(word.stem in what for word in words)


def _of_words(one: Read) -> Verdict:
    """The passage's own words decide, then its headings, then the clause around it ("these I cannot take on: …")."""
    own = _of_text(one.passage.text, one.passage)
    return own if own is not Verdict.OPEN else _of_text(one.passage.clause.text[: one.passage.start], None)


def by_heading(one: Read) -> bool:
    """Whether a passage says nothing of it by its own words, so that its headings decide."""
    return _of_text(one.passage.text, None) is Verdict.OPEN and _of_text("", one.passage) is not Verdict.OPEN


def _of_text(text: str, passage: Passage | None) -> Verdict:
    carried = bool(CARRIED.search(text))
    refused = bool(REFUSED.search(CARRIED.sub(" ", text)))
    if not (carried or refused) and passage is not None:
        heading = of_heading(passage)
        carried, refused = heading == "included", heading == "excluded" or bool(REFUSED.search(passage.heading))
    if (carried and refused) or ((carried or refused) and _SHARED_COST.search(text)):
        return Verdict.PARTLY
    return Verdict.NO if refused else Verdict.YES if carried else Verdict.OPEN


def denies(text: str, words: Sequence[Word]) -> bool:
    """Whether a negation stands right before one of the question's own words ("does not renew", "cannot order")."""
    wanted = {word.stem for word in words}
    return any(wanted & stems(" ".join(text[found.end() :].split()[:4])) for found in _NEGATION.finditer(text))
