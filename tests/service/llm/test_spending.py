from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from service.llm.errors import OverBudget
from service.llm.spending import Budget, Spending, Spent


def test_calls_at_once_never_book_more_than_the_day_has(engine: Engine) -> None:
    spending = Spending(engine, Budget(tokens=1_000))

    def call(_: int) -> bool:
        try:
            spending.reserve(60, 40)
        except OverBudget:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(call, range(24))) == 10
    assert spending.spent() == Spent(10, 600, 400, 0)


def test_what_was_booked_too_much_is_given_back(engine: Engine) -> None:
    spending = Spending(engine, Budget(tokens=1_000))
    spending.settle(spending.reserve(600, 300), 100, 50)
    assert spending.spent() == Spent(1, 100, 50, 0)
    spending.reserve(600, 250)


def test_money_is_limited_by_the_price_of_what_is_read_and_written(engine: Engine) -> None:
    spending = Spending(engine, Budget(money=Decimal("0.01"), price_in=Decimal("2.50"), price_out=Decimal(10)))
    spending.reserve(2_000, 400)
    assert spending.spent().cost_micros == 9_000
    with pytest.raises(OverBudget):
        spending.reserve(300, 100)


def test_a_new_day_starts_anew(engine: Engine) -> None:
    day = [date(2026, 5, 4)]
    spending = Spending(engine, Budget(tokens=100), today=lambda: day[0])
    spending.reserve(50, 50)
    with pytest.raises(OverBudget):
        spending.reserve(1, 0)
    day[0] = date(2026, 5, 5)
    spending.reserve(50, 50)


def test_a_call_that_ends_after_midnight_is_settled_on_its_own_day(engine: Engine) -> None:
    day = [date(2026, 5, 4)]
    spending = Spending(engine, Budget(tokens=100), today=lambda: day[0])
    reserved = spending.reserve(50, 50)
    day[0] = date(2026, 5, 5)
    spending.settle(reserved, 10, 10)
    assert spending.spent() == Spent(0, 0, 0, 0)
