"""Whether a passage answers: it states a value of the kind asked *for*, it states it *of* what is asked about, and it is
near enough.

What a question asks for is a sum, a share, a length of time, a day, an hour, a number of something, a person, a name or a
yes; what it asks of is a thing, or the agreement itself. A passage that is merely near states another value, or the same
kind of value of another thing: it answers nothing, however near it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.model import AGREED, DocumentKind
from service.agreements.terms import Allowance, ContractValue
from service.answers.another import OF_A_THING, SURELY, is_bare_price, is_of_another, takes_in_all
from service.answers.evidence import Evidence, is_place
from service.answers.held import holds_length
from service.answers.kinds import IN_NOTES, Asked, Kind, says_maker
from service.answers.vocabulary import canon, stems

# Cosines of a question and a clause: probably of one thing, and perhaps (`SURELY` is above both); for MiniLM.
NEAR, FAMILIAR = 0.45, 0.38
MOSTLY = 0.5
# A cosine and half the share of words: of a clause that says what the question says, in many words or in few.
ALL_BUT_ITS_WORDS, IN_A_WORD = 1.0, 1.1


def answering(evidence: Iterable[Evidence], asked: Asked, *, guessing: bool = False) -> list[Evidence]:
    """The passages that answer, in the order given. `guessing`: those that no pattern knows but that name the thing, hold
    the datum and are near; asked where nothing else answers."""
    near = _perhaps if guessing else _near_enough
    return [one for one in evidence if _states_it(one, asked) and _is_of_it(one, asked) and near(one, asked)]


def _states_it(one: Evidence, asked: Asked) -> bool:
    """Whether it states a value of the kind asked for, in a paper that can state it."""
    if asked.data and not one.holds:
        return False
    if asked.by_maker and not says_maker(one.unit):
        return False
    if asked.data and asked.unit and not holds_length(one.said, asked.unit):
        return False
    return one.step >= 0 and not (_is_other_sort(one, asked) or _is_record_of_work(one, asked))


def _is_other_sort(one: Evidence, asked: Asked) -> bool:
    """Whether the sort of thing asked for ("which brand") is not named; an aspect is told without its name."""
    told_otherwise = asked.aspects and not any(aspect.name in IN_NOTES for aspect in asked.aspects)
    return bool(asked.sort) and not told_otherwise and not asked.sort & stems(one.unit)


def _is_record_of_work(one: Evidence, asked: Asked) -> bool:
    """A manual or an invoice promises nothing, and a job tells what was done, not what was agreed."""
    kind = one.document.kind
    if asked.kind is Kind.COVERAGE and kind is DocumentKind.FILE and not one.is_contract:
        return True
    return asked.kind in _OF_TERMS and not asked.past and kind in (DocumentKind.JOB, DocumentKind.REQUEST)


_OF_TERMS = (Kind.VALUE, Kind.COVERAGE, Kind.CHANGE, Kind.FACT)


def _is_of_it(one: Evidence, asked: Asked) -> bool:
    """Whether what it states is stated of the thing asked about: by its name, by another word for it or a wider one, or
    by words that take in everything of the kind. A term of the agreement itself needs no thing."""
    if asked.kind is Kind.COVERAGE:
        return _named(one, asked)
    if asked.counted and not _counts_it(one, asked) and (one.near < FAMILIAR or not one.matched):
        return False
    if is_of_another(one, asked):
        return False
    if asked.aspects and not any(aspect.is_particular for aspect in asked.aspects) and _is_elsewhere(one, asked):
        return False
    if asked.aspects and all(aspect.name in OF_A_THING for aspect in asked.aspects):
        own = _is_its_own_price(one, asked) or (_is_counted(one, asked) and all(is_place(form) for form in one.missing))
        return one.names or one.step > 0 or takes_in_all(one, asked) or own
    return bool(asked.aspects) or one.names or one.near >= SURELY or asked.kind is not Kind.FACT


def _counts_it(one: Evidence, asked: Asked) -> bool:
    return bool(asked.counted & stems(one.context)) or _is_counted(one, asked)


def _is_counted(one: Evidence, asked: Asked) -> bool:
    """Whether a term counts what a "how many" asks for: care told by its months ("each September") is a visit in each."""
    return any(isinstance(term, Allowance) and canon(term.unit) in asked.counted for term in one.terms)


def _is_its_own_price(one: Evidence, asked: Asked) -> bool:
    """Whether it tells the agreement's own price, and that is asked for, or nothing in particular: by the month, or by
    another time. A price that names no thing ("The fee is $90 a month") is of whatever the paper is of, where the
    question is near."""
    if one.own >= SURELY and is_bare_price(one):
        return True
    bare = asked.own_price or all(is_place(form) for form in one.missing)
    return bare and any(isinstance(term, ContractValue) for term in one.terms)


def _is_elsewhere(one: Evidence, asked: Asked) -> bool:
    """Whether the thing asked for stands in no contract, nor in this passage, and the passage is not near without."""
    settles = one.matched and asked.kind is Kind.COVERAGE
    return one.strange and not one.named and not settles and one.own < SURELY


def _named(one: Evidence, asked: Asked) -> bool:
    """Whether something is covered is said only by words that name it; near in meaning is another thing."""
    return one.names or (one.on_aspect and bool(asked.leading)) or (one.matched and bool(asked.narrow))


def _near_enough(one: Evidence, asked: Asked) -> bool:
    """With aspect and datum settled little nearness is asked for; without an aspect, words and meaning have to agree.
    What says nearly the question's own words needs no word by which contracts speak of its aspect."""
    about = one.near + 0.5 * one.shared
    if asked.kind in (Kind.TOLD, Kind.APPROVED) and one.document.kind is not DocumentKind.FILE and one.named:
        return one.near >= 0.3 and about >= (0.55 if asked.data else 0.62)
    if asked.kind is Kind.COVERAGE:
        return one.tells and about >= (0.3 if one.on_aspect else 0.34)
    if asked.aspects:
        outright = asked.leading or asked.own_price or _is_counted(one, asked)
        settled = one.matched and one.is_contract and bool(asked.data and outright)
        particular = any(aspect.is_particular for aspect in asked.aspects)
        nearly = ALL_BUT_ITS_WORDS if one.wholly and not particular else IN_A_WORD
        speaks = one.tells or (one.named and one.is_contract and about >= nearly)
        return speaks and about >= (
            0.12 if settled else 0.2 if asked.leading or one.step > 0 else 0.25 if one.matched and one.holds else 0.3
        )
    return one.near >= 0.3 and about >= 0.62 and (one.shared >= MOSTLY or one.near >= SURELY) and _says_something(one)


def _perhaps(one: Evidence, asked: Asked) -> bool:
    """Whether a clause that no pattern knows answers all the same: one of the contract that names the thing asked
    for and is near in meaning. A particular aspect has to be spoken of, not guessed at."""
    if one.document.role not in AGREED or one.strange or not (one.named or one.matched):
        return False
    if any(aspect.is_particular for aspect in asked.aspects) or not _says_something(one):
        return False
    if asked.counted and not _counts_it(one, asked):
        return False
    if one.matched and asked.data:
        return one.own >= 0.2
    return one.own >= (FAMILIAR if one.shared >= MOSTLY else NEAR)


def _says_something(one: Evidence) -> bool:
    """Whether a passage says something of its subject, as titles and lone labels do not."""
    words, capitals = one.words.split(), sum(letter.isupper() for letter in one.words)
    if 2 * capitals > len(one.words.replace(" ", "")):
        return False
    return len(words) > 4 or one.passage.is_item or bool(re.search(r"[|$%]", one.words))
