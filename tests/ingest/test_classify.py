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
        "MEMORANDUM OF UNDERTAKING\nThe said firm shall keep the clock tower's boiler in order until the last day of May, 2028, and asks nothing "
        "for the hours. The flue is no part of it.",
        "STORM RETAINER\nJune 1 - November 30, 2026. For the retainer the crew clears the lanes; a crane is at list.",
        "Bright Paths\n11/15/26 thru 3/31/27, $90 a month.\nIN: walks and steps. OUT: the roof, which is ours at full price.",
        "CHIMNEY COVER\nCover from 3 March 2026 for two years; premium $12.50 a month.\nThe cap and the liner are kept sound.",
        "FIVE-YEAR LABOR CERTIFICATE\nHolder: <PERSON_aa11bb>. Until: 4/2/2031. Labor on the compressor is paid in full. Never covered: belts.",
        "INVOICE 77\nBill to: <PERSON_aa11bb>\nTotal due $300.00\nTERMS ON THE REVERSE\nThese terms run from May 1, 2026 to April 30, 2028. "
        "Leaks at our joints are mended free of charge.",
        "QUOTATION 12 (ACCEPTED June 2, 2026)\nWorks period June 2, 2026 to August 1, 2026. Removing the tub is included.",
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
        "QUOTATION 13\nWorks period June 2, 2026 to August 1, 2026. Removing the tub is included. Sign here when accepted.",
    ],
    DocumentRole.MANUAL: [
        "GX-40 Furnace Owner's Manual\nTroubleshooting\nMaintenance intervals\nReplace the igniter, part no. 77. See page 4. Rev. 3",
        "GX-40 booklet p. 9\nWARRANTY OF THE MANUFACTURER. Parts for two years from the day of sale, to the buyer, parts only; labor is never "
        "part of it. FAULT CODES. F2 no flame: call for service. Have it inspected once a year.",
        "Boiler manual\n7. Limited warranty. The maker warrants the sections for ten years from the date of sale. Labor is not part of this "
        "warranty.\nReplace the glass. See page 9.",
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
