from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import Engine

from anonymize.boundary import SanitizedText, Seal
from service.llm.breaker import Breaker
from service.llm.endpoint import Endpoint
from service.llm.guarded import GuardedModel, Guards
from service.llm.prompt import Passage, Prompt, Task
from service.llm.spending import Budget, Spending
from service.llm.tally import Tally
from tests.fakes.model_endpoint import Asked, ModelEndpoint, model_endpoint

SEAL = Seal("acme", b"k" * 32, "test-policy")


class Colours(BaseModel):
    colours: list[str]


TASK = Task("colours", "Name the colours in the sources.", Colours)


def sealed(text: str) -> SanitizedText:
    return SEAL.sign(text)


def prompt(text: str = "The door is red.") -> Prompt[Colours]:
    return Prompt(TASK, (Passage("s1", "agreement", sealed(text)),), question=sealed("Which colours?"))


@pytest.fixture
def endpoint() -> Iterator[ModelEndpoint]:
    def red(_asked: Asked) -> str:
        return '{"colours": ["red", "a colour that nobody ever saw", "blue"]}'

    with model_endpoint(red) as served:
        yield served


@pytest.fixture
def guards(endpoint: ModelEndpoint, engine: Engine) -> Guards:
    return Guards(
        endpoint=Endpoint(endpoint.url, "scripted", "secret", seconds=20, most_tokens=500),
        spending=Spending(engine, Budget(tokens=10_000, price_in=Decimal(2), price_out=Decimal(8))),
        breaker=Breaker(),
        tally=Tally(),
        seconds=20,
        context_tokens=4_000,
        reply_tokens=500,
    )


@pytest.fixture
def model(guards: Guards) -> GuardedModel:
    return GuardedModel(guards, SEAL)


@pytest.fixture
def model_with(guards: Guards) -> Callable[..., GuardedModel]:
    """A model with some of its guards changed."""

    def made(**changed: Any) -> GuardedModel:
        return GuardedModel(replace(guards, **changed), SEAL)

    return made
