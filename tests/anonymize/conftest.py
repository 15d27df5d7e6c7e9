from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from anonymize.keys import Keyring
from anonymize.tables import metadata

MASTER = bytes(range(32))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/app.sqlite" if request.param == "sqlite" else os.environ.get("PG_URL", "")
    if not url:
        pytest.skip("PG_URL names no PostgreSQL database")
    engine = create_engine(url)
    metadata.drop_all(engine)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def keyring(engine: Engine) -> Keyring:
    return Keyring(engine, MASTER)
