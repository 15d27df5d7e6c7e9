from __future__ import annotations

from typing import Any

import pytest

from ingest.jobber.records import CustomFieldConfiguration
from service.extraction.mapping import Unrenderable, propose, render


def field(
    name: str, value_type: str = "TEXT", applies_to: str = "ALL_CLIENTS", **more: Any
) -> CustomFieldConfiguration:
    return CustomFieldConfiguration(f"id of {name}", name=name, value_type=value_type, applies_to=applies_to, **more)


def mapped(*configurations: CustomFieldConfiguration) -> dict[str, str]:
    """Contract field by the name of the custom field that takes it."""
    return {mapping.configuration.name: mapping.field for mapping in propose(configurations)}


@pytest.mark.parametrize(
    ("name", "value_type", "contract_field"),
    [
        ("Agreement renewal date", "TEXT", "renewal_date"),
        ("Agreement end date", "TEXT", "end_date"),
        ("Membership start date", "TEXT", "effective_date"),
        ("Contract value ($)", "NUMERIC", "contract_value"),
        ("Plan price", "NUMERIC", "contract_value"),
        ("Billing", "DROPDOWN", "billing_frequency"),
        ("Auto-renew", "TRUE_FALSE", "auto_renews"),
        ("Labor discount %", "NUMERIC", "labour_discount_percent"),
        ("Visits per year", "NUMERIC", "included_visits"),
        ("Service type", "TEXT", "service_types"),
        ("Response time (hrs)", "TEXT", "slas"),
        ("Spending limit", "NUMERIC", "approval_threshold"),
    ],
)
def test_a_field_named_for_a_contract_field_takes_it(name: str, value_type: str, contract_field: str) -> None:
    assert mapped(field(name, value_type)) == {name: contract_field}


@pytest.mark.parametrize(
    "name",
    [
        "Renewal rate",
        "Renewal price",
        "Warranty end date",
        "Install date",
        "Contract status",
        "Contract number",
        "Agreement type",
        "Payment terms",
        "Billing contact",
        "Length",
        "Gate code",
        "Filter size",
        "Dog's name",
        "(internal)",
    ],
)
def test_a_field_for_something_else_takes_nothing(name: str) -> None:
    assert mapped(field(name), field(name, "NUMERIC")) == {}


@pytest.mark.parametrize(
    ("name", "value_type"),
    [("Renewal date", "NUMERIC"), ("Billing", "TRUE_FALSE"), ("Contract value", "AREA"), ("Exclusions", "LINK")],
)
def test_a_field_whose_type_cannot_hold_the_value_takes_nothing(name: str, value_type: str) -> None:
    assert mapped(field(name, value_type)) == {}


def test_archived_fields_and_fields_of_other_records_take_nothing() -> None:
    assert mapped(field("Renewal date", archived=True), field("End date", applies_to="ALL_INVOICES")) == {}


def test_pairs_are_one_to_one_and_the_closest_name_wins() -> None:
    assert mapped(field("Renewals date"), field("Renewal date")) == {"Renewal date": "renewal_date"}


def test_clients_and_jobs_may_each_have_their_own_field_for_the_same() -> None:
    pairs = propose([field("Renewal date"), field("Agreement renewal date", applies_to="ALL_JOBS")])
    assert [(pair.field, pair.configuration.applies_to) for pair in pairs] == [
        ("renewal_date", "ALL_CLIENTS"),
        ("renewal_date", "ALL_JOBS"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "rendered"),
    [
        ("contract_value", {"amount": "1188", "currency": "USD", "per": "year"}, "1188.00"),
        ("included_visits", {"count": 2, "per": "year"}, "2.00"),
        ("parts_discount_percent", 12.5, "12.50"),
        ("approval_threshold", "500.00", "500.00"),
    ],
)
def test_numbers_are_rendered_as_decimals_with_two_places(name: str, value: Any, rendered: str) -> None:
    assert render(name, value, field("any", "NUMERIC")) == rendered


@pytest.mark.parametrize("value", ["by agreement", {"per": "year"}, None])
def test_what_is_no_number_is_not_rendered_as_one(value: Any) -> None:
    with pytest.raises(Unrenderable, match="text field"):
        render("contract_value", value, field("any", "NUMERIC"))


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_stay_what_they_are(value: bool) -> None:
    assert render("auto_renews", value, field("any", "TRUE_FALSE")) is value


@pytest.mark.parametrize(
    ("value", "rendered"),
    [
        ("2027-03-31", "2027-03-31"),
        (True, "Yes"),
        (["boiler", "water heater"], "boiler; water heater"),
        ({"count": 2, "per": "year"}, "2 year"),
        ([{"what": "no heat", "value": 4, "unit": "hours"}], "no heat 4 hours"),
    ],
)
def test_everything_can_be_rendered_as_words(value: Any, rendered: str) -> None:
    assert render("any", value, field("any")) == rendered


@pytest.mark.parametrize(("value_type", "value"), [("LINK", "https://example.com/a"), ("AREA", "40 x 25.5")])
def test_links_and_areas_take_what_has_their_shape_and_nothing_else(value_type: str, value: str) -> None:
    assert render("any", value, field("any", value_type)) == value
    with pytest.raises(Unrenderable, match="takes"):
        render("any", "two tune-ups", field("any", value_type))


@pytest.mark.parametrize(
    ("contract_field", "unit", "fits"),
    [
        ("contract_value", "$", True),
        ("contract_value", "$/yr", True),
        ("contract_value", "%", False),
        ("contract_value", None, True),
        ("parts_discount_percent", "%", True),
        ("parts_discount_percent", "$", False),
        ("renewal_notice_days", "days", True),
        ("renewal_notice_days", "weeks", False),
        ("included_hours", "hrs", True),
        ("included_hours", "widgets", True),
    ],
)
def test_a_number_goes_only_where_its_unit_says_nothing_against_it(
    contract_field: str, unit: str | None, fits: bool
) -> None:
    usual = {"contract_value": "Contract value", "parts_discount_percent": "Parts discount"}
    name = usual.get(contract_field, contract_field.replace("_", " ").replace(" days", ""))
    found = mapped(field(name, "NUMERIC", unit=unit))
    assert (contract_field in found.values()) is fits


def test_a_price_a_month_is_not_written_as_one_a_year() -> None:
    monthly = {"amount": "49", "currency": "USD", "per": "month"}
    assert render("contract_value", monthly, field("Value", "NUMERIC", unit="$/mo")) == "49.00"
    with pytest.raises(Unrenderable, match="per year"):
        render("contract_value", monthly, field("Value", "NUMERIC", unit="$ per year"))


OPTIONS = ("", "Per visit", "Monthly", "Quarterly", "Semi-annual", "Yearly")


@pytest.mark.parametrize(
    ("value", "option"),
    [
        ("per_visit", "Per visit"),
        ("monthly", "Monthly"),
        ("semi-annual", "Semi-annual"),
        ("annual", "Yearly"),
    ],
)
def test_a_dropdown_takes_the_option_that_says_the_same(value: str, option: str) -> None:
    assert render("billing_frequency", value, field("Billing", "DROPDOWN", options=OPTIONS)) == option


@pytest.mark.parametrize(
    ("value", "options"),
    [
        ("annual", ("Semi-annual", "Monthly")),
        ("annual", ("Biannual",)),
        ("monthly", ("Bimonthly", "Twice monthly")),
        ("one_time", OPTIONS),
    ],
)
def test_an_option_that_is_only_spelled_alike_is_not_taken(value: str, options: tuple[str, ...]) -> None:
    with pytest.raises(Unrenderable, match="add the option in Jobber"):
        render("billing_frequency", value, field("Billing", "DROPDOWN", options=options))


def test_a_word_that_the_owner_gave_an_option_for_becomes_it() -> None:
    options = field("Billing", "DROPDOWN", options=("Pay as you go", "Yearly"))
    assert render("billing_frequency", "per_visit", options, {"per_visit": "Pay as you go"}) == "Pay as you go"


def test_a_link_takes_the_agreement_itself() -> None:
    found = mapped(field("Service agreement", "LINK"), field("Website", "LINK"))
    assert found == {"Service agreement": "agreement_link"}
