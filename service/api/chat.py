"""`/v1/chat/completions` and `/v1/models` in OpenAI's shapes, so that any chat client attaches."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

from service.api.routes import desk_of
from service.auth.roles import Permission
from service.desk import Desk, Unanswerable

router = APIRouter(prefix="/v1", tags=["chat"])
MODEL = "fineprint"
Json = dict[str, Any]


class TextPart(BaseModel):
    type: Literal["text"]
    text: str


class ChatMessage(BaseModel):
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[TextPart] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class ChatRequest(BaseModel):
    model: str = MODEL
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=200)]
    stream: bool = False
    metadata: dict[str, str] | None = None


@router.get("/models")
def models(_desk: Annotated[Desk, desk_of(Permission.ASK)]) -> Json:
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}


@router.post("/chat/completions", response_model=None)
def complete(body: ChatRequest, desk: Annotated[Desk, desk_of(Permission.ASK)]) -> Response:
    """Answers the last user message; `metadata.client` and `metadata.job` narrow where it looks."""
    question = next((message.text for message in reversed(body.messages) if message.role == "user"), "")
    if not question.strip():
        raise Unanswerable("the conversation holds no user message with text")
    within = body.metadata or {}
    answer = desk.ask(question, client=within.get("client"), job=within.get("job"))
    if body.stream:
        return StreamingResponse(_stream(answer), media_type="text/event-stream")
    return JSONResponse(_completion(answer))


def _completion(answer: Json) -> Json:
    message = {
        "role": "assistant",
        "content": answer["answer"],
        "citations": answer["citations"],
        "abstained": answer["abstained"],
    }
    words = len(answer["answer"].split())
    return {
        "id": f"chatcmpl-{answer['id']}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 0, "completion_tokens": words, "total_tokens": words},
    }


def _stream(answer: Json) -> Iterator[str]:
    """Server-sent chunks as OpenAI sends them; the last one carries citations and whether it abstained."""
    yield _chunk(answer, {"role": "assistant", "content": ""})
    for line in answer["answer"].splitlines(keepends=True):
        yield _chunk(answer, {"content": line})
    yield _chunk(answer, {"citations": answer["citations"], "abstained": answer["abstained"]}, finish="stop")
    yield "data: [DONE]\n\n"


def _chunk(answer: Json, delta: Json, finish: str | None = None) -> str:
    chunk = {
        "id": f"chatcmpl-{answer['id']}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
