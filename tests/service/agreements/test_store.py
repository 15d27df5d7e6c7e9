from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from service.agreements.serialize import TERM_TYPES, dump, load
from service.agreements.store import AgreementStore
from service.agreements.terms import Agreement
from tests.fakes.databases import USUAL, database
from tests.service.agreements.contracts import NAMES, compiled

EVERYTHING = Scope("acme")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with database(USUAL, tmp_path) as engine:
        yield engine


@pytest.fixture
def store(engine: Engine) -> AgreementStore:
    return AgreementStore(engine)


def owned(name: str, client_id: str | None, account: str = "acme") -> Agreement:
    return replace(compiled(name), account=account, client_id=client_id)


@pytest.mark.parametrize("name", NAMES)
def test_an_agreement_survives_json_exactly(name: str) -> None:
    agreement = compiled(name)
    assert load(dump(agreement)) == agreement


def test_every_term_type_has_a_name_in_json() -> None:
    assert {"Inclusion", "Exclusion", "Rate", "Renewal", "Termination", "BusinessHours"} <= set(TERM_TYPES)


def test_agreements_are_read_by_client_and_document(store: AgreementStore) -> None:
    legal, pest = owned("hvac_legal", "c1"), owned("pest_form", "c2")
    store.save(legal, "d1")
    store.save(pest, "d2")
    assert store.of_client(EVERYTHING, "c1") == [legal]
    assert store.of_document(EVERYTHING, "pest_form") == pest
    assert store.all(EVERYTHING) == [pest, legal]


def test_a_scope_reaches_only_its_clients_and_its_account(store: AgreementStore) -> None:
    store.save(owned("hvac_legal", "c1"), "d1")
    store.save(owned("pest_form", None), "d2")
    store.save(owned("lawn_letter", "c1", account="other"), "d3")
    assert [one.document_id for one in store.all(Scope("acme", frozenset({"c1"})))] == ["hvac_legal"]
    assert store.of_client(Scope("acme", frozenset({"c2"})), "c1") == []
    assert store.all(Scope("acme", frozenset())) == []


def test_saving_again_replaces_and_a_new_digest_is_not_current(store: AgreementStore) -> None:
    store.save(owned("hvac_legal", "c1"), "d1")
    assert store.is_current("acme", "hvac_legal", "d1")
    assert not store.is_current("acme", "hvac_legal", "d2")
    store.save(owned("hvac_legal", "c9"), "d2")
    assert [one.client_id for one in store.all(EVERYTHING)] == ["c9"]


def test_forgetting_a_client_or_a_document_leaves_nothing_of_it(store: AgreementStore) -> None:
    store.save(owned("hvac_legal", "c1"), "d1")
    store.save(owned("pest_form", "c1"), "d2")
    store.save(owned("lawn_letter", "c2"), "d3")
    store.forget("acme", ["pest_form"])
    assert store.forget_client("acme", "c1") == 1
    assert [one.document_id for one in store.all(EVERYTHING)] == ["lawn_letter"]
