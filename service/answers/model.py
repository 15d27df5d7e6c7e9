"""What an answer is (shape: interfaces, Answer and Citation)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from retrieval.model import Citation

ComposedBy = Literal["terms", "extract", "llm"]


@dataclass(frozen=True)
class Searched:
    """`scope` says in words where was looked; `documents` how many were looked through, `clients` whose, if anybody's."""

    scope: str
    documents: int
    clients: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"scope": self.scope, "documents": self.documents, "clients": list(self.clients)}


@dataclass(frozen=True)
class Answer:
    """`[n]` in `answer` is `citations[n-1]`; an abstaining answer says what was searched and cites nothing.

    `choices` are whom it might be about, where it asks back. `notes` say what a reader should know of how it was made, such as that the language model was not used and why.
    """

    id: str
    question: str
    answer: str
    abstained: bool
    citations: tuple[Citation, ...]
    searched: Searched
    composed_by: ComposedBy
    as_of: date
    notes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def about(self) -> str | None:
        """The client it is about, where it is about one."""
        return self.searched.clients[0] if len(self.searched.clients) == 1 else None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "question": self.question,
            "answer": self.answer,
            "abstained": self.abstained,
            "citations": [citation.as_json() for citation in self.citations],
            "searched": self.searched.as_json(),
            "composed_by": self.composed_by,
            "as_of": self.as_of.isoformat(),
            "notes": list(self.notes),
            "choices": list(self.choices),
        }
