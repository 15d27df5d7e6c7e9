from __future__ import annotations

import pytest

from anonymize.gazetteer import Gazetteer
from anonymize.known import KnownEntity, address, email, organisation, person, phone, place

OBRIEN = person("Eleanor", "O'Brien", "client-1")
PRICE = person("Shonda", "Price")
SUSAN = person("Susan", "Pelletier", "client-12")
SMITH_JONES = person("Ann", "Smith-Jones", "client-9")
HOME = address("415 North 24th Avenue West", "", "Duluth", "MN", "55806", "client-1")
LANE = address("418 Tamarack Lane", "Apt 4", "Duluth", "MN", "55811", "client-1")
PHONE = phone("(218) 555-0142", "client-1")
MAIL = email("eleanor.obrien@example.com", "client-1")
HOA = organisation("Canyon Vista Homeowners Association, Inc.", "client-2")
PIKE = organisation("Pike & Ember LLC", "client-3")
NORTHGATE = organisation("Northgate Property Management, Inc.", "client-4")


def surfaces(entity: KnownEntity, text: str) -> list[str]:
    found = Gazetteer([entity]).find(text, entity.client_id)
    return [text[finding.start : finding.end] for finding in found]


@pytest.mark.parametrize(
    ("entity", "text", "surface"),
    [
        (OBRIEN, "for Eleanor O'Brien.", "Eleanor O'Brien"),
        (OBRIEN, "O’BRIEN, ELEANOR", "O’BRIEN, ELEANOR"),
        (OBRIEN, "Mrs. O'Brien's boiler", "O'Brien"),
        (OBRIEN, "obrien wants a call", "obrien"),
        (OBRIEN, "the O'Briens are away", "O'Briens"),
        (OBRIEN, "Eleanor M. O'Brien", "Eleanor M. O'Brien"),
        (OBRIEN, "E. O'Brien", "E. O'Brien"),
        (OBRIEN, "Ellie O'Brien", "Ellie O'Brien"),
        (OBRIEN, "Eleanor lets us in", "Eleanor"),
        (OBRIEN, "OBrien_agreement_2025.pdf", "OBrien"),
        (OBRIEN, "O Brien residence", "O Brien"),
        (PRICE, "ask Shonda Price", "Shonda Price"),
        (PRICE, "ask shonda price", "shonda price"),
        (PRICE, "Ms. Price called", "Price"),
        (PRICE, "ms price called", "price"),
        (SUSAN, "Sue Pelletier", "Sue Pelletier"),
        (SMITH_JONES, "Ann Smith-\nJones", "Ann Smith-\nJones"),
        (HOME, "415 N. 24th Ave. W.", "415 N. 24th Ave. W"),
        (HOME, "415 north 24th avenue", "415 north 24th avenue"),
        (HOME, "415 N 24th Ave W in town", "415 N 24th Ave W"),
        (LANE, "418 Tamarack Ln, Apt. 4", "418 Tamarack Ln, Apt. 4"),
        (LANE, "418 tamarack", "418 tamarack"),
        (LANE, "418 TAMARACK LANE UNIT 4", "418 TAMARACK LANE UNIT 4"),
        (LANE, "the Tamarack Lane house", "Tamarack Lane"),
        (PHONE, "218.555.0142", "218.555.0142"),
        (PHONE, "2185550142", "2185550142"),
        (PHONE, "+1 (218) 555 0142", "1 (218) 555 0142"),
        (PHONE, "218/555-0142", "218/555-0142"),
        (PHONE, "555-0142", "555-0142"),
        (MAIL, "Eleanor.OBrien@Example.com", "Eleanor.OBrien@Example.com"),
        (HOA, "Canyon Vista HOA", "Canyon Vista HOA"),
        (HOA, "CVHOA_first_amendment.pdf", "CVHOA"),
        (HOA, "canyon vista homeowners association", "canyon vista homeowners association"),
        (PIKE, "Pike and Ember", "Pike and Ember"),
        (PIKE, "PIKE & EMBER LLC", "PIKE & EMBER LLC"),
        (NORTHGATE, "Northgate_vendor_rates.pdf", "Northgate"),
        (NORTHGATE, "Northgate Property Management", "Northgate Property Management"),
    ],
)
def test_the_ways_people_write_a_known_value_are_found(entity: KnownEntity, text: str, surface: str) -> None:
    assert surfaces(entity, text) == [surface]


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        (PRICE, "Price list, price per visit"),
        (PRICE, "the Price of parts"),
        (person("Walter", "Hill", "c"), "Hill Street is steep"),
        (person("Karl", "Spring", "c"), "Spring and Fall tune-up"),
        (OBRIEN, "O'Brienne"),
        (LANE, "tamarack wood"),
        (HOME, "415 filters"),
        (PHONE, "$218,555.0142"),
        (place("Guest cottage", "c"), "the Guest cottage"),
        (place("Restaurant", "c"), "a Restaurant"),
        (person("", "Li", "c"), "liability"),
    ],
)
def test_ordinary_words_are_not_taken_for_known_values(entity: KnownEntity, text: str) -> None:
    assert surfaces(entity, text) == []


def test_a_house_with_a_name_of_its_own_is_known_by_it() -> None:
    assert surfaces(place("Birch Manor", "c"), "Birch Manor boilers") == ["Birch Manor"]


def test_a_houses_name_in_small_letters_counts_in_its_own_clients_texts_only() -> None:
    gazetteer = Gazetteer([place("Birch Manor", "c")])
    assert [finding.entity for finding in gazetteer.find("birch manor caretaker", "c")] == ["PLACE"]
    assert gazetteer.find("birch manor caretaker", "d") == []


def test_every_entity_can_be_found_by_the_value_it_restores() -> None:
    for entity in (OBRIEN, PRICE, SUSAN, SMITH_JONES, HOME, LANE, PHONE, MAIL, HOA, PIKE, NORTHGATE):
        assert surfaces(entity, entity.value), entity.entity_type
