"""What a language model is asked to do with a question and its clauses, and the shape of its reply."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from anonymize.boundary import SanitizedText
from ingest.ledger import Document
from retrieval.model import DocumentKind, DocumentRole
from service.answers.evidence import Evidence, day_of
from service.llm.prompt import Passage, PassageKind, Prompt, Task


class ModelQuote(BaseModel):
    source: Annotated[str, Field(max_length=20)]
    quote: Annotated[str, Field(max_length=2_000)]


class ModelSentence(BaseModel):
    text: Annotated[str, Field(min_length=1, max_length=600)]
    quotes: Annotated[list[ModelQuote], Field(max_length=6)]


class ModelAnswer(BaseModel):
    sentences: list[ModelSentence]


TASK = Task(
    "answer",
    """\
You answer questions of a home-service company's staff about its service agreements, only from the sources given.
Write one to three short plain sentences that answer the question directly, in the sources' own words as far as \
possible. Each sentence is complete by itself and says one thing.
With each sentence give the quotes that prove it: "source" is the source's id, "quote" is copied from its text \
character by character. Every number, date and amount of a sentence must stand in the quoted source.
To a question whether something is covered, begin with Yes, No or Partly.
If the sources do not answer the question, reply with an empty list of sentences.""",
    ModelAnswer,
)
_KINDS: dict[DocumentRole | DocumentKind | None, PassageKind] = {
    DocumentRole.AGREEMENT: "agreement",
    DocumentRole.QUOTE_TERMS: "quote",
    DocumentRole.AMENDMENT: "amendment",
    DocumentKind.NOTE: "note",
    DocumentKind.COMMUNICATION: "communication",
    DocumentKind.JOB: "job",
    DocumentKind.QUOTE: "quote",
}


def prompt_of(question: SanitizedText, sources: dict[str, Evidence], today: date) -> Prompt[ModelAnswer]:
    """`sources` are the clauses to read, by opaque id, each told by one of its passages."""
    return Prompt(TASK, tuple(_passage(id, one) for id, one in sources.items()), question, today)


def _passage(id: str, one: Evidence) -> Passage:
    clause = one.kept.clause
    return Passage(id, _kind(one.document), clause.text, clause.heading, day_of(one.document))


def _kind(document: Document) -> PassageKind:
    return _KINDS.get(document.role) or _KINDS.get(document.kind) or "other"
