from __future__ import annotations

import pytest

from anonymize.detect import PresidioDetector
from anonymize.evaluate import spans
from anonymize.products import kept, product_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Your ComfortKeeper Club card", "ComfortKeeper"),
        ("HomeKeep is a protection plan solely", "HomeKeep"),
        ("HomeKeep\nPlan document", "HomeKeep"),
        ("the Lift & Latch Club covers two visits", "Lift & Latch"),
    ],
)
def test_what_a_plan_or_club_is_called_is_a_product(text: str, name: str) -> None:
    assert product_names([text]) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "the Kowalczyk plan",
        "the Mark Price membership",
        "the Rose club",
        "Voss card",
        "ClearWater plan, sold by ClearWater LLC",
    ],
)
def test_what_may_be_a_person_or_is_a_company_is_no_product(text: str) -> None:
    assert product_names([text]) == frozenset()


def test_a_product_named_in_one_part_is_kept_in_all_of_them() -> None:
    names = product_names(["HomeKeep is a protection plan", "What HomeKeep pays"])
    assert [(found.start, found.end) for found in kept("What HomeKeep pays; HomeKeeper not", names)] == [(5, 13)]


@pytest.mark.parametrize(
    "card",
    [
        "SIGN ME UP! Name: Teresa Beltran Address: 27 Larkspur Court, Round Rock Home Phone: 512-555-0142",
        "Member: Terrence Dabrowski Address: 5 Kellogg Street, Clinton Phone 315-555-0110 Signature: Terrence Dabrowski Date",
        "Customer Name Maria Beltran Home Address 12 Elm Street Unit 4 Email maria@example.com Property Address same",
    ],
)
def test_the_labels_of_a_form_are_never_masked(card: str) -> None:
    (found,) = spans([card], PresidioDetector())
    left = list(card)
    for start, end, _ in found:
        left[start:end] = " " * (end - start)
    labels = ("Name", "Address", "Home", "Phone", "Member", "Signature", "Date", "Email", "Property")
    shown = "".join(left)
    assert [shown.count(label) for label in labels] == [card.count(label) for label in labels]
    assert not any(name in shown for name in ("Beltran", "Dabrowski", "Teresa", "Terrence", "Maria"))


def test_a_plan_s_name_stays_while_its_member_is_hidden() -> None:
    text = "ComfortKeeper Club\nMember: Lucille Dabrowski\nComfortKeeper covers two visits."
    (found,) = spans([text], PresidioDetector())
    assert [text[start:end] for start, end, _ in found] == ["Lucille Dabrowski"]
