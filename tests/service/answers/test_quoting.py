from __future__ import annotations

from datetime import UTC, datetime

import pytest

from anonymize.boundary import Seal
from anonymize.masked import Masked, Replacement
from ingest.ledger import KeptClause
from retrieval.model import Clause, DocumentKind, Source, Span
from service.answers.quoting import find_quote

SEAL = Seal("acme", b"k" * 32, "test-policy")
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
NAME = "<PERSON_a2b3c4>"


def kept(text: str, start: int, *replacements: Replacement, raw_length: int | None = None) -> KeptClause:
    sealed = SEAL.sign(text)
    end = start + (raw_length if raw_length is not None else len(text))
    source = Source("d-1", "acme", "c-1", DocumentKind.FILE)
    clause = Clause(f"clause-{start}", source, 0, "", SEAL.sign(""), sealed, 1, Span(start, end))
    return KeptClause(clause, Masked(sealed, replacements))


FIRST = kept("We return within\n48 hours – at no cost. It’s that simple,", 100)
SECOND = kept("as agreed with you. Nothing else.", 160)


def test_white_space_and_the_shapes_of_marks_do_not_matter_and_the_clauses_own_words_are_given_back() -> None:
    found = find_quote([FIRST], "within 48 hours - at no cost. It's that")
    assert found is not None
    assert found.words == "within\n48 hours – at no cost. It’s that"
    assert found.span == Span(110, 110 + len(found.words))


@pytest.mark.parametrize(
    "quote",
    ["within 24 hours", "We  return within 48 hours - at a cost", "we return", "48", "", "…", "…return…hours"],
)
def test_other_characters_are_no_quote(quote: str) -> None:
    assert find_quote([FIRST], quote) is None


def test_an_ellipsis_at_the_ends_is_no_part_of_the_quote() -> None:
    assert find_quote([FIRST], "… 48 hours – at no cost...") is not None


def test_a_quote_may_run_on_into_the_next_clause() -> None:
    found = find_quote([FIRST, SECOND], "that simple, as agreed with you.")
    assert found is not None
    assert found.words == "that simple,\nas agreed with you."
    assert found.span == Span(100 + FIRST.clause.text.text.index("that"), 160 + len("as agreed with you."))
    assert [one.clause.id for one in found.clauses] == ["clause-100", "clause-160"]


def test_a_quote_that_begins_in_the_next_clause_is_not_one_of_this() -> None:
    assert find_quote([FIRST, SECOND], "Nothing else.") is None


def test_a_name_is_quoted_whole_or_not_at_all() -> None:
    text = f"Signed by {NAME} in person."
    masked = kept(text, 0, Replacement(10, 17, 10, 10 + len(NAME), "PERSON", NAME), raw_length=28)
    found = find_quote([masked], f"Signed by {NAME} in person.")
    assert found is not None
    assert found.span == Span(0, 28)
    assert find_quote([masked], "Signed by <PERSON_a2b3") is None
