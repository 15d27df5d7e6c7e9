"""Finds an account's known people, places and numbers in text: Aho-Corasick over folded text, whole words only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from anonymize.findings import KEEP, TOWN, Certainty, Finding, Identity, settle
from anonymize.folding import fold, folded_key
from anonymize.known import KnownEntity, Needs, organisation
from anonymize.vocabulary import vocabulary

_TITLE_BEFORE = re.compile(r"(?:\b(?:mrs?|ms|miss|mx|dr|prof|rev|pastor|father)\.?)\s+$", re.IGNORECASE)
_GIVEN_BEFORE = re.compile(r"([^\W\d_]+)\s+(?:[A-Z]\.?\s+)?$")
_WORD = re.compile(r"[^\W\d_]+")
_Meaning = tuple[Identity, Needs]


class Gazetteer:
    """`keep` are the contractor's own names: they stay, as do brands and the towns of the known addresses.

    Where several known entities share a writing, the text's own client is meant, else the only one there is; where
    that does not tell, the words are masked under an identity of nobody in particular.
    """

    def __init__(self, entities: Iterable[KnownEntity] = (), keep: Iterable[str] = ()) -> None:
        self._meanings: dict[str, list[_Meaning]] = defaultdict(list)
        entities = tuple(entities)
        for entity in entities:
            identity = Identity(entity.entity_type, folded_key(entity.value), entity.value, entity.client_id)
            for variant in entity.variants:
                self._meanings[variant.text].append((identity, variant.needs))
        own = {folded_key(variant.text) for name in keep for variant in organisation(name).variants}
        self._stays = {folded_key(town): TOWN for entity in entities for town in entity.towns if town.strip()}
        self._stays |= dict.fromkeys(own | _brands(), KEEP)
        self._automaton = _automaton({*self._meanings, *self._stays} - {""})

    def find(self, text: str, client_id: str | None = None) -> list[Finding]:
        """Known values in one text (that belongs to `client_id`, where given), in order and without overlaps."""
        return settle(self.candidates(text, client_id), text)

    def candidates(self, text: str, client_id: str | None = None) -> list[Finding]:
        """What `settle` chooses from: known values, overlapping ones too, and words to keep."""
        folded = fold(text)
        found: list[Finding] = []
        for last, phrase in self._automaton.iter(folded.text):
            start, end = folded.raw_span(last - len(phrase), last)
            found.extend(self._read(phrase, start, end, text, client_id))
        return found

    def _read(self, phrase: str, start: int, end: int, text: str, client_id: str | None) -> Iterator[Finding]:
        stays = phrase in self._stays and not _is_in_a_name(start, text)
        fitting = [
            identity
            for identity, needs in self._meanings.get(phrase, ())
            if not (stays and " " not in phrase) and _holds(needs, identity, start, end, text, client_id)
        ]
        if stays and not fitting and _capitals(text[start:end]):
            yield Finding(start, end, self._stays[phrase], Certainty.KNOWN)
        if fitting and not (fitting[0].entity == "PHONE_NUMBER" and _is_amount(text, start, end)):
            identity = _meant(fitting, phrase, text[start:end], client_id)
            yield _with_given_name(Finding(start, end, identity.entity, Certainty.KNOWN, identity), phrase, text)


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


def _holds(needs: Needs, identity: Identity, start: int, end: int, text: str, client_id: str | None) -> bool:
    own = client_id is None or identity.client_id in (client_id, None)
    if needs is Needs.NOTHING or (needs is Needs.CAPITALS_ELSEWHERE and own):
        return True
    before = text[max(0, start - 40) : start]
    if needs is Needs.NAME_CONTEXT and _TITLE_BEFORE.search(before):
        return True
    if not _capitals(text[start:end]):
        return False
    if needs is Needs.OWN_DOCUMENT:
        return own
    return needs is not Needs.NAME_CONTEXT or _given_before(before) is not None


def _is_in_a_name(start: int, text: str) -> bool:
    """ "Caitlin Lennox" and "Mrs. Lennox" are people, whoever makes the furnace."""
    before = text[max(0, start - 40) : start]
    return bool(_TITLE_BEFORE.search(before)) or _given_before(before) is not None


def _is_amount(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"\$$|\d[,.]$", text[max(0, start - 2) : start])) or "," in text[start:end]


def _capitals(surface: str) -> bool:
    """Every word starts with a capital, small joining words and "of", "the" aside."""
    words = _WORD.findall(surface)
    return all(word[0].isupper() or word in ("and", "of", "the", "at", "de", "s") for word in words)


def _given_before(before: str) -> re.Match[str] | None:
    given = _GIVEN_BEFORE.search(before)
    capital = given is not None and given.group(1)[0].isupper()
    return given if given and capital and vocabulary().may_be_given(given.group(1)) else None


def _with_given_name(finding: Finding, phrase: str, text: str) -> Finding:
    """A family name takes the given name before it along, and is somebody else's where that is not the known one."""
    first_in_view = max(0, finding.start - 40)
    given = _given_before(text[first_in_view : finding.start])
    if finding.identity is None or finding.entity != "PERSON" or given is None:
        return finding
    first, *rest = finding.identity.canonical.split()
    if phrase != " ".join(rest):
        return finding
    same = given.group(1).lower() in (first, *vocabulary().short_forms.get(first, ()))
    return replace(finding, start=first_in_view + given.start(1), identity=finding.identity if same else None)


def _meant(identities: list[Identity], phrase: str, surface: str, client_id: str | None) -> Identity:
    own = [identity for identity in identities if client_id is not None and identity.client_id == client_id]
    candidates = list(dict.fromkeys(own or identities))
    full = [identity for identity in candidates if identity.canonical == phrase]
    if len(full or candidates) == 1:
        return (full or candidates)[0]
    return Identity(candidates[0].entity, phrase, surface, None)
