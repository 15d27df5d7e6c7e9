"""An agreement as a person reads it: terms by kind with why each applies and what to read beside it, what was set aside,
what the document says twice, and fields whose readings disagree. The command line and the pages show the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from anonymize.boundary import Scope
from ingest.ledger import Document, Ledger
from ingest.surroundings import Beside, Surroundings, Why
from retrieval.model import Citation
from service.agreements.fields import FieldValue, fields_of
from service.agreements.on_day import OnDay
from service.agreements.terms import Conflict, Effective, Pin, Term
from service.extraction.reading import ContractReader, ShownField

Json = dict[str, Any]
MOST_BESIDE = 4
"""Clauses named beside one term."""


@dataclass(frozen=True)
class AgreementView:
    scope: Scope
    ledger: Ledger
    reader: ContractReader
    cite: Callable[[Pin], Citation | None]
    reveal: Callable[[str], str]
    documents: Mapping[str, Document]

    def on_day(self, day: OnDay) -> Json:
        whys = {id(one.term): one.why for one in day.applied}
        return {
            "terms": self.grouped((one.term for one in day.applied), whys),
            "set_aside": [self._term(one.term) | {"why": self._why(one.why)} for one in day.set_aside],
            "conflicts": [self._conflict(one) for one in day.conflicts],
            "doubts": self._doubts(day.standing),
        }

    def grouped(self, terms: Iterable[Term], whys: Mapping[int, str] = MappingProxyType({})) -> dict[str, list[Json]]:
        """Terms by kind, in the order they are first met, with why each applies where that is given (by the term's `id`)
        and what to see beside it; what cannot be quoted is left out."""
        groups: dict[str, list[Json]] = {}
        for term in terms:
            told = self._term(term)
            if id(term) in whys:
                told |= {"why": self._why(whys[id(term)]), "see_also": self._see_also(term.pin)}
            if told["citation"] is not None:
                groups.setdefault(told["kind"], []).append(told)
        return groups

    def fields(self, fields: dict[str, FieldValue]) -> dict[str, Json]:
        return {name: field.as_json() for name, field in self.reader.shown(fields).items()}

    def _doubts(self, standing: Effective) -> list[Json]:
        """Fields for which the document, or a language model, says something else beside the value that stands."""
        shown = self.reader.shown({name: one for name, one in fields_of(standing).items() if one.alternatives})
        return [{"field": name, "readings": _readings(one)} for name, one in shown.items() if one.alternatives]

    def _term(self, term: Term) -> Json:
        citation = self.cite(term.pin)
        return {
            "kind": _kind(type(term).__name__),
            "citation": citation.as_json() if citation else None,
            "confidence": term.pin.confidence,
        }

    def _conflict(self, conflict: Conflict) -> Json:
        """`settled` where one of its `terms` prevails; else a person has to decide."""
        rule = self.cite(conflict.resolved_by) if conflict.resolved_by else None
        return {
            "terms": [self._term(one) | {"prevails": one is conflict.kept} for one in conflict.terms],
            "settled": conflict.kept is not None,
            "resolved_by": rule.as_json() if rule else None,
        }

    def _see_also(self, pin: Pin) -> list[Json]:
        """The clauses the term's own refers to or is excepted by, and where its words are defined."""
        around = self._around.setdefault(
            pin.document_id, Surroundings(self.ledger.clauses(self.scope, pin.document_id))
        )
        beside = [one for one in around.of(pin.clause_id) if one.why is not Why.LIST]
        return [self._beside(one, pin.document_id) for one in beside[:MOST_BESIDE]]

    def _beside(self, one: Beside, document_id: str) -> Json:
        clause = one.kept.clause
        return {
            "document_id": document_id, "number": clause.number, "heading": self.reveal(clause.heading.text),
            "page": clause.page, "start": clause.span.start, "end": clause.span.end, "why": one.why.value,
        }  # fmt: skip

    @cached_property
    def _around(self) -> dict[str, Surroundings]:
        return {}

    def _why(self, why: str) -> str:
        """A reason in clear, that names a document by its file instead of its id."""
        return self.reveal(re.sub(r"[0-9a-f-]{36}", lambda id: self._file(id.group()), why))

    def _file(self, id: str) -> str:
        document = self.documents.get(id)
        return (document.file if document else None) or "another document"


def _readings(field: ShownField) -> list[Json]:
    """The value that stands first, each with its words."""
    return [
        {"value": one.value, "citation": one.citation.as_json(), "confidence": one.confidence}
        for one in (field, *field.alternatives)
    ]


def _kind(name: str) -> str:
    """A term's kind as people call it: "ServiceFee" is a service fee."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
