"""What `doctor` finds: beside a whole installation, one with a single fault, and none at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from anonymize.boundary import Scope
from anonymize.master_key import new_master_key
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.tokens import Tokens
from ingest.runs import Depth
from retrieval.errors import IndexUnavailable
from service.app import App
from service.approvals.proposal import Draft, Target
from service.approvals.rollout import Mode, Policy
from service.doctor import examine
from service.doctor.finding import Finding, State
from service.doctor.premises import Premises
from service.settings import Settings
from tests.fakes.account import Served, served, write_account

KEY = new_master_key()


@pytest.fixture(scope="module")
def jobber(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(write_account(tmp_path_factory.mktemp("jobber"))) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, jobber: Served) -> Settings:
    return jobber.settings(
        tmp_path / "data", KEY, jobber_redirect_uri=jobber.app.redirect_uri, timezone="America/Chicago"
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    app = App(settings)
    yield app
    app.close()


@pytest.fixture
def account(app: App, jobber: Served) -> str:
    return app.connect(jobber.code()).id


def found(settings: Settings) -> dict[str, Finding]:
    premises = Premises(settings)
    try:
        return {reported.name: reported.finding for reported in examine(premises)}
    finally:
        premises.close()


def states(findings: dict[str, Finding]) -> dict[str, State]:
    return {name: finding.state for name, finding in findings.items()}


def test_a_connected_installation_before_its_first_sync(settings: Settings, account: str) -> None:
    expected = {
        "settings": State.OK,
        "data folder": State.OK,
        "database": State.OK,
        "master key": State.OK,
        "key rotation": State.OK,
        "erasure register": State.OK,
        "erasures": State.OK,
        "models": State.OK,
        "index": State.SKIPPED,
        "jobber accounts": State.OK,
        "jobber connection": State.OK,
        "tokens": State.OK,
        "api version": State.OK,
        "scopes": State.OK,
        "sync": State.WARNING,
        "documents": State.OK,
        "pending writes": State.OK,
        "leaks": State.SKIPPED,
    }
    assert states(found(settings)).items() >= expected.items()


def test_what_was_never_set_up_has_no_fault_and_is_not_made_by_looking(tmp_path: Path) -> None:
    findings = found(Settings(_env_file=None, data_dir=tmp_path / "data", master_key=SecretStr(KEY)))
    assert State.FAILED not in states(findings).values()
    assert findings["jobber accounts"].mend == "run `fineprint connect`"
    assert "FINEPRINT_TIMEZONE" in (findings["settings"].mend or "")
    assert not (tmp_path / "data").exists()


def test_every_finding_that_is_not_in_order_says_how_to_mend_it(tmp_path: Path) -> None:
    findings = found(Settings(_env_file=None, data_dir=tmp_path / "data", master_key=SecretStr(KEY)))
    assert all(each.mend for each in findings.values() if each.state in (State.WARNING, State.FAILED))


def test_another_master_key_is_told_to_be_the_wrong_one(settings: Settings, account: str) -> None:
    finding = found(settings.model_copy(update={"master_key": SecretStr(new_master_key())}))["master key"]
    assert finding.state is State.FAILED
    assert "FINEPRINT_MASTER_KEY" in finding.what


@pytest.mark.parametrize(("mode", "state"), [(0o700, State.OK), (0o755, State.WARNING), (0o770, State.FAILED)])
def test_a_data_folder_open_to_others_is_told(settings: Settings, mode: int, state: State) -> None:
    settings.data_dir.mkdir()
    os.chmod(settings.data_dir, mode)
    assert found(settings)["data folder"].state is state


def test_a_database_that_cannot_be_reached_fails_and_the_rest_is_skipped(settings: Settings) -> None:
    nowhere = settings.model_copy(update={"database_url": "postgresql+psycopg://nobody@127.0.0.1:1/none"})
    findings = found(nowhere)
    assert findings["database"].state is State.FAILED
    assert findings["master key"].state is State.SKIPPED


def test_an_index_that_was_lost_answers_nobody_until_it_is_made_again(
    settings: Settings, app: App, account: str
) -> None:
    app.runs.begin(account, "run-1", Depth.CHANGES)
    app.runs.finish(account, "run-1", {}, "")
    lost = found(settings)["index"]
    assert (lost.state, lost.mend) == (State.FAILED, "run `fineprint reindex`")
    app.settle_index()  # a sync passes over what has not changed
    with pytest.raises(IndexUnavailable, match="fineprint reindex"):
        app.index.searcher()
    app.settle_index(made_again=True)
    assert app.index.searcher()
    app.index.close()
    assert found(settings)["index"].state is State.OK


def test_weights_that_were_changed_are_refused(settings: Settings, tmp_path: Path) -> None:
    missing = found(settings.model_copy(update={"embedding_model": tmp_path}))["models"]
    assert missing.state is State.FAILED
    assert "model.safetensors" in missing.what


def test_a_disconnected_account_says_why_and_nothing_more_is_asked_of_jobber(
    settings: Settings, app: App, account: str, jobber: Served
) -> None:
    app.tokens.disconnect(account, Disconnection.WEBHOOK)
    findings = found(settings)
    assert findings["jobber connection"].state is State.FAILED
    assert "Jobber reported that the app was disconnected" in findings["jobber connection"].what
    assert {findings[name].state for name in ("tokens", "api version", "scopes")} == {State.SKIPPED}


def test_jobber_out_of_reach_fails_without_harm_to_the_connection(settings: Settings, app: App, account: str) -> None:
    away = settings.model_copy(update={"jobber_url": "http://127.0.0.1:1"})
    findings = found(away)
    assert findings["jobber connection"].state is State.FAILED
    assert app.tokens.load(account) is not None


def test_a_refresh_that_never_ended_and_rotation_that_is_off_are_warned_of(
    settings: Settings, app: App, account: str
) -> None:
    tokens = app.tokens.load(account)
    assert tokens is not None
    app.tokens.save(account, Tokens(tokens.access, tokens.refresh, "Refresh token rotation is off."))
    assert "rotation is off" in found(settings)["tokens"].what
    app.tokens.begin_refresh(account)
    assert "has not ended" in found(settings)["tokens"].what


def test_a_version_that_jobber_does_not_serve_is_warned_of(settings: Settings, account: str) -> None:
    finding = found(settings.model_copy(update={"jobber_version": "2019-01-01"}))["api version"]
    assert finding.state is State.WARNING
    assert "2019-01-01" in finding.what


def test_a_failed_sync_and_an_old_one_are_told(settings: Settings, app: App, account: str) -> None:
    app.runs.begin(account, "run-1", Depth.WHOLE)
    app.runs.finish(account, "run-1", {"new": 1}, "digest")
    assert found(settings)["sync"].state is State.OK
    app.runs.clock = lambda: datetime.now(UTC) + timedelta(seconds=1)
    app.runs.begin(account, "run-2", Depth.WHOLE)
    app.runs.fail(account, "run-2", "Jobber did not answer")
    finding = found(settings)["sync"]
    assert (finding.state, "Jobber did not answer" in finding.what) == (State.FAILED, True)


def test_an_approved_write_that_waits_too_long_is_told(settings: Settings, app: App, account: str) -> None:
    target = Target("Client", "client-1")
    app.queue.rollout.set(account, Policy("set_custom_field", mode=Mode.GUIDED), by="owner")
    app.queue.propose(
        account, [Draft("set_custom_field", target, None, {"value": ""}, {"value": "x"})], created_by="me"
    )
    assert found(settings)["pending writes"].state is State.OK
    [proposal] = app.queue.list(Scope(account))
    app.queue.decide(Scope(account), proposal.id, approve=True, by="me")
    assert found(settings)["pending writes"].what == "1 approved writes wait"
