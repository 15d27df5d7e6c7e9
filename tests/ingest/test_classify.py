from __future__ import annotations

import pytest

from ingest.classify import classify
from ingest.document_text import plain
from retrieval.model import DocumentRole

DOCUMENTS = {
    DocumentRole.AGREEMENT: [
        "LAWN CARE SERVICE AGREEMENT\nThis agreement is made between <ORGANIZATION_a1b2c3> and <PERSON_d4e5f6>.\n"
        "The initial term is one year and renews unless cancelled on 30 days notice.\nMowing every week is included; "
        "tree removal is not covered. The fee is $120 per month. Signed:",
        "Dear Ms. Okafor,\nas we discussed we will look after your pool from May 1 to September 30. You pay us $85 a month. "
        "Chemicals are included; torn liners are not part of it. Either of us may end this with two weeks' notice.\nAgreed: I. Okafor",
    ],
    DocumentRole.AMENDMENT: [
        "ADDENDUM 2\nto the Pest Control Agreement dated March 1, 2025.\nSection 3 is replaced by the following: visits are monthly. "
        "All other terms remain in full force and effect.",
        "Rider B\nFor work on or after June 1 paragraph 4 is deleted. All other provisions remain unchanged. Signed by both parties.",
    ],
    DocumentRole.INVOICE: [
        "INVOICE 5521\nBill to: <PERSON_aa11bb>\nQty Description Unit price\n1 Filter $30.00\nSubtotal $30.00\nAmount due $32.10",
    ],
    DocumentRole.QUOTE_TERMS: [
        "PROPOSAL\nScope of work: replace the 3-ton condenser. Price $6,400. This proposal is valid for 30 days. A deposit of half is due "
        "upon acceptance.",
    ],
    DocumentRole.MANUAL: [
        "GX-40 Furnace Owner's Manual\nTroubleshooting\nMaintenance intervals\nReplace the igniter, part no. 77. See page 4. Rev. 3",
    ],
    DocumentRole.OTHER: ["Parking permit\nZone 4, valid weekdays.", "", "Happy birthday from the whole crew!"],
}


@pytest.mark.parametrize(
    ("role", "text"),
    [(role, text) for role, texts in DOCUMENTS.items() for text in texts],
    ids=lambda value: str(value)[:24],
)
def test_a_document_is_told_by_its_words(role: DocumentRole, text: str) -> None:
    found = classify(plain(text))
    assert found.role == role
    assert 0 < found.confidence <= 1
    assert found.reason


def test_the_file_name_counts() -> None:
    text = plain("Replaced part as agreed. Total paid. Subtotal $40. Sold to the office.")
    assert classify(text, "invoice_5521.pdf").role == DocumentRole.INVOICE


def test_an_agreement_that_mentions_invoices_and_amendments_stays_one() -> None:
    text = (
        "MAINTENANCE AGREEMENT between the parties. The term is two years from May 1. Each month an invoice is sent; the amount due is "
        "payable in 20 days. Repairs are included; refrigerant is excluded. This agreement may be amended only in writing. Signed:"
    )
    assert classify(plain(text), "agreement.pdf").role == DocumentRole.AGREEMENT


def test_the_reason_never_holds_the_documents_own_words() -> None:
    assert "Okafor" not in classify(plain(DOCUMENTS[DocumentRole.AGREEMENT][1])).reason
