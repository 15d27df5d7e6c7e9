"""People who sign in: an address of mail (sealed) and a role. The issuer's own name for a person is kept once it came."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, select, update

from anonymize.keys import Keyring
from service.auth.roles import Role
from service.store.access_tables import users
from service.store.inserting import insert_new


@dataclass(frozen=True)
class User:
    id: str
    account: str
    email: str
    role: Role
    jobber_user: str | None = None
    disabled: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "email": self.email,
            "role": self.role.value,
            "jobber_user": self.jobber_user,
            "disabled": self.disabled,
        }


class UserExists(ValueError):
    """Somebody of this address is a user of the account already."""


class Users:
    def __init__(self, engine: Engine, keyring: Keyring) -> None:
        self._engine, self._keyring = engine, keyring

    def add(self, account: str, email: str, role: Role, *, jobber_user: str | None = None) -> User:
        """Raises `UserExists`, and `ValueError` for what is no address."""
        plain = email.strip()
        if "@" not in plain.strip("@") or len(plain) > 320 or any(c.isspace() for c in plain):
            raise ValueError("a user needs an address of mail, for instance ada@example.com")
        user = User(f"user_{secrets.token_hex(6)}", account, plain, role, jobber_user)
        context = f"user:{user.id}"
        row = {
            "id": user.id,
            "account": account,
            "role": role.value,
            "jobber_user": jobber_user,
            "email_digest": self._digest(account, plain),
            "sealed_email": self._keyring.seal(plain.encode(), account=account, client_id=None, context=context),
            "created_at": datetime.now(UTC),
        }
        with self._engine.begin() as connection:
            if not insert_new(connection, users, row):
                raise UserExists("somebody of this address is a user already; `fineprint users list` shows who is")
        return user

    def all(self, account: str) -> list[User]:
        query = select(users).where(users.c.account == account).order_by(users.c.created_at, users.c.id)
        with self._engine.connect() as connection:
            return [self._user(row) for row in connection.execute(query)]

    def get(self, id: str) -> User | None:
        """Someone who may sign in; None where there is nobody, or nobody any more."""
        query = select(users).where(users.c.id == id, users.c.disabled_at.is_(None))
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else self._user(row)

    def signing_in(self, account: str, email: str, subject: str) -> User | None:
        """The user of this address who may sign in. The first time binds the issuer's `subject`: an address that is given
        to somebody else later does not let that person in."""
        digest, bound = self._digest(account, email.strip()), self._subject(account, subject)
        mine = users.c.account == account, users.c.email_digest == digest, users.c.disabled_at.is_(None)
        unbound = users.c.subject_digest.is_(None)
        with self._engine.begin() as connection:
            connection.execute(update(users).where(*mine, unbound).values(subject_digest=bound))
            row = connection.execute(select(users).where(*mine, users.c.subject_digest == bound)).one_or_none()
        return None if row is None else self._user(row)

    def set_role(self, account: str, id: str, role: Role) -> bool:
        """False where there is no such user."""
        return self._change(account, id, role=role.value)

    def disable(self, account: str, id: str) -> bool:
        """He signs in no more, and is signed out at once; False where there is no such user."""
        return self._change(account, id, disabled_at=datetime.now(UTC))

    def email_digest(self, account: str, email: str) -> str:
        """A digest that tells the same address again, for the audit log."""
        return self._digest(account, email)[:32]

    def _change(self, account: str, id: str, **values: Any) -> bool:
        live = users.c.account == account, users.c.id == id, users.c.disabled_at.is_(None)
        with self._engine.begin() as connection:
            return connection.execute(update(users).where(*live).values(**values)).rowcount == 1

    def _digest(self, account: str, email: str) -> str:
        return self._keyring.digest(email.strip().casefold().encode(), account=account, purpose="user by mail")

    def _subject(self, account: str, subject: str) -> str:
        return self._keyring.digest(subject.encode(), account=account, purpose="user by subject")

    def _user(self, row: Row[Any]) -> User:
        plain = self._keyring.open(row.sealed_email, account=row.account, client_id=None, context=f"user:{row.id}")
        return User(row.id, row.account, plain.decode(), Role(row.role), row.jobber_user, row.disabled_at is not None)
