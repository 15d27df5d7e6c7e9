"""Whether a passage answers what is asked: it speaks of the aspect, holds the datum, and is about the subject.

What does not hold the aspect and the datum answers nothing, however near it is.
"""

from __future__ import annotations

import re

from retrieval.model import AGREED, DocumentKind
from service.answers.evidence import Evidence
from service.answers.kinds import IN_NOTES, Asked, Kind
from service.answers.vocabulary import stems

# Cosines of a question and a clause: surely of one thing, probably so, and perhaps; for MiniLM.
SURELY, NEAR, FAMILIAR = 0.52, 0.45, 0.38
MOSTLY = 0.5


def enough(one: Evidence, asked: Asked) -> bool:
    """Whether a passage answers: it speaks of the aspect, holds the datum, and is about the subject.

    With aspect and datum settled little nearness is asked for; without an aspect, words and meaning have to agree.
    """
    about = one.near + 0.5 * one.shared
    if asked.data and not one.holds:
        return False
    if asked.kind is Kind.COVERAGE and one.document.kind is DocumentKind.FILE and not one.is_contract:
        return False  # a manual or an invoice promises nothing
    if _is_other_sort(one, asked):
        return False
    if asked.counted and not asked.counted & stems(one.context) and (one.near < FAMILIAR or not one.matched):
        return False
    if asked.aspects and not any(aspect.is_particular for aspect in asked.aspects) and _is_elsewhere(one, asked):
        return False
    if asked.kind is Kind.COVERAGE and not _named(one, asked):
        return False
    if asked.kind in (Kind.TOLD, Kind.APPROVED) and one.document.kind is not DocumentKind.FILE and one.named:
        return one.near >= 0.3 and about >= (0.55 if asked.data else 0.62)
    if asked.kind is Kind.COVERAGE:
        return one.tells and about >= (0.3 if one.on_aspect else 0.34)
    if asked.aspects:
        settled = one.matched and one.is_contract and bool(asked.data and asked.leading)
        return one.tells and about >= (0.12 if settled else 0.2 if asked.leading or one.step > 0 else 0.3)
    return one.near >= 0.3 and about >= 0.62 and (one.shared >= MOSTLY or one.near >= SURELY) and _states(one)


def _is_other_sort(one: Evidence, asked: Asked) -> bool:
    """Whether the sort of thing asked for ("which brand") is not named; an aspect is told without its name."""
    told_otherwise = asked.aspects and not any(aspect.name in IN_NOTES for aspect in asked.aspects)
    return bool(asked.sort) and not told_otherwise and not asked.sort & stems(one.unit)


def _is_elsewhere(one: Evidence, asked: Asked) -> bool:
    """Whether the thing asked for stands in no contract, nor in this passage, and the passage is not near without."""
    settles = one.matched and asked.kind is Kind.COVERAGE
    return one.strange and not one.named and not settles and one.own < SURELY


def likely(one: Evidence, asked: Asked) -> bool:
    """Whether a clause that no pattern knows answers all the same: one of the contract that names the thing asked
    for, holds the datum asked for, and is near in meaning. A particular aspect has to be spoken of, not guessed at.
    """
    if (
        one.document.role not in AGREED
        or one.strange
        or not (one.named or one.matched)
        or (asked.data and not one.holds)
    ):
        return False
    if _is_other_sort(one, asked) or (asked.counted and not asked.counted & stems(one.context)):
        return False
    if any(aspect.is_particular for aspect in asked.aspects) or not _states(one):
        return False
    if one.matched and asked.data:
        return one.own >= 0.2
    return one.own >= (FAMILIAR if one.shared >= MOSTLY else NEAR)


def _states(one: Evidence) -> bool:
    """Whether a passage says something of its subject, as titles and lone labels do not."""
    words, capitals = one.words.split(), sum(letter.isupper() for letter in one.words)
    if 2 * capitals > len(one.words.replace(" ", "")):
        return False
    return len(words) > 4 or one.passage.is_item or bool(re.search(r"[|$%]", one.words))


def _named(one: Evidence, asked: Asked) -> bool:
    """Whether something is covered is said only by words that name it; near in meaning is another thing."""
    return one.names or (one.on_aspect and bool(asked.leading)) or (one.matched and bool(asked.narrow))
