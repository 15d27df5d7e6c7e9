from __future__ import annotations

import pytest

from anonymize.boundary import Scope
from ingest.ledger import Document
from ingest.pages import Location
from retrieval.model import DocumentKind, DocumentRole, Span
from service.answers.verify import Quote, cited, shown_words

RAW = "Her son, Fergus O'Brien,\n(218) 555-0143, may arrange\nappointments."
MASKED = "Her son, <PERSON_a1> <PERSON_b2>, <PHONE_c3>, may arrange appointments."


def test_the_documents_own_words_are_shown_where_the_reader_may_see_them() -> None:
    assert (
        shown_words(MASKED, RAW, lambda _: True) == "Her son, Fergus O'Brien, (218) 555-0143, may arrange appointments."
    )


def test_pseudonyms_stay_for_a_reader_who_may_not_see_behind_them() -> None:
    shown = shown_words(MASKED, RAW, lambda name: not name.startswith("<PHONE"))
    assert shown == "Her son, Fergus O'Brien, <PHONE_c3>, may arrange appointments."


@pytest.mark.parametrize(
    "words",
    [
        "Her son, <PERSON_a1> <PERSON_b2>, <PHONE_c3>, may not arrange appointments.",
        "Her son, <PERSON_a1> <PERSON_b2>, <PHONE_c3>, may arrange",
        "her son, <PERSON_a1> <PERSON_b2>, <PHONE_c3>, may arrange appointments.",
        "",
    ],
)
def test_words_that_differ_by_a_character_are_no_quote(words: str) -> None:
    assert shown_words(words, RAW, lambda _: True) is None


def test_a_quote_outside_the_readers_scope_is_not_cited() -> None:
    document = Document("d", "acme", DocumentKind.FILE, "ClientNote", "n-1", "c-1", role=DocumentRole.AGREEMENT)
    quote = Quote(document, "", Span(0, 3), "Her")
    assert cited(1, quote, lambda *_: None, lambda text, _: text, Scope("acme")) is None


def test_a_citation_carries_page_and_boxes_of_its_place() -> None:
    document = Document("d", "acme", DocumentKind.FILE, "ClientNote", "n-1", "c-1", role=DocumentRole.AGREEMENT)
    place = Location(2, ((1.0, 2.0, 3.0, 4.0),), "Her  son")
    found = cited(1, Quote(document, "Parties", Span(0, 8), "Her son"), lambda *_: place, lambda t, _: t, Scope("acme"))
    assert found is not None
    assert (found.quote, found.page, found.boxes, found.kind) == ("Her son", 2, place.boxes, "contract")
