"""Which passages are quoted beside the best one: a small office, the hashing embedder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ingest.jobber.records import Client
from retrieval.model import DocumentRole
from service.answers.model import Answer
from tests.fakes.databases import USUAL, database
from tests.fakes.office import Office

TODAY = date(2026, 8, 20)
MORROW = Client(id="c-1", first_name="Edna", last_name="Morrow")
AGREEMENT = """WELL CARE AGREEMENT

Customer: Edna Morrow
Term: January 1, 2026 to December 31, 2028

1. WORDS
1.1 "Care Year" means each period of twelve months that begins on January 1.

2. WHAT IS INCLUDED
2.1 Eight (8) water samples are taken in each Care Year at no charge.

3. PRICES
3.1 Spare parts are sold at list price less ten percent (10%).
3.2 Labor on Sundays is charged at $150.00 per hour.

3.3 Pump repairs: labor is included.
3.4 Any part of a pump: list price less 5%.
3.5 Each call carries a ladder charge of $40.00.
3.6 A call at night carries twice the ladder charge.

3.5 Not covered: tanks, and whatever broke because a gasket was not changed.

4. APPROVAL
4.1 Work above $300.00 needs the customer's approval by e-mail before it begins.
"""
LODGE = Client(id="c-2", first_name="Ines", last_name="Tamm", company_name="Fern Lodge", is_company=True)
LODGE_AGREEMENT = """BOILER CARE AGREEMENT

Owner: Fern Lodge
Term: January 1, 2026 to December 31, 2028

1. WORDS
1.1 "Owner's Delegate" means Ines Tamm and no other person.

2. CARE
2.1 Each October all boilers are cleaned, fired and tested.
2.2 From May to September new filters are on us.
2.3 From October to April you pay the full price of filters.

3. AUTHORIZATION
3.1 We shall not incur charges above $700.00 unless an Owner's Delegate has first approved them.
3.2 In an emergency we may proceed without approval where the charges do not exceed $1,900.00.

4. END
4.1 This agreement does not renew by itself.

5. PRICES
5.1 Dues are $44.00 monthly.
5.2 Each visit for a repair costs the plan holder a trade call fee of $75.00.
"""
CHANGE = """AMENDMENT 1 to the Well Care Agreement

For work begun on or after June 1, 2026:
(a) In Section 3.1 the words "ten percent (10%)" are struck and "fifteen percent (15%)" put in their place.
(b) To Section 3.2 is added: "On a holiday labor is charged at $170.00 per hour."
"""


@pytest.fixture(scope="module")
def morrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("compose")
    with database(USUAL, folder) as engine:
        office = Office(engine, folder, (MORROW, LODGE))
        office.file(MORROW, "well.pdf", AGREEMENT)
        office.file(MORROW, "change.pdf", CHANGE, DocumentRole.AMENDMENT)
        office.file(LODGE, "lodge.pdf", LODGE_AGREEMENT)
        office.note(MORROW, "note-1", "Edna approved work on the pressure tank by e-mail, up to $420.")
        yield office
        office.close()


def ask(office: Office, question: str) -> Answer:
    return office.answerer.answer(question, office.scope, today=TODAY)


def test_an_amendment_that_states_what_is_asked_for_stands_without_the_words_it_changed(morrow: Office) -> None:
    answer = ask(morrow, "What discount on spare parts does Edna Morrow get?")
    assert "fifteen percent" in answer.answer
    assert {citation.file for citation in answer.citations} == {"change.pdf"}


def test_words_that_an_amendment_only_adds_to_are_quoted_with_it(morrow: Office) -> None:
    answer = ask(morrow, "What does an hour of labor on a Sunday cost Edna Morrow?")
    assert [citation.file for citation in answer.citations] == ["change.pdf", "well.pdf"]


def test_how_long_something_is_defined_to_be_is_no_answer_to_how_many_there_are(morrow: Office) -> None:
    answer = ask(morrow, "How many water samples are included for Edna Morrow?")
    assert [citation.quote for citation in answer.citations] == [
        "2.1 Eight (8) water samples are taken in each Care Year at no charge."
    ]


def test_a_multiple_of_a_charge_is_quoted_with_the_charge(morrow: Office) -> None:
    answer = ask(morrow, "What is the ladder charge for a call at night at Edna Morrow's?")
    assert "twice the ladder charge" in answer.answer
    assert "$40.00" in answer.answer


def test_what_the_papers_know_nothing_of_is_not_answered_from_what_is_near(morrow: Office) -> None:
    assert ask(morrow, "what will the weather be like on Sunday?").abstained


def test_what_somebody_approved_is_told_without_the_rule_for_approvals(morrow: Office) -> None:
    answer = ask(morrow, "What amount did Edna Morrow approve for the tank work by e-mail?")
    assert [citation.kind for citation in answer.citations] == ["note"]


def test_a_passage_that_names_less_of_the_question_and_is_no_nearer_is_not_quoted_beside_the_best(
    morrow: Office,
) -> None:
    answer = ask(morrow, "Do we charge Edna Morrow for labor on pump repairs?")
    assert [citation.quote for citation in answer.citations] == ["3.3 Pump repairs: labor is included."]


def test_who_may_approve_is_told_by_who_stands_behind_the_office_and_by_no_sum(morrow: Office) -> None:
    answer = ask(morrow, "Who may approve extra work at Fern Lodge?")
    assert "means Ines Tamm" in answer.answer
    assert not answer.answer.startswith("Work above")


def test_care_told_by_its_months_counts_as_visits(morrow: Office) -> None:
    answer = ask(morrow, "How many visits does Fern Lodge get a year?")
    assert answer.answer.startswith("Included: 1 visit per year (October all boilers are cleaned, fired and tested).")


def test_two_questions_in_one_are_both_answered(morrow: Office) -> None:
    answer = ask(morrow, "When does the Fern Lodge agreement end and does it renew?")
    assert "through December 31, 2028" in answer.answer
    assert "No. It does not renew by itself." in answer.answer


def test_what_the_plan_costs_is_its_own_price_and_no_fee_beside_it(morrow: Office) -> None:
    assert ask(morrow, "How much is the Fern Lodge plan?").answer.startswith("The price is $44.00 per month.")


def test_a_clause_of_another_part_of_the_year_says_nothing_of_today(morrow: Office) -> None:
    answer = ask(morrow, "Does Fern Lodge have to pay for filters?")
    assert "on us" in answer.answer
    assert "full price" not in answer.answer
    assert "full price" in ask(morrow, "Does Fern Lodge have to pay for filters in January?").answer


def test_when_we_last_came_is_told_by_no_agreement(morrow: Office) -> None:
    assert ask(morrow, "When was Fern Lodge's last tune-up?").abstained


def test_what_an_amendment_changed_is_every_change_in_its_order(morrow: Office) -> None:
    answer = ask(morrow, "What did the amendment change for Edna Morrow?")
    assert [citation.quote[:3] for citation in answer.citations] == ["(a)", "(b)"]


def test_a_thing_named_as_a_cause_alone_is_not_what_is_left_out(morrow: Office) -> None:
    answer = ask(morrow, "Does Edna Morrow get free gaskets?")
    assert not answer.answer.startswith("No")
