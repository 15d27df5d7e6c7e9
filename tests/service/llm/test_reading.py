from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from service.llm.errors import BadReply, NoModelConfigured
from service.llm.model import NoModel
from service.llm.prompt import Prompt, opaque_ids
from service.llm.reading import read, read_items
from tests.service.llm.conftest import prompt


class Paint(BaseModel):
    name: str
    coats: int


class Writing:
    """A model that writes these pieces; `written` counts those that were taken."""

    name = "writing"

    def __init__(self, *pieces: str) -> None:
        self._pieces, self.written = pieces, 0

    def stream(self, prompt: Prompt[Any]) -> Iterator[str]:
        for piece in self._pieces:
            self.written += 1
            yield piece


def items(model: Writing) -> Iterator[Paint]:
    return read_items(model, prompt(), "paints", Paint)


def test_an_item_is_given_as_soon_as_the_next_one_begins() -> None:
    model = Writing('{"paints": [{"name": "red", "co', 'ats": 2}, {', '"name": "blue", "coats": 1}]}')
    found = items(model)
    assert next(found) == Paint(name="red", coats=2)
    assert model.written == 2
    assert list(found) == [Paint(name="blue", coats=1)]


def test_a_half_written_item_is_never_given() -> None:
    model = Writing('{"paints": [{"name": "red", "coats": 12', "34}]}")
    assert list(items(model)) == [Paint(name="red", coats=1234)]


def test_items_of_another_shape_are_left_out_alone() -> None:
    model = Writing('{"paints": [{"name": "red", "coats": 2}, {"name": 7}, "blue", {"name": "green", "coats": 3}]}')
    assert [paint.name for paint in items(model)] == ["red", "green"]


@pytest.mark.parametrize("text", ["Red, I think.", '{"colours": []}', '{"paints": "red"}', "[]", ""])
def test_a_reply_without_the_list_is_no_reply(text: str) -> None:
    with pytest.raises(BadReply):
        list(items(Writing(text)))


@pytest.mark.parametrize(
    "around",
    ["{}", "```json\n{}\n```", "<think>The door {{is}} red.</think>\n{}", "\n  {}  "],
    ids=["bare", "fenced", "thought aloud", "white space"],
)
def test_what_models_put_around_their_json_is_left_out(around: str) -> None:
    text = around.replace("{}", '{"colours": ["red"]}').replace("{{is}}", "is")
    assert read(Writing(text), prompt()).colours == ["red"]


def test_without_a_model_the_error_says_what_to_set() -> None:
    with pytest.raises(NoModelConfigured, match="FINEPRINT_LLM_URL"):
        read(NoModel(), prompt())


def test_ids_of_sources_are_new_for_each_prompt() -> None:
    assert len(set(opaque_ids(50))) == 50
    assert set(opaque_ids(20)) != set(opaque_ids(20))
