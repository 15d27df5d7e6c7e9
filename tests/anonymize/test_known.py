from __future__ import annotations

import pytest

from anonymize.gazetteer import Gazetteer
from anonymize.known import KnownEntity, address, email, organisation, person, phone, place, postal_code, unit

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

VOSSES = person("Terrence & Lucille", "Voss", "client-5")
GARCIA = person("José", "García Márquez", "client-6")
BERG = person("Dr. Anton", "van der Berg, Jr.", "client-7")
LINDQVIST = person("Kathleen", "Lindqvist", "client-8")
HUNTER = person("Rose", "Hunter", "client-10")
BRENDAN = organisation("St. Brendan's Chapel", "client-11")
MILL = address("23B E. Old Mill Road", "Unit 4C", "Kitchener", "ON", "N2G 4X1", "client-12")
DOOR = unit("Unit 4C", "client-12")
ZIP = postal_code("55806", "Duluth", "Minnesota", "client-1")
CODE = postal_code("N2G 4X1", "Kitchener", "ON", "client-12")
SHOP = email("kp.ap77@heathermoor.com", "client-13")


def surfaces(entity: KnownEntity, text: str) -> list[str]:
    found = Gazetteer([entity]).find(text, entity.client_id)
    return [text[finding.start : finding.end] for finding in found]


@pytest.mark.parametrize(
    ("entity", "text", "surface"),
    [
        (
            PHONE,
            "her number is two one eight, five five five, oh one four two",
            "two one eight, five five five, oh one four two",
        ),
        (PHONE, "it is 218 five five five 0142 ok", "218 five five five 0142"),
        (PHONE, "call five five five zero one four two", "five five five zero one four two"),
        (PHONE, "218-555-0142 x204", "218-555-0142 x204"),
        (PHONE, "218-555-0142, ext. 7", "218-555-0142, ext. 7"),
        (MAIL, "eleanor dot obrien at example dot com", "eleanor dot obrien at example dot com"),
        (LINDQVIST, "spelled L-I-N-D-Q-V-I-S-T", "L-I-N-D-Q-V-I-S-T"),
        (PRICE, "Owner: Shonda R. Price; see", "Shonda R. Price"),
        (OBRIEN, "ELEANOR M OBRIEN", "ELEANOR M OBRIEN"),
        (MILL, "23B E. Old Mill Rd", "23B E. Old Mill Rd"),
        (address("80 SW Hickory Trail", client_id="client-1"), "80 S.W. Hickory Tr.", "80 S.W. Hickory Tr"),
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
        (VOSSES, "Terrence & Lucille Voss", "Terrence & Lucille Voss"),
        (VOSSES, "Lucille Voss signed", "Lucille Voss"),
        (VOSSES, "Terry Voss ok'd it", "Terry Voss"),
        (VOSSES, "the Vosses are away", "Vosses"),
        (VOSSES, "Voss family", "Voss"),
        (GARCIA, "Jose Garcia Marquez", "Jose Garcia Marquez"),
        (GARCIA, "GARCÍA, JOSÉ", "GARCÍA, JOSÉ"),
        (GARCIA, "Mr. Marquez", "Marquez"),
        (BERG, "A. van der Berg", "A. van der Berg"),
        (BERG, "Anton Berg", "Anton Berg"),
        (SMITH_JONES, "Ann Smith Jones", "Ann Smith Jones"),
        (SMITH_JONES, "annsmithjones", "annsmithjones"),
        (LINDQVIST, "Kathy Lindqvist", "Kathy Lindqvist"),
        (LINDQVIST, "kathleen wants a call", "kathleen"),
        (LINDQVIST, "Mrs Lindqivst called", "Lindqivst"),
        (LINDQVIST, "Kathlen Lindqvist", "Kathlen Lindqvist"),
        (LINDQVIST, "L1ndqv1st, page 2", "L1ndqv1st"),
        (LINDQVIST, "K.L. initialed", "K.L"),
        (HUNTER, "Hunter - left a tag", "Hunter"),
        (HUNTER, "hunter called", "hunter"),
        (BRENDAN, "St Brendans heating", "St Brendans"),
        (BRENDAN, "Saint Brendan's Chapel", "Saint Brendan's Chapel"),
        (PIKE, "pike&ember", "pike&ember"),
        (PIKE, "PikeEmber MSA", "PikeEmber"),
        (MILL, "23B East Old Mill Rd., Unit 4C", "23B East Old Mill Rd., Unit 4C"),
        (MILL, "23b old mill", "23b old mill"),
        (MILL, "23B, E. Old Mill Road", "23B, E. Old Mill Road"),
        (LANE, "418 Tamarak Lane", "418 Tamarak Lane"),
        (LANE, "4l8 Tamarack Ln", "4l8 Tamarack Ln"),
        (address("10 Pennsylvania Circle", client_id="c"), "lO Pennsylvania Cir", "lO Pennsylvania Cir"),
        (LANE, "the Tamarack house", "Tamarack"),
        (DOOR, "apt 4C has the shutoff", "apt 4C"),
        (DOOR, "#4C is empty", "4C"),
        (ZIP, "Duluth, MN 55806", "55806"),
        (ZIP, "zip 55806", "55806"),
        (ZIP, "permit for 55806", "55806"),
        (CODE, "N2G4X1", "N2G4X1"),
        (PHONE, "218 5550142", "218 5550142"),
        (PHONE, "(218)555-0142 ext 12", "218)555-0142 ext 12"),
        (PHONE, "218-555-O142", "218-555-O142"),
        (PHONE, "1-218-555-0142", "1-218-555-0142"),
        (MAIL, "eleanor.obrien at example dot com", "eleanor.obrien at example dot com"),
        (MAIL, "eleanor.obrien@\nexample.com", "eleanor.obrien@\nexample.com"),
        (SHOP, "user kp.ap77 locked", "kp.ap77"),
        (SHOP, "see heathermoor.com", "heathermoor.com"),
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
        (HUNTER, "hunter green paint"),
        (person("Nathan", "Adams", "c"), "N.A. on the form"),
        (PRICE, "PRICE LIST, see price per visit"),
        (ZIP, "$55806.00 in all"),
        (PHONE, "order 92185550142777"),
        (MILL, "the old mill"),
        (LINDQVIST, "lindgrens"),
        (person("Walter", "Lindgren", "c"), "Wall furnace"),
        (email("pat@harborline.com"), "see harborline.com"),
    ],
)
def test_ordinary_words_are_not_taken_for_known_values(entity: KnownEntity, text: str) -> None:
    assert surfaces(entity, text) == []


MAY = person("Bill", "May", "client-14")
POOL = person("Summer", "Pool", "client-15")


@pytest.mark.parametrize(
    ("entity", "text", "surface"),
    [
        (MAY, "Left vm for May re: renewal", "May"),
        (MAY, "Spoke w/ May about 6/2", "May"),
        (MAY, "May called, no heat", "May"),
        (MAY, "May 218-555-0142", "May"),
        (MAY, "Bill and the neighbour share it", "Bill"),
        (MAY, "call Bill when 20 minutes out", "Bill"),
        (MAY, "Thanks,\nBill", "Bill"),
        (MAY, "sched: 8a Bill, 10a lunch", "Bill"),
        (POOL, "Job for Pool at 12", "Pool"),
        (POOL, "Please have Summer sign the form", "Summer"),
        (POOL, "Summer's dog bites", "Summer"),
        (POOL, "gave Summer the paperwork", "Summer"),
        (POOL, "Summer will be out of town", "Summer"),
        (POOL, "at Pool's house", "Pool's"),
        (MAY, "pls dont call bill after 8", "bill"),
        (person("Walter", "Hill", "c"), "the Hills are on vacation", "Hills"),
        (person("Ángel", "Mendez", "c"), "signed by A.M. on site", "A.M"),
        (person("Penelope", "St. Clair", "c"), "spelled S-T-C-L-A-I-R", "S-T-C-L-A-I-R"),
        (organisation("Bellwether Dental Group", "c"), "re Bellwether's boiler: on backorder", "Bellwether"),
    ],
)
def test_a_word_of_the_trade_is_a_name_where_somebody_is_told_or_says_something(
    entity: KnownEntity, text: str, surface: str
) -> None:
    assert surfaces(entity, text) == [surface]


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        (MAY, "due May 5, 2026"),
        (MAY, "moved to May"),
        (MAY, "as reported by May 1"),
        (MAY, "Customer may cancel. Bill is due in 30 days"),
        (MAY, "call May tune-up list"),
        (person("Will", "Price", "c"), "Customer will pay the price agreed in the Price Schedule"),
        (POOL, "Pool and Spa opening"),
        (POOL, "Spoke with Pool tech"),
        (POOL, "the Summer visit; Summer is busy"),
        (POOL, "Pool has two pumps"),
        (person("Ángel", "Mendez", "c"), "at 8 A.M. sharp"),
    ],
)
def test_the_same_word_stays_where_it_is_a_month_a_bill_or_a_pool(entity: KnownEntity, text: str) -> None:
    assert surfaces(entity, text) == []


def test_a_scanned_house_number_is_the_nearest_known_one_whatever_the_order_of_names() -> None:
    homes = [address("308 Mulberry Way", client_id="a"), address("30B Mulberry Way", client_id="b")]
    for known in (homes, homes[::-1]):
        [finding] = Gazetteer([*known, person("", "Li", "c")]).find("3OB Mulberry Way (from the scan)")
        assert finding.identity is not None
        assert finding.identity.client_id == "b"


def test_a_house_with_a_name_of_its_own_is_known_by_it() -> None:
    assert surfaces(place("Birch Manor", "c"), "Birch Manor boilers") == ["Birch Manor"]


def test_a_houses_name_in_small_letters_counts_in_its_own_clients_texts_only() -> None:
    gazetteer = Gazetteer([place("Birch Manor", "c")])
    assert [finding.entity for finding in gazetteer.find("birch manor caretaker", "c")] == ["PLACE"]
    assert gazetteer.find("birch manor caretaker", "d") == []


def test_what_counts_in_ones_own_texts_says_nothing_in_anothers() -> None:
    gazetteer = Gazetteer([HUNTER, LINDQVIST, DOOR, ZIP])
    for text in ("Hunter - left a tag", "hunter called", "#4C is empty", "permit for 55806", "K.L. initialed"):
        assert gazetteer.find(text, "client-99") == [], text


def test_every_entity_can_be_found_by_the_value_it_restores() -> None:
    for entity in (OBRIEN, PRICE, SUSAN, SMITH_JONES, HOME, LANE, PHONE, MAIL, HOA, PIKE, NORTHGATE):
        assert surfaces(entity, entity.value), entity.entity_type
