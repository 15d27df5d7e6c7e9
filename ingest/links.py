"""What binds a contract's clauses together: references to each other, defined words and their uses, exceptions and rules.

Works on raw and on masked clauses alike. A reference is followed where a clause of the same document has that number;
one to another paper ("Section 3 of the Purchase Agreement") is not. An exception is tied to its rule where the words name
the other clause ("subject to Section 7.2", "notwithstanding Section 3"), or where a clause that carries work and one that
refuses it speak of the same thing, however far apart they stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ingest.numbering import ROMAN, roman
from ingest.polarity import carries, refuses

SHARED_BY = 3  # clauses: a word that more of them have is no sign that two speak of the same thing
LEAST_LETTERS = 5

_REFERENCE = re.compile(
    r"(?:\b(?P<name>sections?|articles?|clauses?|paragraphs?|parts?|schedules?|exhibits?|appendix|annex|attachments?)|§{1,2})\s*"
    r"(?P<numbers>(?:\d+[A-Z]?(?:\.\d+)*(?:\s?\([a-z0-9]{1,4}\))*|[IVXLC]+\b|[A-Z]\b(?:\.\d+)*|(?:\([a-z0-9]{1,4}\))+)"
    r"(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|through|to)\s+)(?:sections?\s+)?(?:\d+(?:\.\d+)*(?:\s?\([a-z0-9]{1,4}\))*|(?:\([a-z0-9]{1,4}\))+))*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d+[A-Z]?(?:\.\d+)*(?:\s?\([a-z0-9]{1,4}\))*|[IVXLC]+\b|[A-Z]\b(?:\.\d+)*|(?:\([a-z0-9]{1,4}\))+"
)
_ELSEWHERE = re.compile(
    r"[,\s]+(?:of|to|in|under)\s+(?:the|that|such|said|an?)?\s*(?!(?:this|agreement|contract|plan)\b)"
    r"(?:[A-Z][\w&’'.-]*\s+){0,6}(?:Act|Code|Statutes?|Regulations?|Rules?|Law|Agreement|Contract|Lease)\b"
)
_ATTACHED = ("article", "part", "schedule", "exhibit", "appendix", "annex", "attachment", "rider", "addendum")
_YIELDS = re.compile(
    r"(?:\bsubject to|\bexcept (?:as|to the extent)(?: otherwise| expressly)? (?:provided|set (?:forth|out)|stated|described|permitted|specified)?"
    r"\s*(?:in|by|under)|\bexcept (?:for|under)|\bunless (?:excluded|limited|otherwise \w+) (?:in|by|under)|\bother than (?:as \w+ )?(?:in|under)|"
    r"\blimited by|\bexcluded (?:in|by|under)|\bwith the (?:exceptions|exclusions|limit(?:ation)?s)(?: (?:listed|set (?:forth|out)|stated|named|described|given))? (?:in|of|under))\s*(?:the )?(?:\w+ ){0,3}(?:of |in )?$",
    re.IGNORECASE,
)
_OVERRIDES = re.compile(
    r"(?:\b(?:notwithstanding|despite|in spite of|regardless of|as an? exceptions? to|exceptions? to))\s*(?:anything (?:to the contrary )?in )?"
    r"(?:the )?(?:\w+ ){0,4}$",
    re.IGNORECASE,
)
_LIFTED = re.compile(r"^[^.;]{0,60}?\b(?:does|do|shall|will)\s+not\s+(?:apply|extend|cover)\b", re.IGNORECASE)
_DEFINED = re.compile(
    r"[“\"](?P<meant>[A-Z][^”\"]{1,60})[”\"]\s*(?:,?\s*when used[^,;.]{0,40},?\s*)?(?:shall |will )?(?:means?|includes?|refers? to|is defined as|have the meaning)\b"
    r"|\((?:(?:each|collectively|together|individually|hereinafter|referred to|hereafter|as|and|,|or|a|an|the|in this \w+)\s*)*[“\"](?P<called>[A-Z][^”\"]{1,60})[”\"]"
)
_WORD = re.compile(rf"[a-z]{{{LEAST_LETTERS},}}")
_NO_SUBJECT = frozenset(
    re.findall(
        r"\w+",
        "about above after agreement again also amount applies before between charge charged clause client company "
        "contract contractor cover coverage covered customer either every except excluded exclusion exclusions "
        "following general hereby hours included including includes labor labour limit limited listed month "
        "monthly neither notice other owner parts party parties period person plan provide provided provider "
        "reason repair repairs replace replacement schedule section service services shall since subject system "
        "systems their there these those under unless until visit visits where which while within without would "
        "years caused damage",
    )
)


class LinkKind(StrEnum):
    REFERENCE = "reference"
    DEFINITION = "definition"
    EXCEPTION = "exception"


class Said(Protocol):
    """A clause: its place in the document, its own number, its heading path in one string, its words."""

    @property
    def ordinal(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Link:
    """From one clause to another, by ordinals. A reference leads to what is referred to, a use to the definition of its
    word, an exception to its rule. `[start, end)` are the words of the clause `at` that say so; none where only the
    subject ties an exception to its rule."""

    kind: LinkKind
    source: int
    target: int
    at: int
    start: int = 0
    end: int = 0

    @property
    def said(self) -> bool:
        return self.end > self.start


def links(clauses: Sequence[Said]) -> list[Link]:
    """Every link of one document's clauses, each once, in the order of their sources."""
    found = {*_references(clauses), *_definitions(clauses), *_shared_subjects(clauses)}
    named = {(link.source, link.target) for link in found if link.kind is LinkKind.EXCEPTION and link.said}
    kept = (link for link in found if link.said or (link.source, link.target) not in named)
    return sorted(kept, key=lambda link: (link.source, link.target, link.kind, link.start))


def _references(clauses: Sequence[Said]) -> Iterator[Link]:
    places = _Places(clauses)
    for clause in clauses:
        for match in _REFERENCE.finditer(clause.text):
            if match.start() == 0 or _ELSEWHERE.match(clause.text[match.end() :]):
                continue  # its own number, or another paper's
            for number in _NUMBER.findall(match["numbers"]):
                found = [at for at in places.of(number, match["name"] or "section", clause) if at != clause.ordinal]
                yield from _referring(clause, match, found)


def _referring(clause: Said, match: re.Match[str], found: Sequence[int]) -> Iterator[Link]:
    """The reference leads to the clause of that number; an exception holds for all that stands below it too."""
    start, end = match.span()
    yield from (Link(LinkKind.REFERENCE, clause.ordinal, at, clause.ordinal, start, end) for at in found[:1])
    before, after = clause.text[:start], clause.text[end:]
    overrides = _OVERRIDES.search(before) or _LIFTED.match(after)
    if overrides or _YIELDS.search(before):
        for at in found:
            exception, rule = (clause.ordinal, at) if overrides else (at, clause.ordinal)
            yield Link(LinkKind.EXCEPTION, exception, rule, clause.ordinal, start, end)


class _Places:
    """Where each number of the document stands."""

    def __init__(self, clauses: Sequence[Said]) -> None:
        self._at = [(_plain(clause.number), clause.ordinal) for clause in clauses if clause.number]

    def of(self, number: str, name: str, clause: Said) -> list[int]:
        """The clauses with that number and those below it. A lone "(b)" is looked for beside the clause first, and
        "5.1(a)" is found in 5.1 where the letters stand inside it."""
        for wanted in self._readings(_plain(number), name.lower().rstrip("s"), clause):
            found = [at for label, at in self._at if label == wanted or label.startswith((f"{wanted}(", f"{wanted}."))]
            if found:
                return found
        return []

    def _readings(self, number: str, name: str, clause: Said) -> Iterator[str]:
        if number.startswith("("):
            own = _plain(clause.number)
            while own:
                own = own[: own.rfind("(")] if "(" in own else ""
                yield own + number
        elif name in _ATTACHED:
            yield f"{name}{number}"
        if name in ("section", "clause", "paragraph", "article", "§"):
            yield number
            if "(" in number[1:]:
                yield from self._readings(number[: number.rfind("(")], name, clause)


def _plain(number: str) -> str:
    """ "Article IV" as "article4", "3." as "3", "2.1 (b)" as "2.1(b)"."""
    text = "".join(number.lower().split()).rstrip(".")
    text = text if "(" in text else text.rstrip(")")
    name = next((name for name in _ATTACHED if text.startswith(name)), "")
    rest = text.removeprefix(name)
    numeral = rest and name in ("", "article", "part") and ROMAN.fullmatch(rest)
    return name + (str(roman(rest)) if numeral else rest)


def _definitions(clauses: Sequence[Said]) -> Iterator[Link]:
    defined: dict[str, Said] = {}
    for clause in clauses:
        for match in _DEFINED.finditer(clause.text):
            defined.setdefault((match["meant"] or match["called"]).strip(" ,."), clause)
    if not defined:
        return
    used = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(defined, key=len, reverse=True))) + r")(?:s|es)?\b")
    for clause in clauses:
        seen: set[int] = set()
        for match in used.finditer(clause.text):
            word = match.group()
            home = defined.get(word) or defined.get(word.removesuffix("s")) or defined.get(word.removesuffix("es"))
            if home is not None and home.ordinal != clause.ordinal and home.ordinal not in seen:
                seen.add(home.ordinal)
                yield Link(LinkKind.DEFINITION, clause.ordinal, home.ordinal, clause.ordinal, *match.span())


def _shared_subjects(clauses: Sequence[Said]) -> Iterator[Link]:
    subjects = {clause.ordinal: _subject(clause.text) for clause in clauses}
    spread = Counter(word for words in subjects.values() for word in words)
    holders: dict[str, list[Said]] = defaultdict(list)
    for clause in clauses:
        for word in subjects[clause.ordinal]:
            if 1 < spread[word] <= SHARED_BY:
                holders[word].append(clause)
    for sharing in holders.values():
        rules = [clause for clause in sharing if _carried(clause)]
        for exception in (clause for clause in sharing if _refused(clause)):
            yield from (
                Link(LinkKind.EXCEPTION, exception.ordinal, rule.ordinal, exception.ordinal)
                for rule in rules
                if rule.ordinal != exception.ordinal
            )


def _subject(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower()) if word not in _NO_SUBJECT)


def _refused(clause: Said) -> bool:
    return refuses(clause.text) or refuses(clause.heading.rsplit(" > ", 1)[-1])


def _carried(clause: Said) -> bool:
    return not _refused(clause) and (carries(clause.text) or carries(clause.heading.rsplit(" > ", 1)[-1]))
