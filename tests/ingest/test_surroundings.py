"""What stands beside a clause: its list, the words it uses, its exceptions; on a contract whose parts stand apart."""

from __future__ import annotations

import pytest

from anonymize.masked import Masked
from ingest.clauses import clause_text, split
from ingest.document_text import plain
from ingest.ledger import KeptClause
from ingest.surroundings import Surroundings, Why
from tests.fakes.clauses import masked_clause

CONTRACT = """SERVICE AGREEMENT
Article I. Definitions
1.1 “Covered Equipment” means the boiler and the two heat pumps listed in Schedule A.
Article II. Services
2.1 Subject to Section 4.2, labor for repairs of the Covered Equipment is included.
2.3 The following apply to every call:
(a) a technician arrives within four hours;
(b) the customer is told who comes;
2.4 Parts are charged at list price.
Article IV. Exclusions
4.2 Damage by freezing is not covered.
"""


@pytest.fixture(scope="module")
def clauses() -> list[KeptClause]:
    text = plain(CONTRACT)
    found = []
    for raw in split(text):
        heading = " > ".join(raw.heading)
        clause = masked_clause(
            clause_text(text, raw), ordinal=raw.ordinal, heading=heading, number=raw.number, start=raw.start
        )
        found.append(KeptClause(clause, Masked(clause.text)))
    return found


def _beside(clauses: list[KeptClause], begins: str) -> list[tuple[str, Why]]:
    [one] = [kept for kept in clauses if kept.clause.text.text.startswith(begins)]
    return [(beside.kept.clause.number, beside.why) for beside in Surroundings(clauses).of(one.clause.id)]


def test_a_clause_is_read_with_the_definition_of_its_words_and_with_what_excepts_it(clauses: list[KeptClause]) -> None:
    assert _beside(clauses, "2.1") == [("1.1", Why.DEFINITION), ("4.2", Why.REFERENCE)]


def test_an_exception_is_read_with_its_rule(clauses: list[KeptClause]) -> None:
    assert _beside(clauses, "4.2") == [("2.1", Why.EXCEPTION)]


def test_an_introduction_is_read_with_the_items_of_its_list(clauses: list[KeptClause]) -> None:
    assert _beside(clauses, "2.3") == [("2.3(a)", Why.LIST), ("2.3(b)", Why.LIST)]


def test_an_item_that_breaks_off_is_read_with_the_next_one(clauses: list[KeptClause]) -> None:
    assert _beside(clauses, "(a)") == [("2.3(b)", Why.LIST)]


def test_a_clause_that_stands_alone_is_read_alone(clauses: list[KeptClause]) -> None:
    assert _beside(clauses, "2.4") == []
    assert Surroundings(clauses).of("no such id") == []
