"""What one clause says of another by naming it: the units of a schedule, the exceptions of a section, a price in spite of a promise.

"Covered Equipment means the units listed in Schedule A" serves each unit that schedule lists; "except as stated in
Section 9" leaves out what section 9 lists; what is priced "notwithstanding Section 2", which promises work, is not carried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.links import Link, LinkKind, links
from service.agreements.clause import ClauseText
from service.agreements.passages import Passage, plain
from service.agreements.patterns.coverage_terms import terms_of
from service.agreements.patterns.polarity import of_words
from service.agreements.terms import CoveredEquipment, Exclusion, Inclusion, Rate, Term

_UNITS_LISTED = re.compile(
    r"\b(?:equipment|systems?|units?|appliances?|machines?|machinery|plant|assets?|devices?)\b[^.;]{0,40}?"
    r"\b(?:listed|scheduled|set (?:out|forth)|described|shown|named|identified|specified|itemi[sz]ed|enumerated)"
    r"(?: (?:and|or) \w+)? (?:in|on|under|by)(?: the)?(?: attached)?\s*$",
    re.I,
)
_EXCEPTS = re.compile(r"\b(?:except\w*|exclu\w*|other than|notwithstanding)\b[^.;]*$", re.I)
_EXCEPTIONS = re.compile(r"\b(?:exceptions?|exclu\w+|limits?|limitations?|leaves? out|left out)\b", re.I)
_SENTENCE = re.compile(
    r"\$ ?\d|\b(?:is|are|was|be|will|shall|must|may|can|has|have|does|do|pays?|we|you|owner|customer|contractor)\b",
    re.I,
)
_BEFORE = re.compile(r"[^.;]*$")
_TO_STOP = re.compile(r"[^.;]*")


def followed(terms: Sequence[Term], clauses: Sequence[ClauseText], every: Sequence[Passage]) -> list[Term]:
    """The terms, with those that only references between clauses tell, and without equipment that only points elsewhere."""
    bound = links(clauses)
    paper = _Paper(terms, clauses, every)
    units = [(link, list(paper.units(link))) for link in bound if link.kind is LinkKind.REFERENCE]
    pointing = {link.source for link, found in units if found}
    kept = [one for one in terms if not (isinstance(one, CoveredEquipment) and paper.only_points(one, pointing))]
    exceptions = [link for link in bound if link.kind is LinkKind.EXCEPTION and link.said]
    told = [*(one for _, found in units for one in found), *paper.excepted(exceptions), *paper.priced(exceptions)]
    return [*kept, *_new(told, kept)]


class _Paper:
    """One document's clauses by ordinal, with their passages and terms."""

    def __init__(self, terms: Sequence[Term], clauses: Sequence[ClauseText], every: Sequence[Passage]) -> None:
        self._clauses = {clause.ordinal: clause for clause in reversed(clauses)}
        self._ordered = clauses
        self._passages = every
        self._terms = terms
        self._titles = {part for clause in clauses for part in plain(clause.heading).split(" > ")}

    def units(self, link: Link) -> Iterator[Term]:
        """The units of the schedule that the words before a reference point at; left out where its sentence leaves them out."""
        clause = self._clauses[link.at]
        if not _UNITS_LISTED.search(clause.text[: link.start]):
            return
        before, after = _BEFORE.search(clause.text[: link.start]), _TO_STOP.match(clause.text[link.end :])
        sentence = f"{before.group() if before else ''} {after.group() if after else ''}"
        refused = of_words(sentence) == "excluded"
        for passage in self._listed_at(link.target):
            if refused:
                yield from terms_of(passage, "excluded", passage.text, "", (0, len(passage.text)), 0.85)
            else:
                what = ", ".join(cell.text for cell in passage.cells if cell.text.strip("- ")) or passage.text
                yield CoveredEquipment(passage.pin(confidence=0.85), what=what.rstrip(" .;"))

    def only_points(self, one: CoveredEquipment, pointing: set[int]) -> bool:
        own = next((clause for clause in self._ordered if clause.id == one.pin.clause_id), None)
        words = re.sub(r"\b(?:schedule|exhibit|appendix|annex|attachment|section)\b.*", "", one.what, flags=re.I)
        return own is not None and own.ordinal in pointing and bool(_UNITS_LISTED.search(words))

    def excepted(self, exceptions: Iterable[Link]) -> Iterator[Term]:
        """What is only listed in a section that a promise names as its exceptions."""
        for link in exceptions:
            home = self._clauses[link.source]
            by_name = _EXCEPTIONS.search(plain(home.heading).rsplit(" > ", 1)[-1])
            if link.at == link.target and (by_name or _EXCEPTS.search(self._clauses[link.at].text[: link.start])):
                for passage in self._listed_at(link.source):
                    yield from terms_of(passage, "excluded", passage.text, "", (0, len(passage.text)), 0.85)

    def priced(self, exceptions: Iterable[Link]) -> Iterator[Term]:
        """What a clause prices in spite of another that promises it."""
        for link in exceptions:
            if link.at != link.source or not any(isinstance(one, Inclusion) for one in self._of(link.target)):
                continue
            for one in self._of(link.source):
                passage = next((p for p in self._at(link.source) if isinstance(one, Rate) and one.what in p.text), None)
                if isinstance(one, Rate) and one.what and passage:
                    yield from terms_of(passage, "excluded", one.what, "", (0, len(passage.text)), 0.85)

    def _of(self, ordinal: int) -> list[Term]:
        own = {clause.id for clause in self._ordered if clause.ordinal == ordinal}
        return [one for one in self._terms if one.pin.clause_id in own]

    def _at(self, ordinal: int) -> list[Passage]:
        return [passage for passage in self._passages if passage.clause.ordinal == ordinal]

    def _listed_at(self, ordinal: int) -> Iterator[Passage]:
        """The lines of the clause and of those headed by it that are no sentences and tell no terms of their own yet."""
        home = self._clauses[ordinal]
        title = plain(home.text)
        for passage in self._passages:
            last = plain(passage.clause.heading).rsplit(" > ", 1)[-1]
            below = passage.clause.ordinal == ordinal or (last == title and passage.clause.ordinal > ordinal)
            if (
                below
                and passage.text not in self._titles
                and not _SENTENCE.search(passage.text)
                and not self._told(passage)
            ):
                yield passage

    def _told(self, passage: Passage) -> bool:
        carried = (Inclusion, Exclusion, CoveredEquipment, Rate)
        return any(isinstance(one, carried) and passage.holds_place(one.pin.start) for one in self._terms)


def _new(told: Iterable[Term], kept: Sequence[Term]) -> Iterator[Term]:
    """Each once, and none that an own sentence says already."""
    seen = {(type(one), getattr(one, "what", ""), one.pin.start) for one in kept}
    for one in told:
        key = (type(one), getattr(one, "what", ""), one.pin.start)
        if key not in seen:
            seen.add(key)
            yield one
