"""What was agreed with a client on a day, from the command line over the synced sample account."""

from __future__ import annotations

from typing import Any

from tests.e2e.conftest import Synced

Json = dict[str, Any]


def on(synced: Synced, day: str) -> list[Json]:
    found: list[Json] = synced.installation.json("agreements", "Eleanor O'Brien", "--date", day)
    return found


def whys(found: list[Json]) -> set[str]:
    return {term["why"] for one in found for terms in one["terms"].values() for term in terms}


def test_a_rider_applies_from_its_day_and_says_so(synced: Synced) -> None:
    before, after = on(synced, "2026-02-28"), on(synced, "2026-03-01")
    assert whys(before) == {"stated in the agreement, in force from 2025-04-01 through 2027-03-31"}
    assert before[0]["set_aside"] == []
    assert "stated in amendment OBrien_Rider_1.pdf, in effect from 2026-03-01" in whys(after)
    assert any("OBrien_Rider_1.pdf" in one["why"] for one in after[0]["set_aside"])


def test_every_term_is_quoted_from_its_page(synced: Synced) -> None:
    terms = [term for one in on(synced, "2026-03-01") for terms in one["terms"].values() for term in terms]
    assert len(terms) > 20
    assert all(term["citation"]["verified"] and term["citation"]["page"] for term in terms)


def test_before_it_began_nothing_was_agreed(synced: Synced) -> None:
    assert on(synced, "2024-01-01") == []
