"""The opened short agreements: each says what its gold says it says, and what the engine makes of them gets no worse."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.short_agreements import SHORT, account_folder, verdicts
from service.coverage.evaluate import Scores
from service.coverage.verdict import Verdict

Json = dict[str, Any]
ENTRIES: list[Json] = json.loads((SHORT / "opened.json").read_text(encoding="utf-8"))
LINES = [line for entry in ENTRIES for job in entry["jobs"] for line in job["line_items"]]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    folder: Path = tmp_path_factory.mktemp("short")
    return verdicts(account_folder(SHORT / "opened.json", folder))


def test_every_quote_stands_in_its_paper() -> None:
    for entry in ENTRIES:
        printed = " ".join(line for line in entry["lines_of_paper"] if line)
        told = [*(line for job in entry["jobs"] for line in job["line_items"]), *entry["questions"]]
        for one in told:
            for quote in one.get("quotes", [one.get("quote")]):
                assert not quote or quote in printed, f"{entry['id']}: {quote}"


def test_every_line_has_a_verdict_and_the_amounts_that_belong_to_it() -> None:
    for line in LINES:
        pays, list_amount = line["customer_pays"], Decimal(str(line["quantity"])) * Decimal(str(line["unit_price"]))
        match Verdict(line["verdict"]):
            case Verdict.COVERED:
                assert Decimal(pays) == 0
            case Verdict.PARTIALLY_COVERED:
                assert 0 < Decimal(pays) < list_amount
            case Verdict.NEEDS_APPROVAL:
                assert pays is None
                assert Decimal(line["if_approved_customer_pays"]) >= 0
            case Verdict.UNCLEAR:
                assert pays is None
            case _:
                assert Decimal(pays) >= 0


def test_verdicts_on_wording_of_many_hands_get_no_worse(scores: Scores) -> None:
    """Of wording that comes as it comes little is known: more than a third right, few called covered that are not."""
    assert len(scores.lines) == len(LINES)
    assert scores.verdicts >= 0.36
    assert scores.wrongly_covered <= 0.08 * len(scores.lines)
