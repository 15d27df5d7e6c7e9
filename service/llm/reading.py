"""A model's reply as values: all at once, or item by item while it is still being written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from service.llm.errors import BadReply
from service.llm.model import LanguageModel
from service.llm.prompt import Prompt, Reply

Item = TypeVar("Item", bound=BaseModel)
# Models that think aloud do so before the reply; some wrap JSON into a fence.
_AROUND = re.compile(r"^\s*(?:<think>.*?</think>\s*)?(?:```(?:json)?\s*)?", re.DOTALL)


def read(model: LanguageModel, prompt: Prompt[Reply]) -> Reply:
    """The whole reply. Raises `ModelError`, among them `BadReply` where it is not of the task's shape."""
    text = "".join(model.stream(prompt))
    try:
        return prompt.task.reply.model_validate(from_json(_json_in(text)))
    except ValueError:
        raise BadReply("the language model did not reply in the form that was asked for") from None


def read_items(model: LanguageModel, prompt: Prompt[Any], name: str, shape: type[Item]) -> Iterator[Item]:
    """The items of the reply's list `name`, each as soon as the next one begins; those of another shape are left out.

    Raises `ModelError` as `LanguageModel.stream` does, and `BadReply` where the reply holds no such list.
    """
    text, given = "", 0
    for piece in model.stream(prompt):
        text += piece
        # while it is being written, the last item may lack its end
        for raw in (_list_in(text, name) or [])[given:-1]:
            given += 1
            yield from _of_shape(raw, shape)
    items = _list_in(text, name)
    if items is None:
        raise BadReply("the language model did not reply in the form that was asked for")
    for raw in items[given:]:
        yield from _of_shape(raw, shape)


def _list_in(text: str, name: str) -> list[Any] | None:
    try:
        found = from_json(_json_in(text), allow_partial=True)
    except ValueError:
        return None
    items = found.get(name) if isinstance(found, dict) else None
    return items if isinstance(items, list) else None


def _json_in(text: str) -> str:
    """From the first brace on; what stands behind the object's end is left out when it is a fence."""
    start = _AROUND.match(text)
    return re.sub(r"\s*```\s*$", "", text[start.end() :] if start else text)


def _of_shape(raw: Any, shape: type[Item]) -> Iterator[Item]:
    try:
        yield shape.model_validate(raw)
    except ValidationError:
        return
