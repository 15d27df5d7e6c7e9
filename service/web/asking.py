"""The chat: a question is answered in a stream, each citation opens its document beside it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from itertools import zip_longest
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field

from ingest.lookup import LookupFailed
from service.answers.conversation import MOST_TURNS, Turn
from service.answers.pieces import Done, Failed, telling
from service.auth.roles import Permission
from service.desk import Unanswerable
from service.pace import TooMany
from service.web.visit import Visit, visiting

router = APIRouter()
Asking = Annotated[Visit, visiting(Permission.ASK)]
Id = Annotated[str, Field(max_length=200)]
Said = Annotated[list[Annotated[str, Field(max_length=20_000)]], Field(max_length=500)]
OF_ONE = ("What is covered for {}?", "What does an after-hours visit cost {}?")
OF_ALL = ("Which agreements have a parts discount above 10 %?", "Which agreements end in the next 60 days?")
FAILED = "Something failed on our side, and the log has the time. Try again, or ask with other words."
REFUSALS = (Unanswerable, LookupFailed, TooMany)


class Question(BaseModel):
    """What the form sends: the question, what was asked and answered before it, and the chips that narrow it."""

    question: Annotated[str, Field(min_length=1, max_length=2000)]
    earlier: Said = []
    replied: Said = []
    client: Id = ""
    property: Id = ""
    job: Id = ""


@router.get("/", response_class=HTMLResponse)
def ask_page(visit: Asking) -> HTMLResponse:
    names = visit.desk.archive.names_with_agreement(len(OF_ONE))
    examples = [*(words.format(name) for words, name in zip(OF_ONE, names, strict=False)), *OF_ALL]
    return visit.page("ask.html", examples=examples, not_ready=visit.not_ready)


@router.post("/ask", response_class=EventSourceResponse)
def ask(visit: Asking, asked: Annotated[Question, Form()]) -> Iterator[ServerSentEvent]:
    """The question at once, the words of a model as they come, then the whole answer with what it rests on."""
    turn = f"turn-{secrets.token_hex(4)}"
    yield ServerSentEvent(raw_data=visit.text("turn.html", turn=turn, question=asked.question))
    narrowed = {"client": asked.client or None, "place": asked.property or None, "job": asked.job or None}
    for piece in telling(lambda tell: visit.desk.converse(_turns(asked), **narrowed, tell=tell)):
        yield ServerSentEvent(raw_data=_told(visit, turn, asked.question, piece))
        if isinstance(piece, Failed) and not isinstance(piece.error, REFUSALS):
            raise piece.error


@router.get("/scope", response_class=HTMLResponse)
def found(visit: Asking, named: Annotated[str, Query(max_length=100)] = "", jobs: bool = True) -> HTMLResponse:
    """Clients, properties and, unless told otherwise, jobs whose name holds these words, to narrow a question to."""
    return visit.page("scopes.html", found=visit.desk.narrowing.found(named, jobs=jobs), named=named)


@router.get("/scope/{kind}/{id}", response_class=HTMLResponse)
def narrowed(visit: Asking, kind: str, id: str) -> HTMLResponse:
    """The chips of what the next questions are about."""
    return visit.page("chips.html", chips=visit.desk.narrowing.chips(kind, id))


def _told(visit: Visit, turn: str, question: str, piece: str | Done | Failed) -> str:
    if isinstance(piece, str):
        return visit.text("piece.html", turn=turn, piece=piece)
    if isinstance(piece, Done):
        about = _about(visit, piece.answer)
        return visit.text("answer.html", turn=turn, question=question, answer=piece.answer, about=about, refused=None)
    refused = str(piece.error) if isinstance(piece.error, REFUSALS) else FAILED
    return visit.text("answer.html", turn=turn, question=question, answer=None, refused=refused)


def _about(visit: Visit, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The one client an answer is about, to stay with it."""
    clients = answer["searched"].get("clients", [])
    return visit.desk.narrowing.chips("client", clients[0]) if len(clients) == 1 else []


def _turns(asked: Question) -> list[Turn]:
    before: list[Turn] = []
    for question, answer in zip_longest(asked.earlier, asked.replied, fillvalue=""):
        before += [Turn("user", question), Turn("assistant", answer)]
    return [turn for turn in before[-MOST_TURNS:] if turn.text] + [Turn("user", asked.question)]
