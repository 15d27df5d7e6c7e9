"""The configured model behind its guards: masked text only, in time, within the budget, left alone while it fails."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from anonymize.boundary import NotSanitized, Seal
from service.llm.breaker import Breaker
from service.llm.deadline import within
from service.llm.endpoint import Endpoint, Piece
from service.llm.errors import ModelError, ModelRefused, ModelTimedOut, ModelUnreachable
from service.llm.prompt import Message, Prompt
from service.llm.spending import Spending
from service.llm.tally import Tally

CHARACTERS_A_TOKEN = 3
"""Fewer than English has (about 4), so that a prompt is never thought shorter than it is."""


@dataclass(frozen=True)
class Guards:
    """What all accounts of an installation share."""

    endpoint: Endpoint
    spending: Spending
    breaker: Breaker
    tally: Tally
    seconds: float
    context_tokens: int
    reply_tokens: int


class GuardedModel:
    """One account's model: text that is not sealed by this account's anonymizer is refused."""

    def __init__(self, guards: Guards, seal: Seal) -> None:
        self._guards, self._seal = guards, seal

    @property
    def name(self) -> str:
        return self._guards.endpoint.model

    def stream(self, prompt: Prompt[Any]) -> Iterator[str]:
        if not all(self._seal.holds(text) for text in prompt.texts()):
            raise NotSanitized("a prompt holds text that this account's anonymizer did not mask")
        return self._counted(prompt)

    def _counted(self, prompt: Prompt[Any]) -> Generator[str, None, None]:
        tally = self._guards.tally
        try:
            yield from self._guarded(prompt)
        except ModelError as error:
            tally.add(f"calls_{error.outcome}")
            raise
        tally.add("calls_ok")

    def _guarded(self, prompt: Prompt[Any]) -> Generator[str, None, None]:
        guards, messages = self._guards, prompt.messages()
        asked = self._size(messages)
        if asked + guards.reply_tokens > guards.context_tokens:
            raise ModelRefused("the question and its sources are longer than the language model reads at once")
        guards.breaker.enter()
        reserved = guards.spending.reserve(asked, guards.reply_tokens)
        used, letters = (asked, 0), 0
        try:
            for piece in self._pieces(messages, prompt):
                letters += len(piece.text)
                used = piece.usage or (asked, letters // CHARACTERS_A_TOKEN)
                yield piece.text
        except (ModelUnreachable, ModelRefused):
            used = used if letters else (0, 0)
            raise
        finally:
            guards.spending.settle(reserved, *used)
            guards.tally.add("tokens_in", used[0])
            guards.tally.add("tokens_out", used[1])

    def _pieces(self, messages: list[Message], prompt: Prompt[Any]) -> Iterator[Piece]:
        guards = self._guards
        try:
            yield from within(guards.seconds, lambda: guards.endpoint.stream(messages, prompt.task.reply))
        except (ModelTimedOut, ModelUnreachable, ModelRefused):
            guards.breaker.failed()
            raise
        guards.breaker.succeeded()

    def _size(self, messages: list[Message]) -> int:
        return sum(len(message["content"]) for message in messages) // CHARACTERS_A_TOKEN
