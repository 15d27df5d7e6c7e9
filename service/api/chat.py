"""`/v1/chat/completions` and `/v1/models` in OpenAI's shapes, so that any chat client attaches."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

from service.answers.conversation import Turn
from service.answers.pieces import Done, Failed, telling
from service.api.chat_client_tasks import question_in, reply_to_task
from service.api.chat_text import closing_text, shown_text
from service.api.openai_errors import OpenAIRoute, UnknownModel, told
from service.api.routes import desk_of
from service.auth.roles import Permission
from service.desk import Desk, Unanswerable

router = APIRouter(prefix="/v1", tags=["chat"], route_class=OpenAIRoute)
MODEL = "fineprint"
MODEL_CARD = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
Json = dict[str, Any]
AskingDesk = Annotated[Desk, desk_of(Permission.ASK)]


class Part(BaseModel):
    """Only text is read; a picture or a file is passed over."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    include_usage: bool = False


class ChatRequest(BaseModel):
    """What else OpenAI's clients send (temperature, tools, …) changes nothing here and is passed over."""

    model: str = MODEL
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=500)]
    stream: bool = False
    stream_options: StreamOptions | None = None
    metadata: dict[str, str] | None = None
    n: Annotated[int, Field(ge=1, le=1)] = 1


@router.get("/models")
def models(_desk: AskingDesk) -> Json:
    return {"object": "list", "data": [MODEL_CARD]}


@router.get("/models/{id}")
def model(id: str, _desk: AskingDesk) -> Json:
    _known(id)
    return MODEL_CARD


@router.post("/chat/completions", response_model=None)
def complete(body: ChatRequest, desk: AskingDesk, request: Request) -> Response:
    """Answers the last user message, read with those before it; `metadata.client` and `metadata.job` narrow where it
    looks. What a system message says changes nothing.
    """
    _known(body.model)
    task = reply_to_task(_last(body.messages))
    pieces = iter([Done(_ready(task))]) if task is not None else _asked(body, desk)
    first = next(pieces)
    if isinstance(first, Failed):
        raise first.error
    reply = _Reply(str(request.app.state.public_url), bool(body.stream_options and body.stream_options.include_usage))
    everything = chain([first], pieces)
    if body.stream:
        return StreamingResponse(reply.stream(everything), media_type="text/event-stream")
    return JSONResponse(reply.whole(everything))


def _known(model: str) -> None:
    if model != MODEL:
        raise UnknownModel(f"there is no model {model[:80]!r} here; the model is {MODEL!r}")


def _asked(body: ChatRequest, desk: Desk) -> Iterator[str | Done | Failed]:
    turns = _turns(body.messages)
    within = body.metadata or {}
    client, job = within.get("client"), within.get("job")
    return telling(lambda tell: desk.converse(turns, client=client, job=job, tell=tell))


def _last(messages: Sequence[ChatMessage]) -> str:
    return next((message.text for message in reversed(messages) if message.role == "user"), "")


def _turns(messages: Sequence[ChatMessage]) -> list[Turn]:
    """What person and assistant said, up to the last question."""
    turns = [
        Turn("user" if message.role == "user" else "assistant", question_in(message.text))
        for message in messages
        if message.role in ("user", "assistant") and message.text.strip()
    ]
    while turns and turns[-1].role != "user":
        turns.pop()
    if not turns:
        raise Unanswerable("the conversation holds no user message with text")
    return turns


def _ready(text: str) -> Json:
    return {"id": "task", "answer": text, "citations": [], "abstained": False, "notes": []}


class _Reply:
    """An answer on its way into OpenAI's shapes."""

    def __init__(self, public_url: str, tells_usage: bool) -> None:
        self._public_url, self._tells_usage = public_url, tells_usage
        self._id, self._created = f"chatcmpl-{time.time_ns():x}", int(time.time())

    def whole(self, pieces: Iterator[str | Done | Failed]) -> Json:
        answer = next(piece for piece in pieces if not isinstance(piece, str))
        if isinstance(answer, Failed):
            raise answer.error
        content = shown_text(answer.answer["answer"]) + closing_text(answer.answer, self._public_url)
        message = {"role": "assistant", "content": content, **_extra(answer.answer)}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return self._head("chat.completion") | {"choices": [choice], "usage": _usage(content)}

    def stream(self, pieces: Iterator[str | Done | Failed]) -> Iterator[str]:
        """Server-sent chunks as OpenAI sends them; the one that ends the text carries citations and abstention."""
        yield self._chunk({"role": "assistant", "content": ""})
        said = ""
        for piece in pieces:
            if isinstance(piece, Failed):
                yield _event(told(piece.error)[1])
            elif isinstance(piece, Done):
                rest = "" if said else shown_text(piece.answer["answer"])
                rest += closing_text(piece.answer, self._public_url)
                for line in rest.splitlines(keepends=True):
                    yield self._chunk({"content": line})
                yield self._chunk(_extra(piece.answer), finish="stop")
                said += rest
            else:
                said += piece
                yield self._chunk({"content": shown_text(piece)})
        if self._tells_usage:
            yield _event(self._head("chat.completion.chunk") | {"choices": [], "usage": _usage(said)})
        yield "data: [DONE]\n\n"

    def _chunk(self, delta: Json, finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _event(self._head("chat.completion.chunk") | {"choices": [choice]})

    def _head(self, kind: str) -> Json:
        return {"id": self._id, "object": kind, "created": self._created, "model": MODEL}


def _extra(answer: Json) -> Json:
    return {"citations": answer["citations"], "abstained": answer["abstained"], "answer_id": answer["id"]}


def _usage(content: str) -> Json:
    """Words, since no model of the caller's was used."""
    words = len(content.split())
    return {"prompt_tokens": 0, "completion_tokens": words, "total_tokens": words}


def _event(data: Json) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
