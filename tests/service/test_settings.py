from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings


@pytest.fixture(autouse=True)
def _an_environment_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"FINEPRINT_{name.upper()}", raising=False)


def test_without_any_setting_everything_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings()
    assert settings.sql_url == f"sqlite:///{tmp_path}/data/fineprint.sqlite"
    assert settings.workflows_url == f"sqlite:///{tmp_path}/data/workflows.sqlite"
    assert settings.redirect_uri == "http://127.0.0.1:8000/oauth/jobber/callback"


def test_settings_are_read_from_the_environment_and_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("FINEPRINT_JOBBER_CLIENT_ID=from-file\nFINEPRINT_ACCOUNT=from-file\nOTHER=1\n")
    monkeypatch.setenv("FINEPRINT_ACCOUNT", "from-environment")
    settings = Settings()
    assert (settings.jobber_client_id, settings.account) == ("from-file", "from-environment")


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TIMEZONE", "TODAY", "DATABASE_URL", "MASTER_KEY"):
        monkeypatch.setenv(f"FINEPRINT_{name}", "")
    assert Settings() == Settings.model_construct()


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MASTER_KEY", "JOBBER_CLIENT_SECRET", "QDRANT_API_KEY"):
        monkeypatch.setenv(f"FINEPRINT_{name}", "quittengelee")
    assert "quittengelee" not in repr(Settings())


@pytest.mark.parametrize("zone", ["America/Nowhere", "../etc/passwd", "/etc/passwd", "America", "CST6CDT7"])
def test_a_time_zone_that_does_not_exist_is_refused_with_an_example(zone: str) -> None:
    with pytest.raises(ValidationError, match="America/Chicago"):
        Settings(timezone=zone)


def test_the_business_day_is_the_day_in_the_accounts_zone() -> None:
    east, west = Settings(timezone="Pacific/Kiritimati"), Settings(timezone="Pacific/Niue")  # 25 hours apart
    assert east.business_day() > west.business_day()
    assert Settings().business_day() == datetime.now(UTC).date()


def test_a_fixed_business_day_goes_before_the_real_one() -> None:
    assert Settings(today=date(2026, 11, 16), timezone="America/Chicago").business_day() == date(2026, 11, 16)


def test_on_postgresql_the_workflows_share_the_server() -> None:
    url = "postgresql+psycopg://fineprint@db/fineprint"
    assert Settings(database_url=url).workflows_url == url


def test_workflows_never_share_a_sqlite_file_with_the_rest(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/elsewhere.sqlite")
    assert settings.workflows_url == f"sqlite:///{tmp_path}/data/workflows.sqlite"


def test_the_redirect_goes_to_the_public_address_unless_told_otherwise() -> None:
    assert Settings(public_url="https://fp.example.com/").redirect_uri == "https://fp.example.com/oauth/jobber/callback"
    assert Settings(jobber_redirect_uri="https://other.example.com/cb").redirect_uri == "https://other.example.com/cb"
