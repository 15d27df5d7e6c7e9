"""A wait before all cover begins ("Coverage starts after a 30-day waiting period"): every promise of repairs waits so long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.agreements.passages import Passage
from service.agreements.terms import Inclusion, Term

_WAITS = re.compile(
    r"\b(?:coverage|cover|protection|(?:the |this |your )?(?:plan|agreement|contract) (?:coverage|benefits?)|repairs?|benefits?|claims?)\b[^.;]{0,60}"
    r"\b(?:after|following)\b[^.;]{0,15}?\b(?P<n>\d{1,3}|fifteen|thirty|sixty|ninety)(?: ?\(\d+\))?[- ]days?\b"
    r"|\b(?P<m>\d{1,3}|fifteen|thirty|sixty|ninety)(?: ?\(\d+\))?[- ]day waiting period\b",
    re.I,
)
_MENDS = re.compile(r"\b(?:repairs?|replac\w+|parts?|labou?r|breakdowns?|fail\w*|fix\w*)\b", re.I)
_OTHER = re.compile(
    r"\b(?:invoice|payment|paid|notice|cancel\w*|warrant\w*|respon\w*|renew\w*|repairs? (?:made|done|performed))\b",
    re.I,
)


def applied(passages: Sequence[Passage], terms: Sequence[Term]) -> list[Term]:
    """The terms, promises of repairs with the wait as their proviso where the agreement states one for all of them."""
    days = next((found for one in passages if (found := _days(one))), "")
    return [_waiting(one, days) if days else one for one in terms]


def _days(passage: Passage) -> str:
    match = _WAITS.search(passage.text)
    if (
        match is None
        or _OTHER.search(passage.text)
        or not re.search(r"\bwait|\bstarts?|\bbegins?|\btakes? effect|\bcommences?", passage.low)
    ):
        return ""
    return match["n"] or match["m"]


def _waiting(term: Term, days: str) -> Term:
    if not isinstance(term, Inclusion) or not _MENDS.search(f"{term.what} {term.pin.quote}"):
        return term
    wait = f"after a {days}-day waiting period"
    return replace(term, condition=f"{term.condition}; {wait}" if term.condition else wait)
