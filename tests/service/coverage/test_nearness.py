"""Lines no word places: a clause near enough in meaning may price or carry them, never exclude them; the rest is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from service.agreements.terms import Agreement, Term
from service.coverage.facts import Facts, NotKept, again, as_bytes, judged
from service.coverage.matching import Similar
from service.coverage.nearness import Likeness
from service.coverage.usage import Tab
from service.coverage.verdict import Coverage, LineVerdict
from service.coverage.work import Work
from tests.fakes.terms import agreement, cited, cited_record, discount, excluded, included, line, work

GIZMO = work(line("Flux gizmo", price="80"))


def scores(**near: float) -> Similar:
    """How near a line is to a wording, by the wording's first word."""
    return lambda _, wordings: [near.get(one.split()[0].lower(), 0.0) for one in wordings]


def checked(job: Work, plan: Agreement, similar: Similar, tab: Tab | None = None) -> tuple[Coverage, Facts]:
    return judged(
        job, [plan], cite=cited, cite_record=cited_record, reveal=str, zone=ZoneInfo("UTC"), tab=tab, similar=similar
    )


def only(similar: Similar, *terms: Term) -> LineVerdict:
    (one,) = checked(GIZMO, agreement(*terms), similar)[0].lines
    return one


CHRONOMETERS, VORTEXES = included("chronometers"), excluded("vortexes")


def test_a_clause_very_near_in_meaning_carries_the_line_and_says_so() -> None:
    found = only(scores(chronometers=0.85, vortexes=0.3), CHRONOMETERS, VORTEXES)

    assert (found.verdict, str(found.customer_pays)) == ("covered", "0.00")
    assert found.match is not None
    assert (found.match.kind, found.match.score) == ("alike", 0.85)
    assert "chronometers" in found.citations[0].quote


@pytest.mark.parametrize(
    "near",
    [
        {"chronometers": 0.7, "vortexes": 0.3},
        {"chronometers": 0.85, "vortexes": 0.8},
        {"chronometers": 0.2, "vortexes": 0.95},
    ],
)
def test_a_clause_less_near_or_not_apart_or_that_excludes_is_only_asked_about(near: dict[str, float]) -> None:
    found = only(scores(**near), CHRONOMETERS, VORTEXES)

    nearest = max(near, key=lambda name: near[name])
    assert found.verdict == "unclear"
    assert f"is it “{nearest}”?" in found.question
    assert nearest in found.considered[0].citation.quote
    assert f"{near[nearest]:.2f}" in found.considered[0].why


def test_a_price_decides_from_less_near_on() -> None:
    off = discount("25", what="zeppelins", quote="25% off zeppelins.")

    found = only(scores(zeppelins=0.65), off, CHRONOMETERS)

    assert (found.verdict, str(found.customer_pays)) == ("partially_covered", "60.00")


def test_a_line_the_vocabulary_places_asks_no_model() -> None:
    def never(_: str, wordings: Sequence[str]) -> Sequence[float]:
        raise AssertionError("asked")

    checked(work(line("Furnace tune-up")), agreement(included("furnace tune-up")), never)


def test_it_is_made_again_from_the_kept_scores_without_the_model() -> None:
    plan = agreement(CHRONOMETERS, VORTEXES)
    coverage, facts = checked(GIZMO, plan, scores(chronometers=0.85))

    kept = Facts.from_json(facts.to_json())

    assert as_bytes(again(kept)) == as_bytes(coverage)
    with pytest.raises(NotKept):
        again(Facts.from_json(facts.to_json() | {"likeness": []}))


def test_what_a_batch_judged_before_is_kept_with_each_verdict_that_rests_on_it() -> None:
    plan, tab = agreement(CHRONOMETERS, VORTEXES), Tab()
    first = work(line("Flux gizmo", price="80"), day=date(2026, 3, 2), job="job-0")
    later = work(line("Furnace tune-up"), day=date(2026, 4, 2), job="job-2", earlier=[first])
    last = work(line("Furnace tune-up"), day=date(2026, 5, 2), job="job-3", earlier=[first])
    checked(later, plan, scores(chronometers=0.85), tab)

    coverage, facts = checked(last, plan, scores(), tab)

    assert as_bytes(again(facts)) == as_bytes(coverage)


def test_each_text_is_embedded_once() -> None:
    asked: list[str] = []

    class Letters:
        def embed(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
            asked.extend(texts)
            return [(1.0, 0.0) if text.startswith("a") else (0.6, 0.8) for text in texts]

    likeness = Likeness(Letters)

    assert likeness("a", ["ab", "b"]) == [1.0, 0.6]
    assert likeness("b", ["ab", "a"]) == [0.6, 0.6]
    assert asked == ["a", "ab", "b"]
