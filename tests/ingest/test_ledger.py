from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine

from anonymize.boundary import NotSanitized, Scope
from anonymize.keys import Keyring
from anonymize.masked import Masked, Replacement
from ingest.ledger import Document, KeptClause, Ledger, State, document_id
from ingest.tables import clauses as clause_table
from retrieval.model import DocumentKind, DocumentRole, Span
from tests.fakes.clauses import masked_clause, seal_for
from tests.fakes.databases import everything_stored

WHOLE = Scope("acme")
WRITTEN = datetime(2026, 3, 1, 20, 30, tzinfo=timezone(timedelta(hours=-6)))


def contract(id: str = "doc-1", client_id: str | None = "client-1", account: str = "acme") -> Document:
    return Document(
        id=id,
        account=account,
        kind=DocumentKind.FILE,
        record_type="ClientNote",
        record_id="note-1",
        client_id=client_id,
        file="Zwetschgenbaum agreement.pdf",
        role=DocumentRole.AGREEMENT,
        role_reason="its title says so",
        pages=3,
        notices=("page 2: 5 words that no reader can see were left out",),
        source_digest="digest",
        pipeline="generation-1",
        written_at=WRITTEN,
        indexed_at=datetime(2026, 3, 2, tzinfo=UTC),
        seen_in="run-1",
        outcome="new",
    )


def kept(text: str, ordinal: int = 0, document: str = "doc-1") -> KeptClause:
    clause = masked_clause(text, ordinal=ordinal, document=document, start=100)
    return KeptClause(clause, Masked(clause.text))


@pytest.fixture
def ledger(engine: Engine, keyring: Keyring) -> Ledger:
    return Ledger(engine, keyring, seal_for)


def test_a_document_reads_back_as_it_was_saved(ledger: Ledger) -> None:
    ledger.save(contract())
    assert ledger.document(WHOLE, "doc-1") == contract()


def test_saving_again_replaces_the_row(ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.save(replace(contract(), state=State.QUARANTINED, reason="locked with a password", file=None))
    [found] = ledger.documents(WHOLE)
    assert (found.state, found.reason, found.file) == (State.QUARANTINED, "locked with a password", None)


def test_times_are_told_in_utc(ledger: Ledger) -> None:
    ledger.save(contract())
    found = ledger.document(WHOLE, "doc-1")
    assert found is not None
    assert found.written_at == WRITTEN
    assert found.as_json()["indexed_at"] == "2026-03-02T00:00:00+00:00"


def test_documents_stay_inside_their_account_and_client(ledger: Ledger) -> None:
    for document in (
        contract(),
        contract("doc-2", "client-2"),
        contract("doc-3", None),
        contract("doc-4", account="b"),
    ):
        ledger.save(document)
    narrow = Scope("acme", frozenset({"client-1"}))
    assert [found.id for found in ledger.documents(WHOLE)] == ["doc-1", "doc-2", "doc-3"]
    assert [found.id for found in ledger.documents(narrow)] == ["doc-1"]
    assert ledger.documents(narrow, client_id="client-2") == []
    assert ledger.document(narrow, "doc-2") is None
    assert ledger.document(narrow, "doc-3") is None
    assert ledger.document(WHOLE, "doc-4") is None


def test_documents_are_narrowed_by_client_and_state(ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.save(replace(contract("doc-2", "client-2"), state=State.QUARANTINED))
    assert [found.id for found in ledger.documents(WHOLE, client_id="client-2")] == ["doc-2"]
    assert [found.id for found in ledger.documents(WHOLE, states=[State.QUARANTINED])] == ["doc-2"]


def test_documents_are_counted_by_state_inside_the_scope_and_the_first_of_them_listed(ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.save(replace(contract("doc-2", "client-2"), state=State.QUARANTINED))
    ledger.save(contract("doc-3", "client-2"))
    assert ledger.counts(WHOLE) == {State.INDEXED: 2, State.QUARANTINED: 1}
    assert ledger.counts(Scope("acme", frozenset({"client-1"}))) == {State.INDEXED: 1}
    assert [found.id for found in ledger.documents(WHOLE, most=2)] == ["doc-1", "doc-2"]


def test_clients_are_found_by_the_role_of_their_documents(ledger: Ledger) -> None:
    ledger.save(replace(contract(), role=DocumentRole.AGREEMENT))
    ledger.save(replace(contract("doc-2", "client-2"), role=DocumentRole.MANUAL))
    ledger.save(replace(contract("doc-3", "client-3"), role=DocumentRole.AGREEMENT, state=State.DELETED))
    assert ledger.owners(WHOLE, DocumentRole.AGREEMENT, 5) == ["client-1"]
    assert ledger.owners(Scope("acme", frozenset({"client-2"})), DocumentRole.AGREEMENT, 5) == []


def test_documents_are_chosen_by_id_inside_the_scope(ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.save(contract("doc-2", client_id="client-2"))
    mine = Scope("acme", frozenset({"client-2"}))
    assert [one.id for one in ledger.documents(mine, ids=["doc-1", "doc-2"])] == ["doc-2"]
    assert ledger.documents(WHOLE, ids=()) == []


def test_a_file_name_does_not_stand_in_the_database(engine: Engine, ledger: Ledger) -> None:
    ledger.save(contract())
    assert b"Zwetschgenbaum" not in everything_stored(engine)


def test_an_erased_clients_document_loses_its_name(keyring: Keyring, ledger: Ledger) -> None:
    ledger.save(contract())
    keyring.shred("acme", "client-1")
    found = ledger.document(WHOLE, "doc-1")
    assert found is not None
    assert found.file is None
    ledger.save(replace(found, state=State.DELETED))


def test_clauses_come_back_in_order_with_their_place(ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.keep_clauses(WHOLE, "doc-1", [kept("Parts are extra.", 1), kept("Two visits a year.", 0)])
    found = ledger.clauses(WHOLE, "doc-1")
    assert [item.clause.text.text for item in found] == ["Two visits a year.", "Parts are extra."]
    assert found[0].clause.source == contract().source
    assert found[0].clause.span == Span(100, 118)


def test_a_span_of_masked_text_leads_back_to_the_raw_words(ledger: Ledger) -> None:
    clause = masked_clause("For <PERSON_aaaaaa> only", start=50)
    offsets = (Replacement(4, 8, 4, 19, "PERSON", "<PERSON_aaaaaa>"),)
    ledger.save(contract())
    ledger.keep_clauses(WHOLE, "doc-1", [KeptClause(clause, Masked(clause.text, offsets))])
    [found] = ledger.clauses(WHOLE, "doc-1")
    assert found.raw_span(0, 3) == Span(50, 53)
    assert found.raw_span(6, 9) == Span(54, 58)
    assert found.raw_span(20, 24) == Span(59, 63)


def test_keeping_clauses_replaces_those_of_this_document_only(ledger: Ledger) -> None:
    for id in ("doc-1", "doc-2"):
        ledger.save(contract(id))
        ledger.keep_clauses(WHOLE, id, [kept("Old words.", document=id)])
    ledger.keep_clauses(WHOLE, "doc-1", [kept("New words.", 1)])
    assert [item.clause.text.text for item in ledger.clauses(WHOLE, "doc-1")] == ["New words."]
    assert [item.clause.text.text for item in ledger.clauses(WHOLE, "doc-2")] == ["Old words."]


@pytest.mark.parametrize("state", [State.DELETED, State.QUARANTINED, State.SKIPPED])
def test_a_document_that_is_not_live_has_no_clauses(ledger: Ledger, state: State) -> None:
    ledger.save(contract())
    ledger.keep_clauses(WHOLE, "doc-1", [kept("Two visits a year.")])
    ledger.save(replace(contract(), state=state))
    assert ledger.clauses(WHOLE, "doc-1") == []


def test_clauses_outside_the_scope_are_not_given(ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.keep_clauses(WHOLE, "doc-1", [kept("Two visits a year.")])
    assert ledger.clauses(Scope("acme", frozenset({"client-2"})), "doc-1") == []
    assert ledger.clauses(Scope("rival"), "doc-1") == []


def test_clause_text_changed_in_the_database_is_refused(engine: Engine, ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.keep_clauses(WHOLE, "doc-1", [kept("Two visits a year.")])
    with engine.begin() as connection:
        connection.execute(clause_table.update().values(text="Nine visits a year."))
    with pytest.raises(NotSanitized):
        ledger.clauses(WHOLE, "doc-1")


def test_the_ledger_counts_what_another_generation_indexed(ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.save(replace(contract("doc-2"), pipeline="generation-2"))
    ledger.save(replace(contract("doc-3"), state=State.DELETED))
    assert ledger.behind("generation-2") == 1


def test_the_ledger_counts_what_a_run_has_settled(ledger: Ledger) -> None:
    ledger.save(contract())
    ledger.save(replace(contract("doc-2"), outcome="unchanged"))
    ledger.save(replace(contract("doc-3"), seen_in="run-0"))
    assert ledger.settled_in("run-1") == 1


def test_a_document_id_is_the_same_everywhere_and_another_in_another_account() -> None:
    assert document_id("acme", "ClientNote", "note-1") == document_id("acme", "ClientNote", "note-1")
    assert document_id("acme", "ClientNote", "note-1") != document_id("rival", "ClientNote", "note-1")
    assert document_id("acme", "ClientNote", "note-1") != document_id("acme", "ClientNot", "enote-1")


@pytest.mark.parametrize(
    ("kind", "role", "cited_as"),
    [
        (DocumentKind.FILE, DocumentRole.AGREEMENT, "contract"),
        (DocumentKind.NOTE, DocumentRole.AMENDMENT, "contract"),
        (DocumentKind.NOTE, None, "note"),
        (DocumentKind.QUOTE, DocumentRole.QUOTE_TERMS, "quote"),
    ],
)
def test_agreements_and_amendments_are_cited_as_contracts(
    kind: DocumentKind, role: DocumentRole | None, cited_as: str
) -> None:
    assert replace(contract(), kind=kind, role=role).citation_kind == cited_as
