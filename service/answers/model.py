"""What an answer is (shape: interfaces, Answer and Citation)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from retrieval.model import Citation

ComposedBy = Literal["terms", "extract", "llm"]


@dataclass(frozen=True)
class Searched:
    """`scope` says in words where was looked; `documents` how many were looked through."""

    scope: str
    documents: int


@dataclass(frozen=True)
class Answer:
    """`[n]` in `answer` is `citations[n-1]`; an abstaining answer says what was searched and cites nothing."""

    id: str
    question: str
    answer: str
    abstained: bool
    citations: tuple[Citation, ...]
    searched: Searched
    composed_by: ComposedBy
    as_of: date

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "question": self.question,
            "answer": self.answer,
            "abstained": self.abstained,
            "citations": [cited_json(citation) for citation in self.citations],
            "searched": {"scope": self.searched.scope, "documents": self.searched.documents},
            "composed_by": self.composed_by,
            "as_of": self.as_of.isoformat(),
        }


def cited_json(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "document_id": citation.document_id,
        "kind": citation.kind,
        "file": citation.file,
        "record": {"type": citation.record_type, "id": citation.record_id},
        "page": citation.page,
        "section": citation.section,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "boxes": [list(box) for box in citation.boxes],
        "verified": citation.verified,
    }
