from __future__ import annotations

import pytest

from service.agreements.clause import ClauseText
from service.agreements.passages import passages
from service.agreements.struck import blanked, old_columns


def clause(text: str, heading: str = "") -> ClauseText:
    return ClauseText("c1", 1, "", heading, text, page=2, start=100)


def texts(text: str, heading: str = "") -> list[str]:
    return [one.text for one in passages(clause(text, heading), "d")]


def test_sentences_part_and_abbreviations_do_not() -> None:
    assert texts("Work by Acme Inc. is covered. Call Mr. Vance at 8 a.m. or later.") == [
        "Work by Acme Inc. is covered.",
        "Call Mr. Vance at 8 a.m. or later.",
    ]


def test_a_letter_that_names_a_thing_or_an_owner_ends_a_sentence() -> None:
    assert texts("We test item C. Lamps are the verger's. Pipes are ours. Mr. A. Reed pays.") == [
        "We test item C.",
        "Lamps are the verger's.",
        "Pipes are ours.",
        "Mr. A. Reed pays.",
    ]


def test_form_lines_and_bullets_stand_alone_while_wrapped_lines_join() -> None:
    wrapped = "This plan covers the furnace, the air conditioner and the water heater at the\nhome above."
    assert texts(wrapped) == [wrapped.replace("\n", " ")]
    assert texts("Term: 12 months\nPrice: $90 per month\n• Filters\n• Belts") == [
        "Term: 12 months",
        "Price: $90 per month",
        "Filters",
        "Belts",
    ]


def test_a_quote_is_the_clause_s_own_words_and_its_offsets_are_the_document_s() -> None:
    source = "Trip  charges —\u00a0“waived” for members."
    (passage,) = passages(clause(source), "d")
    pin = passage.pin()
    assert passage.text == 'Trip charges - "waived" for members.'
    assert (pin.quote, pin.start, pin.end, pin.page) == (source, 100, 100 + len(source), 2)


def test_masked_words_lead_back_to_the_raw_span() -> None:
    raw, masked = "Customer: Jo Vance of Elm", "Customer: <PERSON_ab12cd> of Elm"

    def raw_span(start: int, end: int) -> tuple[int, int]:
        shift = len(raw) - len(masked)
        return start if start <= 10 else start + shift, end if end <= 10 else end + shift

    (passage,) = passages(ClauseText("c", 1, "", "", masked, start=7, raw_span=raw_span), "d")
    assert (passage.pin().start, passage.pin().end) == (7, 7 + len(raw))


def test_a_run_in_title_or_question_leads_what_follows_it() -> None:
    (passage,) = passages(clause("Outside the plan. Ductwork and registers."), "d")
    assert (passage.text, passage.heading) == ("Ductwork and registers.", "outside the plan.")
    (answer,) = passages(clause("What isn't covered? Roofs."), "d")
    assert answer.heading == "what isn't covered?"


def test_a_table_s_first_row_of_names_heads_its_columns() -> None:
    rows = passages(clause("Item | Weekdays | Nights\nTechnician | $90 | $135"), "d")
    assert [(cell.header, cell.text) for cell in rows[0].cells] == [
        ("Item", "Technician"),
        ("Weekdays", "$90"),
        ("Nights", "$135"),
    ]


@pytest.mark.parametrize(
    ("text", "gone", "kept"),
    [
        ("the parts discount is increased from 10% to 15%.", "10%", "15%"),
        ("The term is extended from March 31, 2026 to March 31, 2027.", "2026", "2027"),
        ('In Section 6, "$500.00" is changed to "$800.00".', "500", "800"),
        ("The discount, formerly 10%, is now 15%.", "10%", "15%"),
        ("The fee goes up from $45 to $49 on May 1, 2026.", "$45", "$49 on May 1, 2026"),
        ("Visits come within 4 hours instead of 8 hours.", "8 hours", "4 hours"),
        ("Billing: [ ] Annual [X] Quarterly", "Annual", "Quarterly"),
        ("☐ Monthly ☒ Yearly", "Monthly", "Yearly"),
    ],
)
def test_old_values_and_options_left_unchosen_are_blanked(text: str, gone: str, kept: str) -> None:
    plain = blanked(text)
    assert len(plain) == len(text)
    assert gone not in plain
    assert kept in plain


@pytest.mark.parametrize(
    "text", ["Open from 8 a.m. to 5 p.m.", "It runs from April 1, 2025 to March 31, 2026.", "up to $500 per visit"]
)
def test_ranges_that_change_nothing_stay(text: str) -> None:
    assert blanked(text) == text


def test_a_recital_of_the_old_wording_is_blanked_whole() -> None:
    assert blanked('Section 4 currently reads: "labor at $90 per hour".').strip() == ""


def test_the_old_column_of_an_amendment_s_table_is_blanked() -> None:
    assert old_columns("Labor | $90 | $98", "Item | Current | New") == "Labor |     | $98"
