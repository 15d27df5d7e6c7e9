"""Everything that ends in a write to Jobber: extraction runs, the approval queue, its rules, the mapping, what was learned."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import PlainTextResponse, StreamingResponse
from pydantic import BaseModel, Field

from service.api.routes import desk_of
from service.approvals.filters import Filter
from service.approvals.proposal import Because, ProposalState
from service.approvals.rollout import AGREEMENTS_NEEDED, ANY, Mode, Policy
from service.auth.roles import Permission
from service.desk import Desk
from service.extraction.field_map import ON
from service.extraction.report import COLUMNS, rows

router = APIRouter(prefix="/api")
Json = dict[str, Any]
Extracting = Annotated[Desk, desk_of(Permission.EXTRACT)]
Seeing = Annotated[Desk, desk_of(Permission.SEE_PROPOSALS)]
Approving = Annotated[Desk, desk_of(Permission.APPROVE)]
Configuring = Annotated[Desk, desk_of(Permission.CONFIGURE)]
Note = Annotated[str | None, Field(max_length=2000)]
Amount = Annotated[Decimal, Field(ge=0, le=Decimal("1e12"), allow_inf_nan=False)]
Name = Annotated[str, Field(max_length=200)]


class ExtractionRequest(BaseModel):
    """`anew` reads what did not change, too."""

    clients: Annotated[list[Name], Field(max_length=5000)] | Literal["all"] = "all"
    dry_run: bool = True
    anew: bool = False


class Approval(BaseModel):
    version: int
    note: Note = None


class Rejection(Approval):
    because: Because = Because.OTHER


class Edit(BaseModel):
    version: int
    value: str | bool


class Undo(BaseModel):
    note: Note = None


class Meant(BaseModel):
    """Which proposals; nothing given is every pending one."""

    action: Name | None = None
    contract_type: Name | None = None
    field: Name | None = None
    client_id: Name | None = None
    needs_review: bool | None = None
    most_money: Amount | None = None
    least_confidence: Annotated[float, Field(ge=0, le=1)] | None = None

    def as_filter(self, states: tuple[ProposalState, ...] = ()) -> Filter:
        return Filter(states, **self.model_dump())


class ApprovalOfMany(BaseModel):
    """`count` is how many the person saw; where it is another number now nothing is approved (409)."""

    filter: Meant = Meant()
    count: Annotated[int, Field(ge=1, le=100_000)]
    note: Note = None


class RolloutChange(BaseModel):
    """`limit` is the money impact up to which `automatic` goes without a person."""

    action: Name
    contract_type: Name = ANY
    mode: Mode
    limit: Amount = Decimal(0)
    agreements_needed: Annotated[int, Field(ge=1, le=10_000)] = AGREEMENTS_NEEDED
    four_eyes_above: Amount | None = None


class FieldMapFile(BaseModel):
    yaml: Annotated[str, Field(max_length=200_000)]


class NewFields(BaseModel):
    """`really` has to be true: Jobber can never remove a custom field that an app has made."""

    on: Literal["clients", "properties", "jobs"]
    really: bool = False


@router.post("/extractions", tags=["extraction"], status_code=201)
def extract(body: ExtractionRequest, desk: Extracting) -> Json:
    """Read contract fields; without `dry_run` propose them to the approval queue. A long run is answered as `running`."""
    return desk.extract(None if body.clients == "all" else body.clients, dry_run=body.dry_run, anew=body.anew)


@router.get("/extractions", tags=["extraction"])
def extractions(desk: Extracting) -> list[Json]:
    """The last runs, newest first, without their contracts."""
    return desk.writing.runs()


@router.get("/extractions/{id}", tags=["extraction"])
def extraction(id: str, desk: Extracting, contracts: bool = True) -> Json:
    if contracts:
        return desk.extraction(id)
    return _there(desk.writing.run_head(id), "extraction")


@router.get("/extractions/{id}/report", tags=["extraction"], response_class=StreamingResponse)
def report(id: str, desk: Extracting, format: Literal["csv", "json"] = "csv") -> StreamingResponse:
    """Every field of every contract, line by line as they are read: CSV, or JSON lines of contracts."""
    _there(desk.writing.run_head(id), "extraction")
    contracts = desk.writing.contracts(id)
    if format == "csv":
        return StreamingResponse(_csv(contracts), media_type="text/csv")
    lines = (json.dumps(contract, ensure_ascii=False) + "\n" for contract in contracts)
    return StreamingResponse(lines, media_type="application/x-ndjson")


@router.post("/extractions/{id}/pause", tags=["extraction"])
def pause(id: str, desk: Extracting) -> Json:
    """Stop after the clients that are being read."""
    _there(desk.writing.run_head(id), "extraction")
    if not desk.writing.pause(id):
        raise HTTPException(409, "only a running extraction can be paused")
    return _there(desk.writing.run_head(id), "extraction")


@router.post("/extractions/{id}/resume", tags=["extraction"])
def resume(id: str, desk: Extracting) -> Json:
    _there(desk.writing.run_head(id), "extraction")
    if not desk.writing.resume(id):
        raise HTTPException(409, "this extraction is done")
    return _there(desk.writing.run_head(id), "extraction")


@router.get("/approvals", tags=["approvals"])
def proposals(
    desk: Seeing,
    meant: Annotated[Meant, Query()],
    state: Annotated[list[ProposalState] | None, Query()] = None,
) -> list[Json]:
    return desk.writing.proposals(meant.as_filter(tuple(state or ())))


@router.post("/approvals/approve", tags=["approvals"])
def approve_many(body: ApprovalOfMany, desk: Approving) -> list[Json]:
    """Approve all pending proposals that a filter means; what could not be says why in `error`."""
    return desk.writing.approve_all(body.filter.as_filter(), count=body.count, note=body.note)


@router.get("/approvals/{id}", tags=["approvals"])
def proposal(id: str, desk: Seeing) -> Json:
    return desk.proposal(id)


@router.post("/approvals/{id}/approve", tags=["approvals"])
def approve(id: str, body: Approval, desk: Approving) -> Json:
    """One commit; the write to Jobber happens after. Above the limit of four eyes it waits for a second person."""
    return desk.approve(id, version=body.version, note=body.note)


@router.post("/approvals/{id}/reject", tags=["approvals"])
def reject(id: str, body: Rejection, desk: Approving) -> Json:
    """`because` says what the next run should learn from it."""
    return desk.reject(id, version=body.version, note=body.note, because=body.because)


@router.post("/approvals/{id}/edit", tags=["approvals"])
def edit(id: str, body: Edit, desk: Approving) -> Json:
    """Put another value in place of the proposed one; it waits on for an approval."""
    return desk.writing.edit(id, body.value, version=body.version)


@router.post("/approvals/{id}/undo", tags=["approvals"], status_code=201)
def undo(id: str, body: Undo, desk: Approving) -> Json:
    """Write back what stood there before; the proposal that does it."""
    return desk.writing.undo(id, note=body.note)


@router.get("/rollout", tags=["approvals"])
def rollout(desk: Seeing) -> list[Json]:
    return desk.writing.rollout()


@router.put("/rollout", tags=["approvals"])
def set_rollout(body: RolloutChange, desk: Configuring) -> Json:
    policy = Policy(
        body.action,
        body.contract_type,
        body.mode,
        body.limit,
        body.agreements_needed,
        four_eyes_above=body.four_eyes_above,
    )
    return desk.writing.set_rollout(policy)


@router.get("/fields/map", tags=["fields"], response_class=PlainTextResponse)
def field_map(desk: Extracting) -> PlainTextResponse:
    """Which custom field takes which contract field, as its YAML file."""
    return PlainTextResponse(desk.writing.field_map(), media_type="application/yaml")


@router.put("/fields/map", tags=["fields"])
def save_field_map(body: FieldMapFile, desk: Configuring) -> Json:
    return {"mappings": desk.writing.save_field_map(body.yaml)}


@router.get("/fields/missing", tags=["fields"])
def missing_fields(desk: Extracting, on: Literal["clients", "properties", "jobs"] = "clients") -> list[Json]:
    """The custom fields that onboarding would make."""
    return [_field(field) for field in desk.writing.missing_fields(on)]


@router.post("/fields", tags=["fields"], status_code=201)
def create_fields(body: NewFields, desk: Configuring) -> list[Json]:
    """Make the missing custom fields, on an explicit yes; Jobber can never remove them again."""
    if not body.really:
        raise HTTPException(422, "custom fields made here can never be removed from Jobber; say so with `really: true`")
    assert body.on in ON  # noqa: S101 - the same words
    return desk.writing.create_fields(desk.writing.missing_fields(body.on))


@router.get("/learned", tags=["fields"])
def learned(desk: Seeing) -> list[Json]:
    """What people's corrections taught."""
    return desk.writing.learned()


@router.delete("/learned/{id}", tags=["fields"], status_code=204)
def forget_lesson(id: str, desk: Configuring) -> Response:
    desk.writing.forget_lesson(id)
    return Response(status_code=204)


def _there(found: Json | None, what: str) -> Json:
    if found is None:
        raise HTTPException(404, f"there is no such {what} among what you may see")
    return found


def _field(field: Any) -> Json:
    return {"name": field.name, "applies_to": field.applies_to, "type": field.value_type, "unit": field.unit, "options": list(field.options)}  # fmt: skip


def _csv(contracts: Iterator[Json]) -> Iterator[str]:
    for row in (COLUMNS, *()):
        yield _line(row)
    for contract in contracts:
        for each in rows(contract):
            yield _line(each)


def _line(cells: tuple[Any, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
