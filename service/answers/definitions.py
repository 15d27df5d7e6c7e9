"""Words a contract gives a meaning to, read with what they mean: "billed at the Technician Rate", and what that rate is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from service.agreements.quantities import money
from service.answers.aspects import Datum
from service.answers.evidence import Evidence
from service.answers.held import holds
from service.answers.kinds import Asked
from service.answers.standing import State

_NAMES = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][a-z]+(?:['’]s)?(?: [A-Z][a-z]+)+\b")
# What a price is a multiple or a part of: "twice the trip charge".
_BASE = re.compile(r"\b(?:twice|double|triple|half|times|of|as) (?:the|that|our|its) (?P<name>(?:\w+ )?(?:charge|fee|rate|price|share))\b", re.I)  # fmt: skip
_APPOINTS = r"\b(?:names?|named|appoints?|designates?|acts? as|serves? as)\b"
_BEHIND = {one: one for one in (Datum.MONEY, Datum.PERCENT, Datum.DURATION)} | {Datum.PERSON: Datum.NAME}
"""What a name may stand for, by what is asked: an office ("the Owner's Representative") stands for people."""


def with_definitions(chosen: Sequence[Evidence], read: Sequence[Evidence], asked: Asked) -> list[Evidence]:
    """The chosen passages and, after them, the one that gives the figure or the people behind a name the first of them
    uses: an amendment in force before what it amends. How long something is answers no question how many there are."""
    multiple = _BASE.search(chosen[0].words) if chosen and chosen[0].is_contract else None
    if multiple and not money(chosen[0].words):
        setting = (one for one in read if _sets(one, multiple["name"], chosen[0]) and one.span != chosen[0].span)
        return [chosen[0], *islice(setting, 1), *chosen[1:]]
    asked_for = set(asked.data) - ({Datum.DURATION} if Datum.COUNT in asked.data else set())
    behind = [datum for asks, datum in _BEHIND.items() if asks in asked_for]
    wanted = [datum for datum in behind if chosen and not holds(chosen[0].words, datum)]
    if not wanted or not chosen[0].is_contract:
        return list(chosen)
    users = chosen if Datum.NAME in wanted else chosen[:1]
    names = dict.fromkeys(found.group() for one in users for found in _NAMES.finditer(one.words))
    today_first = sorted(read, key=lambda one: not one.is_amending)
    meant = (one for name in names for one in today_first if _gives(one, name, chosen[0], wanted))
    fresh = [one for one in meant if all(one.span != other.span for other in chosen)]
    return [*chosen, *fresh[:1]]


def _sets(one: Evidence, name: str, user: Evidence) -> bool:
    """Whether a passage of the same papers sets a charge that another one multiplies."""
    return _is_beside(one, user) and bool(re.search(rf"\b{re.escape(name)}\b.{{0,20}}[$£€] ?\d", one.words, re.I))


def _is_beside(one: Evidence, user: Evidence) -> bool:
    """Whether a passage stands in the same client's papers, and holds when the other does."""
    if one.document.client_id != user.document.client_id or not one.is_contract or one.replaced:
        return False
    return one.state not in (State.ENDED, State.COMING) or one.state is user.state


def _gives(one: Evidence, name: str, user: Evidence, wanted: Sequence[Datum]) -> bool:
    """Whether a passage of the same client's papers begins with a name, or sets it in quotation marks, and has a figure."""
    if not _is_beside(one, user):
        return False
    spelled = re.escape(name)
    tells = re.match(rf"\W*(?:\d+ ?[-.)] )?(?:the |a )?\W?{spelled}\b", one.words, re.I) or re.search(
        rf"[“\"]{spelled}[”\"]", one.words, re.I
    )
    named = Datum.NAME in wanted and re.search(rf"{_APPOINTS}.{{0,80}}\b{spelled}\b", one.words, re.I)
    return bool(tells or named) and any(holds(one.words, datum) for datum in wanted)
