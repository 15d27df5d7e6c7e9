"""A language model in this process: it replies what a script makes of the prompt, in pieces."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from service.llm.errors import ModelError
from service.llm.prompt import Passage, Prompt

Script = Callable[[Prompt[Any]], str]


@dataclass
class ScriptedModel:
    """`fails` is raised after so many pieces (`fails_after`) have been given."""

    script: Script
    fails: ModelError | None = None
    fails_after: int = 0
    prompts: list[Prompt[Any]] = field(default_factory=list)
    name: str = "scripted"

    def stream(self, prompt: Prompt[Any]) -> Iterator[str]:
        self.prompts.append(prompt)
        text = self.script(prompt)
        pieces = [text[start : start + 40] for start in range(0, len(text), 40)]
        for number, piece in enumerate(pieces):
            if self.fails is not None and number == self.fails_after:
                raise self.fails
            yield piece
        if self.fails is not None and self.fails_after >= len(pieces):
            raise self.fails


def saying(*sentences: tuple[str, str]) -> Script:
    """A model that writes each sentence with a quote, which it says stands in the first source that has it."""

    def script(prompt: Prompt[Any]) -> str:
        said = [
            {"text": text, "quotes": [{"source": source_of(prompt.passages, quote), "quote": quote}]}
            for text, quote in sentences
        ]
        return json.dumps({"sentences": said}, ensure_ascii=False)

    return script


def source_of(passages: tuple[Passage, ...], quote: str) -> str:
    """The id of the first source that has the quote's first words; a made-up one where none has."""
    first = quote.split("\n")[0].strip()
    return next((each.id for each in passages if first in each.text.text), "s0000")
