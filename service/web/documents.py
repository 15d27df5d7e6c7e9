"""Documents: what is read, what is not and why; and one document opened at the words that were cited."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BeforeValidator

from ingest.ledger import State
from service.auth.roles import Permission
from service.desk import NotFound
from service.web import syncing
from service.web.leafing import MOST_SHOWN, After, Leaf, Named
from service.web.visit import Visit, visiting

router = APIRouter(prefix="/documents")
Reading = Annotated[Visit, visiting(Permission.SEE_DOCUMENTS)]
ReadingAgain = Annotated[Visit, visiting(Permission.READ_AGAIN)]
EMPTY_IS_NONE = BeforeValidator(lambda chosen: chosen or None)  # a form sends the empty choice, too
MOST_LOOKS = 15  # for a sync that does not begin


@router.get("", response_class=HTMLResponse)
def documents_page(
    visit: Reading, state: Annotated[State | None, EMPTY_IS_NONE] = None, named: Named = "", after: After = 0
) -> HTMLResponse:
    shown, found, counts = visit.desk.archive.documents(state, named, MOST_SHOWN, after)
    return visit.page(
        "documents.html",
        documents=shown,
        leaf=Leaf("/documents", found, after, len(shown), {"named": named, "state": state.value if state else ""}),
        counts={each.value: counts.get(each, 0) for each in State},
        state=state,
        named=named,
        not_ready=visit.not_ready,
        looked=None,
        running=False,
    )


@router.post("/{id}/read-again", response_class=HTMLResponse)
def read_again(visit: ReadingAgain, id: str) -> HTMLResponse:
    """Put a quarantined document back and begin a sync, which reads it; the row tells how it goes."""
    visit.desk.read_again(id)
    syncing.begin(visit)
    return row(visit, id, 0)


@router.get("/{id}/row", response_class=HTMLResponse)
def row(visit: Reading, id: str, looked: Annotated[int, Query(ge=0)]) -> HTMLResponse:
    """One line of the list, looked at so many times; again after two seconds while a sync runs or may be about to."""
    document = visit.desk.archive.document(id)
    if document is None:
        raise NotFound(f"there is no document {id} among what you may see")
    running = syncing.status(visit)["running"]
    followed = document["state"] == State.QUARANTINED.value and (running or (document["waits"] and looked < MOST_LOOKS))
    return visit.page("document_row.html", document=document, running=running, looked=looked if followed else None)


@router.get("/{id}/sheet", response_class=HTMLResponse)
def sheet(visit: Reading, id: str, start: int | None = None, end: int | None = None) -> HTMLResponse:
    """The document with the words from `start` to `end` marked: a drawn page, or a note, mail or record as a card."""
    document, place = visit.desk.document(id), visit.desk.archive.place(id, start, end)
    document["client_name"] = visit.desk.archive.client_names([document["client_id"]])[document["client_id"]]
    drawn = document["kind"] == "file" and visit.may(Permission.SEE_ORIGINALS)
    alone = "hx-request" not in visit.request.headers
    return visit.page(
        "sheet_page.html" if alone else "sheet.html", document=document, place=place, drawn=drawn, alone=alone
    )
