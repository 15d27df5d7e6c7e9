"""The port to the configured language model, and what stands in its place where none is configured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn, Protocol

from service.llm.errors import NoModelConfigured
from service.llm.prompt import Prompt


class LanguageModel(Protocol):
    """A model for one account's masked text."""

    @property
    def name(self) -> str:
        """As the endpoint calls it; "" where there is none."""

    def stream(self, prompt: Prompt[Any]) -> Iterator[str]:
        """The reply's text as it comes, JSON of the task's shape when the model does as asked.

        Raises `ModelError` at any piece, and `NotSanitized` before anything is sent for text of another account.
        Closing the iterator ends the call.
        """


class NoModel:
    name = ""

    def stream(self, prompt: Prompt[Any]) -> Iterator[str]:
        return self._refuse(prompt)

    def _refuse(self, _prompt: Prompt[Any]) -> NoReturn:
        raise NoModelConfigured("no language model is configured; set FINEPRINT_LLM_URL and FINEPRINT_LLM_MODEL")
