"""Who calls: the bearer of an API key, or this machine's own command line with the owner's token."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from anonymize.boundary import Scope
from service.auth.api_keys import ApiKey, ApiKeys
from service.auth.roles import Permission, Principal, Role

_bearer = HTTPBearer(auto_error=False, description="An API key from `fineprint api-keys create`.")

ClientsOfTechnician = Callable[[str, str], frozenset[str]]


class Doorkeeper:
    """Turns credentials into a `Principal`. `clients_of` gives the clients of a technician's visits."""

    def __init__(self, keys: ApiKeys, owner_token: str, clients_of: ClientsOfTechnician) -> None:
        self._keys, self._owner_token, self._clients_of = keys, owner_token, clients_of

    def admit(self, secret: str, *, account: str | None, role: str | None, jobber_user: str | None) -> Principal | None:
        """The principal, or None for credentials that are not known. Only the owner's token may choose its role."""
        if hmac.compare_digest(secret.encode(), self._owner_token.encode()):
            return self.principal("owner", account or "", _role(role), jobber_user, None)
        key = self._keys.find(secret)
        return None if key is None else self._of_key(key)

    def principal(
        self, name: str, account: str, role: Role, jobber_user: str | None, client_id: str | None
    ) -> Principal:
        """A technician sees the clients of his own visits; a key narrowed to a client sees no other."""
        scope = Scope(account)
        if role is Role.TECHNICIAN:
            scope = Scope(account, self._clients_of(account, jobber_user) if jobber_user else frozenset())
        return Principal(name, role, scope if client_id is None else scope.only(client_id))

    def _of_key(self, key: ApiKey) -> Principal:
        return self.principal(key.id, key.account, key.role, key.jobber_user, key.client_id)


def _role(given: str | None) -> Role:
    try:
        return Role(given or Role.ADMIN)
    except ValueError:
        raise HTTPException(422, f"the roles are {', '.join(Role)}") from None


def caller(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Principal:
    """Refuses with 401 whoever is not known."""
    doorkeeper: Doorkeeper = request.app.state.doorkeeper
    headers = request.headers
    principal = credentials and doorkeeper.admit(
        credentials.credentials,
        account=headers.get("x-fineprint-account"),
        role=headers.get("x-fineprint-as"),
        jobber_user=headers.get("x-fineprint-jobber-user"),
    )
    if not principal:
        raise HTTPException(
            401,
            "send an API key as a bearer token; `fineprint api-keys create` makes one",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return principal


def require(permission: Permission) -> Callable[[Principal], Principal]:
    """A dependency that refuses with 403 a role without this permission."""

    def permitted(principal: Annotated[Principal, Depends(caller)]) -> Principal:
        if not principal.may(permission):
            raise HTTPException(403, f"the role {principal.role} may not {permission.replace('_', ' ')}")
        return principal

    permitted.permission = permission  # type: ignore[attr-defined]
    return permitted
