"""Work not yet done, as it is given on a command line."""

from __future__ import annotations

from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Any

import typer


def planned_line(text: str) -> dict[str, Any]:
    """ "Condenser fan motor; 1; 240.00": quantity 1 and no price where they are left out."""
    name, *numbers = (part.strip() for part in text.split(";"))
    try:
        quantity, price, *rest = [Decimal(number) if number else None for number in numbers] + [None, None]
    except InvalidOperation:
        raise typer.BadParameter(f"“{text}”: write “name; quantity; unit price” with plain numbers") from None
    if not name or any(one is not None for one in rest) or quantity == 0:
        raise typer.BadParameter(f"“{text}”: write “name; quantity; unit price”; a quantity of 0 is no work")
    return {"name": name, "quantity": quantity or Decimal(1), "unit_price": price}


def start_hour(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no hour; write it like 17:30") from None
