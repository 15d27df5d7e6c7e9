"""Where an alert's links lead: the one proposal, for who is signed in and may decide. Following a link decides nothing."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.auth.roles import Permission
from service.web.approvals import BECAUSE, named
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/alerts")
Approving = Annotated[Visit, visiting(Permission.APPROVE)]


@router.get("/{id}/{verdict}", response_class=HTMLResponse)
def alert_page(visit: Approving, id: str, verdict: Literal["approve", "reject"]) -> HTMLResponse:
    """The proposal's card as the queue has it, with what the link named at hand."""
    [proposal] = named(visit, [visit.desk.writing.proposal(id)])
    return visit.page("alert.html", proposal=proposal, verdict=verdict, refused="", because=BECAUSE)
