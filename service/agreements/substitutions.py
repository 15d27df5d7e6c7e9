"""Figures an amendment puts in place of others: read from its words, and put into the terms they change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from decimal import Decimal

from service.agreements.dates import dates
from service.agreements.passages import Passage, plain
from service.agreements.quantities import money, percents
from service.agreements.terms import Pin, Substitution, Term

_WHERE = re.compile(
    r"\b(?:section|paragraph|clause|article|item|line|term|§) ?(?P<number>\d+(?:\.\d+)*(?:\([a-z\d]{1,3}\))*|(?-i:[IVXL]+|[A-Z])\b)|\b(?:row|line|item|entry) \"(?P<row>[^\"]{3,80})\"",
    re.I,
)
_FIGURE = r"(?P<{0}>(?:[\w-]+ ){{0,5}}dollars \(\$ ?[\d,]*\d(?:\.\d\d)?\)|\$ ?[\d,]*\d(?:\.\d\d)?|[\w -]{{0,30}}\(?[\d.]+ ?%\)?)"
_OLD, _NEW = _FIGURE.format("old"), _FIGURE.format("new")
_PER = r"(?: (?:an?|per|each|every) \w+)?"
_CHANGES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\"{_OLD}{_PER}\"[^\"]{{0,60}}\b(?:struck|deleted|replaced|removed|stricken|changed|substituted|gives? way|yields?|makes? (?:way|room))\b[^\"]{{0,60}}\"{_NEW}{_PER}\"",
        rf"\b(?:strike|delete|replace|change|remove)\b[^\"]{{0,40}}\"{_OLD}\"[^\"]{{0,60}}\"{_NEW}\"",
        rf"\b(?:the )?(?:figure|amount|sum|number|limit|rate|fee|charge|percentage)s? (?:of )?{_OLD} (?:becomes|is now|now reads|(?:is|shall be) (?:hereby )?(?:changed|raised|lowered|increased|reduced|amended|replaced) (?:to|by|with))(?: read)? {_NEW}",
        rf"\b(?:read|put|insert|substitute|say)s? \"?{_NEW}\"? (?:in place of|instead of|in lieu of|rather than|for|where it (?:says|said|reads)) \"?{_OLD}",
        rf"\"?{_OLD}\"? (?:becomes|is (?:hereby )?replaced (?:by|with)) \"?{_NEW}",
        rf"\b(?:goes|moves?|changes?|rises?|drops?|is (?:raised|lowered|changed|increased|reduced))(?: up| down)? from {_OLD} to {_NEW}",
        rf"\"?{_NEW}\"? (?:(?:takes|goes in|stands in|is put in|shall take) (?:the )?place of|replaces|supersedes|is substituted for) \"?{_OLD}\"?",
    )
)
_NOW = re.compile(
    rf"\b(?:figure|amount|sum|limit|price|rate|fee|charge)s?\b[^.;\"$]{{0,30}}? (?:becomes|is (?:now|from now on)|now reads|(?:is|shall be) (?:hereby )?(?:set|raised|lowered|increased|reduced) (?:to|at)) {_NEW}",
    re.I,
)
"""The new figure alone: "The price of item 5 is now $117.00"."""


def read(passages: Sequence[Passage]) -> Iterator[Substitution]:
    """The figures one clause of an amendment changes; the section or row may be named in a sentence before."""
    if not passages:
        return
    said = plain(passages[0].clause.text)
    where = _WHERE.search(said)
    if not where:
        return
    for pattern in (*_CHANGES, _NOW):
        for match in pattern.finditer(said):
            old, new = _value(match.groupdict().get("old") or ""), _value(match["new"])
            if (old is not None or pattern is _NOW) and new is not None:
                yield Substitution(
                    _whole(passages),
                    new=new, old=old, number=(where["number"] or "").lower(), row=where["row"] or "",
                    since=next((one.value for one in dates(said)), None) if re.search(r"\b(?:after|from|as of|effective)\b", said) else None,
                )  # fmt: skip
                return


def _whole(passages: Sequence[Passage]) -> Pin:
    first, last = passages[0].pin(), passages[-1].pin()
    text = passages[0].clause.text[passages[0].at[0] : passages[-1].at[-1] + 1]
    return replace(first, quote=text, end=last.end)


def _value(words: str) -> Decimal | None:
    found = [*money(words), *percents(words)]
    return found[0].value if found else None


def substituted(terms: Sequence[Term], changes: Sequence[Substitution]) -> list[Term]:
    """The terms with each changed figure in place of the old one, pinned to the words that change it."""
    found = list(terms)
    for change in changes:
        change = _with_old(change, found)
        found = [_changed(one, change) if _meant(one, change) else one for one in found]
    return found


def _with_old(change: Substitution, terms: Sequence[Term]) -> Substitution:
    """An amendment that tells only the new figure changes the one figure that stands at its place, where it is the only one."""
    if change.old is not None:
        return change
    numbered = [one for one in terms if _meant(one, change)]
    in_row = [one for one in terms if change.number and one.pin.quote.startswith(f"{change.number} |")]
    for where in (numbered, in_row):
        figures = {getattr(one, "amount", None) for one in where} - {None, change.new}
        if len(figures) == 1:
            row = change.row or f"{change.number} |" * (where is in_row)
            return replace(change, old=figures.pop(), row=row, number="" if row else change.number)
    return change


def _meant(one: Term, change: Substitution) -> bool:
    number = re.sub(r"^(?:section|article|§)\s*", "", one.pin.number.lower()).strip(". ")
    if change.number.isalpha():
        path = (part.strip() for part in plain(one.pin.section).lower().split(" > "))
        return any(re.match(rf"(?:section|part|article|schedule|exhibit) {change.number}\b", part) for part in path)
    if change.number and number != change.number and not number.startswith((f"{change.number}.", f"{change.number}(")):
        return False
    row = plain(one.pin.quote).lower()
    return not change.row or plain(change.row).lower() in row


def _changed(one: Term, change: Substitution) -> Term:
    held = {
        each.name: change.new
        for each in fields(one)
        if isinstance(getattr(one, each.name), Decimal) and getattr(one, each.name) == change.old
    }
    return replace(one, pin=change.pin, **held) if held else one  # type: ignore[arg-type]
