"""Everything a check read, kept so that it can be made again: the work, the agreements, what every quote was found to be.

`judged` checks and keeps; `again` makes the same Coverage from what was kept, in any process, to the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from retrieval.model import Citation
from service.agreements.precedence import effective
from service.agreements.serialize import plain, value
from service.agreements.terms import Agreement, Pin
from service.coverage.coverage import Sources, Unread, check
from service.coverage.matching import Similar, unlike
from service.coverage.remembered import Remembered, RememberedLikeness
from service.coverage.usage import Tab
from service.coverage.verdict import Coverage
from service.coverage.vocabulary import Vocabulary, standard
from service.coverage.work import CoverageError, RecordQuote, Work

ENGINE = "12"
"""Raised whenever the same facts may come to another verdict, amount or wording."""
Cite = Callable[[Pin], Citation | None]


class NotKept(CoverageError):
    """A check made again asked for something that was not asked for at the time."""


@dataclass(frozen=True)
class Facts:
    """`pinned`, `recorded`, `revealed` and `likeness` are what the outside answered: quotes found again, masked words in clear,
    how near two texts are in meaning (by a hash of both). `agreed` are the hashes the agreements had at the time."""

    work: Work
    agreements: tuple[Agreement, ...]
    zone: str | None
    unread: tuple[Unread, ...]
    pinned: tuple[tuple[Pin, Citation | None], ...]
    recorded: tuple[tuple[RecordQuote, Citation | None], ...]
    revealed: tuple[tuple[str, str], ...]
    engine: str
    vocabulary: str
    agreed: tuple[str, ...] = ()
    likeness: tuple[tuple[str, float], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return dict(plain(self))

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Facts:
        """Raises `ValueError`, `KeyError` or `TypeError` where it is nothing `to_json` wrote."""
        found: Facts = value(kept, cls)
        return found

    def digests(self) -> dict[str, Any]:
        """The hashes of the inputs, by which two decisions can be told to rest on the same."""
        return {
            "engine": self.engine,
            "vocabulary": self.vocabulary,
            "work": digest(plain(self.work)),
            "agreements": dict(zip((one.document_id for one in self.agreements), self.agreed, strict=True)),
        }


def judged(
    work: Work,
    agreements: Sequence[Agreement],
    *,
    cite: Cite,
    cite_record: Callable[[RecordQuote], Citation | None],
    reveal: Callable[[str], str],
    zone: ZoneInfo | None,
    unread: Sequence[Unread] = (),
    tab: Tab | None = None,
    vocabulary: Vocabulary | None = None,
    similar: Similar = unlike,
) -> tuple[Coverage, Facts]:
    """Check the work by the client's agreements, and keep what was read for it."""
    pins, records, words = Remembered(cite), Remembered(cite_record), Remembered(reveal)
    likeness, known, tab = RememberedLikeness(similar), vocabulary or standard(), tab or Tab()
    sources = _sources(agreements, pins, records, words, zone, unread)
    found = check(work, replace(sources, vocabulary=known, similar=likeness, tab=tab))
    facts = Facts(
        work, tuple(agreements), zone.key if zone else None, tuple(unread), pins.kept, records.kept,
        _joined(words.kept, tab.words), ENGINE, known.digest, tuple(digest(plain(one)) for one in agreements),
        _joined(likeness.kept, tab.likeness),
    )  # fmt: skip
    return _named(found, facts), facts


def again(facts: Facts, *, cite: Cite | None = None, vocabulary: Vocabulary | None = None) -> Coverage:
    """The check made again from its facts alone. With `cite` the facts may have been changed since: it answers for quotes
    nobody asked for at the time, which raise `NotKept` without it."""
    pins = Remembered(cite or _unasked, facts.pinned)
    records = Remembered(_nowhere if cite else _unasked, facts.recorded)
    words = Remembered(str if cite else _unasked, facts.revealed)
    likeness = RememberedLikeness(unlike if cite else _unasked, facts.likeness)
    zone = ZoneInfo(facts.zone) if facts.zone else None
    sources = _sources(facts.agreements, pins, records, words, zone, facts.unread)
    return _named(check(facts.work, replace(sources, vocabulary=vocabulary or standard(), similar=likeness)), facts)


def replayed(kept: Mapping[str, Any], inputs: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Whether the kept facts still come to the kept result (`inputs` holds its hash), and if not what has changed."""
    facts = Facts.from_json(kept)
    changed = [name for name, now in (("engine", ENGINE), ("vocabulary", vocabulary.digest)) if inputs[name] != now]
    why = (
        f"the {' and the '.join(changed)} changed since"
        if changed
        else "the kept facts or the kept result were changed"
    )
    try:
        result = digest(again(facts, vocabulary=vocabulary).to_json())
    except NotKept:
        return {"same": False, "why": why}
    as_kept = {
        "work": digest(kept["work"]),
        "agreements": {one["document_id"]: digest(one) for one in kept["agreements"]},
    }
    if result == inputs["result"] and as_kept.items() <= inputs.items():
        return {"same": True, "why": "made again from its facts, it comes to the same bytes"}
    return {"same": False, "why": why}


def as_bytes(coverage: Coverage) -> bytes:
    """One spelling of a Coverage document, by which two are compared."""
    return canonical(coverage.to_json())


def canonical(what: Any) -> bytes:
    return json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(what: Any) -> str:
    return hashlib.sha256(canonical(what)).hexdigest()


def _joined(now: tuple[tuple[str, Any], ...], past: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    return tuple((dict(past) | dict(now)).items())


def _unasked(*_: object) -> Any:
    raise NotKept("the kept facts do not hold all that this check reads; it was made by another version")


def _nowhere(_: object) -> None:
    return None


def _sources(
    agreements: Sequence[Agreement],
    pins: Remembered[Pin, Citation | None],
    records: Remembered[RecordQuote, Citation | None],
    words: Remembered[str, str],
    zone: ZoneInfo | None,
    unread: Sequence[Unread],
) -> Sources:
    return Sources(
        in_force=lambda place, day: effective(agreements, property_id=place, on=day),
        cite=pins, cite_record=records, reveal=words, zone=zone, on_file=tuple(agreements), unread=tuple(unread),
    )  # fmt: skip


def _named(found: Coverage, facts: Facts) -> Coverage:
    """The same work judged the same way by the same words has the same id."""
    return replace(found, id=str(uuid5(NAMESPACE_URL, "/".join([found.id, facts.engine, *facts.agreed]))))
