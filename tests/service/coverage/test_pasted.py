"""Pasted line items: what, how many, the price of one; what is open is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.coverage.pasted import UnreadableLine, pasted_line, pasted_lines


@pytest.mark.parametrize(
    ("text", "name", "quantity", "price"),
    [
        ("Replace capacitor 1 x $185.00", "Replace capacitor", "1", "185.00"),
        ("Furnace igniter; 1; 84.00", "Furnace igniter", "1", "84.00"),
        ("Furnace igniter; 2", "Furnace igniter", "2", None),
        ("Furnace igniter", "Furnace igniter", "1", None),
        ("Condenser fan motor\t2\t$1,240.00\t$2,480.00", "Condenser fan motor", "2", "1240.00"),
        ("| Labor | 1.5 | 120 |".strip("| "), "Labor", "1.5", "120"),
        ("- Labor 2.5 hrs @ 120", "Labor", "2.5", "120"),
        ("3. Labor, 2 hours at $95.00 per hour", "Labor", "2", "95.00"),
        ("• 4 x Air filter 16x20 $18.50", "Air filter 16x20", "4", "18.50"),
        ("2 x Flapper", "Flapper", "2", None),
        ("Air filter 16 x 20", "Air filter 16 x 20", "1", None),
        ("Air filter 20x25x2 $18.50", "Air filter 20x25x2", "1", "18.50"),
        ("Service call - $89", "Service call", "1", "89"),
        ("Refrigerant R-410A 3 lbs x 95.00 = 285.00", "Refrigerant R-410A", "3", "95.00"),
        ("Sprinkler head (6) x $14.25 each", "Sprinkler head", "6", "14.25"),
        ("Thermostat 185.00", "Thermostat", "1", "185.00"),
        ("Goodwill credit -$50.00", "Goodwill credit", "-1", "50.00"),
        ("Returned valve; -1; 120.00", "Returned valve", "-1", "120.00"),
    ],
)  # fmt: skip
def test_a_line_is_read_as_people_write_it(text: str, name: str, quantity: str, price: str | None) -> None:
    found = pasted_line(text)

    assert found == {
        "name": name, "quantity": Decimal(quantity), "unit_price": None if price is None else Decimal(price)
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Labor 2 hours $240.00", "Labor 2h 240.00", "Labor; two; 120", "; 1; 20", "Labor; 0; 20", "a; 1; 2; 2; 9"]
)
def test_what_could_mean_two_things_or_nothing_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(UnreadableLine, match="quantity; price of one"):
        pasted_line(text)


def test_a_pasted_text_is_a_line_each_without_the_empty_ones() -> None:
    found = pasted_lines("Replace capacitor 1 x $185.00\n\n  Labor; 1.5; 120\n")

    assert [one["name"] for one in found] == ["Replace capacitor", "Labor"]
