"""`/healthz` says the process lives, `/readyz` that it can answer, `/metrics` how it does."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from service.auth.bearer import require
from service.auth.roles import Permission, Principal
from service.metrics import Metrics
from service.stopping import Stopping

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request) -> dict[str, str]:
    """200 once the database answers; 503 where it does not, and from the moment this process was asked to stop."""
    stopping: Stopping = request.app.state.stopping
    if stopping.asked:
        raise HTTPException(503, "this process is stopping; others go on")
    try:
        with request.app.state.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        raise HTTPException(503, "the database does not answer") from None
    return {"status": "ready"}


@router.get("/metrics", response_class=Response)
def metrics(request: Request, _: Annotated[Principal, Depends(require(Permission.SEE_METRICS))]) -> Response:
    """Counts and timings in Prometheus' text format."""
    known: Metrics = request.app.state.metrics
    return Response(known.text(), media_type=known.content_type)
