"""API keys: shown once, kept as a digest, each bound to one account and one role."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, or_, select

from service.auth.digest import digest_of
from service.auth.roles import FOR_PROGRAMS, Permission, Role
from service.store.tables import api_keys


@dataclass(frozen=True)
class ApiKey:
    id: str
    account: str
    role: Role
    jobber_user: str | None = None
    client_id: str | None = None
    revoked: bool = False
    permissions: frozenset[Permission] | None = None
    expires_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "role": self.role.value,
            "revoked": self.revoked,
            "permissions": None if self.permissions is None else sorted(self.permissions),
            "expires_at": self.expires_at.isoformat() if self.expires_at else None,
        }


class ApiKeys:
    """Creates, finds and revokes keys. Keys are 256 random bits, so one round of SHA-256 guards them well enough."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self,
        account: str,
        role: Role,
        *,
        jobber_user: str | None = None,
        client_id: str | None = None,
        permissions: Iterable[Permission] | None = None,
        expires_at: datetime | None = None,
    ) -> tuple[ApiKey, str]:
        """A new key and its secret, which is not kept and cannot be shown again.

        Only a program's key (`service`) has permissions of its own, and none that takes a person: `ValueError`.
        """
        own = None if permissions is None else frozenset(permissions)
        _check(role, own)
        key = ApiKey(f"key_{secrets.token_hex(6)}", account, role, jobber_user, client_id, False, own, expires_at)
        secret = f"fp_{secrets.token_urlsafe(32)}"
        with self._engine.begin() as connection:
            connection.execute(
                api_keys.insert().values(
                    id=key.id,
                    account=account,
                    role=role.value,
                    jobber_user=jobber_user,
                    client_id=client_id,
                    permissions=None if own is None else json.dumps(sorted(own)),
                    digest=digest_of(secret),
                    created_at=datetime.now(UTC),
                    expires_at=expires_at,
                )
            )
        return key, secret

    def find(self, secret: str) -> ApiKey | None:
        """The live key of this secret, or None."""
        lasting = or_(api_keys.c.expires_at.is_(None), api_keys.c.expires_at > datetime.now(UTC))
        live = api_keys.c.digest == digest_of(secret), api_keys.c.revoked_at.is_(None), lasting
        with self._engine.connect() as connection:
            row = connection.execute(select(api_keys).where(*live)).one_or_none()
        return None if row is None else _key(row)

    def list(self, account: str) -> list[ApiKey]:
        query = select(api_keys).where(api_keys.c.account == account).order_by(api_keys.c.created_at)
        with self._engine.connect() as connection:
            return [_key(row) for row in connection.execute(query)]

    def revoke(self, account: str, id: str) -> bool:
        """False when there is no live key of that id in this account."""
        live = (api_keys.c.account == account, api_keys.c.id == id, api_keys.c.revoked_at.is_(None))
        with self._engine.begin() as connection:
            return connection.execute(api_keys.update().where(*live).values(revoked_at=datetime.now(UTC))).rowcount == 1


def _check(role: Role, permissions: frozenset[Permission] | None) -> None:
    if permissions is None:
        return
    if role is not Role.SERVICE:
        raise ValueError("only a key with the role service has permissions of its own")
    if not permissions or not permissions <= FOR_PROGRAMS:
        raise ValueError(f"a program's key may be given {', '.join(sorted(FOR_PROGRAMS))}")


def _key(row: Row[Any]) -> ApiKey:
    own = None if row.permissions is None else frozenset(map(Permission, json.loads(row.permissions)))
    return ApiKey(
        row.id,
        row.account,
        Role(row.role),
        row.jobber_user,
        row.client_id,
        row.revoked_at is not None,
        own,
        row.expires_at,
    )
