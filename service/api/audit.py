"""The audit log: what it says, and whether it is whole."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from service.api.routes import desk_of
from service.auth.roles import Permission
from service.desk import Desk

router = APIRouter(prefix="/api/audit", tags=["audit"])
Json = dict[str, Any]
Seeing = Annotated[Desk, desk_of(Permission.SEE_AUDIT)]
Told = Annotated[str | None, Query(max_length=100)]


@router.get("")
def events(
    desk: Seeing, kind: Told = None, about: Told = None, newest: Annotated[int, Query(ge=1, le=5000)] = 200
) -> list[Json]:
    """The newest events, oldest first; `kind` may be the first word of kinds (`proposal`), `about` an id."""
    return desk.writing.events(kind=kind, about=about, newest=newest)


@router.get("/verify")
def verify(desk: Seeing) -> Json:
    """Whether every row is as it was written, where it was written, and none is gone."""
    return desk.writing.verify_audit()
