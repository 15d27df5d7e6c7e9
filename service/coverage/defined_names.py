"""Names an agreement gives to things ("Breakdown", "Listed Equipment"), put for what they mean wherever its clauses use them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from service.agreements.terms import CoveredEquipment, Definition, Pin
from service.coverage.reading import Subject, Wording, sharing_object, subjects, wording
from service.coverage.vocabulary import Vocabulary

_EQUIPMENT = re.compile(
    r"\b(?:the |all |any |such |said |your )*(?:listed|covered|above|named|included|scheduled|following|marked|checked|ticked)[ -]*(?:equipment|systems?|units?|appliances?|items?)\b"
    r"|\b(?:the |your )?equipment\b(?! (?:that is |which is |left )?(?:un[a-z]+|not|off|outside|blank|without)\b)(?: (?:above|listed|below|named)(?: above| below)?)?",
    re.I,
)
_POINTS = re.compile(
    r"\b(?:listed|covered|scheduled|named|marked|checked|ticked) (?:equipment|systems?|units?|appliances?|items?)\b|\b(?:equipment|systems?|units?) (?:set out|listed|described|shown|named) in\b",
    re.I,
)
_NUMBERED = re.compile(r"^(?:(?:section|article|part)\s+)?(?:\d+(?:\.\d+)*|[A-Z])[.):]?\s+", re.I)
HEADING_WORDS = 5
Name = tuple[re.Pattern[str], str, tuple[Pin, ...]]


class DefinedNames:
    """The names of one agreement on one day; each text is read once."""

    def __init__(
        self, definitions: Sequence[Definition], listed: Sequence[CoveredEquipment], vocabulary: Vocabulary
    ) -> None:
        self._vocabulary = vocabulary
        read = (subjects(term.what, vocabulary) for term in listed)
        self.equipment: tuple[Subject, ...] = tuple(one for each in read for one in each if one.things)
        self._names = tuple(_names(definitions, listed))
        self._read: dict[str, tuple[Wording, tuple[Pin, ...]]] = {}

    def read(self, text: str) -> tuple[Wording, tuple[Pin, ...]]:
        """A text taken apart, its names put for what they mean, and the clauses that say what they mean."""
        if text not in self._read:
            spelled, marks, leant_on = self._spelled(text)
            plain = wording(spelled, self._vocabulary)
            found = [_unmarked(one, marks) for one in plain.subjects]
            self._read[text] = replace(plain, subjects=sharing_object(found)), leant_on
        return self._read[text]

    def _spelled(self, text: str) -> tuple[str, dict[str, tuple[str, ...]], tuple[Pin, ...]]:
        """The text with every defined name put as one mark, the things each mark stands for, and the clauses that say so."""
        marks: dict[str, tuple[str, ...]] = {}
        leant_on: list[Pin] = []
        for name, meaning, pins in self._names:
            mark = f"defined{len(marks)}x"
            spelled = name.sub(mark, text)
            if spelled != text and (things := self._meant(meaning)):
                marks[mark], text = things, spelled
                leant_on += pins
        return text, marks, tuple(leant_on)

    def _meant(self, meaning: str) -> tuple[str, ...]:
        """What a definition names, equipment it only points at spelled out; nothing where it is about hours or prices."""
        found = subjects(meaning, self._vocabulary)
        pointed = self.equipment if _POINTS.search(meaning) else ()
        return tuple(dict.fromkeys(id for one in (*found, *pointed) for id in one.things))


def _names(definitions: Sequence[Definition], listed: Sequence[CoveredEquipment]) -> Iterator[Name]:
    pins = tuple(term.pin for term in listed)
    for defined in definitions:
        if len(defined.name) > 3:
            pointed = pins if _POINTS.search(defined.meaning) else ()
            yield re.compile(rf"\b{re.escape(defined.name)}\b", re.I), defined.meaning, (defined.pin, *pointed)
    for name, meaning in _headed_names(listed).items():
        yield re.compile(rf"\b{re.escape(name)}\b", re.I), meaning, pins
    if listed:
        yield _EQUIPMENT, ", ".join(term.what for term in listed), pins


def _headed_names(equipment: Iterable[CoveredEquipment]) -> dict[str, str]:
    """ "Common plant is: …" under the heading "Common plant" names what it lists."""
    found: dict[str, list[str]] = {}
    for term in equipment:
        name = _NUMBERED.sub("", term.pin.section.split(" > ")[-1]).strip(" .:").lower()
        if 1 < len(name.split()) <= HEADING_WORDS and term.pin.quote.lower().startswith((name, f"the {name}")):
            found.setdefault(name, []).append(term.what)
    return {name: ", ".join(things) for name, things in found.items()}


def _unmarked(one: Subject, marks: dict[str, tuple[str, ...]]) -> Subject:
    """A subject with its marks put for the things they stand for."""
    meant = tuple(id for mark, ids in marks.items() if mark in one.loose for id in ids)
    if not any(mark in one.loose for mark in marks):
        return one
    unknown = tuple(word for word in one.unknown if word not in marks)
    return replace(
        one,
        things=one.things or meant,
        context=one.context if not one.things else (*one.context, *meant),
        unknown=unknown,
    )
