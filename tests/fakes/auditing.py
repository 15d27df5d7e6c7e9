"""Audit logs with an anchor file of their own, and approval queues whose writes are turned on."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from anonymize.keys import Keyring
from service.approvals.queue import ApprovalQueue
from service.approvals.rollout import ANY, Mode, Policy
from service.audit.anchor import FILE_NAME, Anchors
from service.audit.log import AuditLog
from service.store.sealed_json import SealedJson
from service.store.tables import rollout

ACTIONS = ("set_custom_field", "create_note", "delete_note", "create_custom_field", "delete_client")


def audit_of(engine: Engine, keyring: Keyring, folder: Path | None = None) -> AuditLog:
    """The anchor lies beside a SQLite file, of a server in one folder of this process; logs never share a name there."""
    if folder is None and engine.dialect.name == "sqlite":
        folder = Path(engine.url.database or "").parent
    place = folder or Path(tempfile.gettempdir()) / f"anchors-{os.getpid()}"
    return AuditLog(engine, keyring, Anchors(place / "anchor" / FILE_NAME, durable=False))


def queue_of(engine: Engine, keyring: Keyring, accounts: Iterable[str] = ("acme", "rival")) -> ApprovalQueue:
    """A queue in which everything of these accounts is proposed, and a person decides; also over a database that has one."""
    with engine.begin() as connection:
        there = {tuple(row) for row in connection.execute(select(rollout.c.account, rollout.c.action))}
        for place in product(accounts, ACTIONS):
            if place not in there:
                connection.execute(rollout.insert().values(_guided(*place)))
    return ApprovalQueue(engine, SealedJson(keyring), audit_of(engine, keyring))


def _guided(account: str, action: str) -> dict[str, Any]:
    """The row as `turn_on` would leave it; straight into the table, for tests that are not about it."""
    set_by = {"changed_by": "owner", "changed_at": datetime.now(UTC)}
    place = {"account": account, "action": action, "contract_type": ANY}
    return place | set_by | {"mode": Mode.GUIDED.value, "agreements_needed": 3, "agreements": 0}


def turn_on(
    queue: ApprovalQueue,
    account: str = "acme",
    mode: Mode = Mode.GUIDED,
    *,
    actions: Iterable[str] = ACTIONS,
    contract_type: str = ANY,
    limit: str = "0",
    needed: int = 3,
    four_eyes_above: str | None = None,
) -> None:
    """What an admin sets with `fineprint rollout set`."""
    above = None if four_eyes_above is None else Decimal(four_eyes_above)
    for action in actions:
        policy = Policy(action, contract_type, mode, Decimal(limit), needed, four_eyes_above=above)
        queue.rollout.set(account, policy, by="owner")
