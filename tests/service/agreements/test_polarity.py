from __future__ import annotations

import pytest

from service.agreements.patterns.polarity import of_title, of_words


@pytest.mark.parametrize(
    "words",
    [
        "Exclusions", "What is not covered", "What we do not repair", "What stays with the member", "Not undertaken", "Outside the plan",
        "The following are not included:", "Owner pays", "Left to you", "is no longer in the plan", "Not our job", "Extra work",
        "The plan does not pay for", "is billed at our list prices", "is at Customer's expense", "we would have to charge for in full",
        "is serviced by its supplier", "are supplied by you", "are the lift dealer's affair", "go to the pool company", "stay out of this", "is not in scope",
        "are not included in either plan", "is by the owner", "are a separate matter", "are no part of the Dues", "is no part of this letter",
    ],
)  # fmt: skip
def test_words_that_leave_work_with_the_customer_are_told(words: str) -> None:
    assert of_words(words) == "excluded"


@pytest.mark.parametrize(
    "words",
    [
        "What's covered", "Included services", "In the plan, no charge", "carry no further charge", "is discharged by the monthly charge",
        "at no additional cost", "we do not charge for", "is repaired under Section 4", "without a bill", "is looked after", "are the Company's own affair", "is swept every week",
    ],
)  # fmt: skip
def test_words_that_carry_work_are_told(words: str) -> None:
    assert of_words(words) == "included"


@pytest.mark.parametrize("words", ["Coverage and exclusions", "Labor rates", "Payment", "Term", "What does it cost?"])
def test_headings_of_other_matters_say_neither(words: str) -> None:
    assert of_title(words) is None


def test_a_heading_that_names_work_promises_it_but_a_document_name_does_not() -> None:
    assert of_title("Spring visit") == "included"
    assert of_title("Pest Protection Service Order") is None
