"""Whom the opening says the agreement is between: "by and between A, a … corporation (the "Company"), and B", cover pages, A "in favor of" B.

The opening is read as one text, since lines and pages break anywhere in it. Each name is followed by a description
(state, address, role in parentheses) up to the next name that stands outside parentheses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.agreements.passages import Passage
from service.agreements.patterns.names import LEGAL_FORM, has_legal_form, name_at, same_name
from service.agreements.terms import Party

CLAUSES, CHARACTERS, LONGEST = 16, 4500, 1600
STATED, DEFINED = 0.92, 0.84
_INTRODUCES = re.compile(
    r"\b(?:by and (?:between|among)|between|among)\b(?: and among)?:?|\b(?:made|entered into|executed|is effective|into and effective)\b(?:(?! by and )[^.;]){0,120}?\b(?:by|with)\b(?! and\b)"
    r"|\bdisclosure of (?:\w+ )*by\b|\bPARTIES:|(?<=\n)(?:[A-Z\d]{1,3}[.)]? )?parties:?(?=\n)|\bbetween:|(?<=In order to induce the parties hereto to disclose)[^.]{0,140}?Information,",
    re.I,
)
_OF_AGREEMENT = re.compile(
    r"\b(?:agreement|contract|letter|plan|cover|schedule|order|amendment|addendum|rider|parties|made|understanding|undertaking|lease|memorandum|retainer)\b", re.I
)  # fmt: skip
_ELSEWHERE = re.compile(r"\b(?:that certain|the prior|pursuant to (?:that|an?)|whereas|recitals?)\b[^.;]{0,250}$", re.I)
_JOIN = re.compile(
    r"[\s,;]*(?:\(?(?:i{1,3}|iv|v|\d|[a-d])\)\s*)?(?:(?:and|with|in favor of|on the (?:one|other)(?: hand| part)?,?|on behalf of|to|among|between|both|the undersigned|the family of|the parish of|the (?=[a-z]+ (?:of )?[A-Z<]))[\s,;:]*)*(?:\(?(?:i{1,3}|iv|v|\d|[a-d])\)\s*)?",
    re.I,
)
_NEXT = re.compile(
    r"[,;]?\s+(?:(?:and|with|in favor of)\b,?\s+|on the (?:one|other) (?:hand|part),?\s+(?:and\s+)?)+|[,;]\s+|\)\s+|\n\s*"
)
_STOPS = re.compile(
    r"\.\s+(?=[A-Z][a-z]+ [a-z]|WHEREAS|[A-Z]+:)|\n(?=(?:\d{1,2}|[A-Z])[.)]? |(?:section|article) )|\b(?:whereby|witnesseth|recitals?\b|background\b|regarding|concerning|(?:hereby )?agrees?\b|to allow|in order (?:to|that)|with respect to|for the (?:purpose|service|maintenance|following|following)|"
    r"under the following|whereas|takes? effect|(?:shall|will) |is effective|effective as of|on the following|the following|for (?:good|valuable|sufficient|and in) |have (?:agreed|reached)|has (?:agreed|reached)|intending|to (?:provide|perform|furnish)|governs|sets forth|dated|for (?=[a-z]+ (?:service|maintenance|work|services)))",
    re.I,
)
_ROLE = re.compile(
    r"\((?P<role>[^()]*\"[^()]*|the [A-Z]\w+|[A-Z][A-Za-z]+)\)|,? (?:hereinafter|herein|hereafter)?,? ?(?:referred to as|called|known as) (?:the )?\"?(?P<called>[A-Z][\w ]+)\"?|^,?\s+as (?:the )?(?P<as>[A-Z]\w+)"
)
_DESCRIBED = re.compile(
    r"[\s,]*(?:\((?!\d)|an? (?:\w+ ){0,6}(?:corporation|company|partnership|individual|trust|bank|association|organi[sz]ation|llc|subsidiary|resident|entity|firm|cooperative|non-?profit|person|sole propriet\w+)|an? [\w ,-]{0,40}\b(?:compan|corporat|limited|liability|stock)\w*|having|located|with (?:its|an?|offices?|places?|principal)|organized|incorporated|whose|residing|doing business|d/b/a|f/k/a|formerly)",
    re.I,
)
_DEFINES = re.compile(
    r"[^()\n;]{0,120}\((?:[^()\"]*(?:the|\"|hereinafter|referred to as)[^()\"]*)?\"?(?P<role>Company|Corporation|Employer|Contractor|Provider|Owner|Customer|Client|Employee|Executive|Consultant|Recipient|Discloser|Seller|Buyer|Vendor|Association|you|We|Us)\"?[^()]{0,60}\)"
)
_FIRM = re.compile(rf"(?<![\w\"])(?=[A-Z0-9<][\w.'&-]*(?: [\w.'&,-]+){{0,8}}?{LEGAL_FORM})")


@dataclass(frozen=True)
class Named:
    """A party as the opening names it; offsets in the opening's text."""

    name: str
    start: int
    end: int
    role: str
    confidence: float


class Opening:
    """The opening's text, and the way back from its offsets to the clauses."""

    def __init__(self, wholes: Sequence[Passage]) -> None:
        self._wholes: list[Passage] = []
        self._starts: list[int] = []
        length = 0
        for whole in wholes[:CLAUSES]:
            if length > CHARACTERS:
                break
            self._wholes.append(whole)
            self._starts.append(length)
            length += len(whole.text) + 1
        self.text = "\n".join(whole.text for whole in self._wholes)[:CHARACTERS]

    def party(self, named: Named, role: str) -> Party:
        whole_at = bisect_right(self._starts, named.start) - 1
        whole, offset = self._wholes[whole_at], self._starts[whole_at]
        start, end = named.start - offset, min(named.end - offset, len(whole.text))
        pin = (
            whole.pin(0, None, named.confidence)
            if len(whole.text) <= LONGEST
            else whole.pin(start, end, named.confidence)
        )
        return Party(pin, name=named.name, role=role)


def read(opening: Opening) -> list[Named]:
    """Two parties or more where the opening says so; else those it defines ("X, Inc. (the "Company")"), which may be one."""
    best: list[Named] = []
    for match in _INTRODUCES.finditer(opening.text):
        before = opening.text[: match.start()]
        around = before[-160:] + opening.text[match.start() : match.end() + 80]
        if not _OF_AGREEMENT.search(around) or _ELSEWHERE.search(before[-260:]):
            continue
        found = list(_sequence(opening.text, match.end()))
        if len(found) > len(best):
            best = found
        if len(best) >= 2:
            return best
    best = best if len(best) != 1 or best[0].role or has_legal_form(best[0].name) else []
    known = [
        *best,
        *(one for one in _defined(opening.text) if not any(same_name(one.name, other.name) for other in best)),
    ]
    return known[:2]


def _sequence(text: str, begin: int) -> Iterator[Named]:
    """The names one after the other, each with what describes it, until the sentence turns to something else."""
    last = min(len(text), begin + LONGEST)
    position = begin + (joined.end() if (joined := _JOIN.match(text[begin:last])) else 0)
    first = True
    while position < last:
        found = name_at(text[:last], position)
        if found is None:
            following = _following(text, position, last, first=True) if first else None
            first = False
            if following is None:
                return
            position = following
            continue
        name, end = found
        after = _following(text, end, last, first=False)
        described = text[end : after if after is not None else min(last, end + 400)]
        yield Named(name, position, end, _told_role(described), STATED)
        if after is None:
            return
        position, first = after, False


def _following(text: str, begin: int, last: int, *, first: bool) -> int | None:
    """Where the next name stands: outside parentheses, after "and" or, described as a party is, after a comma."""
    depth, at = 0, begin
    stop = _STOPS.search(_outside(text[begin:last]))
    end = begin + stop.start() if stop else last
    while at < end:
        letter = text[at]
        depth += (letter == "(") - (letter == ")" and depth > 0)
        match = _NEXT.match(text, at) if depth == 0 else None
        begins = _past_article(text, match.end()) if match else at
        if match and begins <= last and (found := name_at(text[:last], begins)):
            joined = re.search(r"\b(?:and|with|favor|hand|part)\b", match.group(), re.I) is not None
            if _is_party(text, found, joined=joined, first=first):
                return begins
        at += 1
    return None


_ARTICLE = re.compile(
    r"the (?:[a-z]+ )?(?:offices?|owners?|estate|family|firm|parish|trustees|board|residents|household|heirs) (?:of|at) (?:the )?(?=[A-Z<])"
)


def _past_article(text: str, at: int) -> int:
    """Past "the law offices of", "the owners of"."""
    match = _ARTICLE.match(text, at)
    return match.end() if match else at


def _is_party(text: str, found: tuple[str, int], *, joined: bool, first: bool) -> bool:
    name, end = found
    described = _DESCRIBED.match(text, end) is not None
    if joined:
        return described or has_legal_form(name) or " " in name or name.startswith("<")
    return has_legal_form(name) or (described and not first)


def _outside(text: str) -> str:
    """The text with what stands in parentheses overwritten."""
    letters, depth = [], 0
    for letter in text:
        depth += letter == "("
        letters.append(" " if depth else letter)
        depth -= letter == ")" and depth > 0
    return "".join(letters)


def _told_role(described: str) -> str:
    match = _ROLE.search(described)
    return (match["role"] or match["called"] or match["as"] or "") if match else ""


def _defined(text: str) -> Iterator[Named]:
    """ "X, Inc. (the "Company")" where no sentence says between whom the agreement is."""
    taken = 0
    for match in _FIRM.finditer(text):
        found = name_at(text, match.start()) if match.start() >= taken else None
        if found is None or not has_legal_form(found[0]):
            continue
        taken = found[1]
        if told := _DEFINES.match(text, found[1]) or _short_of(found[0], text, found[1]):
            yield Named(found[0], match.start(), found[1], told["role"], DEFINED)


_SHORT = re.compile(r"[^()\n;]{0,60}\((?:the |\w+ )?\"(?P<role>[A-Z][\w.&-]*)\"?\)")


def _short_of(name: str, text: str, end: int) -> re.Match[str] | None:
    """ "YRC Worldwide, Inc. ("YRCW")": defined by its own letters."""
    match = _SHORT.match(text, end)
    letters = re.sub(r"[^a-z0-9]", "", name.lower())
    return match if match and letters.startswith(match["role"].lower()[:3]) else None
