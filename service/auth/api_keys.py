"""API keys: shown once, kept as a digest, each bound to one account and one role."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from service.auth.roles import Role
from service.store.tables import api_keys


@dataclass(frozen=True)
class ApiKey:
    id: str
    account: str
    role: Role
    jobber_user: str | None = None
    client_id: str | None = None
    revoked: bool = False


class ApiKeys:
    """Creates, finds and revokes keys. Keys are 256 random bits, so one round of SHA-256 guards them well enough."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(
        self, account: str, role: Role, *, jobber_user: str | None = None, client_id: str | None = None
    ) -> tuple[ApiKey, str]:
        """A new key and its secret, which is not kept and cannot be shown again."""
        key = ApiKey(f"key_{secrets.token_hex(6)}", account, role, jobber_user, client_id)
        secret = f"fp_{secrets.token_urlsafe(32)}"
        with self._engine.begin() as connection:
            connection.execute(
                api_keys.insert().values(
                    id=key.id,
                    account=account,
                    role=role.value,
                    jobber_user=jobber_user,
                    client_id=client_id,
                    digest=_digest(secret),
                    created_at=datetime.now(UTC),
                )
            )
        return key, secret

    def find(self, secret: str) -> ApiKey | None:
        """The live key of this secret, or None."""
        query = select(api_keys).where(api_keys.c.digest == _digest(secret), api_keys.c.revoked_at.is_(None))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else ApiKey(row.id, row.account, Role(row.role), row.jobber_user, row.client_id)

    def list(self, account: str) -> list[ApiKey]:
        query = select(api_keys).where(api_keys.c.account == account).order_by(api_keys.c.created_at)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            ApiKey(row.id, row.account, Role(row.role), row.jobber_user, row.client_id, row.revoked_at is not None)
            for row in rows
        ]

    def revoke(self, account: str, id: str) -> bool:
        """False when there is no live key of that id in this account."""
        live = (api_keys.c.account == account, api_keys.c.id == id, api_keys.c.revoked_at.is_(None))
        with self._engine.begin() as connection:
            return connection.execute(api_keys.update().where(*live).values(revoked_at=datetime.now(UTC))).rowcount == 1


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
