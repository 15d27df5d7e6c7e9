"""Passages that could answer a question, each with what it shares with it.

A passage is a sentence, list item or table row of a masked clause (`reading.py`). It is weighed (`weighing.py`) by nearness
in meaning, by the share of the question's telling words it has, by whether it speaks of the aspect asked for, and by whether
it holds a datum of the kind asked for; `enough.py` says which passages answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from anonymize.boundary import Scope
from ingest.jobber.records import Message
from ingest.ledger import Document, KeptClause
from retrieval.model import AGREED, DocumentKind, DocumentRole, Span
from service.agreements.passages import Passage
from service.agreements.terms import Term
from service.answers.sources import Sources
from service.answers.standing import State
from service.answers.vocabulary import Word, canon

CONTRACTS = (*AGREED, DocumentRole.QUOTE_TERMS)
RECORDS = (DocumentKind.NOTE, DocumentKind.COMMUNICATION)
WHOLE_CLAUSE = 420


@dataclass(frozen=True)
class Evidence:
    """One passage.

    `near` is the best cosine to a way of asking, `own` to the question as it was put; `shared` the weighted share
    (0 to 1) of its telling words. `names` tells whether it has a word of the thing asked for, `named` the same where
    something is asked for at all, `wholly` that it lacks none of several such words, `strange` that no contract read has one; `head` are the columns of
    a table row whose head is another clause; `of_another` that the terms it settles are of another thing; `borrows` that it has some of them only in the words it changes, `until` the last day of its agreement; `step` is 1 for the step of a price ladder
    that is asked about and -1 for another step; hours asked about and others count alike.
    """

    document: Document
    kept: KeptClause
    passage: Passage
    state: State
    terms: tuple[Term, ...] = ()
    near: float = 0.0
    own: float = 0.0
    shared: float = 0.0
    tells: bool = False
    on_aspect: bool = False
    narrowly: bool = False
    names: bool = False
    named: bool = False
    wholly: bool = False
    strange: bool = False
    replaced: bool = False
    holds: bool = False
    matched: bool = False
    of_another: bool = False
    borrows: bool = False
    step: int = 0
    missing: frozenset[str] = frozenset()
    until: date | None = None
    head: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Raw offsets of the passage in the document."""
        return self.kept.raw_span(self.passage.start, self.passage.end)

    @property
    def words(self) -> str:
        """The passage's masked words as they stand."""
        return self.kept.clause.text.text[self.passage.start : self.passage.end]

    def quoted(self, whole: bool) -> tuple[Span, str]:
        """What is quoted of it: a short clause whole, since its sentences explain each other, else the passage."""
        text = self.kept.clause.text.text
        if not whole or len(text) > WHOLE_CLAUSE:
            return self.span, self.words
        return self.kept.raw_span(0, len(text)), text

    @cached_property
    def context(self) -> str:
        """What the passage is read with: its headings, the line that introduces it, and a table row's columns."""
        return f"{self._headings} {self.passage.text}"

    @property
    def unit(self) -> str:
        """What is weighed: the passage in its context; of an amendment the whole item, whose sentences are one change."""
        return f"{self._headings} {self.said}" if self.is_amending else self.context

    @property
    def _headings(self) -> str:
        return " ".join((self.passage.heading, *(self.passage.header or self.head)))

    @property
    def said(self) -> str:
        return self.quoted(whole=self.is_amending)[1]

    @property
    def is_contract(self) -> bool:
        return self.document.role in CONTRACTS

    @property
    def is_amending(self) -> bool:
        return self.document.role is DocumentRole.AMENDMENT and self.state is State.IN_FORCE

    @property
    def score(self) -> float:
        """Nearness and shared words make the rank; the aspect, the datum and the contract's own voice raise it."""
        aspect = 0.06 * self.tells + 0.1 * self.narrowly
        raised = aspect + 0.1 * self.holds + 0.1 * self.matched + 0.08 * self.is_contract
        return 0.5 * self.near + 0.35 * self.shared + raised + 0.2 * self.step


@dataclass(frozen=True)
class Found:
    """All passages weighed, best first, and what was looked through; `amending` are those of amendments in force,
    `on` is the day asked about."""

    evidence: tuple[Evidence, ...]
    documents: int
    words: tuple[Word, ...]
    of_client: bool = True
    amending: tuple[Evidence, ...] = ()
    question: str = ""
    on: date | None = None


def sender_of(sources: Sources, scope: Scope, document: Document) -> str:
    """Who wrote a message, masked; "" for a note."""
    if document.kind is not DocumentKind.COMMUNICATION:
        return ""
    message = sources.records.one(scope, Message, document.record_id)
    name = message.sender.split("<")[0].strip(" \"'") if message else ""
    return sources.masking(scope.account).mask(name, client_id=document.client_id).text.text if name else ""


_PLACE_WORDS = "one two three four five six seven eight nine ten eleven twelve noon midnight morning afternoon week today tomorrow tonight winter summer spring autumn fall season house home property place building office yard customer today week month year price limit hour time january february march april may june july august september october november december"
_PLACES = frozenset(canon(word) for word in _PLACE_WORDS.split())


def is_place(form: str) -> bool:
    return form.startswith("<") or form in _PLACES or form[0].isdigit()


def things_asked(words: Sequence[Word]) -> set[str]:
    """The forms of the things that the asking sentence names."""
    return {word.stem for word in words if word.core and not is_place(word.stem)}


def day_of(document: Document) -> date | None:
    return document.written_at.date() if document.written_at else None
