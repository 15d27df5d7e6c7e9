"""Floors on labelled documents: the shipped sample, and public sets where the evaluation data is at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ingest.clauses import split
from ingest.document_text import DocumentText
from ingest.pdf import read
from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document, compile_text
from service.agreements.evaluate import FieldScore, score_document, totals
from service.agreements.fields import fields_of
from service.agreements.terms import Agreement

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "samples" / "harborline"
SHARED = Path(os.environ.get("FINEPRINT_SHARED", ROOT.parent / "shared"))
CUAD = SHARED / "evaluation" / "cuad-service"


def compiled(document: DocumentText, name: str) -> Agreement:
    clauses = [
        ClauseText(f"{name}-{one.ordinal}", one.ordinal, one.number, " > ".join(one.heading), document.text[one.start : one.end], one.page, one.start)
        for one in split(document)
    ]  # fmt: skip
    return compile_document(DocumentFacts(name), clauses)


def scores(gold: dict[str, object]) -> list[FieldScore]:
    name, expected = str(gold["file"]), gold["fields"]
    found = fields_of(compiled(read((SAMPLE / "files" / name).read_bytes()), name))
    assert isinstance(expected, dict)
    return score_document(name, expected, {field: one.value for field, one in found.items()})


@pytest.mark.skipif(not (SAMPLE / "gold.json").exists(), reason="the sample account is not here")
def test_the_sample_account_s_fields_are_read() -> None:
    gold = json.loads((SAMPLE / "gold.json").read_text())["fields"]
    total = totals([score for one in gold for score in scores(one)])
    assert total.f1 >= 0.9


@pytest.mark.skipif(not CUAD.exists(), reason="FINEPRINT_SHARED does not point at the evaluation data")
def test_service_contracts_of_a_public_set_name_their_law_and_first_day() -> None:
    law = days = 0
    labels = [json.loads(line) for line in (CUAD / "labels.jsonl").read_text().splitlines()]
    for label in labels:
        found = fields_of(compile_text((CUAD / label["txt"]).read_text(), is_amendment=False))
        law += "jurisdiction" in found and found["jurisdiction"].value == label["answers"]["Governing Law"]
        days += (
            "effective_date" in found
            and _slashed(str(found["effective_date"].value)) == label["answers"]["Effective Date"]
        )
    assert law >= 9
    assert days >= 5


def _slashed(iso: str) -> str:
    """The set's own spelling: 2020-06-01 is 6/1/20."""
    year, month, day = iso.split("-")
    return f"{int(month)}/{int(day)}/{year[2:]}"
