"""The approval queue: what would be written, on what evidence, decided one by one or all that a filter means."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse

from service.approvals.filters import Filter
from service.approvals.proposal import Because, ProposalError, ProposalState
from service.approvals.rollout import AGREEMENTS_NEEDED, ANY, Mode, Policy
from service.auth.roles import Permission
from service.extraction.runs import RUNNING
from service.web.visit import Visit, visiting
from service.writing import NotPermitted

router = APIRouter(prefix="/approvals")
Seeing = Annotated[Visit, visiting(Permission.SEE_PROPOSALS)]
Extracting = Annotated[Visit, visiting(Permission.EXTRACT)]
Approving = Annotated[Visit, visiting(Permission.APPROVE)]
Configuring = Annotated[Visit, visiting(Permission.CONFIGURE)]
Json = dict[str, Any]
MOST_SHOWN = 200
BECAUSE = {
    Because.WRONG_VALUE: "the value is wrong",
    Because.WRONG_FIELD: "it belongs into another field",
    Because.OTHER: "another reason",
}


@router.get("", response_class=HTMLResponse)
def approvals_page(
    visit: Seeing, state: ProposalState = ProposalState.PENDING, field: Annotated[str, Query(max_length=100)] = ""
) -> HTMLResponse:
    found = _proposals(visit, Filter((state,), field=field or None))
    fields = {one["origin"]["field"] for one in _proposals(visit, Filter((state,))) if one["origin"]}
    return visit.page(
        "approvals.html",
        proposals=found[:MOST_SHOWN],
        count=len(found),
        state=state.value,
        states=[each.value for each in ProposalState],
        field=field,
        fields=sorted(fields),
        because=BECAUSE,
        rollout=visit.desk.writing.rollout(),
        modes=[mode.value for mode in Mode],
    )


@router.post("/propose", response_class=HTMLResponse)
def propose(visit: Extracting) -> HTMLResponse:
    """Read the contract fields of every agreement that changed, and propose what Jobber lacks."""
    run = visit.desk.extract(None, dry_run=False)
    words = f"{run['counts'].get('proposed', 0)} proposed. Load the page again to see them."
    if run["state"] == RUNNING:
        words = "Agreements are being read; load the page again in a while to see what is proposed."
    return visit.page("told.html", words=words, kind="")


@router.post("/approve", response_class=HTMLResponse)
def approve_many(
    visit: Approving, count: Annotated[int, Form(ge=1)], field: Annotated[str, Form(max_length=100)] = ""
) -> HTMLResponse:
    """Approve all pending proposals that were on the page; none where there are more or fewer by now."""
    try:
        done = visit.desk.writing.approve_all(Filter(field=field or None), count=count)
    except (ProposalError, NotPermitted) as error:
        return visit.page("told.html", words=str(error), kind="attention")
    refused = [one["error"] for one in done if one.get("error")]
    words = f"{len(done) - len(refused)} approved; they stand in Jobber in a moment." + "".join(
        f" {each}." for each in refused
    )
    return visit.page("told.html", words=words, kind="attention" if refused else "")


@router.post("/rollout", response_class=HTMLResponse)
def set_rollout(
    visit: Configuring,
    action: Annotated[str, Form(max_length=100)],
    mode: Annotated[Mode, Form()],
    contract_type: Annotated[str, Form(max_length=100)] = ANY,
    limit: Annotated[Decimal, Form(ge=0)] = Decimal(0),
    agreements_needed: Annotated[int, Form(ge=1, le=10_000)] = AGREEMENTS_NEEDED,
) -> HTMLResponse:
    visit.desk.writing.set_rollout(Policy(action, contract_type, mode, limit, agreements_needed))
    return visit.page("rollout.html", rollout=visit.desk.writing.rollout(), modes=[each.value for each in Mode])


@router.post("/{id}/approve", response_class=HTMLResponse)
def approve(visit: Approving, id: str, version: Annotated[int, Form()]) -> HTMLResponse:
    return _decided(visit, id, lambda: visit.desk.writing.approve(id, version=version))


@router.post("/{id}/reject", response_class=HTMLResponse)
def reject(
    visit: Approving,
    id: str,
    version: Annotated[int, Form()],
    because: Annotated[Because, Form()] = Because.OTHER,
    note: Annotated[str, Form(max_length=2000)] = "",
) -> HTMLResponse:
    return _decided(
        visit, id, lambda: visit.desk.writing.reject(id, version=version, because=because, note=note or None)
    )


@router.post("/{id}/edit", response_class=HTMLResponse)
def edit(
    visit: Approving, id: str, version: Annotated[int, Form()], value: Annotated[str, Form(max_length=2000)]
) -> HTMLResponse:
    return _decided(visit, id, lambda: visit.desk.writing.edit(id, value, version=version))


@router.post("/{id}/undo", response_class=HTMLResponse)
def undo(visit: Approving, id: str) -> HTMLResponse:
    """The proposal that writes back what stood there before; it waits for an approval of its own."""
    return _decided(visit, id, lambda: visit.desk.writing.undo(id))


def _decided(visit: Visit, id: str, decide: Callable[[], Json]) -> HTMLResponse:
    """The proposal as it stands now, and why it could not be decided where it could not."""
    refused = ""
    try:
        shown = decide()
    except (ProposalError, NotPermitted) as error:
        shown, refused = visit.desk.writing.proposal(id), str(error)
    [proposal] = named(visit, [shown])
    return visit.page("proposal.html", proposal=proposal, refused=refused, because=BECAUSE)


def _proposals(visit: Visit, wanted: Filter) -> list[Json]:
    return named(visit, visit.desk.writing.proposals(wanted))


def named(visit: Visit, proposals: list[Json]) -> list[Json]:
    """Proposals with what their clients are called."""
    names = visit.desk.archive.client_names(one["client_id"] for one in proposals)
    return [one | {"client_name": names[one["client_id"]]} for one in proposals]
