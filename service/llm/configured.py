"""The guards around the model that the settings name."""

from __future__ import annotations

from sqlalchemy import Engine

from service.llm.breaker import Breaker
from service.llm.endpoint import Endpoint
from service.llm.guarded import Guards
from service.llm.spending import Budget, Spending
from service.llm.tally import Tally
from service.settings import Settings


def guards_of(settings: Settings, engine: Engine, tally: Tally) -> Guards:
    """For settings with `llm_url` and `llm_model`."""
    budget = Budget(
        settings.llm_tokens_per_day, settings.llm_money_per_day, settings.llm_price_in, settings.llm_price_out
    )
    endpoint = Endpoint(
        settings.llm_url or "",
        settings.llm_model or "",
        settings.llm_api_key.get_secret_value(),
        seconds=settings.llm_seconds,
        most_tokens=settings.llm_reply_tokens,
    )
    return Guards(
        endpoint=endpoint,
        spending=Spending(engine, budget),
        breaker=Breaker(),
        tally=tally,
        seconds=settings.llm_seconds,
        context_tokens=settings.llm_context_tokens,
        reply_tokens=settings.llm_reply_tokens,
    )
