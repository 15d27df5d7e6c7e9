"""How far a kind of write is rolled out: nothing proposed, everything proposed, or carried out without a person.

Of each action, and within it of each type of contract (`*`: any). What the owner never turned on is `read_only`. An
action goes without a person only while it is `automatic`, its money impact is within the limit, and people agreed with
as many of its proposals in a row as was asked for; a proposal that a person rejects, edits or undoes puts the count
back to nothing, and an `automatic` action back to `guided`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, select, update

from service.approvals.proposal import Draft
from service.audit.log import AuditLog, Entries
from service.store.tables import rollout

ANY = "*"
AGREEMENTS_NEEDED = 20


class Mode(StrEnum):
    READ_ONLY = "read_only"
    GUIDED = "guided"
    AUTOMATIC = "automatic"


@dataclass(frozen=True)
class Policy:
    """What holds for an action and a type of contract. `limit` is the most money impact that goes without a person."""

    action: str
    contract_type: str = ANY
    mode: Mode = Mode.READ_ONLY
    limit: Decimal = Decimal(0)
    agreements_needed: int = AGREEMENTS_NEEDED
    agreements: int = 0
    four_eyes_above: Decimal | None = None

    @property
    def earned(self) -> bool:
        return self.mode is Mode.AUTOMATIC and self.agreements >= self.agreements_needed

    def goes_alone(self, draft: Draft) -> bool:
        """Whether this draft may be carried out without a person; never what should be looked at, or needs an admin."""
        looked_at = draft.origin is None or draft.origin.needs_review
        within = draft.money <= self.limit and self.approvals(draft) == 1
        return self.earned and within and not looked_at and draft.requires_role != "admin"

    def approvals(self, draft: Draft) -> int:
        """How many people have to approve: two above the limit of four eyes."""
        return 2 if self.four_eyes_above is not None and draft.money > self.four_eyes_above else 1

    def as_json(self) -> dict[str, Any]:
        return {
            "action": self.action,
            "contract_type": self.contract_type,
            "mode": self.mode.value,
            "limit": str(self.limit),
            "agreements_needed": self.agreements_needed,
            "agreements": self.agreements,
            "earned": self.earned,
            "four_eyes_above": None if self.four_eyes_above is None else str(self.four_eyes_above),
        }


class Rollout:
    def __init__(self, engine: Engine, audit: AuditLog) -> None:
        self._engine, self._audit = engine, audit

    def all(self, account: str) -> list[Policy]:
        """What was set, by action and type of contract."""
        order = rollout.c.action, rollout.c.contract_type
        with self._engine.connect() as connection:
            rows = connection.execute(select(rollout).where(rollout.c.account == account).order_by(*order)).all()
        return [_policy(row) for row in rows]

    def of(self, account: str, action: str, contract_type: str | None) -> Policy:
        with self._engine.connect() as connection:
            return policy_of(connection, account, action, contract_type)

    def set(self, account: str, policy: Policy, *, by: str) -> Policy:
        """Put this in place of what holds now; agreements that people earned so far stay."""
        with self._audit.transaction(account) as entries:
            known = _exact(entries.connection, account, policy.action, policy.contract_type)
            kept = replace(policy, agreements=known.agreements if known else 0)
            _write(entries.connection, account, kept, by)
            entries.add("rollout.changed", by, None, **kept.as_json())
        return kept


def policy_of(connection: Connection, account: str, action: str, contract_type: str | None) -> Policy:
    """The policy of this type of contract, else of any, else none: `read_only`."""
    for each in (contract_type, ANY):
        found = _exact(connection, account, action, each) if each else None
        if found is not None:
            return found
    return Policy(action)


def agreed(entries: Entries, account: str, draft: Draft) -> None:
    """A person approved a proposal as it was."""
    policy = policy_of(entries.connection, account, draft.action, draft.contract_type)
    mine = _key(account, policy.action, policy.contract_type)
    entries.connection.execute(update(rollout).where(*mine).values(agreements=rollout.c.agreements + 1))


def reversed_by(entries: Entries, account: str, draft: Draft, by: str) -> None:
    """A person rejected, edited or undid what was proposed."""
    policy = policy_of(entries.connection, account, draft.action, draft.contract_type)
    mine = _key(account, policy.action, policy.contract_type)
    fell = policy.mode is Mode.AUTOMATIC
    values = {"agreements": 0} | ({"mode": Mode.GUIDED.value} if fell else {})
    entries.connection.execute(update(rollout).where(*mine).values(**values))
    if fell:
        entries.add("rollout.fell_back", by, None, action=policy.action, contract_type=policy.contract_type)


def held_back(connection: Connection, pairs: Sequence[tuple[str, str, str | None]]) -> set[tuple[str, str, str | None]]:
    """Of these (account, action, contract type), those that are `read_only` now."""
    return {pair for pair in set(pairs) if policy_of(connection, *pair).mode is Mode.READ_ONLY}


def _exact(connection: Connection, account: str, action: str, contract_type: str) -> Policy | None:
    row = connection.execute(select(rollout).where(*_key(account, action, contract_type))).one_or_none()
    return None if row is None else _policy(row)


def _write(connection: Connection, account: str, policy: Policy, by: str) -> None:
    connection.execute(delete(rollout).where(*_key(account, policy.action, policy.contract_type)))
    connection.execute(
        rollout.insert().values(
            account=account,
            action=policy.action,
            contract_type=policy.contract_type,
            mode=policy.mode.value,
            limit_amount=str(policy.limit),
            agreements_needed=policy.agreements_needed,
            agreements=policy.agreements,
            four_eyes_above=None if policy.four_eyes_above is None else str(policy.four_eyes_above),
            changed_by=by,
            changed_at=datetime.now(UTC),
        )
    )


def _policy(row: Row[Any]) -> Policy:
    return Policy(
        row.action,
        row.contract_type,
        Mode(row.mode),
        Decimal(row.limit_amount or 0),
        row.agreements_needed,
        row.agreements,
        None if row.four_eyes_above is None else Decimal(row.four_eyes_above),
    )


def _key(account: str, action: str, contract_type: str) -> tuple[Any, ...]:
    return rollout.c.account == account, rollout.c.action == action, rollout.c.contract_type == contract_type
