"""Finds an account's known people, places and numbers in text: Aho-Corasick over folded text, whole words only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any

from anonymize import cues, name_cues
from anonymize.findings import KEEP, TOWN, Certainty, Finding, Identity, settle
from anonymize.folding import Folded, fold, folded_key
from anonymize.known import KnownEntity, Needs, organisation
from anonymize.phone_digits import PhoneDigits, without_area
from anonymize.rereading import spelled_out, without_initials
from anonymize.respelling import Respelling
from anonymize.vocabulary import vocabulary

_APART = re.compile(r"[<>@;|]")
_INITIALS = re.compile(r"[^\W\d_]\.[ ]?[^\W\d_]")
_NO_INITIALS = frozenset(("na", "am", "pm", "ac", "po", "us", "ne", "nw", "se", "sw", "ie", "eg", "dc"))
_Meaning = tuple[Identity, Needs]


@dataclass(frozen=True)
class _Place:
    """A variant where it stands: `own` in a text of its client or of nobody, `theirs` in one known to be its client's."""

    text: str
    start: int
    end: int
    own: bool
    theirs: bool

    @property
    def surface(self) -> str:
        return self.text[self.start : self.end]


class Gazetteer:
    """`keep` are the contractor's own names: they stay, as do brands and the towns of the known addresses.

    Where several known entities share a writing, the text's own client is meant, else the only one there is; where
    that does not tell, the words are masked under an identity of nobody in particular.
    """

    def __init__(self, entities: Iterable[KnownEntity] = (), keep: Iterable[str] = ()) -> None:
        self._meanings: dict[str, list[_Meaning]] = defaultdict(list)
        self._own: dict[str, dict[str | None, list[_Meaning]]] = defaultdict(lambda: defaultdict(list))
        self._phones: dict[str, list[Identity]] = defaultdict(list)
        entities = tuple(entities)
        for entity in entities:
            identity = Identity(entity.entity_type, folded_key(entity.value), entity.value, entity.client_id)
            meanings: dict[Needs, _Meaning] = {}
            for variant in entity.variants:
                meaning = meanings.setdefault(variant.needs, (identity, variant.needs))
                if variant.needs.only_own:
                    self._own[variant.text][entity.client_id].append(meaning)
                else:
                    self._meanings[variant.text].append(meaning)
            if entity.digits:
                self._phones[entity.digits].append(identity)
                self._phones[without_area(entity.digits)].append(identity)
        own = {folded_key(variant.text) for name in keep for variant in organisation(name).variants}
        self._stays = {folded_key(town): TOWN for entity in entities for town in entity.towns if town.strip()}
        self._stays |= dict.fromkeys(own | _brands(), KEEP)
        self._automaton = _automaton({*self._meanings, *self._own, *self._stays} - {""})
        self._digits = PhoneDigits(self._phones)
        self._respelling = Respelling({*self._meanings, *self._own})

    @property
    def automaton_megabytes(self) -> float:
        return int(self._automaton.get_stats()["total_size"]) / 1e6

    @property
    def stays(self) -> frozenset[str]:
        """Folded words that are never masked where they stand alone."""
        return frozenset(self._stays)

    def find(self, text: str, client_id: str | None = None) -> list[Finding]:
        """Known values in one text (that belongs to `client_id`, where given), in order and without overlaps."""
        return settle(self.candidates(text, client_id), text)

    def candidates(self, text: str, client_id: str | None = None) -> list[Finding]:
        """What `settle` chooses from: known values, overlapping ones too, and words to keep."""
        folded = fold(text)
        found = list(self._in_folded(folded, client_id))
        corrected = self._respelling.corrected(folded)
        if corrected is not None:
            found += [f for f in self._in_folded(corrected, client_id) if f.entity not in (KEEP, TOWN)]
        for read in (spelled_out(folded), without_initials(folded)):
            if read is not None:
                found += [f for f in self._in_folded(read, client_id) if f.entity == "PERSON"]
        for number, start, end in self._digits.find(text):
            identity = _meant(self._phones[number], number, text[start:end], client_id)
            found.append(Finding(start, cues.end_with_extension(text, end), identity.entity, Certainty.KNOWN, identity))
        return list(dict.fromkeys(found))

    def _fitting(self, phrase: str, start: int, end: int, text: str, client_id: str | None) -> Iterator[Identity]:
        """Whom the phrase can mean where it stands; what a meaning needs is tested once, not for each bearer."""
        tested: dict[tuple[Needs, bool, bool], bool] = {}
        for identity, needs in self._means(phrase, client_id):
            own = client_id is None or identity.client_id in (client_id, None)
            key = needs, own, client_id is not None and identity.client_id == client_id
            if key not in tested:
                tested[key] = needs is Needs.NOTHING or _TESTS[needs](_Place(text, start, end, *key[1:]))
            if tested[key]:
                yield identity

    def _means(self, phrase: str, client_id: str | None) -> Iterable[_Meaning]:
        """Whom a phrase may mean in a text of this client; writings that count in their own texts only by client."""
        own = self._own.get(phrase)
        if own is None:
            return self._meanings.get(phrase, ())
        clients = own if client_id is None else (client_id, None)
        return chain(self._meanings.get(phrase, ()), *(own.get(client, ()) for client in clients))

    def _in_folded(self, folded: Folded, client_id: str | None) -> Iterator[Finding]:
        for last, phrase in self._automaton.iter(folded.text):
            start, end = folded.raw_span(last - len(phrase), last)
            yield from self._read(phrase, start, end, folded.raw, client_id)

    def _read(self, phrase: str, start: int, end: int, text: str, client_id: str | None) -> Iterator[Finding]:
        stays = phrase in self._stays and not _is_in_a_name(start, text)
        fitting = [
            identity
            for identity in self._fitting(phrase, start, end, text, client_id)
            if not (stays and " " not in phrase and (client_id is None or identity.client_id != client_id))
        ]
        if fitting and fitting[0].entity == "PERSON" and _APART.search(text, start, end):
            return  # two mentions side by side: "Voss <terry.voss@…>"
        if stays and not fitting and cues.capitals(text[start:end]):
            yield Finding(start, end, self._stays[phrase], Certainty.KNOWN)
        if fitting and not (fitting[0].entity == "PHONE_NUMBER" and cues.is_amount(text, start, end)):
            identity = _meant(fitting, phrase, text[start:end], client_id)
            if identity.entity == "STREET_ADDRESS":
                end = cues.end_with_unit(text, end)
            elif identity.entity == "ZIP_CODE":
                start = max(start, end - len(identity.value))  # town and state only told what it is
            finding = Finding(start, end, identity.entity, Certainty.KNOWN, identity)
            yield from _with_names_before(finding, phrase, text)


@cache
def _brands() -> frozenset[str]:
    return frozenset(map(folded_key, vocabulary().brands))


def _automaton(phrases: set[str]) -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for phrase in phrases or {"\x00"}:
        automaton.add_word(f" {phrase} ", phrase)
    automaton.make_automaton()
    return automaton


def _names(at: _Place) -> bool:
    if cues.titled(at.text, at.start):
        return True
    if cues.capitals(at.surface) and cues.given_before(at.text, at.start) is not None:
        return True
    if at.theirs:
        return cues.names_somebody(at.text, at.start, at.end)
    return not name_cues.is_of_the_calendar(at.surface) and name_cues.is_somebody(at.text, at.start, at.end)


def _is_a_place(at: _Place) -> bool:
    telling = at.theirs or vocabulary().is_distinctive(at.surface)
    return telling and cues.capitals(at.surface) and (at.theirs or cues.is_a_place(at.text, at.end))


def _are_initials(at: _Place) -> bool:
    if not at.theirs or not at.surface.isupper() or _INITIALS.fullmatch(at.surface) is None:
        return False
    letters = at.surface.replace(".", "").replace(" ", "").lower()
    return letters not in _NO_INITIALS or name_cues.is_signed(at.text, at.start, at.end)


_TESTS: dict[Needs, Callable[[_Place], bool]] = {
    Needs.CAPITALS_ELSEWHERE: lambda at: at.own or cues.capitals(at.surface),
    Needs.CAPITALS: lambda at: cues.capitals(at.surface),
    Needs.NAME_CONTEXT: _names,
    Needs.OWN_TEXT: lambda at: at.own,
    Needs.OWN_DOCUMENT: lambda at: (
        at.own and cues.capitals(at.surface) and not cues.begins_a_plan(at.text, at.start, at.end)
    ),
    Needs.PLACE_CONTEXT: _is_a_place,
    Needs.OWN_NUMBER: lambda at: at.theirs and not cues.is_amount(at.text, at.start, at.end),
    Needs.OWN_HASH: lambda at: at.theirs and at.text[: at.start].rstrip(" ").endswith("#"),
    Needs.OWN_INITIALS: _are_initials,
}


def _is_in_a_name(start: int, text: str) -> bool:
    """ "Caitlin Lennox" and "Mrs. Lennox" are people, whoever makes the furnace."""
    return cues.titled(text, start) or cues.given_before(text, start) is not None


def _with_names_before(finding: Finding, phrase: str, text: str) -> Iterator[Finding]:
    """A family name takes the given name before it along, a full name the one that an "and" ties to it."""
    named = _with_given_name(finding, phrase, text)
    yield named
    if finding.identity is None or finding.entity != "PERSON":
        return
    given_too = named.start < finding.start or " " in phrase
    joined = cues.joined_before(text, named.start) if given_too else None
    if joined is not None and vocabulary().may_be_given(joined[1]):
        start, name = joined
        yield Finding(start, start + len(name), "PERSON", Certainty.KNOWN)


def _with_given_name(finding: Finding, phrase: str, text: str) -> Finding:
    """A family name is somebody else's where the given name before it is not the known one."""
    given = cues.given_before(text, finding.start)
    if finding.identity is None or finding.entity != "PERSON" or given is None:
        return finding
    first, *rest = finding.identity.canonical.split()
    if phrase != " ".join(rest):
        return finding
    start, name = given
    same = name.lower() in (first, *vocabulary().short_forms.get(first, ()))
    return replace(finding, start=start, identity=finding.identity if same else None)


def _meant(identities: list[Identity], phrase: str, surface: str, client_id: str | None) -> Identity:
    own = [identity for identity in identities if client_id is not None and identity.client_id == client_id]
    candidates = list(dict.fromkeys(own or identities))
    full = [identity for identity in candidates if identity.canonical == phrase]
    if len(full or candidates) == 1:
        return (full or candidates)[0]
    return Identity(candidates[0].entity, phrase, surface, None)
