from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from ingest.jobber.ids import opaque_id
from service.web.agreements import bar, said_once
from service.web.rendering import (
    Pages,
    brief,
    dated,
    field_name,
    field_words,
    money,
    plain,
    sentence,
    source_name,
    written,
)

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "empty"),
        ({}, "empty"),
        (True, "yes"),
        ("2026-11-16", "Nov 16, 2026"),
        ({"amount": "389.00", "currency": "USD", "per": "year"}, "$389.00 a year"),
        ({"count": 2, "per": "year"}, "2 a year"),
        ({"count": 12, "unit": "month"}, "12 months"),
        ({"what": "priority 1", "value": 2, "unit": "hour"}, "priority 1: 2 hours"),
        ({"what": "no_heat", "value": 24, "unit": "hours"}, "no heat: 24 hours"),
        ({"count": 1, "unit": "months"}, "1 month"),
        ({"configuration_id": "x", "label": "Billing", "value": "Annual"}, "Annual"),
        ({"configuration_id": "x", "label": "Billing", "value": None}, "empty"),
        (["heating", "cooling"], "heating, cooling"),
    ],
)
def test_values_are_told_in_words(value: object, words: str) -> None:
    assert plain(value) == words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("approval_threshold", "500.00", "$500.00"), ("parts_discount_percent", 20, "20 %"), ("auto_renews", False, "no")],
)
def test_a_contract_fields_value_has_its_sign(name: str, value: object, words: str) -> None:
    assert field_words(value, name) == words


@pytest.mark.parametrize(
    ("told", "sentence_of_it"), [("it broke", "It broke."), ("Why?", "Why?"), (" “quoted” ", "“quoted”"), ("", "")]
)
def test_messages_are_told_as_sentences(told: str, sentence_of_it: str) -> None:
    assert sentence(told) == sentence_of_it


def test_money_shows_cents_thousands_and_what_is_not_known() -> None:
    assert [money({"amount": "-1234.5", "currency": "USD"}), money("3"), money(None)] == ["-$1,234.50", "$3.00", "–"]


def test_moments_are_told_in_the_accounts_zone() -> None:
    assert Pages(CHICAGO).when("2026-11-16T20:05:00+00:00") == "Nov 16, 2026, 2:05 PM"


def test_a_citation_names_its_file_page_and_section_or_its_record() -> None:
    file = {"file": "a.pdf", "page": 2, "section": "9. PARTS", "record": {"type": "JobNote", "id": "note-1"}}
    note = {"file": None, "page": None, "section": "", "record": {"type": "JobNote", "id": opaque_id("JobNote", "57")}}
    assert [source_name(file), source_name(note)] == ["a.pdf, page 2 · 9. PARTS", "job note 57"]


def test_an_agreement_without_a_last_day_is_drawn_to_the_edge() -> None:
    drawn = bar("2026-11-16", None, date(2026, 11, 16))
    assert (drawn["left"], drawn["width"], drawn["past"]) == (50.0, 50.0, False)


def test_dates_in_words_are_told_as_the_office_reads_them_and_numbers_are_left() -> None:
    told = dated("from 2026-01-01 through 2026-12-31, parts 2026-13-77, no. 1-2026-01-012")
    assert told == "from Jan 1, 2026 through Dec 31, 2026, parts 2026-13-77, no. 1-2026-01-012"


def test_a_reason_most_terms_share_is_taken_out_of_each_and_what_is_besides_stays() -> None:
    terms = [{"why": "stated in it"}, {"why": "stated in it; applies from 2026-05-01"}, {"why": "stated in the rider"}]
    groups = {"rate": terms[:2], "cap": terms[2:]}
    assert said_once(groups) == "stated in it"
    assert [term["why"] for term in terms] == ["", "applies from 2026-05-01", "stated in the rider"]
    assert (said_once({}), said_once({"cap": [{"why": "stated in it"}]})) == ("", "")


def test_an_events_long_parts_are_counted_and_its_short_ones_told() -> None:
    clauses = [{"document": "ref_1", "start": 0}, {"document": "ref_2", "start": 9}]
    assert [brief(clauses), brief(["a", "b"]), brief("2026-11-16")] == ["2", "a, b", "Nov 16, 2026"]


def test_contract_fields_are_called_as_the_office_calls_them() -> None:
    assert [field_name("slas"), field_name("contract_value")] == ["Response times", "Contract value"]


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        ({"configuration_id": "x", "label": "Price", "value": "1150.00"}, "contract_value", "$1,150.00"),
        ({"configuration_id": "x", "label": "Price", "value": None}, "contract_value", "empty"),
        ({"configuration_id": "x", "label": "Price", "value": "389 a year"}, "contract_value", "389 a year"),
        ({"configuration_id": "x", "label": "Off", "value": "15"}, "parts_discount_percent", "15 %"),
        ({"configuration_id": "x", "label": "Renewal", "value": "2026-11-16"}, "renewal_date", "Nov 16, 2026"),
        ({"message": "see the rider"}, "", "see the rider"),
    ],
)
def test_what_would_be_written_is_told_as_its_contract_field_is(value: object, field: str, words: str) -> None:
    assert written(value, field) == words
