from __future__ import annotations

import pytest
from sqlalchemy import Engine

from anonymize.keys import Keyring
from service.approvals.queue import ApprovalQueue
from tests.fakes.auditing import queue_of


@pytest.fixture
def queue(engine: Engine, keyring: Keyring) -> ApprovalQueue:
    """Everything is proposed; a person decides."""
    return queue_of(engine, keyring)
