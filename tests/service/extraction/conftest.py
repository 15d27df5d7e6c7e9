from __future__ import annotations

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from ingest.records import Records


@pytest.fixture
def records(engine: Engine, keyring: Keyring) -> Records:
    return Records(engine, keyring)
