"""Whether a sentence somebody else wrote is supported by the clauses it cites.

A sentence is supported when what it says can be found again in the words it points at: its figures in a passage that
speaks of the same thing, its telling words in the cited clauses, whatever binds or frees somebody word for word, and
no more and no less of a yes than those words give. This errs towards dropping: what is dropped is answered from the
terms and the verbatim clauses instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from anonymize.pseudonyms import PSEUDONYM
from service.agreements.clause import ClauseText
from service.agreements.passages import Passage, passages
from service.agreements.terms import Term
from service.answers.figures import Figure, figures, missing_figures
from service.answers.polarity import Read, Verdict, denies, of_coverage
from service.answers.vocabulary import Word, canon, content, stems

MOST_WORDS = 0.75
"""The share of a sentence's telling words that its clauses must have."""
ABOUT = 0.4
"""The share of them that the passage with a figure must have."""


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
    """What a sentence cites: `clauses` the cited clauses' passages, `quoted` those that the quotes touch."""

    clauses: tuple[Read, ...]
    quoted: tuple[Read, ...]

    @cached_property
    def text(self) -> str:
        return "\n".join(_context(one.passage) for one in self.clauses)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(_universal(form) for form in stems(self.text))


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
_LEAD = re.compile(r"\s*(?P<word>yes|no|partly)\b(?=[,.:;!]|\s*$)", re.I)


def _universal(form: str) -> str:
    return "all" if form in _UNIVERSAL else form


_BINDING = frozenset(_universal(canon(word)) for word in _BINDING_WORDS.split())


@dataclass(frozen=True)
class Claims:
    """What a sentence is held against: the pseudonyms of the question, whether it asks if something is covered, and
    what the terms say of that (open where they say nothing).
    """

    names: frozenset[str] = frozenset()
    of_coverage: bool = False
    settled: Verdict = Verdict.OPEN


def why_dropped(sentence: str, grounds: Grounds, claims: Claims) -> Dropped | None:
    """None for a supported sentence."""
    if _MARKUP.search(sentence):
        return Dropped.MARKUP
    if not set(PSEUDONYM.findall(sentence)) <= claims.names | set(PSEUDONYM.findall(grounds.text)):
        return Dropped.NAME
    words = tuple(_telling(sentence))
    if any(not _gives(figure, words, grounds) for figure in figures(sentence)):
        return Dropped.FIGURE
    if {_universal(form) for form in stems(sentence)} & _BINDING - grounds.stems:
        return Dropped.PROMISE
    if _share(words, grounds.stems) < MOST_WORDS:
        return Dropped.WORDS
    return _wrong_verdict(sentence, words, grounds, claims) or _wrong_denial(sentence, words, grounds)


def claimed(text: str, *, to_yes_no: bool) -> Verdict:
    """What a text by itself says of whether something is carried; open where it does not speak of that.

    `to_yes_no` reads a bare Yes, No or Partly as an answer to that question.
    """
    told = Verdict.OPEN
    if _OF_COVERAGE.search(text):
        told = of_coverage([Said(one) for one in passages(ClauseText("", 0, "", "", text), "")], ())
    lead = _LEAD.match(text) if to_yes_no else None
    return Verdict(lead["word"].lower()) if lead and told is Verdict.OPEN else told


def _wrong_verdict(sentence: str, words: Sequence[Word], grounds: Grounds, claims: Claims) -> Dropped | None:
    """A yes needs a yes in the quoted words; a no is also given by words that carry a part only."""
    said = claimed(sentence, to_yes_no=claims.of_coverage)
    if said is Verdict.OPEN:
        return None if words else Dropped.WORDS
    carried = of_coverage(grounds.quoted, words)
    agreeing = {said, Verdict.PARTLY} if said is Verdict.NO else {said}
    agrees = said is Verdict.PARTLY or carried in agreeing
    return None if agrees and claims.settled in (Verdict.OPEN, said) else Dropped.VERDICT


def _wrong_denial(sentence: str, words: Sequence[Word], grounds: Grounds) -> Dropped | None:
    """Nothing is denied that the quoted words do not deny, nor told that those nearest to the sentence deny."""
    if _NEGATION.search(sentence):
        denied = any(_NEGATION.search(_context(one.passage)) for one in grounds.quoted)
        return None if denied or claimed(sentence, to_yes_no=True) is Verdict.NO else Dropped.DENIAL
    nearest = max((_share(words, stems(one.passage.text)) for one in grounds.quoted), default=0.0)
    meant = [one for one in grounds.quoted if words and _share(words, stems(one.passage.text)) == nearest]
    all_deny = bool(meant) and all(denies(one.passage.text, words) for one in meant)
    return Dropped.DENIAL if all_deny and claimed(sentence, to_yes_no=True) is not Verdict.NO else None


def _gives(figure: Figure, words: Sequence[Word], grounds: Grounds) -> bool:
    """Whether a passage of the cited clauses has the figure and speaks of what the sentence speaks of."""
    told = frozenset((figure,))
    for one in grounds.clauses:
        context = _context(one.passage)
        if not missing_figures(told, figures(context)) and _share(words, stems(context)) >= ABOUT:
            return True
    return False


def _telling(sentence: str) -> Iterator[Word]:
    """Without names, figures, and the words that merely say that something is said."""
    for word in content(sentence):
        plain = not word.stem.startswith("<") and not any(letter.isdigit() for letter in word.stem)
        if plain and word.stem not in _SAYING:
            yield word


def _share(words: Sequence[Word], own: frozenset[str] | set[str]) -> float:
    return sum(word.stem in own for word in words) / len(words) if words else 1.0


def _context(passage: Passage) -> str:
    """The passage with its headings and, of a table, the names of its columns."""
    header = " ".join(passage.header)
    return f"{passage.clause.heading} {passage.lead} {header} {passage.text}"
