"""What binds clauses together, on contracts whose parts stand pages apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clauses import clause_text, split
from ingest.document_text import DocumentText, plain
from ingest.links import Link, LinkKind, links
from ingest.pdf import read
from tests.ingest import papers


@dataclass(frozen=True)
class Clause:
    ordinal: int
    number: str
    heading: str
    text: str


def exceptions_to(ordinal: int, found: Sequence[Link]) -> list[int]:
    return sorted({link.source for link in found if link.kind is LinkKind.EXCEPTION and link.target == ordinal})


def clauses_of(document: DocumentText) -> list[Clause]:
    return [
        Clause(clause.ordinal, clause.number, " > ".join(clause.heading), clause_text(document, clause))
        for clause in split(document)
    ]


def linked(text: str) -> tuple[dict[str, Clause], list[Link]]:
    """The clauses by how they begin, and their links."""
    found = clauses_of(plain(text))
    return {clause.text.split(" ", 1)[0]: clause for clause in found}, links(found)


def targets(found: list[Link], kind: LinkKind, clause: Clause) -> set[int]:
    return {link.target for link in found if link.kind is kind and link.source == clause.ordinal}


CONTRACT = """SERVICE AGREEMENT
Article I. Definitions
1.1 “Covered Equipment” means the boiler and the two heat pumps listed in Schedule A.
1.2 “Emergency Call” means a call for no heat below 50 degrees.
Article II. Services
2.1 Contractor maintains the Covered Equipment twice a year.
2.2 Subject to Section 4.2, labor for repairs of the Covered Equipment is included.
2.3 The following apply to every Emergency Call:
(a) a technician arrives within four hours;
(b) paragraph (a) is suspended during storms.
Article III. Fees
3.1 Owner pays $240 a year.
Article IV. Exclusions
4.1 Notwithstanding Section 2.1, ductwork is never cleaned.
4.2 Damage by freezing is not covered.
4.3 Sections 2.2 and 2.3 do not apply to wood stoves.
4.4 Section 5 of the Master Purchase Agreement governs parts bought elsewhere.
Schedule A
Boiler, serial 77
"""


def test_a_reference_leads_to_the_clause_with_that_number() -> None:
    by, found = linked(CONTRACT)
    assert by["4.2"].ordinal in targets(found, LinkKind.REFERENCE, by["2.2"])
    assert {by["2.2"].ordinal, by["2.3"].ordinal} == targets(found, LinkKind.REFERENCE, by["4.3"])


def test_a_schedule_and_a_lettered_paragraph_are_found_too() -> None:
    by, found = linked(CONTRACT)
    assert by["Schedule"].ordinal in targets(found, LinkKind.REFERENCE, by["1.1"])
    assert targets(found, LinkKind.REFERENCE, by["(b)"]) == {by["(a)"].ordinal}


def test_a_reference_to_another_paper_leads_nowhere() -> None:
    by, found = linked(CONTRACT)
    assert targets(found, LinkKind.REFERENCE, by["4.4"]) == set()


def test_the_words_of_a_reference_are_pinned() -> None:
    by, found = linked(CONTRACT)
    [link] = [one for one in found if one.kind is LinkKind.REFERENCE and one.source == by["2.2"].ordinal]
    assert by["2.2"].text[link.start : link.end] == "Section 4.2"


def test_an_article_is_found_by_its_roman_numeral() -> None:
    by, found = linked("Article I. Scope\n1.1 Article IV limits this scope.\nArticle IV. Limits\n4.1 No roofs.\n")
    [target] = targets(found, LinkKind.REFERENCE, by["1.1"])
    assert target == min(clause.ordinal for clause in by.values() if clause.text.startswith("Article IV. Limits"))


def test_a_defined_word_is_linked_wherever_it_is_used() -> None:
    by, found = linked(CONTRACT)
    uses = {link.source for link in found if link.kind is LinkKind.DEFINITION and link.target == by["1.1"].ordinal}
    assert uses == {by["2.1"].ordinal, by["2.2"].ordinal}
    assert targets(found, LinkKind.DEFINITION, by["2.3"]) == {by["1.2"].ordinal}


def test_a_word_defined_in_brackets_counts() -> None:
    by, found = linked(
        "1. Birch Heating LLC (the “Contractor”) keeps the plant.\n2. The Contractor comes twice a year.\n"
    )
    assert targets(found, LinkKind.DEFINITION, by["2."]) == {by["1."].ordinal}


def test_exceptions_are_tied_to_the_rules_they_name_or_that_name_them() -> None:
    by, found = linked(CONTRACT)
    assert exceptions_to(by["2.2"].ordinal, found) == [by["4.2"].ordinal, by["4.3"].ordinal]
    assert exceptions_to(by["2.1"].ordinal, found) == [by["4.1"].ordinal]


def test_an_exception_to_a_section_holds_for_all_its_clauses() -> None:
    by, found = linked("3. Visits\n3.1 Two visits.\n3.2 Filters.\n5. Limits\n5.1 Section 3 does not extend to barns.\n")
    for number in ("3.", "3.1", "3.2"):
        assert exceptions_to(by[number].ordinal, found) == [by["5.1"].ordinal]


def test_letters_inside_a_clause_lead_to_it() -> None:
    by, found = linked("5.1 We do not cover (a) floods or (b) mold.\n5.2 Section 5.1(b) holds for cellars too.\n")
    assert targets(found, LinkKind.REFERENCE, by["5.2"]) == {by["5.1"].ordinal}


def test_an_exception_pages_after_its_rule_is_tied_by_what_both_speak_of() -> None:
    rule = "2.1 Refrigerant for the heat pump is included in the yearly price."
    exception = "9.4 Refrigerant lost through a leak that nobody reported is not covered."
    filling = "Contractor keeps a log of every call and shows it to the owner on request, at any reasonable hour. "
    story = [
        papers.text(rule), *(papers.text(f"3.{n} " + filling * 8) for n in range(1, 14)), papers.text(exception),
    ]  # fmt: skip
    document = read(papers.document(story))
    found = clauses_of(document)
    [carried] = [clause for clause in found if clause.text == rule]
    [refused] = [clause for clause in found if clause.text == exception]
    assert document.page_at(document.text.index(exception)) == 3
    assert exceptions_to(carried.ordinal, links(found)) == [refused.ordinal]


def test_clauses_that_share_only_common_words_are_not_tied() -> None:
    _, found = linked("1. Labor for repairs is included.\n2. Late payments are not part of this agreement.\n")
    assert found == []


@pytest.mark.parametrize("text", ["", "Section 3", "1. See Section 1.", "§ 9 (z)(y)(x)", "“A” means “A”."])
def test_nothing_is_made_of_references_that_lead_nowhere(text: str) -> None:
    assert linked(text)[1] == []


@given(st.lists(st.sampled_from(CONTRACT.splitlines()), max_size=40))
def test_links_lead_from_a_clause_to_another_one_of_the_document(lines: list[str]) -> None:
    found = clauses_of(plain("\n".join(lines)))
    for link in links(found):
        assert link.source != link.target
        assert 0 <= link.start <= link.end <= len(found[link.at].text)
        assert {link.source, link.target, link.at} <= {clause.ordinal for clause in found}
