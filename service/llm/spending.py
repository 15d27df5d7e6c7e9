"""What the language model may cost in a day (UTC), counted in SQL so that every process keeps to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite

from service.llm.errors import OverBudget
from service.store.tables import llm_spending

MILLION = 1_000_000


@dataclass(frozen=True)
class Budget:
    """Limits of a day; None is no limit. Prices are per million tokens, in whatever currency `money` is."""

    tokens: int | None = None
    money: Decimal | None = None
    price_in: Decimal = Decimal(0)
    price_out: Decimal = Decimal(0)

    def cost_micros(self, tokens_in: int, tokens_out: int) -> int:
        """Millionths of the currency; a price per million tokens is that for one token."""
        return int(self.price_in * tokens_in + self.price_out * tokens_out)


@dataclass(frozen=True)
class Reserved:
    day: date
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True)
class Spent:
    calls: int
    tokens_in: int
    tokens_out: int
    cost_micros: int


class Spending:
    def __init__(
        self, engine: Engine, budget: Budget, today: Callable[[], date] = lambda: datetime.now(UTC).date()
    ) -> None:
        self._engine, self._budget, self._today = engine, budget, today
        self._insert: Any = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert

    def reserve(self, tokens_in: int, tokens_out: int) -> Reserved:
        """Book the most a call can cost before it is made. Raises `OverBudget`, and then books nothing."""
        reserved = Reserved(self._today(), tokens_in, tokens_out)
        self._book(reserved.day, 1, tokens_in, tokens_out, limited=True)
        return reserved

    def settle(self, reserved: Reserved, tokens_in: int, tokens_out: int) -> None:
        """Put what was used in place of what was booked. A call that a crash cut off stays booked."""
        self._book(reserved.day, 0, tokens_in - reserved.tokens_in, tokens_out - reserved.tokens_out, limited=False)

    def spent(self) -> Spent:
        """What was booked today."""
        with self._engine.connect() as connection:
            row = connection.execute(llm_spending.select().where(llm_spending.c.day == self._today())).one_or_none()
        return Spent(row.calls, row.tokens_in, row.tokens_out, row.cost_micros) if row else Spent(0, 0, 0, 0)

    def _book(self, day: date, calls: int, tokens_in: int, tokens_out: int, *, limited: bool) -> None:
        """The row's lock, taken by the write, makes calls of other processes wait for the sum."""
        table = llm_spending.c
        added = {
            table.calls: calls,
            table.tokens_in: tokens_in,
            table.tokens_out: tokens_out,
            table.cost_micros: self._budget.cost_micros(tokens_in, tokens_out),
        }
        row = {"day": day, **{column.name: amount for column, amount in added.items()}}
        sums = {column.name: column + amount for column, amount in added.items()}
        booked = self._insert(llm_spending).values(row).on_conflict_do_update(index_elements=["day"], set_=sums)
        with self._engine.begin() as connection:
            total = connection.execute(booked.returning(*added)).one()
            if limited:
                self._check(Spent(*total))

    def _check(self, spent: Spent) -> None:
        budget = self._budget
        over_tokens = budget.tokens is not None and spent.tokens_in + spent.tokens_out > budget.tokens
        over_money = budget.money is not None and spent.cost_micros > budget.money * MILLION
        if over_tokens or over_money:
            raise OverBudget("today's budget for the language model is spent; it starts anew at 00:00 UTC")
