"""Masks one account's texts: its own people first, then whatever else names or reaches somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from anonymize.boundary import SanitizedText, Scope, Seal
from anonymize.detect import Detector
from anonymize.errors import CannotMask
from anonymize.findings import Certainty, Finding, Identity, settle
from anonymize.gazetteer import Gazetteer
from anonymize.known import KnownEntity, organisation, person
from anonymize.masked import Masked, Replacement
from anonymize.products import kept, product_names
from anonymize.pseudonyms import PSEUDONYM, identity_of
from anonymize.vault import Vault

__all__ = ["Anonymizer", "Masked", "Replacement"]

_HIDDEN = "\u2022"
_NOBODY = re.compile(r"(?:\W|\b(?:mr|mrs|ms|miss|mx|dr|prof|and|or|of|at|the)\b)*", re.IGNORECASE)


class Anonymizer:
    """`detector` finds what nobody told us of, `gazetteer` what the account knows; `vault` names both."""

    def __init__(self, account: str, detector: Detector, gazetteer: Gazetteer, vault: Vault, seal: Seal) -> None:
        self.account, self._detector, self._gazetteer = account, detector, gazetteer
        self._vault, self._seal = vault, seal

    def with_gazetteer(self, gazetteer: Gazetteer) -> Anonymizer:
        return Anonymizer(self.account, self._detector, gazetteer, self._vault, self._seal)

    def mask(self, text: str, *, client_id: str | None, ours: bool = False) -> Masked:
        return self.mask_many([text], client_id=client_id, ours=ours)[0]

    def mask_many(self, texts: Sequence[str], *, client_id: str | None, ours: bool = False) -> list[Masked]:
        """Masks the parts of one document, or one question: a name found in one text is known in all of them.

        `client_id` is whose texts they are. In documents, notes and mails whatever reads like a pseudonym is masked
        like a name: whoever wrote it must not make it reveal somebody. `ours` are a reader's question and our own
        answer, revealed to a reader's own scope only: this account's pseudonyms pass through unchanged. Raises
        `CannotMask` for text that cannot be read; nothing is masked in part.
        """
        once = list(dict.fromkeys(texts))  # a heading stands above many clauses
        masked = dict(zip(once, self._masked(once, client_id, ours), strict=True))
        return [masked[text] for text in texts]

    def _masked(self, texts: Sequence[str], client_id: str | None, ours: bool) -> list[Masked]:
        for text in texts:
            _check_readable(text)
        own = [self._own_pseudonyms(text) if ours else [] for text in texts]
        found = self._find([_hide(text, spans) for text, spans in zip(texts, own, strict=True)], own, client_id)
        settled = [
            [_identified(f, text, client_id) for f in findings] for text, findings in zip(texts, found, strict=True)
        ]
        names = self._vault.names((i for _, i in chain.from_iterable(settled)), mentioned_by=client_id)
        return [self._replaced(text, findings, names) for text, findings in zip(texts, settled, strict=True)]

    def reveal(self, text: str, scope: Scope) -> str:
        """The text with those pseudonyms restored whose owners the scope allows; the rest stays masked."""
        values = self._vault.reveal_all(scope, PSEUDONYM.findall(text))
        return PSEUDONYM.sub(lambda match: values.get(match.group(), match.group()), text)

    def admit(self, text: str, policy: str, mac: str) -> SanitizedText:
        """Masked text read back from storage; raises `NotSanitized` where its proof does not fit."""
        return self._seal.admit(text, policy, mac)

    def _own_pseudonyms(self, text: str) -> list[tuple[int, int]]:
        """Where this account's pseudonyms stand."""
        matches = list(PSEUDONYM.finditer(text))
        known = self._vault.known(match.group() for match in matches) if matches else set()
        return [match.span() for match in matches if match.group() in known]

    def _find(
        self, texts: Sequence[str], own: Sequence[Sequence[tuple[int, int]]], client_id: str | None
    ) -> list[list[Finding]]:
        products = product_names(texts)
        findings = [
            detected
            + self._gazetteer.candidates(text, client_id)
            + _looking_like_pseudonyms(text)
            + kept(text, products)
            for text, detected in zip(texts, self._detector.find(texts), strict=True)
        ]
        settled = [settle(each, text) for each, text in zip(findings, texts, strict=True)]
        namesakes = Gazetteer(_named_in_full(texts, settled))
        again = [each + _guesses(namesakes.find(text)) for each, text in zip(findings, texts, strict=True)]
        return [
            [part for finding in settle(each, text) for part in _outside(finding, spans, text)]
            for each, text, spans in zip(again, texts, own, strict=True)
        ]

    def _replaced(self, text: str, findings: Iterable[tuple[Finding, Identity]], names: dict[Identity, str]) -> Masked:
        pieces, position, length = [], 0, 0
        replacements = []
        for finding, identity in findings:
            before, name = text[position : finding.start], names[identity]
            masked_start = length + len(before)
            length, position = masked_start + len(name), finding.end
            pieces += [before, name]
            replacements.append(Replacement(finding.start, finding.end, masked_start, length, identity.entity, name))
        masked = "".join([*pieces, text[position:]])
        return Masked(self._seal.sign(masked), tuple(replacements))


def _check_readable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CannotMask(
            "the text holds half a character (a lone surrogate); read it again with the right encoding"
        ) from None


def _hide(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The same length, with our pseudonyms made unreadable to recognizers."""
    for start, end in spans:
        text = text[:start] + _HIDDEN * (end - start) + text[end:]
    return text


def _looking_like_pseudonyms(text: str) -> list[Finding]:
    return [Finding(match.start(), match.end(), "PSEUDONYM", Certainty.KNOWN) for match in PSEUDONYM.finditer(text)]


def _outside(finding: Finding, spans: Sequence[tuple[int, int]], text: str) -> list[Finding]:
    """What of a finding stands outside our pseudonyms and says something: "Vance" of "Mrs. <PERSON_…> Vance"."""
    touched = [(start, end) for start, end in spans if start < finding.end and finding.start < end]
    if not touched:
        return [finding]
    edges = [finding.start, *(edge for span in touched for edge in span), finding.end]
    parts = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
    telling = [(start, end) for start, end in parts if not _NOBODY.fullmatch(text, start, end)]
    return [replace(finding, start=start, end=end, identity=None) for start, end in telling]


def _identified(finding: Finding, text: str, client_id: str | None) -> tuple[Finding, Identity]:
    surface = text[finding.start : finding.end]
    return finding, finding.identity or identity_of(finding.entity, surface, client_id)


def _named_in_full(texts: Sequence[str], found: Sequence[Sequence[Finding]]) -> list[KnownEntity]:
    """People and organizations no record tells of, to be known by their last names in the rest of the document."""
    named = {
        (finding.entity, " ".join(text[finding.start : finding.end].split()))
        for text, findings in zip(texts, found, strict=True)
        for finding in findings
        if finding.identity is None and finding.entity in ("PERSON", "ORGANIZATION")
    }
    return [_namesake(entity, name) for entity, name in sorted(named) if " " in name]


def _namesake(entity: str, name: str) -> KnownEntity:
    if entity == "ORGANIZATION":
        return organisation(name)
    first, *_, last = re.sub(r"['’]s$", "", name).split()
    known = person(first, last)
    variants = tuple(variant for variant in known.variants if not variant.needs.only_own)
    return KnownEntity("PERSON", name, variants)


def _guesses(findings: Iterable[Finding]) -> list[Finding]:
    return [Finding(f.start, f.end, f.entity, Certainty.GUESSED, f.identity) for f in findings if f.identity]
