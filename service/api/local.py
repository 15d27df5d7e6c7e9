"""What only this machine's own command line may call: a sync in the process that owns the data folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel

from service.auth.bearer import require
from service.auth.roles import Permission, Principal

router = APIRouter(prefix="/local", include_in_schema=False)
Sync = Callable[[str, str, bool, str | None], dict[str, Any]]


class SyncRequest(BaseModel):
    run: str
    full: bool = False
    communications: str | None = None


@router.post("/sync")
def sync(
    body: SyncRequest, request: Request, principal: Annotated[Principal, Depends(require(Permission.CONFIGURE))]
) -> dict[str, Any]:
    """Runs to the end of the sync; how far it is stands in the run's own row."""
    if principal.name != "owner":
        raise HTTPException(403, "a sync with a folder of this machine is started on this machine")
    run: Sync = request.app.state.sync
    return run(principal.scope.account, body.run, body.full, body.communications)
