"""A kept clause is restored from the document's sealed text, for who may see the document, and for nobody after erasure."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from anonymize.boundary import Scope
from ingest.jobber.records import Client
from tests.fakes.databases import keyring_of
from tests.fakes.office import ACCOUNT, Office

OBRIEN = Client(id="client-1", first_name="Maeve", last_name="O'Brien")
CONTRACT = "1. Coverage\r\nMaeve O’Brien gets two tune-ups 🔧 a year.\n\n2. Approval\nParts above $150 need Mrs O'Brien's OK.\n"


def test_a_clause_is_restored_exactly_from_the_sealed_text(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine, tmp_path, (OBRIEN,))
    contract = office.file(OBRIEN, "agreement.pdf", CONTRACT)
    text = office.pages.get(Scope(ACCOUNT), contract)
    kept = office.ledger.clauses(Scope(ACCOUNT), contract)
    office.close()
    assert text is not None
    restored = [clause.restored(text.text) for clause in kept]
    assert restored == [text.text[each.clause.span.start : each.clause.span.end] for each in kept]
    assert "Maeve O’Brien" in " ".join(restored)
    assert "Brien" not in " ".join(each.clause.text.text for each in kept)


def test_with_the_key_destroyed_there_is_nothing_to_restore_from(engine: Engine, tmp_path: Path) -> None:
    office = Office(engine, tmp_path, (OBRIEN,))
    contract = office.file(OBRIEN, "agreement.pdf", CONTRACT)
    office.close()
    keyring_of(engine).shred(ACCOUNT, "client-1")
    office.pages._keyring._cache.clear()
    assert office.pages.get(Scope(ACCOUNT), contract) is None
