from __future__ import annotations

import pytest

from ingest.hyphens import Hyphens


@pytest.mark.parametrize(
    ("first", "second", "joint"),
    [
        ("mainte-", "nance", ""),
        ("in-", "cluded", ""),
        ("re-", "place", ""),
        ("after-", "hours", "-"),
        ("(two-", "stage", "-"),
        ("Trane-", "Lennox", "-"),
        ("RM-", "2025", "-"),
        ("-", "item", None),
    ],
)
def test_a_hyphen_at_a_lines_end_is_kept_only_where_it_is_the_words_own(
    first: str, second: str, joint: str | None
) -> None:
    assert Hyphens([]).joint(first, second) == joint


def test_other_words_of_the_document_decide_first() -> None:
    assert Hyphens(["walk-in", "cooler"]).joint("walk-", "in") == "-"
    assert Hyphens(["halfway"]).joint("half-", "way,") == ""
