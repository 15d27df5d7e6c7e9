from __future__ import annotations

import pytest
from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.document_text import DocumentText, PageText, WordBox, plain
from ingest.pages import Location, Pages
from tests.fakes.databases import everything_stored

WHOLE = Scope("acme")
NOTE = plain("The alarm code is Quittengelee, side door.")


@pytest.fixture
def pages(engine: Engine, keyring: Keyring) -> Pages:
    return Pages(engine, keyring)


def put(pages: Pages, text: DocumentText = NOTE, client_id: str | None = "client-1") -> None:
    pages.put("doc-1", text, account="acme", client_id=client_id)


def test_a_documents_text_reads_back_as_it_was_put(pages: Pages) -> None:
    put(pages)
    assert pages.get(WHOLE, "doc-1") == NOTE


def test_putting_again_replaces_the_text(pages: Pages) -> None:
    put(pages)
    put(pages, plain("Other words"), client_id="client-2")
    assert pages.get(WHOLE, "doc-1") == plain("Other words")
    assert pages.get(Scope("acme", frozenset({"client-1"})), "doc-1") is None


def test_a_text_outside_the_scope_is_not_given(pages: Pages) -> None:
    put(pages)
    assert pages.get(Scope("acme", frozenset({"client-2"})), "doc-1") is None
    assert pages.get(Scope("rival"), "doc-1") is None
    assert pages.locate("doc-1", 0, 3, Scope("acme", frozenset())) is None


def test_a_text_of_no_client_is_for_those_who_see_the_whole_account(pages: Pages) -> None:
    put(pages, client_id=None)
    assert pages.get(WHOLE, "doc-1") == NOTE
    assert pages.get(Scope("acme", frozenset({"client-1"})), "doc-1") is None


def test_no_word_of_a_text_stands_in_the_database(engine: Engine, pages: Pages) -> None:
    put(pages)
    assert b"Quittengelee" not in everything_stored(engine)


def test_a_deleted_text_is_gone(pages: Pages) -> None:
    put(pages)
    pages.delete("doc-1")
    assert pages.get(WHOLE, "doc-1") is None


def test_an_erased_clients_text_is_gone(keyring: Keyring, pages: Pages) -> None:
    put(pages)
    keyring.shred("acme", "client-1")
    assert pages.get(WHOLE, "doc-1") is None


def test_a_span_is_located_with_its_words(pages: Pages) -> None:
    put(pages)
    assert pages.locate("doc-1", 4, 9, WHOLE) == Location(None, (), "alarm")


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, 4000)])
def test_a_span_that_is_not_in_the_text_is_not_located(pages: Pages, start: int, end: int) -> None:
    put(pages)
    assert pages.locate("doc-1", start, end, WHOLE) is None


def test_a_span_on_a_page_is_located_with_its_page_and_box(pages: Pages) -> None:
    first = PageText(1, 0, "Two visits", words=(WordBox(0, 3, (10, 700, 30, 712)), WordBox(4, 10, (34, 700, 70, 712))))
    second = PageText(2, 12, "a year", words=(WordBox(12, 13, (10, 700, 16, 712)), WordBox(14, 18, (20, 700, 50, 712))))
    put(pages, DocumentText("Two visits\n\na year", (first, second)))
    assert pages.locate("doc-1", 14, 18, WHOLE) == Location(2, ((20, 700, 50, 712),), "year")
