"""An OpenAI-compatible endpoint, through llama-index."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import httpx
import openai
from pydantic import BaseModel

from service.llm.errors import BadReply, ModelError, ModelRefused, ModelTimedOut, ModelUnreachable
from service.llm.prompt import Message

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatResponseGen


@dataclass(frozen=True)
class Piece:
    """Some of the reply's text, and the tokens of the whole call (in, out) where the endpoint told them."""

    text: str
    usage: tuple[int, int] | None = None


class Endpoint:
    """`url` ends as OpenAI's own does, in `/v1`. `seconds` is how long it may be silent."""

    def __init__(self, url: str, model: str, key: str, *, seconds: float, most_tokens: int) -> None:
        self.model = model
        self._url, self._key, self._seconds, self._most_tokens = url, key, seconds, most_tokens
        self._knows_schemas = True

    def stream(self, messages: Sequence[Message], shape: type[BaseModel]) -> Generator[Piece, None, None]:
        """One call, never repeated. Raises `ModelError`."""
        try:
            yield from _pieces(self._call(messages, shape))
        except openai.OpenAIError as error:
            raise _told(error) from None
        except httpx.HTTPError:
            raise ModelUnreachable("the language model broke off in the middle of its reply") from None
        except ValueError:
            raise BadReply("the language model's endpoint does not speak OpenAI's protocol") from None

    def _call(self, messages: Sequence[Message], shape: type[BaseModel]) -> ChatResponseGen:
        """With the reply's schema where the endpoint takes one; not all do, and the prompt asks for JSON as well."""
        if not self._knows_schemas:
            return self._chat(messages, {})
        schema = {"name": shape.__name__, "schema": shape.model_json_schema()}
        try:
            return _begun(self._chat(messages, {"type": "json_schema", "json_schema": schema}))
        except (openai.BadRequestError, openai.UnprocessableEntityError):
            replies = _begun(self._chat(messages, {}))
            self._knows_schemas = False
            return replies

    def _chat(self, messages: Sequence[Message], response_format: dict[str, Any]) -> ChatResponseGen:
        from llama_index.core.llms import ChatMessage

        asked = [ChatMessage(role=message["role"], content=message["content"]) for message in messages]
        extra = {"response_format": response_format} if response_format else {}
        return self._model.stream_chat(asked, stream_options={"include_usage": True}, **extra)

    @cached_property
    def _model(self) -> LLM:
        """Every credential is given: the client would take what is missing from `OPENAI_…` variables."""
        from llama_index.llms.openai_like import OpenAILike

        model: LLM = OpenAILike(
            model=self.model,
            api_base=self._url,
            api_key=self._key or "none",
            is_chat_model=True,
            temperature=0.0,
            max_tokens=self._most_tokens,
            max_retries=0,
            timeout=self._seconds,
        )
        return model


def _begun(replies: ChatResponseGen) -> ChatResponseGen:
    """The same replies after the first has come: refusals are raised here."""
    first = next(replies, None)

    def all_of_them() -> ChatResponseGen:
        if first is not None:
            yield first
            yield from replies

    return all_of_them()


def _pieces(replies: ChatResponseGen) -> Generator[Piece, None, None]:
    for reply in replies:
        usage = getattr(reply.raw, "usage", None)
        tokens = (usage.prompt_tokens, usage.completion_tokens) if usage else None
        if reply.delta or tokens:
            yield Piece(reply.delta or "", tokens)


def _told(error: openai.OpenAIError) -> ModelError:
    """Without the endpoint's own words: they may repeat what was sent."""
    if isinstance(error, openai.APITimeoutError):
        return ModelTimedOut("the language model did not reply in time")
    if isinstance(error, openai.APIStatusError) and error.status_code < 500 and error.status_code != 429:
        return ModelRefused(f"the language model's endpoint refused the call with status {error.status_code}")
    status = f" (status {error.status_code})" if isinstance(error, openai.APIStatusError) else ""
    return ModelUnreachable(f"the language model cannot be reached now{status}")
