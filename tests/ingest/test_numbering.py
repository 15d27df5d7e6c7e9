from __future__ import annotations

import pytest

from ingest.numbering import enumerator


@pytest.mark.parametrize(
    ("text", "style", "label"),
    [
        ("1. Services", "decimal1", "1"),
        ("1.1 Scope of work", "decimal2", "1.1"),
        ("4.1.2. Filters", "decimal3", "4.1.2"),
        ("1.0 Scope", "decimal1", "1"),
        ("B.2 The monthly charge", "decimal2", "B.2"),
        ("3) Parts", "digit)", "3"),
        ("(a) ductwork", "(a)", "(a)"),
        ("(b)The Services", "(a)", "(b)"),
        ("(iv) refrigerant", "(a)", "(iv)"),
        ("(2) pumps", "(1)", "(2)"),
        ("A. PARTIES", "A.", "A."),
        ("ARTICLE IV - TERM", "article", "Article IV"),
        ("Section 3. Coverage", "section", "3"),
        ("SECTION 1TERM", "section", "1"),
        ("Section 4.02. Parts shall be", "decimal2", "4.02"),
        ("§ 5 Payment", "section", "5"),
        ("Schedule A – Covered Equipment", "schedule", "Schedule A"),
        ("EXHIBIT 2", "exhibit", "Exhibit 2"),
        ("RIDER NO. 1", "rider", "Rider 1"),
        ("• filters", "bullet•", ""),
        ("- filters", "bullet-", ""),
        ("o filters", "bulleto", ""),
        ("☐ Silver plan", "bulletbox", ""),
        ("[x] Gold plan", "bulletbox", ""),
    ],
)
def test_what_a_block_starts_with_is_told(text: str, style: str, label: str) -> None:
    found = enumerator(text)
    assert found is not None
    assert (found.style, found.label) == (style, label)


@pytest.mark.parametrize(
    "text",
    [
        "2.5 tons of cooling",
        "1.5% per month",
        "30 days after the invoice",
        "12 Main Street",
        "Section 3 of this Agreement",
        "Section 12 shall prevail",
        "J. D. Smith",
        "oil change",
        "Part of the plan",
        "2024. The",
        "A technician comes",
        "* GOLD PLAN *",
    ],
)
def test_amounts_names_and_references_are_no_numbers(text: str) -> None:
    assert enumerator(text) is None


def test_letters_that_may_be_roman_numerals_are_read_both_ways() -> None:
    found = enumerator("(i) pumps")
    assert found is not None
    assert set(found.values) == {("alpha", 9), ("roman", 1)}
