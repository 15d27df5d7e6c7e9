"""Who calls: the bearer of an API key, somebody signed in, or this machine's own command line with the owner's token.

A browser sends its cookie along with whatever page asks it to, so what it calls to change something has to carry the
session's CSRF token as well, as the header `X-CSRF-Token` or the field `csrf` of a form.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Protocol

from fastapi import Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from anonymize.boundary import Scope
from service.auth.api_keys import ApiKey, ApiKeys
from service.auth.roles import Permission, Principal, Role
from service.auth.sessions import COOKIE, SignedIn

_bearer = HTTPBearer(auto_error=False, description="An API key from `fineprint api-keys create`.")

ClientsOfTechnician = Callable[[str, str], frozenset[str]]
CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SignedInBy(Protocol):
    """`service.auth.sessions.Sessions`."""

    def find(self, secret: str) -> SignedIn | None: ...


class Nobody:
    """Where people do not sign in."""

    def find(self, secret: str) -> SignedIn | None:  # noqa: ARG002
        return None


class Doorkeeper:
    """Turns credentials into a `Principal`. `clients_of` gives the clients of a technician's visits."""

    def __init__(
        self,
        keys: ApiKeys,
        owner_token: str,
        clients_of: ClientsOfTechnician,
        sessions: SignedInBy | None = None,
    ) -> None:
        self._keys, self._owner_token, self._clients_of = keys, owner_token, clients_of
        self._sessions = sessions or Nobody()

    def admit(self, secret: str, *, account: str | None, role: str | None, jobber_user: str | None) -> Principal | None:
        """The principal, or None for credentials that are not known. Only the owner's token may choose its role."""
        if hmac.compare_digest(secret.encode(), self._owner_token.encode()):
            return self.principal("owner", account or "", _role(role), jobber_user, None)
        key = self._keys.find(secret)
        return None if key is None else self._of_key(key)

    def signed_in(self, cookie: str) -> tuple[Principal, SignedIn] | None:
        """Who holds this session's cookie, and the session."""
        found = self._sessions.find(cookie)
        if found is None:
            return None
        user = found.user
        return self.principal(user.id, user.account, user.role, user.jobber_user, None), found

    def principal(
        self, name: str, account: str, role: Role, jobber_user: str | None, client_id: str | None
    ) -> Principal:
        """A technician sees the clients of his own visits; a key narrowed to a client sees no other."""
        scope = Scope(account)
        if role is Role.TECHNICIAN:
            scope = Scope(account, self._clients_of(account, jobber_user) if jobber_user else frozenset())
        return Principal(name, role, scope if client_id is None else scope.only(client_id))

    def _of_key(self, key: ApiKey) -> Principal:
        made = self.principal(key.id, key.account, key.role, key.jobber_user, key.client_id)
        return replace(made, own=key.permissions)


def _role(given: str | None) -> Role:
    try:
        return Role(given or Role.ADMIN)
    except ValueError:
        raise HTTPException(422, f"the roles are {', '.join(Role)}") from None


async def caller(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Principal:
    """Refuses with 401 whoever is not known, with 403 a browser's call that lacks the CSRF token."""
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    if credentials is not None:
        principal = await run_in_threadpool(_bearer_of, doorkeeper, request, credentials.credentials)
        if principal is not None:
            return principal
    elif cookie := request.cookies.get(COOKIE):
        signed_in = await run_in_threadpool(doorkeeper.signed_in, cookie)
        if signed_in is not None:
            return await _from_browser(request, *signed_in)
    raise HTTPException(
        401,
        "send an API key as a bearer token (`fineprint api-keys create` makes one), or sign in at /auth/signin",
        headers={"WWW-Authenticate": "Bearer"},
    )


# A route that asks for no more is open to every role.
caller.permission = "known"  # type: ignore[attr-defined]


def _bearer_of(doorkeeper: Doorkeeper, request: Request, secret: str) -> Principal | None:
    headers = request.headers
    return doorkeeper.admit(
        secret,
        account=headers.get("x-fineprint-account"),
        role=headers.get("x-fineprint-as"),
        jobber_user=headers.get("x-fineprint-jobber-user"),
    )


async def _from_browser(request: Request, principal: Principal, session: SignedIn) -> Principal:
    csrf = session.csrf
    request.state.csrf, request.state.who = csrf, session.user.email  # for the pages
    if request.method not in SAFE and not hmac.compare_digest((await _given(request)).encode(), csrf.encode()):
        raise HTTPException(403, "this call lacks the page's CSRF token; load the page again")
    return principal


async def _given(request: Request) -> str:
    """The CSRF token a call carries, as a header or in a form."""
    header = request.headers.get(CSRF_HEADER)
    if header is not None or not request.headers.get("content-type", "").startswith("application/x-www-form"):
        return header or ""
    given = (await request.form()).get(CSRF_FIELD)
    return given if isinstance(given, str) else ""


def require(permission: Permission) -> Callable[[Request, Principal], Principal]:
    """A dependency that refuses with 403 a role without this permission."""

    def permitted(request: Request, principal: Annotated[Principal, Depends(caller)]) -> Principal:
        request.state.principal = principal  # for the page that says so where the call is refused
        if not principal.may(permission):
            raise HTTPException(403, f"the role {principal.role} may not {permission.replace('_', ' ')}")
        return principal

    permitted.permission = permission  # type: ignore[attr-defined]
    return permitted
