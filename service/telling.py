"""Decisions that the audit log tells of: who asked, what was decided, by which clauses, with which model and prompt."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine

from anonymize.boundary import Scope
from ingest.ledger import Ledger
from service.answers.model_task import TASK
from service.audit.event import Subject
from service.audit.log import AuditLog, Entries
from service.decisions import Decisions
from service.llm.prompt import RULES
from service.llm.tally import Tally
from service.store.sealed_json import SealedJson
from service.stores import Stores

Json = dict[str, Any]
TOLD = frozenset({"answer", "coverage"})
# What a language model was told to do, by a digest of our own words.
PROMPT_VERSION = hashlib.sha256(f"{RULES}{TASK.instruction}".encode()).hexdigest()[:12]
_MADE_BY = ("composed_by", "abstained", "as_of")


class ToldDecisions(Decisions):
    """The decisions one principal asks for. What an answer rests on is told by document, page and offsets, not in words."""

    def __init__(
        self,
        engine: Engine,
        sealed: SealedJson,
        audit: AuditLog,
        ledger: Ledger,
        tally: Tally,
        *,
        by: str,
        model: str | None,
    ) -> None:
        """`model` is the language model that answers are written with, None where there is none."""
        super().__init__(engine, sealed)
        self._audit, self._ledger, self._tally = audit, ledger, tally
        self._by, self._model = by, model

    def keep(self, account: str, kind: str, id: str, value: Json, *, client_id: str | None) -> None:
        super().keep(account, kind, id, value, client_id=client_id)
        if kind not in TOLD:
            return
        self._count(kind, value)
        cited = list({_place(each): each for each in _citations(value)}.values())
        owners = {each["document_id"]: self._owner(account, each["document_id"]) for each in cited}
        with self._audit.transaction(account) as entries:
            clauses = [_clause(entries, each, owners[each["document_id"]]) for each in cited]
            told = {name: value[name] for name in _MADE_BY if value.get(name) is not None}
            if value.get("composed_by") == "llm":
                told |= {"model": self._model, "prompt": PROMPT_VERSION}
            verdicts = dict(Counter(line["verdict"] for line in value.get("lines", ())))
            entries.add(
                f"decision.{kind}", self._by, Subject(id, client_id), **told, verdicts=verdicts, clauses=clauses
            )

    def _count(self, kind: str, value: Json) -> None:
        if kind == "answer":
            self._tally.add(f"answers_{'abstained' if value.get('abstained') else value.get('composed_by')}")
        for line in value.get("lines", ()):
            self._tally.add(f"verdicts_{line['verdict']}")

    def _owner(self, account: str, document_id: str) -> str | None:
        document = self._ledger.document(Scope(account), document_id)
        return document.client_id if document else None


def _citations(value: Any) -> Iterator[Json]:
    """Every citation in an answer or a verdict."""
    if isinstance(value, dict):
        if {"document_id", "quote", "start", "end"} <= value.keys():
            yield value
        else:
            for each in value.values():
                yield from _citations(each)
    elif isinstance(value, list):
        for each in value:
            yield from _citations(each)


def _place(citation: Json) -> tuple[Any, ...]:
    return citation["document_id"], citation["start"], citation["end"]


def _clause(entries: Entries, citation: Json, client_id: str | None) -> Json:
    subject = Subject(citation["document_id"], client_id)
    place = {name: citation.get(name) for name in ("page", "start", "end")}
    return {"document": entries.name(subject), **place}


def told_decisions(stores: Stores, tally: Tally, by: str) -> ToldDecisions:
    """Those of one principal, by his name."""
    model = stores.settings.llm_model
    return ToldDecisions(stores.engine, stores.sealed, stores.audit, stores.ledger, tally, by=by, model=model)
