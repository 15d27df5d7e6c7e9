"""What a table's columns say of its rows."""

from __future__ import annotations

from service.agreements.compile import compile_text
from service.agreements.terms import Cap, Exclusion, Inclusion


def read(*rows: str) -> list[tuple[str, str, str]]:
    """Side, what and part of each row's terms; a row is split from the next as ingest splits a ruled table."""
    found = compile_text("TOWER CLOCK CARE\n\n" + "\n\n".join(rows)).terms
    return [
        (type(one).__name__, one.what, one.part) for one in found if isinstance(one, Inclusion | Exclusion)
    ]  # fmt: skip


def test_a_price_of_nothing_gives_and_the_list_price_leaves_out() -> None:
    assert read("Work | You pay", "Yearly winding | $0 - in plan", "Dial glass | list price, no plan benefit") == [
        ("Inclusion", "Yearly winding", "both"),
        ("Exclusion", "Dial glass", "both"),
    ]


def test_columns_for_parts_and_labor_tell_each_beside_a_limit() -> None:
    rows = (
        "Unit | Parts | Labor | Most we pay a year",
        "Dial motor | Yes | Yes | $800",
        "Strike train | No | Yes | none",
    )
    assert read(*rows) == [
        ("Inclusion", "Dial motor", "both"),
        ("Exclusion", "Strike train", "parts"),
        ("Inclusion", "Strike train", "labour"),
    ]


def test_a_half_that_the_customer_pays_leaves_the_other_given() -> None:
    assert read("Unit | Repair: labor | Repair: parts", "Dial motor | included | Owner pays list") == [
        ("Inclusion", "Dial motor", "labour"),
        ("Exclusion", "Dial motor", "parts"),
    ]


def test_a_yes_says_what_it_does_not_mean() -> None:
    rows = ("What breaks | Do we pay?", "Dial motor | Yes, not the glass", "Dial lamp | Yes, fixture; bulb not")
    assert [one[:2] for one in read(*rows) if one[0] == "Exclusion"] == [
        ("Exclusion", "Dial motor: glass"),
        ("Exclusion", "Dial lamp: bulb"),
    ]


def test_days_and_prices_over_a_column_put_nothing_out() -> None:
    assert not read("Unit | Model | Covered from | Covered to", "Dial motor | K-2 | 02/10/2026 | 02/09/2029")
    assert read("Task | When | Charge", "Weights check | monthly | in program") == [
        ("Inclusion", "Weights check", "both")
    ]


def test_a_column_of_what_we_pay_at_most_holds_limits() -> None:
    text = "HOME PLAN\nSystem | Covered? | We pay at most\nKiln | Yes | $700 per term\nLoom | No | \n"
    terms = compile_text(text).terms

    assert [(one.what, f"{one.amount}", one.per) for one in terms if isinstance(one, Cap)] == [
        ("Kiln", "700.00", "term")
    ]
    assert [one.what for one in terms if isinstance(one, Exclusion)] == ["Loom"]


def test_columns_named_by_who_bears_them_tell_in_and_out_whatever_the_contractor_is_called() -> None:
    rows = (
        "Item | Fernwood carries | Owner carries",
        "Bell motor, repairs | All labor; parts up to $150.00 per tower per calendar year | Parts over the $150.00",
        "Ropes and stays | Labor and parts after the $60.00 share | $60.00 each trip",
        "New bell | -- | All, at list",
        "Louvers | Not offered | Not offered",
    )
    assert read(*rows) == [
        ("Inclusion", "Bell motor, repairs: labor", "labour"),
        ("Inclusion", "Bell motor, repairs", "parts"),
        ("Inclusion", "Ropes and stays", "both"),
        ("Exclusion", "New bell", "both"),
        ("Exclusion", "Louvers", "both"),
    ]


def test_a_yes_beside_a_column_of_limits_carries_its_row() -> None:
    rows = ("Item | Chosen | Most we pay in the plan year", "Bell motor | YES | $900", "Clock face | NO | -")
    assert read(*rows) == [("Inclusion", "Bell motor", "both"), ("Exclusion", "Clock face", "both")]
