from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, create_engine, insert, select, update

from anonymize.boundary import Scope
from anonymize.errors import Tampered
from anonymize.findings import Identity
from anonymize.keys import Keyring
from anonymize.pseudonyms import PSEUDONYM, identity_of, pseudonym, value_digest
from anonymize.tables import pseudonym_mentions, pseudonyms
from anonymize.vault import Vault
from tests.fakes.databases import MASTER

A = "account-1"
EVERYTHING = Scope(A)
OBRIEN = Identity("PERSON", "eleanor obrien", "Eleanor O'Brien", "client-1")
ROSA = Identity("PERSON", "rosa delgado", "Rosa Delgado", None)


@pytest.fixture
def vault(engine: Engine, keyring: Keyring) -> Vault:
    return Vault(engine, keyring, A)


def only(*clients: str) -> Scope:
    return Scope(A, frozenset(clients))


def test_a_value_has_one_pseudonym_that_says_its_kind(vault: Vault) -> None:
    names = vault.names([OBRIEN, ROSA, OBRIEN])
    assert len(set(names.values())) == 2
    assert all(PSEUDONYM.fullmatch(name) and name.startswith("<PERSON_") for name in names.values())
    assert vault.names([OBRIEN]) == {OBRIEN: names[OBRIEN]}


def test_a_new_vault_on_the_same_database_comes_to_the_same_names(engine: Engine, vault: Vault) -> None:
    names = vault.names([OBRIEN, ROSA])
    assert Vault(engine, Keyring(engine, MASTER), A).names([ROSA, OBRIEN]) == names


def test_what_clients_were_called_is_kept_until_they_are_forgotten(keyring: Keyring, vault: Vault) -> None:
    number = Identity("PHONE_NUMBER", "218 555 0142", "218-555-0142", "client-2")
    vault.names([OBRIEN, ROSA, number])
    assert vault.owned(["PERSON"]) == [OBRIEN], "third parties are nobody's"
    assert set(vault.owned(["PERSON", "PHONE_NUMBER"])) == {OBRIEN, number}
    keyring.shred(A, "client-1")
    assert vault.owned(["PERSON"]) == []
    vault.forget("client-2")
    assert vault.owned(["PHONE_NUMBER"]) == []


def test_accounts_share_no_pseudonym(engine: Engine, keyring: Keyring, vault: Vault) -> None:
    other = Vault(engine, keyring, "account-2")
    assert vault.names([OBRIEN])[OBRIEN] != other.names([OBRIEN])[OBRIEN]
    assert other.reveal(Scope("account-2"), vault.names([OBRIEN])[OBRIEN]) is None


def test_only_who_may_see_the_owner_sees_the_value(vault: Vault) -> None:
    name = vault.names([OBRIEN])[OBRIEN]
    assert vault.reveal(EVERYTHING, name) == "Eleanor O'Brien"
    assert vault.reveal(only("client-1"), name) == "Eleanor O'Brien"
    assert vault.reveal(only("client-2"), name) is None
    assert vault.reveal(only(), name) is None
    assert vault.reveal(Scope("account-2"), name) is None


def test_third_parties_are_for_who_sees_the_whole_account(vault: Vault) -> None:
    name = vault.names([ROSA], mentioned_by="client-1")[ROSA]
    assert vault.reveal(EVERYTHING, name) == "Rosa Delgado"
    assert vault.reveal(only("client-1"), name) is None


def test_values_stand_in_the_database_sealed(engine: Engine, vault: Vault) -> None:
    vault.names([OBRIEN])
    with engine.connect() as connection:
        [row] = connection.execute(select(pseudonyms)).all()
    assert "brien" not in repr(tuple(row)).lower()


def test_a_row_moved_to_another_client_or_account_does_not_open(engine: Engine, keyring: Keyring, vault: Vault) -> None:
    name = vault.names([OBRIEN])[OBRIEN]
    for moved, account in (({"client_id": "client-2"}, A), ({"account": "account-2"}, "account-2")):
        with engine.begin() as connection:
            connection.execute(update(pseudonyms).values(moved))
        with pytest.raises(Tampered):
            Vault(engine, keyring, account).reveal(Scope(account), name)


def test_a_shredded_clients_value_is_gone_and_still_masked(engine: Engine, keyring: Keyring, vault: Vault) -> None:
    name = vault.names([OBRIEN])[OBRIEN]
    keyring.shred(A, "client-1")
    assert vault.reveal(EVERYTHING, name) is None
    assert Vault(engine, keyring, A).names([OBRIEN]) == {OBRIEN: name}


def test_a_value_of_a_client_shredded_before_is_masked_and_kept_nowhere(
    engine: Engine, keyring: Keyring, vault: Vault
) -> None:
    keyring.shred(A, "client-1")
    assert PSEUDONYM.fullmatch(vault.names([OBRIEN])[OBRIEN])
    with engine.connect() as connection:
        assert connection.execute(select(pseudonyms)).all() == []


def test_forgetting_a_client_takes_who_only_its_texts_name(engine: Engine, vault: Vault) -> None:
    shared = Identity("PERSON", "bob vance", "Bob Vance", None)
    names = vault.names([OBRIEN, ROSA, shared], mentioned_by="client-1")
    vault.names([shared], mentioned_by="client-2")
    assert vault.forget("client-1") == 2
    assert vault.reveal_all(EVERYTHING, names.values()) == {names[shared]: "Bob Vance"}
    assert vault.forget("client-2") == 1
    with engine.connect() as connection:
        assert connection.execute(select(pseudonym_mentions)).all() == []


def test_a_forgotten_value_gets_its_name_back_when_it_is_named_again(vault: Vault) -> None:
    name = vault.names([ROSA], mentioned_by="client-1")[ROSA]
    vault.forget("client-1")
    assert vault.names([ROSA], mentioned_by="client-2") == {ROSA: name}
    assert vault.reveal(EVERYTHING, name) == "Rosa Delgado"


def test_two_values_never_share_a_pseudonym(engine: Engine, keyring: Keyring, vault: Vault) -> None:
    taken = pseudonym(keyring, A, "PERSON", value_digest(keyring, A, ROSA), attempt=0)
    row = {"account": A, "pseudonym": taken, "value_digest": "0" * 64, "entity": "PERSON", "sealed": b""}
    with engine.begin() as connection:
        connection.execute(insert(pseudonyms).values(**row))
    assert vault.names([ROSA, OBRIEN])[ROSA] != taken
    assert vault.reveal(EVERYTHING, vault.names([ROSA])[ROSA]) == "Rosa Delgado"


def test_only_pseudonyms_of_this_account_are_known(vault: Vault) -> None:
    name = vault.names([OBRIEN])[OBRIEN]
    assert vault.known([name, "<PERSON_obrien>"]) == {name}


def test_thousands_of_values_are_named_at_once(vault: Vault) -> None:
    many = [Identity("PERSON", f"p{n}", f"P{n}", None) for n in range(1500)]
    names = vault.names(many, mentioned_by="client-1")
    assert len(set(names.values())) == 1500
    assert vault.reveal_all(EVERYTHING, names.values())[names[many[-1]]] == "P1499"


def test_threads_come_to_one_pseudonym(vault: Vault) -> None:
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda n: vault.names([OBRIEN, ROSA], mentioned_by=f"client-{n % 2}"), range(32)))
    assert all(each == names[0] for each in names)


def _names_elsewhere(url: str) -> list[str]:
    engine = create_engine(url)
    made = Vault(engine, Keyring(engine, MASTER), A).names([OBRIEN, ROSA], mentioned_by="client-1")
    engine.dispose()
    return list(made.values())


def test_processes_come_to_one_pseudonym(engine: Engine, keyring: Keyring) -> None:
    keyring.prepare(A, "client-1")
    url = engine.url.render_as_string(hide_password=False)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        results = pool.map(_names_elsewhere, [url] * 6)
    assert all(result == results[0] for result in results)


@pytest.mark.parametrize(
    ("entity", "one", "another"),
    [
        ("PERSON", "Mrs. Rosa Delgado", "ROSA DELGADO"),
        ("ORGANIZATION", "Rillito Dental LLC", "Rillito Dental"),
        ("PHONE_NUMBER", "(218) 555-0142", "+1 218.555.0142"),
        ("ACCESS_CODE", "4-4-7-1", "4471#"),
        ("CREDIT_CARD", "4111 1111 1111 1111", "4111111111111111"),
        ("STREET_ADDRESS", "12 Elm St., Ely", "12 elm st ely"),
    ],
)
def test_two_writings_of_an_unknown_value_are_one(entity: str, one: str, another: str) -> None:
    assert identity_of(entity, one, "c").canonical == identity_of(entity, another, "c").canonical


def test_codes_belong_to_the_client_and_names_to_nobody_in_particular() -> None:
    assert identity_of("ACCESS_CODE", "4471", "client-1").client_id == "client-1"
    assert identity_of("PERSON", "Rosa Delgado", "client-1").client_id is None
