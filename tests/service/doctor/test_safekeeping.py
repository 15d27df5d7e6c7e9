"""What `doctor` says of a rotation that stopped half-way, and of an erasure register that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from anonymize.master_key import new_master_key, parse_master_key
from ingest.jobber.records import Client
from ingest.jobber.tokens import Tokens
from service.app import App
from service.doctor.finding import State
from service.doctor.premises import Premises
from service.doctor.safekeeping import erasure_register, erasures, key_rotation
from service.erasure.store import Erasures
from service.key_rotation import rotate_keys
from service.settings import Settings

A, NOW = "account-1", datetime(2026, 11, 16, tzinfo=UTC)
ENDED = {"passed": True}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "data", master_key_file=tmp_path / "config" / "master.key")


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    """An account of two clients."""
    app = App(settings)
    app.tokens.connect(A, Tokens("access", "refresh"))
    app.records.put(A, [Client(id="client-1"), Client(id="client-2")], run="first")
    yield app
    app.close()


@pytest.fixture
def premises(app: App, settings: Settings) -> Iterator[Premises]:
    opened = Premises(settings)
    yield opened
    opened.close()


def test_keys_that_were_never_rotated_and_that_were_are_in_order(app: App, premises: Premises) -> None:
    assert key_rotation(premises).state is State.OK
    rotate_keys(app.master_key_place, app.keyring, app.erasure_register)
    after = key_rotation(Premises(premises.settings))
    assert after.state is State.OK
    assert app.keyring.masters.current.fingerprint in after.what


def test_a_rotation_that_stopped_half_way_is_told(app: App, premises: Premises) -> None:
    app.keyring.rotate(app.master_key_place.next())
    finding = key_rotation(premises)
    assert finding.state is State.WARNING
    assert "keys rotate" in (finding.mend or "")


def test_a_new_key_that_was_given_and_not_put_in_place_is_told(settings: Settings) -> None:
    old, new = new_master_key(), new_master_key()
    given = settings.model_copy(update={"master_key": SecretStr(old), "next_master_key": SecretStr(new)})
    app = App(given)
    app.records.put(A, [Client(id="client-1")], run="first")
    assert key_rotation(Premises(given)).state is State.OK
    app.keyring.rotate(parse_master_key(new))
    finding = key_rotation(Premises(given))
    app.close()
    assert finding.state is State.WARNING
    assert "FINEPRINT_NEXT_MASTER_KEY" in (finding.mend or "")


def test_a_register_is_counted_and_one_that_was_changed_or_read_by_others_is_told(app: App, premises: Premises) -> None:
    assert erasure_register(premises).what == "0 erased clients"
    app.erasure_register.add(A, "client-9", at=NOW)
    assert erasure_register(premises).what == "1 erased clients"
    path = app.erasure_register.path
    path.chmod(0o644)
    assert erasure_register(premises).mend == f"chmod 600 {path}"
    path.write_text("somebody\n")
    assert erasure_register(premises).state is State.FAILED


def test_a_register_that_is_away_after_erasures_fails(app: App, premises: Premises) -> None:
    Erasures(app.engine).begin(A, "erasure_1")
    finding = erasure_register(premises)
    assert finding.state is State.FAILED
    assert "put back the copy" in (finding.mend or "")


def test_a_register_in_the_data_folder_is_warned_of(app: App, settings: Settings) -> None:
    inside = settings.model_copy(update={"erasure_register": settings.data_dir / "erasures.jsonl"})
    assert erasure_register(Premises(inside)).state is State.WARNING


def test_an_erased_client_whose_rows_are_back_is_told(app: App, premises: Premises) -> None:
    assert erasures(premises, A).state is State.OK
    app.erasure_register.add(A, "client-1", at=NOW)
    finding = erasures(premises, A)
    assert (finding.state, finding.what.split(",")[0]) == (State.WARNING, "rows of 1 erased clients are here")


@pytest.mark.parametrize(("certificate", "state"), [(None, "WARNING"), ({"passed": False}, "WARNING"), (ENDED, "OK")])
def test_an_erasure_that_never_ended_or_left_something_is_told(
    app: App, premises: Premises, certificate: dict[str, bool] | None, state: str
) -> None:
    kept = Erasures(app.engine)
    kept.begin(A, "erasure_1")
    if certificate is not None:
        kept.end("erasure_1", certificate)
    assert erasures(premises, A).state is State[state]
