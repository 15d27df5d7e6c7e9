"""A command that works on what was read before says that it no longer changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from anonymize.master_key import new_master_key
from ingest.jobber.connection_state import Disconnection
from ingest.jobber.tokens import Tokens
from service.app import App
from service.cli.desk import records_desk
from service.settings import Settings


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FINEPRINT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FINEPRINT_MASTER_KEY", new_master_key())
    return App(Settings())


def test_a_disconnected_account_is_warned_of_and_can_still_be_read(
    app: App, capsys: pytest.CaptureFixture[str]
) -> None:
    app.tokens.connect("acc-1", Tokens("access", "refresh"))
    with records_desk(None, "staff") as desk:
        assert desk.documents(quarantined=False) == []
    assert capsys.readouterr().err == ""
    app.tokens.disconnect("acc-1", Disconnection.INACTIVE)
    app.close()
    with records_desk(None, "staff") as desk:
        assert desk.documents(quarantined=False) == []
    assert "the account is not active" in capsys.readouterr().err
