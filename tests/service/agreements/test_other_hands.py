"""Short agreements in many hands (letters, cards, forms, schedules, articles) with the fields a reader would take from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.agreements.compile import compile_text
from service.agreements.evaluate import score_document, totals
from service.agreements.fields import fields_of
from service.agreements.terms import Agreement

FOLDER = Path(__file__).parent / "hands"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "fields.json").read_text(encoding="utf-8"))


def text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def read(name: str) -> Agreement:
    return compile_text(text(name), document_id=name, is_amendment=name.endswith("rider"))


def found(name: str) -> dict[str, object]:
    return {field: one.value for field, one in fields_of(read(name)).items()}


def test_fields_are_read_whoever_wrote_them() -> None:
    total = totals([score for name, fields in EXPECTED.items() for score in score_document(name, fields, found(name))])
    assert total.f1 >= 0.86
    assert total.precision >= 0.9


@pytest.mark.parametrize("name", EXPECTED)
def test_every_quote_is_the_document_s_own(name: str) -> None:
    source = text(name)
    for term in read(name).terms:
        assert source[term.pin.start : term.pin.end] == term.pin.quote


@pytest.mark.parametrize(
    "field",
    ["customer_name", "effective_date", "end_date", "auto_renews", "renewal_notice_days", "jurisdiction", "term"],
)
def test_no_field_is_claimed_that_the_document_does_not_have(field: str) -> None:
    claimed = {name for name in EXPECTED if field in found(name)}
    assert claimed <= {name for name, fields in EXPECTED.items() if field in fields}
