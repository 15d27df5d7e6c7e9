"""The audit log, to search and to check."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from service.auth.roles import Permission
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/audit")
Seeing = Annotated[Visit, visiting(Permission.SEE_AUDIT)]
Told = Annotated[str, Query(max_length=100)]
NEWEST = 300


@router.get("", response_class=HTMLResponse)
def audit_page(visit: Seeing, kind: Told = "", about: Told = "") -> HTMLResponse:
    """The newest events first; `kind` is the first word of kinds, `about` the id of what they are about."""
    events = visit.desk.writing.events(kind=kind or None, about=about or None, newest=NEWEST)
    kinds = sorted({event["kind"].split(".")[0] for event in visit.desk.writing.events(newest=5000)})
    return visit.page("audit.html", events=events[::-1], kinds=kinds, kind=kind, about=about)


@router.post("/verify", response_class=HTMLResponse)
def verify(visit: Seeing) -> HTMLResponse:
    found = visit.desk.writing.verify_audit()
    words = (
        "Every row is as it was written, where it was written, and none is gone."
        if found["whole"]
        else "; ".join(found["faults"])
    )
    return visit.page("told.html", words=words, kind="" if found["whole"] else "bad")
