"""Checking a job: pick one, read the verdict line by line, print the customer's receipt."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from service.auth.roles import Permission
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/jobs")
Checking = Annotated[Visit, visiting(Permission.CHECK)]
MOST_SHOWN = 50


@router.get("", response_class=HTMLResponse)
def jobs_page(visit: Checking, named: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """Jobs with line items, the latest first; a number, a title or a client's name narrows them."""
    found = visit.desk.archive.jobs(named)
    template = "jobs_list.html" if "hx-request" in visit.request.headers else "jobs.html"
    return visit.page(template, jobs=found[:MOST_SHOWN], found=len(found), named=named)


@router.get("/{job}", response_class=HTMLResponse)
def job_page(visit: Checking, job: str) -> HTMLResponse:
    return visit.page("job.html", coverage=visit.desk.check(job))


@router.get("/{job}/receipt", response_class=HTMLResponse)
def receipt(visit: Checking, job: str) -> HTMLResponse:
    """What the customer pays and why, in plain words with the quoted clauses, to print or attach to an invoice."""
    return visit.page("receipt.html", coverage=visit.desk.check(job))
