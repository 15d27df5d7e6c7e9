"""The benchmark of a first sync, with an account small enough for every run of the tests."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.backfill import ENOUGH, GROWTH, Backfill, backfill
from benchmarks.busy_account import busy_account, records_in


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Backfill:
    return backfill(tmp_path_factory.mktemp("backfill"), 1_200)


def test_a_backfill_reads_everything_is_never_throttled_and_uses_what_the_bucket_allows(found: Backfill) -> None:
    assert found.records == records_in(busy_account(1_200))
    assert found.throttled == 0
    assert found.ratio >= ENOUGH
    assert found.problems == []


def test_notes_take_far_fewer_calls_than_there_are_records(found: Backfill) -> None:
    calls = {stage: calls for stage, calls, _, _ in found.stages}
    assert 0 < calls["notes"] < found.records / 10


def test_a_backfill_that_is_not_good_enough_says_why(found: Backfill) -> None:
    poor = replace(found, used=found.allowed / 2, throttled=3, memory=(0, GROWTH + 1))
    assert [problem.split()[0] for problem in poor.problems] == ["3", "less", "memory"]
