from __future__ import annotations

from ingest.jobber.records import Address, Property
from service.agreements.addressing import properties_at

HOUSE = Property("house", "k", "", Address("12 Mill Row"))
ANNEX = Property("annex", "k", "", Address("12 Mill Row, Annex"))
SUITES = [Property(f"s{n}", "k", "", Address("7 Tanner Street", f"Suite {n}")) for n in (1, 2, 3)]
KNOWN = [HOUSE, ANNEX, *SUITES]


def test_an_address_is_the_property_whose_street_stands_in_it_however_it_is_written() -> None:
    assert properties_at("12 Mill Row., Dover", "", KNOWN) == ["house"]
    assert properties_at("7 Tanner St.", "", SUITES[:1]) == ["s1"]
    assert properties_at("112 Mill Row", "", KNOWN) == []


def test_the_longer_of_two_streets_is_meant() -> None:
    assert properties_at("12 Mill Row Annex", "", KNOWN) == ["annex"]


def test_a_street_shared_by_several_is_all_of_them() -> None:
    assert properties_at("7 Tanner Street", "the offices at 7 Tanner Street", KNOWN) == ["s1", "s2", "s3"]


def test_of_several_on_one_street_those_named_in_the_sentence_are_meant() -> None:
    assert properties_at("7 Tanner Street", "Suite 1 and Suite 3 of 7 Tanner Street", KNOWN) == ["s1", "s3"]
    assert properties_at("7 Tanner Street", "Suite 1 and 3 of 7 Tanner Street", KNOWN) == ["s1", "s3"]


def test_addresses_that_stand_side_by_side_are_each_a_property() -> None:
    named = "12 Mill Row, 7 Tanner Street"
    assert properties_at(named, f"the rentals: {named} and the annex", [HOUSE, SUITES[0]]) == ["house", "s1"]
