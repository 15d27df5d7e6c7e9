"""Documents: what is read, what is not and why; and one document opened at the words that were cited."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from ingest.ledger import State
from service.auth.roles import Permission
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/documents")
Reading = Annotated[Visit, visiting(Permission.SEE_DOCUMENTS)]


@router.get("", response_class=HTMLResponse)
def documents_page(visit: Reading, state: State | None = None, named: str = "") -> HTMLResponse:
    listed = visit.desk.archive.documents()
    counts = {each.value: sum(one["state"] == each.value for one in listed) for each in State}
    shown = [one for one in listed if state is None or one["state"] == state.value]
    wanted = named.strip().lower()
    if wanted:
        shown = [one for one in shown if wanted in f"{one['file'] or ''} {one['client_name'] or ''}".lower()]
    return visit.page(
        "documents.html", documents=shown[:500], found=len(shown), counts=counts, state=state, named=named
    )


@router.get("/{id}/sheet", response_class=HTMLResponse)
def sheet(visit: Reading, id: str, start: int | None = None, end: int | None = None) -> HTMLResponse:
    """The document with the words from `start` to `end` marked: a drawn page, or a note, mail or record as a card."""
    document, place = visit.desk.document(id), visit.desk.archive.place(id, start, end)
    document["client_name"] = visit.desk.archive.client_name(document["client_id"])
    drawn = document["kind"] == "file" and visit.may(Permission.SEE_ORIGINALS)
    template = "sheet.html" if "hx-request" in visit.request.headers else "sheet_page.html"
    return visit.page(template, document=document, place=place, drawn=drawn)
