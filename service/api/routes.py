"""The JSON routes. Each takes a permission and hands over to the desk of whoever calls."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, Field, model_validator

from service.auth.bearer import require
from service.auth.roles import Permission, Principal
from service.desk import Desk

router = APIRouter(prefix="/api")
Json = dict[str, Any]


def desk_of(permission: Permission) -> Any:
    """A dependency: the desk as the caller may use it."""
    guard = Depends(require(permission))  # not in the annotation: FastAPI could not resolve `permission` there

    def desk(request: Request, principal: Principal = guard) -> Desk:
        made: Desk = request.app.state.desk_for(principal)
        return made

    return Depends(desk)


class Question(BaseModel):
    question: Annotated[str, Field(min_length=1, max_length=2000)]
    client: str | None = None
    property: str | None = None
    job: str | None = None
    as_of: datetime.date | None = None


class PlannedLine(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=500)]
    description: str = ""
    quantity: Decimal = Decimal(1)
    """Negative for a credit."""
    unit_price: Annotated[Decimal, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _some(self) -> PlannedLine:
        if self.quantity == 0:
            raise ValueError("quantity must not be 0; a credit has a negative one")
        return self


class CoverageCheck(BaseModel):
    """A job that stands in Jobber, or work not yet done for a client on a date."""

    job_id: str | None = None
    client: str | None = None
    property: str | None = None
    date: datetime.date | None = None
    start: datetime.time | None = None
    notes: Annotated[list[Annotated[str, Field(max_length=5000)]], Field(max_length=50)] = []
    line_items: Annotated[list[PlannedLine], Field(max_length=5000)] = []
    as_of: datetime.date | None = None

    @model_validator(mode="after")
    def _either(self) -> CoverageCheck:
        planned = self.client is not None and self.date is not None and bool(self.line_items)
        if (self.job_id is None) == (not planned):
            raise ValueError("give job_id, or client, date and line_items for work not yet done")
        return self


@router.post("/ask", tags=["answers"])
def ask(body: Question, desk: Annotated[Desk, desk_of(Permission.ASK)]) -> Json:
    """An answer with its citations, or an abstention with what was searched."""
    return desk.ask(body.question, client=body.client, place=body.property, job=body.job, as_of=body.as_of)


@router.post("/coverage/check", tags=["coverage"])
def check(body: CoverageCheck, desk: Annotated[Desk, desk_of(Permission.CHECK)]) -> Json:
    """The verdict on every line item, with what the customer pays and the clauses why."""
    if body.job_id is not None:
        return desk.check(body.job_id, as_of=body.as_of)
    planned = [line.model_dump() for line in body.line_items]
    day = body.as_of or body.date or datetime.date.min
    return desk.check_planned(body.client or "", body.property, day, planned, start=body.start, notes=body.notes)


@router.get("/coverage/card", tags=["coverage"])
def card(
    client: str,
    desk: Annotated[Desk, desk_of(Permission.CHECK)],
    property: str | None = None,
    date: datetime.date | None = None,
) -> Json:
    """A technician's card: what the client's agreements carry, what is billable, what is left, when to call the manager."""
    return desk.card(client, property, on=date)


@router.get("/documents", tags=["documents"])
def documents(desk: Annotated[Desk, desk_of(Permission.SEE_DOCUMENTS)], quarantined: bool = False) -> list[Json]:
    return desk.documents(quarantined=quarantined)


@router.get("/documents/{id}", tags=["documents"])
def document(id: str, desk: Annotated[Desk, desk_of(Permission.SEE_DOCUMENTS)]) -> Json:
    return desk.document(id)


@router.get("/documents/{id}/file", tags=["documents"], response_class=Response)
def original(id: str, desk: Annotated[Desk, desk_of(Permission.SEE_ORIGINALS)]) -> Response:
    """The original bytes, for roles that may see them."""
    data = desk.original(id)
    if data is None:
        raise HTTPException(404, "this document has no original file")
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return Response(data, media_type="application/pdf", headers=headers)


@router.post("/documents/{id}/read-again", tags=["documents"])
def read_again(id: str, desk: Annotated[Desk, desk_of(Permission.READ_AGAIN)]) -> Json:
    """Put a quarantined document before the next sync, which reads it as if it were new."""
    return desk.read_again(id)


@router.get("/decisions/{id}", tags=["audit"])
def decision(id: str, desk: Annotated[Desk, desk_of(Permission.SEE_DOCUMENTS)]) -> Json:
    """An answer or verdict given before, with the clauses it used."""
    return desk.decision(id)


@router.get("/decisions/{id}/explain", tags=["audit"])
def explain(id: str, desk: Annotated[Desk, desk_of(Permission.SEE_DOCUMENTS)]) -> Json:
    """A decision, and whether its verdict, made again from the facts kept with it, comes to the same bytes."""
    return desk.explained(id)
