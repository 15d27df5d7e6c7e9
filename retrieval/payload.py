"""A clause as the index stores it: ids, place, masked words with their proof. Both Qdrant indexes share this."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from anonymize.boundary import NotSanitized, SanitizedText, Scope, Seal
from retrieval.errors import IndexUnreadable
from retrieval.fusion import ByArm
from retrieval.index import IndexRefused, Narrowing, Point
from retrieval.late import Sketch
from retrieval.model import Clause, DocumentKind, DocumentRole, Hit, Source, Span

SealFor = Callable[[str], Seal]
Conditions = dict[str, list[str]]

TENANT = "account"
SKETCH = "sketch"
FILTERED = (TENANT, "client_id", "document_id", "kind", "role")
# "7.2", "IV.A", "Section 3(b)", "Schedule 2": a clause's own number holds no free text
NUMBER = re.compile(r"(?:[^\W\d_]{3,10}\.? )?[§(]{0,2}\w{0,5}(?:[.)(\-–]{1,2}\w{1,5})*[.):]{0,2}")


def conditions(scope: Scope, within: Narrowing) -> Conditions | None:
    """What a point must be to be found, field by field (any of the values); None where nothing can be."""
    wanted: Conditions = {TENANT: [scope.account]}
    clients = _clients(scope, within)
    if clients is not None:
        wanted["client_id"] = clients
    narrowed: tuple[tuple[str, Sequence[str]], ...] = (
        ("document_id", within.documents),
        ("kind", within.kinds),
        ("role", within.roles),
    )
    wanted.update({field: [str(value) for value in values] for field, values in narrowed if values})
    return wanted if all(wanted.values()) else None


def _clients(scope: Scope, within: Narrowing) -> list[str] | None:
    if not within.clients:
        return None if scope.clients is None else sorted(scope.clients)
    return sorted(client for client in within.clients if scope.allows(client))


def checked(points: Iterable[Point], seal_for: SealFor) -> list[Point]:
    """The points, every one masked by its own account; raises `IndexRefused` before any is written."""
    ready = list(points)
    for point in ready:
        _refuse_unmasked(point, seal_for)
    return ready


def _refuse_unmasked(point: Point, seal_for: SealFor) -> None:
    clause = point.clause
    seal = seal_for(clause.source.account)
    said = (clause.heading, clause.text, *((point.title,) if point.title else ()))
    if not all(map(seal.holds, said)):
        raise IndexRefused("a clause's heading or text, or its title, is not masked text of its account; mask it first")
    if not NUMBER.fullmatch(clause.number):
        raise IndexRefused("a clause number holds free text; put it into the masked heading")
    try:
        UUID(clause.id)
    except ValueError:
        raise IndexRefused("a clause id must be a UUID; derive it with uuid5") from None


def payload(point: Point) -> dict[str, Any]:
    clause = point.clause
    source = clause.source
    return {
        TENANT: source.account,
        "client_id": source.client_id,
        "document_id": source.document_id,
        "kind": str(source.kind),
        "role": str(source.role) if source.role else None,
        "property_id": source.property_id,
        "job_id": source.job_id,
        "ordinal": clause.ordinal,
        "number": clause.number,
        "page": clause.page,
        "span": [clause.span.start, clause.span.end],
        "heading": _sealed(clause.heading),
        "text": _sealed(clause.text),
        SKETCH: point.sketch.stored(),
    }


def sketch(stored: Mapping[str, Any]) -> Sketch | None:
    return Sketch.read(stored[SKETCH]) if SKETCH in stored else None


def clause(point_id: str, stored: Mapping[str, Any], seal_for: SealFor) -> Clause:
    """The clause of a stored point; raises `IndexUnreadable` when its masking proof does not hold."""
    try:
        seal = seal_for(stored[TENANT])
        heading, text = seal.admit(**stored["heading"]), seal.admit(**stored["text"])
        place = Span(*stored["span"])
        return Clause(
            point_id, _source(stored), stored["ordinal"], stored["number"], heading, text, stored["page"], place
        )
    except (NotSanitized, KeyError, TypeError) as error:
        raise IndexUnreadable(f"point {point_id} cannot be read back; run `fineprint reindex`") from error


def hits(
    best: Sequence[tuple[str, float]], arms: ByArm, stored: Mapping[str, Mapping[str, Any]], seal_for: SealFor
) -> list[Hit]:
    """The best (id, score) as hits with each arm's rank and own score; a point deleted meanwhile is left out."""
    ranks = {arm: _ranks(scores) for arm, scores in arms.items()}
    return [
        Hit(
            clause(id, stored[id], seal_for),
            score,
            tuple((arm, of[id]) for arm, of in ranks.items() if id in of),
            tuple((arm, own[id]) for arm, own in arms.items() if id in own),
            sketch(stored[id]),
        )
        for id, score in best
        if id in stored
    ]


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(scores, key=lambda id: (-scores[id], id))
    return {id: rank for rank, id in enumerate(ordered, 1)}


def depth(limit: int) -> int:
    """How many candidates an arm hands on."""
    return max(50, 2 * limit)


def _sealed(text: SanitizedText) -> dict[str, str]:
    return {"text": text.text, "policy": text.policy, "mac": text.mac}


def _source(stored: Mapping[str, Any]) -> Source:
    role = stored["role"]
    return Source(
        stored["document_id"],
        stored[TENANT],
        stored["client_id"],
        DocumentKind(stored["kind"]),
        DocumentRole(role) if role else None,
        stored["property_id"],
        stored["job_id"],
    )
