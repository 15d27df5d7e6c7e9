"""Whether a sentence somebody else wrote is supported by the clauses it cites.

A sentence is supported when what it says can be found again in one of the passages it quotes: its figures, its telling
words, whatever binds or frees somebody word for word, and no more and no less of a yes than those words give. Passages
do not add up: with enough of them anything could be said. This errs towards dropping: what is dropped is answered from
the terms and the verbatim clauses instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from anonymize.pseudonyms import PSEUDONYM
from service.agreements.clause import ClauseText
from service.agreements.passages import Passage, passages
from service.agreements.terms import Term
from service.answers.figures import figures, missing_figures
from service.answers.polarity import Read, Verdict, denies, of_coverage
from service.answers.vocabulary import Word, canon, content, stems

MOST_WORDS = 0.75
"""The share of a sentence's telling words that the passage it quotes must have."""


class Dropped(StrEnum):
    """Why a sentence is not shown."""

    NO_QUOTE = "no_quote"
    NOT_QUOTED = "quote_not_found"
    NOT_SHOWN = "quote_not_verified"
    MARKUP = "markup"
    NAME = "name"
    FIGURE = "figure"
    WORDS = "words"
    PROMISE = "promise"
    DENIAL = "denial"
    VERDICT = "verdict"
    ASIDE = "beside_the_question"


@dataclass(frozen=True)
class Said:
    """A passage read from a text alone, without terms."""

    passage: Passage
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Grounds:
    """What a sentence cites: the passages its quotes touch. `agreed` tells whether all of them stand in agreements or
    amendments: only these settle what is covered.
    """

    quoted: tuple[Read, ...]
    agreed: bool = True


# Words that bind or free somebody: they are never inferred.
_BINDING_WORDS = """
all everything anything any every unlimited always never only nothing none regardless forever lifetime unconditional
free waive waived refund refundable credit guarantee guaranteed automatic automatically immediate immediately entire
entirely full fully complete completely approve approved approval authorized cancel cancelled void terminate
penalty extra obliged entitled liable reimburse double triple instead except unless
"""
_UNIVERSAL = frozenset(canon(word) for word in ("all", "every", "any", "everything", "anything", "each"))
# What introduces a statement and adds nothing to it.
_SAYING_WORDS = """
according section clause paragraph article document note message email amendment addendum rider provider company
contractor office technician homeowner specify specified describe described mention mentioned list listed covered
partly yes no schedule
"""
_SAYING = frozenset(canon(word) for word in _SAYING_WORDS.split())
_MARKUP = re.compile(r"https?:|www\.|\]\(|!\[|<(?![A-Z][A-Z_]*_[a-z2-7]+>)|`|[{}]|\S+@\S+\.\w", re.I)
_NEGATION = re.compile(
    r"\b(?:not|never|cannot|neither|nor|no(?! later| more than| charge| cost| extra)|nobody|without(?! charge)|exclud\w*|exclusions?|except)\b|n't\b",
    re.I,
)
_OF_COVERAGE = re.compile(
    r"\b(?:cover(?:s|ed|age)?|includ(?:es?|ed)|exclud(?:es?|ed)|free|(?:at )?no (?:\w+ )?(?:charge|cost)|complimentary|on us|pays? nothing|owes? nothing)\b",
    re.I,
)
_OTHERWISE = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}
_LEAD = re.compile(r"\s*(?P<word>yes|no|partly)\b(?=[,.:;!]|\s*$)", re.I)


def _universal(form: str) -> str:
    return "all" if form in _UNIVERSAL else form


_BINDING = frozenset(_universal(canon(word)) for word in _BINDING_WORDS.split())


@dataclass(frozen=True)
class Claims:
    """What a sentence is held against: the pseudonyms of the question, whether it asks if something is covered, and
    what the terms say of that (open where they say nothing). `of_charges`: a yes means that somebody is charged.
    """

    names: frozenset[str] = frozenset()
    of_coverage: bool = False
    of_charges: bool = False
    settled: Verdict = Verdict.OPEN


def why_dropped(sentence: str, grounds: Grounds, claims: Claims) -> Dropped | None:
    """None for a sentence that one of the quoted passages supports by itself; else why the nearest does not."""
    if _MARKUP.search(sentence):
        return Dropped.MARKUP
    words = tuple(_telling(sentence))
    if not words:
        return Dropped.WORDS
    nearest = sorted(grounds.quoted, key=lambda one: -_share(words, stems(_context(one.passage))))
    reasons = [_why_not(sentence, words, one, grounds.agreed, claims) for one in nearest]
    return None if not all(reasons) else reasons[0] if reasons else Dropped.NOT_QUOTED


def _why_not(sentence: str, words: Sequence[Word], one: Read, agreed: bool, claims: Claims) -> Dropped | None:
    context = _context(one.passage)
    own = frozenset(_universal(form) for form in stems(context))
    if not set(PSEUDONYM.findall(sentence)) <= claims.names | set(PSEUDONYM.findall(context)):
        return Dropped.NAME
    if missing_figures(figures(sentence), figures(context)) or not _codes(sentence) <= stems(context):
        return Dropped.FIGURE
    if {_universal(form) for form in stems(sentence)} & _BINDING - own:
        return Dropped.PROMISE
    if _share(words, own) < MOST_WORDS:
        return Dropped.WORDS
    return _wrong_verdict(sentence, words, one, agreed, claims) or _wrong_denial(sentence, words, one)


def claimed(text: str, *, to_yes_no: bool, of_charges: bool = False) -> Verdict:
    """What a text by itself says of whether something is carried; open where it does not speak of that.

    `to_yes_no` reads a bare Yes, No or Partly as an answer to that question. Words of coverage in an unknown turn
    claim as much as plain ones.
    """
    told = Verdict.OPEN
    if _OF_COVERAGE.search(text):
        told = of_coverage([Said(one) for one in passages(ClauseText("", 0, "", "", text), "")], ())
        if told is Verdict.OPEN:
            told = Verdict.NO if _NEGATION.search(text) else Verdict.YES
    lead = _LEAD.match(text) if to_yes_no else None
    if lead is None or told is not Verdict.OPEN:
        return told
    said = Verdict(lead["word"].lower())
    return _OTHERWISE.get(said, said) if of_charges else said


def _wrong_verdict(sentence: str, words: Sequence[Word], one: Read, agreed: bool, claims: Claims) -> Dropped | None:
    """A yes needs a yes in the quoted words; a no is also given by words that carry a part only."""
    said = claimed(sentence, to_yes_no=claims.of_coverage, of_charges=claims.of_charges)
    if said is Verdict.OPEN:
        return None
    carried = of_coverage([one], words)
    agreeing = {said, Verdict.PARTLY} if said is Verdict.NO else {said}
    agrees = said is Verdict.PARTLY or carried in agreeing
    return None if agreed and agrees and claims.settled in (Verdict.OPEN, said) else Dropped.VERDICT


def _wrong_denial(sentence: str, words: Sequence[Word], one: Read) -> Dropped | None:
    """Nothing is denied that the quoted words do not deny, nor told that they deny."""
    if claimed(sentence, to_yes_no=True) is Verdict.NO:
        return None
    if _NEGATION.search(sentence):
        return None if _NEGATION.search(_context(one.passage)) else Dropped.DENIAL
    return Dropped.DENIAL if denies(one.passage.text, words) else None


def _telling(sentence: str) -> Iterator[Word]:
    """Without names, figures, and the words that merely say that something is said."""
    for word in content(sentence):
        plain = not word.stem.startswith("<") and not any(letter.isdigit() for letter in word.stem)
        if plain and word.stem not in _SAYING:
            yield word


def _codes(sentence: str) -> set[str]:
    """Words of letters and digits ("s1", "2nd", "tx200"): neither figures nor telling words, and never inferred."""
    return {form for form in stems(sentence) if form.isalnum() and not form.isalpha() and not form.isdigit()}


def _share(words: Sequence[Word], own: frozenset[str] | set[str]) -> float:
    return sum(word.stem in own for word in words) / len(words) if words else 1.0


def _context(passage: Passage) -> str:
    """The passage with its headings and, of a table, the names of its columns."""
    header = " ".join(passage.header)
    return f"{passage.clause.heading} {passage.lead} {header} {passage.text}"
