"""Users and API keys, for admins."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, Field

from service.access import Access
from service.auth.bearer import require
from service.auth.roles import Permission, Principal, Role

router = APIRouter(prefix="/api", tags=["access"])
Json = dict[str, Any]


def _of_the_account(principal: Annotated[Principal, Depends(require(Permission.MANAGE_ACCESS))]) -> Principal:
    """Whoever is bound to some clients could make himself a key for others."""
    if principal.scope.clients is not None:
        raise HTTPException(403, "a key bound to a client manages no access")
    return principal


Admin = Annotated[Principal, Depends(_of_the_account)]
Id = Annotated[str, Field(max_length=64)]


class NewUser(BaseModel):
    email: Annotated[str, Field(min_length=3, max_length=320)]
    role: Role
    jobber_user: Annotated[str | None, Field(max_length=200)] = None


class RoleChange(BaseModel):
    role: Role


class NewKey(BaseModel):
    role: Role
    client: Annotated[str | None, Field(max_length=300)] = None
    jobber_user: Annotated[str | None, Field(max_length=200)] = None
    permissions: list[Permission] | None = None
    expires_at: datetime | None = None


@router.get("/users")
def users(request: Request, admin: Admin) -> list[Json]:
    return [user.as_json() for user in _access(request).users.all(admin.scope.account)]


@router.post("/users", status_code=201)
def add_user(request: Request, body: NewUser, admin: Admin) -> Json:
    account = admin.scope.account
    return (
        _access(request).add_user(account, body.email, body.role, by=admin.name, jobber_user=body.jobber_user).as_json()
    )


@router.post("/users/{id}/role")
def set_role(request: Request, id: str, body: RoleChange, admin: Admin) -> Json:
    if not _access(request).set_role(admin.scope.account, id, body.role, by=admin.name):
        raise HTTPException(404, f"there is no user {id}")
    return {"id": id, "role": body.role.value}


@router.delete("/users/{id}", status_code=204)
def remove_user(request: Request, id: str, admin: Admin) -> Response:
    """He is signed out at once."""
    if not _access(request).remove_user(admin.scope.account, id, by=admin.name):
        raise HTTPException(404, f"there is no user {id}")
    return Response(status_code=204)


@router.get("/api-keys")
def keys(request: Request, admin: Admin) -> list[Json]:
    return [key.as_json() for key in _access(request).keys.list(admin.scope.account)]


@router.post("/api-keys", status_code=201)
def create_key(request: Request, body: NewKey, admin: Admin) -> Json:
    """The secret is shown this once."""
    expires = body.expires_at
    if expires is not None and expires.tzinfo is None:
        raise HTTPException(422, "expires_at needs its zone, for instance 2027-01-01T00:00:00Z")
    return _access(request).create_key(
        admin.scope.account,
        body.role,
        by=admin.name,
        client=body.client,
        jobber_user=body.jobber_user,
        permissions=body.permissions,
        expires_at=expires,
    )


@router.delete("/api-keys/{id}", status_code=204)
def revoke_key(request: Request, id: str, admin: Admin) -> Response:
    if not _access(request).revoke_key(admin.scope.account, id, by=admin.name):
        raise HTTPException(404, f"there is no live key {id}")
    return Response(status_code=204)


def _access(request: Request) -> Access:
    access: Access = request.app.state.access
    return access
