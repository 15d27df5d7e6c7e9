"""Who may come in: users, API keys and sign-ins of an account, each change told in the audit log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from anonymize.boundary import Scope
from ingest.lookup import client_named
from ingest.records import Records
from service.audit.event import Subject
from service.audit.log import AuditLog
from service.auth.api_keys import ApiKeys
from service.auth.roles import Permission, Role
from service.auth.sessions import Sessions, SignedIn
from service.auth.sign_in_links import SignInLinks
from service.auth.users import User, Users

if TYPE_CHECKING:
    from service.auth.oidc import Person

Json = dict[str, Any]


class AccessError(ValueError):
    """What was asked for cannot be; says how to mend it."""


@dataclass(frozen=True)
class Access:
    """`accounts` are those connected: a person signs in to the one that has him as a user."""

    keys: ApiKeys
    users: Users
    sessions: Sessions
    links: SignInLinks
    audit: AuditLog
    records: Records
    accounts: Callable[[], Iterable[str]]

    def create_key(
        self,
        account: str,
        role: Role,
        *,
        by: str,
        client: str | None = None,
        jobber_user: str | None = None,
        permissions: Iterable[Permission] | None = None,
        expires_at: datetime | None = None,
    ) -> Json:
        """A key with its secret, which is shown this once."""
        if role is Role.TECHNICIAN and jobber_user is None:
            raise AccessError("a technician's key needs the Jobber user whose visits it sees")
        client_id = client_named(self.records, Scope(account), client).id if client else None
        try:
            key, secret = self.keys.create(
                account,
                role,
                jobber_user=jobber_user,
                client_id=client_id,
                permissions=permissions,
                expires_at=expires_at,
            )
        except ValueError as error:
            raise AccessError(str(error)) from None
        self.audit.add(account, "key.created", by, Subject(key.id), role=role.value)
        return {"id": key.id, "key": secret, "role": role.value}

    def revoke_key(self, account: str, id: str, *, by: str) -> bool:
        """False where there is no live key of this id."""
        revoked = self.keys.revoke(account, id)
        if revoked:
            self.audit.add(account, "key.revoked", by, Subject(id))
        return revoked

    def add_user(self, account: str, email: str, role: Role, *, by: str, jobber_user: str | None = None) -> User:
        if role is Role.SERVICE:
            raise AccessError("`service` is for programs; a person is technician, staff, manager or admin")
        if role is Role.TECHNICIAN and jobber_user is None:
            raise AccessError("a technician needs the Jobber user whose visits he sees")
        try:
            user = self.users.add(account, email, role, jobber_user=jobber_user)
        except ValueError as error:
            raise AccessError(str(error)) from None
        self.audit.add(account, "user.added", by, Subject(user.id), role=role.value)
        return user

    def set_role(self, account: str, id: str, role: Role, *, by: str) -> bool:
        """False where there is no such user. Raises `AccessError` for the last admin."""
        self._keep_an_admin(account, id, but=role)
        changed = self.users.set_role(account, id, role)
        if changed:
            self.audit.add(account, "user.role_changed", by, Subject(id), role=role.value)
        return changed

    def remove_user(self, account: str, id: str, *, by: str) -> bool:
        """He is signed out at once; False where there is no such user. Raises `AccessError` for the last admin."""
        self._keep_an_admin(account, id)
        removed = self.users.disable(account, id)
        if removed:
            self.audit.add(account, "user.removed", by, Subject(id))
        return removed

    def sign_in(self, person: Person) -> tuple[User, str] | None:
        """The user whom the issuer vouched for, and his session's cookie; None for who is no user here."""
        for account in self.accounts():
            user = self.users.signing_in(account, person.email, person.subject)
            if user is not None:
                self.audit.add(account, "signin.done", user.id, Subject(user.id), role=user.role.value)
                return user, self.sessions.begin(user)
        for account in self.accounts():
            email = self.users.email_digest(account, person.email)
            self.audit.add(account, "signin.refused", "nobody", None, email=email)
        return None

    def link_for(self, account: str, email: str, *, by: str) -> str:
        """A ticket that signs this user in once. Raises `AccessError` where there is no such user."""
        wanted = email.strip().casefold()
        user = next(
            (one for one in self.users.all(account) if one.email.casefold() == wanted and not one.disabled), None
        )
        if user is None:
            raise AccessError(f"there is no user {email}; `fineprint users add` makes one")
        self.audit.add(account, "signin.link_made", by, Subject(user.id))
        return self.links.make(user.id)

    def follow(self, ticket: str) -> tuple[User, str] | None:
        """The user of a link and his session's cookie; None for a link that is too old or was used."""
        id = self.links.use(ticket)
        user = self.users.get(id) if id else None
        if user is None:
            return None
        self.audit.add(user.account, "signin.done", user.id, Subject(user.id), role=user.role.value)
        return user, self.sessions.begin(user)

    def signed_in(self, cookie: str) -> SignedIn | None:
        return self.sessions.find(cookie)

    def sign_out(self, cookie: str) -> None:
        found = self.sessions.find(cookie)
        self.sessions.end(cookie)
        if found is not None:
            self.audit.add(found.user.account, "signin.ended", found.user.id, Subject(found.user.id))

    def _keep_an_admin(self, account: str, id: str, *, but: Role = Role.STAFF) -> None:
        admins = [user.id for user in self.users.all(account) if user.role is Role.ADMIN and not user.disabled]
        if admins == [id] and but is not Role.ADMIN:
            raise AccessError("this is the last admin; make another one first")
