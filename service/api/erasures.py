"""Forgetting a client, for admins: looked at first (`dry_run`), then done, with a signed certificate."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel

from service.api.routes import desk_of
from service.auth.roles import Permission
from service.desk import Desk

router = APIRouter(prefix="/api/erasures", tags=["erasure"])
Json = dict[str, Any]
AdminDesk = Annotated[Desk, desk_of(Permission.CONFIGURE)]


class ErasureRequest(BaseModel):
    client: str
    dry_run: bool = True


@router.post("")
def erase(body: ErasureRequest, desk: AdminDesk, response: Response) -> Json:
    """What would be deleted; with `dry_run` false, the certificate that it was (201)."""
    if body.dry_run:
        return desk.erasure_preview(body.client)
    response.status_code = 201
    return desk.erase(body.client)


@router.get("")
def erasures(desk: AdminDesk) -> list[Json]:
    return desk.erasures()


@router.get("/{id}")
def certificate(id: str, desk: AdminDesk) -> Json:
    """The certificate, as it was signed."""
    return desk.erasure(id)
