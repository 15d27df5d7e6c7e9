"""The chat: a question is answered in a stream, each citation opens its document beside it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from ingest.lookup import LookupFailed
from service.auth.roles import Permission
from service.desk import Unanswerable
from service.pace import TooMany
from service.web.visit import Visit, visiting

router = APIRouter()
Asking = Annotated[Visit, visiting(Permission.ASK)]
EXAMPLES = (
    "Is the compressor covered for Mrs. O'Brien?",
    "What does an after-hours visit cost Northgate?",
    "Which agreements have a parts discount above 10 %?",
    "Which agreements end in the next 60 days?",
)


@router.get("/", response_class=HTMLResponse)
def ask_page(visit: Asking) -> HTMLResponse:
    return visit.page("ask.html", examples=EXAMPLES)


@router.post("/ask", response_class=EventSourceResponse)
def ask(
    visit: Asking,
    question: Annotated[str, Form(min_length=1, max_length=2000)],
    client: Annotated[str | None, Form()] = None,
    job: Annotated[str | None, Form()] = None,
) -> Iterator[ServerSentEvent]:
    """The question at once, then its answer; what cannot be answered as asked is told in its place."""
    turn = f"turn-{secrets.token_hex(4)}"
    yield ServerSentEvent(raw_data=visit.text("turn.html", turn=turn, question=question))
    yield ServerSentEvent(raw_data=visit.text("answer.html", turn=turn, **_answered(visit, question, client, job)))


@router.get("/scope/clients", response_class=HTMLResponse)
def clients(visit: Asking, named: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """Clients whose name holds these words, to narrow a question to."""
    return visit.page(
        "clients.html", clients=visit.desk.archive.clients(named) if len(named.strip()) > 1 else [], named=named
    )


@router.get("/scope/{kind}/{id}", response_class=HTMLResponse)
def narrowed(visit: Asking, kind: str, id: str) -> HTMLResponse:
    """The chip of a client or job that the next questions are about."""
    return visit.page("chip.html", kind=kind, id=id, name=visit.desk.archive.name_of(kind, id))


def _answered(visit: Visit, question: str, client: str | None, job: str | None) -> dict[str, Any]:
    try:
        return {"answer": visit.desk.ask(question, client=client or None, job=job or None), "refused": None}
    except (Unanswerable, LookupFailed, TooMany) as error:
        return {"answer": None, "refused": str(error)}
