from __future__ import annotations

import pytest

from anonymize.errors import Shredded, Tampered
from anonymize.keys import Keyring
from service.store.sealed_json import SealedJson

VALUE = {"after": {"label": "Renewal date", "value": "31. März"}, "evidence": [{"quote": "“renews”"}], "none": None}


@pytest.fixture
def sealed(keyring: Keyring) -> SealedJson:
    return SealedJson(keyring)


def seal(sealed: SealedJson) -> bytes:
    return sealed.seal(VALUE, account="acme", client_id="client-1", context="proposal:1")


def test_a_value_opens_as_it_was_sealed(sealed: SealedJson) -> None:
    assert sealed.open(seal(sealed), account="acme", client_id="client-1", context="proposal:1") == VALUE
    assert b"Renewal" not in seal(sealed)


@pytest.mark.parametrize(
    ("account", "client_id", "context"),
    [
        ("rival", "client-1", "proposal:1"),
        ("acme", "client-2", "proposal:1"),
        ("acme", None, "proposal:1"),
        ("acme", "client-1", "proposal:2"),
    ],
)
def test_a_value_cannot_be_moved_to_another_row(
    sealed: SealedJson, account: str, client_id: str | None, context: str
) -> None:
    with pytest.raises(Tampered):
        sealed.open(seal(sealed), account=account, client_id=client_id, context=context)


def test_an_erased_clients_value_does_not_open(sealed: SealedJson, keyring: Keyring) -> None:
    kept = seal(sealed)
    keyring.shred("acme", "client-1")
    with pytest.raises(Shredded):
        sealed.open(kept, account="acme", client_id="client-1", context="proposal:1")


def test_equal_values_have_equal_digests_in_one_account_only(sealed: SealedJson) -> None:
    first = sealed.digest({"a": 1, "b": 2}, account="acme", purpose="proposal")
    assert sealed.digest({"b": 2, "a": 1}, account="acme", purpose="proposal") == first
    assert sealed.digest({"a": 1, "b": 2}, account="rival", purpose="proposal") != first
    assert sealed.digest({"a": 1, "b": 2}, account="acme", purpose="other") != first
