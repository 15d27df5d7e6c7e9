"""Checking a job: pick one or paste one, read the verdict line by line, print the customer's receipt."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import BaseModel, Field

from ingest.lookup import LookupFailed
from service.auth.roles import Permission
from service.coverage.pasted import pasted_lines
from service.coverage.work import CoverageError
from service.desk import NotFound
from service.web.leafing import MOST_SHOWN, After, Leaf, Named
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/jobs")
Checking = Annotated[Visit, visiting(Permission.CHECK)]
Json = dict[str, Any]
NO_CLIENT = "Choose the client first: type a part of the name, then press it."
NO_LINES = "Paste at least one line of work."


class Planned(BaseModel):
    """Work not yet done as it is typed or pasted; notes are told apart by empty lines."""

    client: Annotated[str, Field(max_length=200)] = ""
    property: Annotated[str, Field(max_length=200)] = ""
    day: date
    start: Annotated[str, Field(pattern=r"^(\d\d:\d\d)?$")] = ""
    lines: Annotated[str, Field(max_length=100_000)] = ""
    notes: Annotated[str, Field(max_length=50_000)] = ""


@router.get("", response_class=HTMLResponse)
def jobs_page(visit: Checking, named: Named = "", after: After = 0) -> HTMLResponse:
    """Jobs with line items, the latest first; a number, a title or a client's name narrows them."""
    jobs, found = visit.desk.archive.jobs(named, MOST_SHOWN, after)
    template = "jobs_list.html" if "hx-request" in visit.request.headers else "jobs.html"
    leaf = Leaf("/jobs", found, after, len(jobs), {"named": named})
    return visit.page(template, jobs=jobs, leaf=leaf, named=named, not_ready=visit.not_ready)


@router.get("/planned", response_class=HTMLResponse)
def planned_page(visit: Checking) -> HTMLResponse:
    return visit.page("planned.html", today=visit.desk.today)


@router.post("/planned", response_class=HTMLResponse)
def check_planned(visit: Checking, work: Annotated[Planned, Form()]) -> HTMLResponse:
    """The verdict on it, or what is missing; the form stays as it was typed."""
    missing = NO_CLIENT if not work.client else NO_LINES if not work.lines.strip() else ""
    if missing:
        return visit.page("told.html", words=missing, kind="attention")
    try:
        return visit.page("planned_verdict.html", coverage=_checked(visit, work))
    except (CoverageError, LookupFailed) as error:
        return visit.page("told.html", words=str(error), kind="attention")


@router.get("/verdicts/{id}/receipt", response_class=HTMLResponse)
def receipt_of_verdict(visit: Checking, id: str) -> StreamingResponse:
    """As a job's, for a verdict that was given before, also on work not yet done."""
    kept = visit.desk.decision(id)
    if kept["kind"] != "coverage":
        raise NotFound(f"there is no verdict {id} among what you may see")
    verdict = kept["decision"]
    named = {"number": verdict["job_number"], "client_name": verdict["client_name"]}
    return visit.streamed("receipt.html", job=named, check=lambda: {"coverage": verdict})


@router.get("/{job}", response_class=HTMLResponse)
def job_page(visit: Checking, job: str) -> StreamingResponse:
    return _with_verdict(visit, "job.html", job)


@router.get("/{job}/receipt", response_class=HTMLResponse)
def receipt(visit: Checking, job: str) -> StreamingResponse:
    """What the customer pays and why, in plain words with the quoted clauses, to print or attach to an invoice."""
    return _with_verdict(visit, "receipt.html", job)


def _with_verdict(visit: Visit, template: str, named: str) -> StreamingResponse:
    """A page on a job, whose name stands there while the job is checked. Raises `LookupFailed`."""
    job = visit.desk.archive.job(named)

    def check() -> Json:
        try:
            return {"coverage": visit.desk.check(job["id"])}
        except CoverageError as error:
            return {"coverage": None, "refused": str(error)}

    return visit.streamed(template, job=job, check=check)


def _checked(visit: Visit, work: Planned) -> Json:
    notes = [note.strip() for note in re.split(r"\n\s*\n", work.notes) if note.strip()]
    start = time.fromisoformat(work.start) if work.start else None
    lines = pasted_lines(work.lines)
    return visit.desk.check_planned(work.client, work.property or None, work.day, lines, start=start, notes=notes)
