"""The values every package speaks in: where words stand, masked clauses, hits and citations.

Offsets are counted in Python characters of a document's one extracted text, half-open `[start, end)`. Boxes are
PDF points, origin lower left, `(x0, y0, x1, y1)`. Pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from anonymize.boundary import SanitizedText

if TYPE_CHECKING:
    from retrieval.late import Sketch

Box = tuple[float, float, float, float]


class DocumentKind(StrEnum):
    FILE = "file"
    NOTE = "note"
    COMMUNICATION = "communication"
    JOB = "job"
    QUOTE = "quote"
    REQUEST = "request"
    INVOICE = "invoice"


class DocumentRole(StrEnum):
    """What a document is, as far as its words tell."""

    AGREEMENT = "agreement"
    AMENDMENT = "amendment"
    QUOTE_TERMS = "quote_terms"
    INVOICE = "invoice"
    MANUAL = "manual"
    OTHER = "other"


AGREED = (DocumentRole.AGREEMENT, DocumentRole.AMENDMENT)
"""What makes terms; nothing else binds anybody."""


@dataclass(frozen=True, order=True)
class Span:
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Source:
    """Whose words these are: ids only, so that it may stand in the index in clear."""

    document_id: str
    account: str
    client_id: str | None
    kind: DocumentKind
    role: DocumentRole | None = None
    property_id: str | None = None
    job_id: str | None = None


@dataclass(frozen=True)
class Clause:
    """One masked clause. `span` points into the raw document text; `number` is the clause's own ("7.2"), or ""."""

    id: str
    source: Source
    ordinal: int
    number: str
    heading: SanitizedText
    text: SanitizedText
    page: int | None
    span: Span


@dataclass(frozen=True)
class Hit:
    """A clause found, its score (higher is better) and its rank in each arm that found it.

    `scores` are the arms' own and absolute: "dense" is the cosine from -1 to 1, "sparse" the BM25 sum from 0 up.
    `sketch` is what was kept of the clause's tokens, None of a point written before there were any.
    """

    clause: Clause
    score: float
    ranks: tuple[tuple[str, int], ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    sketch: Sketch | None = None

    def arm(self, name: str) -> float:
        """This arm's own score, 0 where the arm did not find the clause."""
        return dict(self.scores).get(name, 0.0)


@dataclass(frozen=True)
class Citation:
    """A verified quote as `Answer` and `Coverage` carry it (shape: interfaces, Citation)."""

    n: int
    document_id: str
    kind: str
    file: str | None
    record_type: str
    record_id: str
    page: int | None
    section: str
    quote: str
    start: int
    end: int
    boxes: tuple[Box, ...] = ()
    verified: bool = True

    def as_json(self) -> dict[str, Any]:
        """The shape of the interface: the record's type and id together, boxes as lists."""
        return {
            "n": self.n,
            "document_id": self.document_id,
            "kind": self.kind,
            "file": self.file,
            "record": {"type": self.record_type, "id": self.record_id},
            "page": self.page,
            "section": self.section,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "boxes": [list(box) for box in self.boxes],
            "verified": self.verified,
        }
