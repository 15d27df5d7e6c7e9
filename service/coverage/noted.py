"""Work that notes and time sheets tell of and no line item bills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.jobber.records import LineItem
from service.coverage.lines import Line
from service.coverage.reading import subject
from service.coverage.vocabulary import Vocabulary
from service.coverage.work import RecordQuote, Work

MOST = 10
_TELLING = frozenset({"Note", "TimeSheetEntry"})
_SENTENCE = re.compile(r"[^.;!?\n]+")
_DONE = re.compile(
    r"\b(?P<verb>replaced|swapped(?: out)?|installed|put in|changed(?: out)?|repaired|fixed|rebuilt|patched|resealed|recharged|topped (?:off|up)|cleared|snaked|flushed"
    r"|treated|sprayed|cleaned|re-?wired|re-?set|re-?hung|soldered|added)\s+(?P<what>(?:(?!\b(?:and|but|then|so|because|since|while|with|after|before)\b)[^,(]){3,70})",
    re.I,
)
_NOT_DONE = re.compile(
    r"\b(?:not|n't|never|needs?|should|recommend\w*|to be|could|would|will|may|might|if|quoted?|estimate|last (?:year|month|week|spring|fall|time)|previously|ago|others|handyman|he|she|they|customer|tenant|owner|homeowner|guest|who|was|were|had been|has been|wants?)\b",
    re.I,
)


@dataclass(frozen=True)
class Found:
    item: LineItem
    source: RecordQuote


def unbilled(work: Work, lines: Sequence[Line], vocabulary: Vocabulary) -> list[Found]:
    """What people wrote that we did, and that no line item is about; at most `MOST`, each thing once."""
    found: dict[str, Found] = {}
    billed = {id for line in lines for id in (*line.things, *line.around)}
    for source, verb, what in _told(work):
        named = subject(what, vocabulary)
        if not named.things or any(_same(id, other, vocabulary) for id in named.things for other in billed):
            continue
        item = LineItem(f"note-{len(found) + 1}", f"{verb} {what}".strip(), quantity=Decimal(1))
        found.setdefault(named.things[0], Found(item, source))
    return list(found.values())[:MOST]


def _told(work: Work) -> Iterator[tuple[RecordQuote, str, str]]:
    for statement in work.statements:
        if statement.record_type not in _TELLING or not statement.ours:
            continue
        for sentence in _SENTENCE.finditer(statement.text):
            for match in _DONE.finditer(sentence.group()):
                if not _NOT_DONE.search(sentence.group()[: match.start()]):
                    yield statement.quote(sentence.start(), sentence.end()), match["verb"], match["what"].strip()


def _same(one: str, other: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.relation(one, other) is not None or vocabulary.relation(other, one) is not None
