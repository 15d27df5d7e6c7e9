"""Reading measured on documents that were not made for it: public contracts, and the sample account's attachments."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from ingest.classify import classify
from ingest.clauses import LONGEST, clause_text, split
from ingest.document_text import DocumentText
from ingest.pdf import read
from retrieval.model import DocumentRole

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("FINEPRINT_SHARED", ROOT.parent / "shared")) / "evaluation"
SAMPLE = ROOT / "samples/harborline/files"
CUAD = sorted((SHARED / "cuad-service/pdf").glob("*.pdf"))
NDAS = sorted((SHARED / "kleister-nda/pdf").glob("*.pdf"))
ATTACHMENTS = sorted(SAMPLE.glob("*.pdf"))
QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "\u037e": ";"})

needs_shared = pytest.mark.skipif(not CUAD, reason="public contracts are not at FINEPRINT_SHARED")
needs_sample = pytest.mark.skipif(not ATTACHMENTS, reason="the sample account is not here")


def words(text: str) -> Counter[str]:
    return Counter(text.translate(QUOTES).replace("|", " ").split())


def sound(document: DocumentText) -> bool:
    """Pages are numbered, words stand in the text, and clauses hold every word once."""
    at = 0
    for clause in split(document):
        if not (at <= clause.start < clause.end <= clause.start + LONGEST) or document.text[at : clause.start].strip():
            return False
        at = clause.end
    placed = "".join(document.text[word.start : word.end] for page in document.pages for word in page.words)
    return placed == re.sub(r"\s|(?<=\s)\|(?=\s)", "", document.text)


@needs_shared
@pytest.mark.parametrize("path", CUAD, ids=lambda path: path.stem[:24])
def test_a_public_contract_reads_like_its_published_text(path: Path) -> None:
    document = read(path.read_bytes())
    found, expected = words(document.text), words((path.parents[1] / "txt" / f"{path.stem}.txt").read_text())
    assert (found & expected).total() / expected.total() > 0.97
    assert (found & expected).total() / found.total() > 0.98
    assert sound(document)


@needs_shared
def test_labelled_clauses_of_public_contracts_stand_in_the_text() -> None:
    def letters(text: str) -> str:
        return re.sub(r"[\W_]+", "", text).lower()

    labels = [json.loads(line) for line in (SHARED / "cuad-service/labels.jsonl").read_text().splitlines()]
    texts = {path.stem: letters(read(path.read_bytes()).text) for path in CUAD}
    marked = [
        letters(clause["text"]) in texts[Path(label["pdf"]).stem]
        for label in labels
        for clauses in label["clauses"].values()
        for clause in clauses
    ]
    assert sum(marked) / len(marked) > 0.94


@needs_shared
@pytest.mark.parametrize("path", NDAS, ids=lambda path: path.stem[:8])
def test_any_public_agreement_is_read_with_every_page_accounted_for(path: Path) -> None:
    import pypdfium2

    data = path.read_bytes()
    document = read(data)
    assert [page.number for page in document.pages] == list(range(1, len(pypdfium2.PdfDocument(data)) + 1))
    assert sound(document)


@needs_sample
@pytest.mark.parametrize("path", ATTACHMENTS, ids=lambda path: path.stem[:24])
def test_an_attachment_of_the_sample_account_is_read_soundly(path: Path) -> None:
    document = read(path.read_bytes())
    assert sound(document)
    assert document.notices == ()
    assert all(page.quality > 0.85 for page in document.pages)


@needs_sample
def test_attachments_of_the_sample_account_are_told_apart() -> None:
    others = {"THS invoice 88412": DocumentRole.INVOICE, "V4 manual p31-32": DocumentRole.MANUAL}
    for path in ATTACHMENTS:
        role = classify(read(path.read_bytes()), path.name).role
        amends = re.search("rider|amendment", path.stem, re.IGNORECASE)
        expected = others.get(path.stem, DocumentRole.AMENDMENT if amends else DocumentRole.AGREEMENT)
        assert role == expected, path.name


@needs_sample
def test_a_quote_of_a_clause_is_found_on_its_page_with_a_box_for_each_line() -> None:
    for path in ATTACHMENTS:
        document = read(path.read_bytes())
        for clause in split(document):
            page, boxes = document.boxes(clause.start, clause.end)
            assert page == clause.page, clause_text(document, clause)
            assert boxes
