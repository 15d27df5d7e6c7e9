"""Whether what a clause says of a line holds that day: the causes it names, its provisos, and wear where it is for wear alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from service.agreements.terms import Allowance, Exclusion, Inclusion, ServiceFee, Term
from service.coverage.circumstances import FROM_OUTSIDE, State
from service.coverage.conditions import Setting, cause_state, own_sentence, provisos, verdict_of
from service.coverage.lines import Line
from service.coverage.measures import within
from service.coverage.said import Said

_FOR_WEAR = re.compile(
    r"\b(?:ordinary|normal|fair) wear\b|\bwear and tear\b|\b(?:mechanical|electrical)(?: (?:and|or) (?:mechanical|electrical))? (?:failure|breakdown)s?\b|\bnormal use\b",
    re.I,
)
_AGED = re.compile(r"\b(?:worn(?: out)?|old age|from age|by age|of age|age and wear|ordinary wear|normal wear)\b", re.I)
"""Said beside the line itself: what befell another line of the job did not befall this one."""
_OF_OURS = re.compile(
    r"\b(?:we|i|contractor|company|provider)(?:'ve| have)? (?:sold|supplied|installed|furnished|built)\b(?! (?:by|on)\b)"
    r"|\bone of (?:our|my) own\b|\b(?:bought|purchased) (?:from|through) (?:us|me)\b",
    re.I,
)
"""What was sold or fitted by us: a warranty's words, in whatever clause they stand."""
T = TypeVar("T", bound=Term)


def held(found: Said[T], line: Line, causes: frozenset[str], setting: Setting, meant: Sequence[str]) -> Said[T] | None:
    """What is said with whether it holds; None where its cause is known not to be there, or it is for another size. `meant` are the clauses that say
    what the term's names mean."""
    said = _of_its_size(found, line)
    if said is None:
        return None
    term = said.term
    if causes:
        state = cause_state(causes, setting)
        if state in (None, State.DENIED) or (causes <= FROM_OUTSIDE and _AGED.search(line.item.description)):
            return None
        said = replace(said, by_cause=True, holds=None if state is State.DOUBTED else True)
        said = replace(said, doubt=f"whether the cause was {_named(causes)}" if said.holds is None else "")
    if isinstance(term, (Inclusion, Allowance)) and not causes:
        said = _of_ours(_worn(said, setting, meant))
    stated = f"{own_sentence(term)} {getattr(term, 'condition', '')}"
    if isinstance(term, ServiceFee) and "|" not in term.pin.section:
        stated = f"{term.pin.section.split(' > ')[-1]}. {stated}"
    if isinstance(term, ServiceFee) and term.waived_when:
        stated = stated.replace(term.waived_when, "")
    judged = provisos(stated, setting, line.item.unit_price)
    if not judged:
        return said
    holds = verdict_of(judged)
    failing = [one.said for one in judged if one.holds is not True]
    if (holds is False and said.holds is not False) or (holds is None and said.holds):
        said = replace(said, holds=holds, doubt=failing[0])
    bound = isinstance(term, Exclusion) and holds is True and any(one.kind != "price" for one in judged)
    return replace(
        said,
        by_cause=said.by_cause or bound,
        facts=tuple(one.said for one in judged),
        kinds=frozenset(one.kind for one in judged),
    )


def _of_its_size(said: Said[T], line: Line) -> Said[T] | None:
    """A promise bounded by a size does not reach another, what else is bounded says nothing of it; an exclusion of the very
    size goes before a promise of any."""
    bounded = f"{getattr(said.term, 'what', '')} {getattr(said.term, 'condition', '')}".strip()
    fits = within(bounded, f"{line.item.name} {line.item.description}")
    if fits is False:
        inclusion = isinstance(said.term, Inclusion)
        return replace(said, holds=False, doubt=f"its size is not that of “{bounded}”") if inclusion else None
    return replace(said, by_cause=True) if fits and isinstance(said.term, Exclusion) else said


def _worn(said: Said[T], setting: Setting, meant: Sequence[str]) -> Said[T]:
    """What is promised for wear alone, by its own words or by what a name in them means, is not promised for damage from
    outside."""
    if not _FOR_WEAR.search(" ".join([own_sentence(said.term), *meant])):
        return said
    states = {one: cause_state(frozenset({one}), setting) for one in FROM_OUTSIDE}
    certain = frozenset(one for one, state in states.items() if state is State.CERTAIN)
    doubted = frozenset(one for one, state in states.items() if state is State.DOUBTED)
    if certain:
        return replace(said, holds=False, doubt=f"the cause was {_named(certain)}, and it is for wear alone")
    return replace(said, holds=None, doubt=f"whether the cause was {_named(doubted)}") if doubted else said


def _of_ours(said: Said[T]) -> Said[T]:
    """Nothing on file tells whether a thing was sold or fitted by us."""
    if said.holds is not True or not _OF_OURS.search(own_sentence(said.term)):
        return said
    return replace(said, holds=None, doubt="whether it was sold or fitted by us")


def _named(causes: frozenset[str]) -> str:
    return " or ".join(sorted(id.replace("_", " ") for id in causes))
