from __future__ import annotations

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from service.approvals.queue import ApprovalQueue
from service.store.sealed_json import SealedJson


@pytest.fixture
def queue(engine: Engine, keyring: Keyring) -> ApprovalQueue:
    return ApprovalQueue(engine, SealedJson(keyring))
