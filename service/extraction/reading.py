"""The contracts of an account with their fields, values and quotes as the reader may see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from anonymize.boundary import Scope
from ingest.ledger import LIVE, Document, Ledger
from retrieval.model import Citation
from service.agreements.fields import FieldValue, fields_of, fields_of_amendment
from service.agreements.precedence import changed_by, effective
from service.agreements.store import AgreementStore
from service.agreements.terms import Agreement, Effective, Pin

Cite = Callable[[Pin], Citation | None]
Reveal = Callable[[str], str]


@dataclass(frozen=True)
class ShownField:
    """A field's value in clear, with the verified citation it rests on; `alternatives` are other readings of it, to be
    looked at beside it."""

    value: Any
    citation: Citation
    confidence: float
    needs_review: bool
    alternatives: tuple[ShownField, ...] = ()

    def as_json(self) -> dict[str, Any]:
        others = {"alternatives": [one.as_json() for one in self.alternatives]} if self.alternatives else {}
        return others | {
            "value": self.value,
            "quote": self.citation.quote,
            "page": self.citation.page,
            "start": self.citation.start,
            "end": self.citation.end,
            "confidence": self.confidence,
            "needs_review": self.needs_review,
        }


@dataclass(frozen=True)
class ReadContract:
    """One agreement or amendment: what its own words state, and, where it binds today, how it stands with its riders."""

    document: Document
    property_ids: tuple[str, ...] | None
    fields: dict[str, ShownField]
    standing: dict[str, ShownField] | None


class ContractReader:
    def __init__(self, ledger: Ledger, agreements: AgreementStore, cite: Cite, reveal: Reveal) -> None:
        self._ledger, self._agreements, self._cite, self._reveal = ledger, agreements, cite, reveal

    def read(self, scope: Scope, today: date) -> list[ReadContract]:
        """Every agreement in scope, by file name; those in force today with the fields as amended."""
        found = self._agreements.all(scope)
        standing = {one.agreement.document_id: one for one in _in_force(found, today)}
        documents = {document.id: document for document in self._ledger.documents(scope, states=LIVE)}
        contracts = [
            self._contract(documents[one.document_id], one, standing.get(one.document_id), found)
            for one in found
            if one.document_id in documents
        ]
        return sorted(contracts, key=lambda contract: (contract.document.file or "", contract.document.id))

    def read_client(
        self, scope: Scope, client_id: str | None, today: date
    ) -> tuple[list[ReadContract], dict[str, str]]:
        """One client's agreements, and by document id why one could not be read; None: those of no one client."""
        found = self._agreements.of_client(scope, client_id)
        standing = {one.agreement.document_id: one for one in effective(found, on=today)}
        contracts, failed = list[ReadContract](), dict[str, str]()
        for one in found:
            try:
                document = self._ledger.document(scope, one.document_id)
                if document is not None and document.state in LIVE:
                    contracts.append(self._contract(document, one, standing.get(one.document_id), found))
            except Exception as error:  # noqa: BLE001 - one document never ends a run over thousands
                failed[one.document_id] = type(error).__name__
        return sorted(contracts, key=lambda contract: (contract.document.file or "", contract.document.id)), failed

    def _contract(
        self, document: Document, agreement: Agreement, standing: Effective | None, known: Sequence[Agreement]
    ) -> ReadContract:
        stated = (
            fields_of_amendment(agreement, changed_by(agreement, known))
            if agreement.is_amendment
            else fields_of(agreement)
        )
        return ReadContract(
            document,
            agreement.property_ids,
            self.shown(stated),
            self.shown(fields_of(standing)) if standing else None,
        )

    def shown(self, fields: dict[str, FieldValue]) -> dict[str, ShownField]:
        """What cannot be quoted is left out."""
        return {name: one for name, field in fields.items() if (one := self._shown(field)) is not None}

    def _shown(self, field: FieldValue) -> ShownField | None:
        citation = self._cite(field.pin)
        if citation is None:
            return None
        others = tuple(one for each in field.alternatives if (one := self._shown(each)) is not None)
        return ShownField(self._revealed(field.value), citation, field.confidence, field.needs_review, others)

    def _revealed(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._reveal(value)
        if isinstance(value, list):
            return [self._revealed(each) for each in value]
        if isinstance(value, dict):
            return {key: self._revealed(each) for key, each in value.items()}
        return value


def _in_force(agreements: list[Agreement], today: date) -> list[Effective]:
    """Client by client: amendments and replacements only ever concern agreements of the same client."""
    clients = sorted({one.client_id or "" for one in agreements})
    return [
        standing
        for client in clients
        for standing in effective([one for one in agreements if (one.client_id or "") == client], on=today)
    ]
