from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anonymize.findings import KEEP, TOWN, Certainty, Finding, Identity, settle

GUESSED, PATTERN, KNOWN = Certainty.GUESSED, Certainty.PATTERN, Certainty.KNOWN


def finding(text: str, words: str, entity: str, certainty: Certainty, identity: Identity | None = None) -> Finding:
    start = text.index(words)
    return Finding(start, start + len(words), entity, certainty, identity)


def settled(text: str, *findings: Finding) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.entity) for f in settle(findings, text)]


def test_the_longer_of_two_patterns_holds() -> None:
    text = "write obrien@example.com"
    mail, name = finding(text, "obrien@example.com", "EMAIL_ADDRESS", PATTERN), finding(text, "obrien", "PERSON", KNOWN)
    assert settled(text, name, mail) == [("obrien@example.com", "EMAIL_ADDRESS")]


def test_a_known_value_holds_against_a_longer_guess_and_the_rest_stays_masked() -> None:
    text = "Tolvanen and Maeve O'Brien pay"
    known, guess = finding(text, "Maeve O'Brien", "PERSON", KNOWN), finding(text, text[:26], "PERSON", GUESSED)
    assert settled(text, guess, known) == [("Tolvanen", "PERSON"), ("Maeve O'Brien", "PERSON")]


def test_a_known_value_holds_against_a_longer_pattern_that_begins_within_it() -> None:
    text = "at 12 Elm Street, Dover, and Rillito Dental"
    known = finding(text, "12 Elm Street", "STREET_ADDRESS", KNOWN)
    company = finding(text, "Elm Street, Dover, and Rillito Dental", "ORGANIZATION", PATTERN)
    assert settled(text, company, known) == [
        ("12 Elm Street", "STREET_ADDRESS"),
        ("Dover, and Rillito Dental", "ORGANIZATION"),
    ]


def test_a_longer_pattern_takes_over_who_it_is() -> None:
    text = "at 12 Elm St, Apt 4, daily"
    home = Identity("STREET_ADDRESS", "12 elm st", "12 Elm Street", "client-1")
    short = finding(text, "12 Elm St", "STREET_ADDRESS", KNOWN, home)
    [whole] = settle([finding(text, "12 Elm St, Apt 4", "STREET_ADDRESS", PATTERN), short], text)
    assert (text[whole.start : whole.end], whole.identity) == ("12 Elm St, Apt 4", home)


def test_words_to_keep_are_not_masked_nor_names_that_add_nothing_to_them() -> None:
    text = "a Carrier Corporation furnace"
    keep = finding(text, "Carrier", KEEP, KNOWN)
    assert settled(text, keep, finding(text, "Carrier", "ORGANIZATION", GUESSED)) == []
    assert settled(text, keep, finding(text, "Carrier Corporation", "ORGANIZATION", PATTERN)) == []


def test_a_town_stays_alone_and_goes_with_its_address() -> None:
    text = "Duluth courts; Duluth, MN 55811"
    town = Finding(0, 6, TOWN, KNOWN)
    line = finding(text, "Duluth, MN 55811", "STREET_ADDRESS", PATTERN)
    assert settled(text, town, finding(text, "Duluth", "PERSON", GUESSED), line) == [
        ("Duluth, MN 55811", "STREET_ADDRESS")
    ]


def test_a_title_left_over_beside_a_name_stays() -> None:
    text = "Dr. Sethi"
    assert settled(text, finding(text, "Sethi", "PERSON", KNOWN), finding(text, "Dr. Sethi", "PERSON", GUESSED)) == [
        ("Sethi", "PERSON")
    ]


@given(
    st.lists(
        st.builds(
            lambda start, length, entity, certainty: Finding(start, min(start + length, 30), entity, certainty),
            st.integers(0, 29),
            st.integers(1, 12),
            st.sampled_from(["PERSON", "PHONE_NUMBER", "STREET_ADDRESS"]),
            st.sampled_from(Certainty),
        ),
        max_size=8,
    )
)
def test_every_letter_any_finding_covers_is_covered_once(findings: list[Finding]) -> None:
    text = "Zqxjkvwzz " * 3
    covered = [n for f in settle(findings, text) for n in range(f.start, f.end)]
    assert len(covered) == len(set(covered))
    letters = {n for f in findings for n in range(f.start, f.end) if text[n].isalnum()}
    assert letters <= set(covered)
