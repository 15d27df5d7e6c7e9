from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from anonymize.tables import metadata
from tests.fakes.databases import KINDS, MASTER, empty_database


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with this package's tables only."""
    with empty_database(request.param, tmp_path) as engine:
        metadata.create_all(engine)
        yield engine


@pytest.fixture
def keyring(engine: Engine) -> Keyring:
    return Keyring(engine, MASTER)
