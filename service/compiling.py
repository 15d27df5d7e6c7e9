"""Compiling the agreements a sync reports changed, from the masked clauses SQL keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from anonymize.boundary import Scope
from ingest.jobber.records import Account, Property
from ingest.ledger import LIVE, Document, KeptClause, Ledger
from ingest.records import Records
from retrieval.model import AGREED, DocumentRole
from service.agreements.addressing import properties_at
from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import VERSION, ResolveAddress, compile_document
from service.agreements.proposed import Masked, Outcome, proposed, with_proposals
from service.agreements.store import AgreementStore
from service.llm.model import LanguageModel, NoModel


class AccountCompiler:
    """`reveal` restores an account's masked words, to tell which of a client's properties an address names.

    `model` gives an account's language model; where one is configured, it proposes terms beside the patterns'.
    """

    def __init__(
        self,
        records: Records,
        ledger: Ledger,
        agreements: AgreementStore,
        reveal: Callable[[str, str], str],
        model: Callable[[str], LanguageModel] = lambda _account: NoModel(),
    ) -> None:
        self._records, self._ledger, self._agreements = records, ledger, agreements
        self._reveal, self._model = reveal, model

    def compile(self, account: str, document_ids: Iterable[str]) -> int:
        """Compile these documents anew, and whatever an earlier release or a broken run left behind.

        What is no contract, or is gone, loses its terms. Returns how many compiled.
        """
        scope, compiled = Scope(account), 0
        for id in {*document_ids, *self._behind(scope)}:
            document = self._ledger.document(scope, id)
            if document is None or document.state not in LIVE or document.role not in AGREED:
                self._agreements.forget(account, [id])
                continue
            self._compile(scope, document)
            compiled += 1
        return compiled

    def _behind(self, scope: Scope) -> list[str]:
        """Live contracts whose kept terms are of other bytes, or of an earlier compiler."""
        live = self._ledger.documents(scope, states=LIVE)
        reader = _reader(self._model(scope.account))
        return [
            document.id
            for document in live
            if document.role in AGREED
            and not self._agreements.is_current(scope.account, document.id, document.content_digest or "", reader)
        ]

    def _compile(self, scope: Scope, document: Document) -> None:
        facts = DocumentFacts(
            document_id=document.id,
            account=document.account,
            client_id=document.client_id,
            is_amendment=True if document.role is DocumentRole.AMENDMENT else None,
            dated=document.written_at.date() if document.written_at else None,
            contractor=next((one.name for one in self._records.all(Scope(document.account), Account)), ""),
        )
        masked = [_masked(kept) for kept in self._ledger.clauses(scope, document.id)]
        resolver = self._resolver(scope, document.client_id)
        agreement = compile_document(facts, [one.clause for one in masked], resolve_address=resolver)
        model = self._model(document.account)
        outcome = proposed(model, document.id, masked) if model.name else Outcome((), 0)
        reader = VERSION if outcome.again else _reader(model)
        self._agreements.save(with_proposals(agreement, outcome), document.content_digest or "", reader)

    def _resolver(self, scope: Scope, client_id: str | None) -> ResolveAddress:
        properties = self._records.all(scope, Property, client_id=client_id) if client_id else []

        def resolve(address: str, sentence: str) -> list[str]:
            return properties_at(
                self._reveal(scope.account, address), self._reveal(scope.account, sentence), properties
            )

        return resolve


def _reader(model: LanguageModel) -> str:
    """The compiler and the model; a document the model was not reached for is read again when something is compiled next."""
    return f"{VERSION}+{hashlib.sha256(model.name.encode()).hexdigest()[:16]}" if model.name else VERSION


def _masked(kept: KeptClause) -> Masked:
    clause = ClauseText(
        id=kept.clause.id,
        ordinal=kept.clause.ordinal,
        number=kept.clause.number,
        heading=kept.clause.heading.text,
        text=kept.clause.text.text,
        page=kept.clause.page,
        start=kept.clause.span.start,
        raw_span=kept.masked.raw_span,
    )
    return Masked(clause, kept.clause.text)
