"""How far the copy of the account is behind Jobber."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from ingest.status import SyncStatus
from service.auth.bearer import require
from service.auth.roles import Permission, Principal

router = APIRouter(prefix="/api")


@router.get("/sync")
def status(
    request: Request, principal: Annotated[Principal, Depends(require(Permission.SEE_DOCUMENTS))]
) -> dict[str, Any]:
    """What is held of each type, how long it is behind, what webhooks came and how the last syncs ended; these two for who sees all."""
    return SyncStatus(request.app.state.engine).as_json(principal.scope)
