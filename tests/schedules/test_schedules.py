"""Whatever happens, and in whatever order: after the next quiet sync our records and documents equal the account's."""

from __future__ import annotations

import os
from typing import Any

import pytest

from tests.schedules.places import made_places
from tests.schedules.schedule import play

SCHEDULES = int(os.environ.get("FINEPRINT_TEST_SCHEDULES", "100"))
AT_ONCE = 20


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return made_places(tmp_path_factory.mktemp("schedules"))


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("first", range(1, SCHEDULES + 1, AT_ONCE))
def test_after_any_schedule_the_next_quiet_sync_leaves_no_divergence(first: int, places: dict[str, Any]) -> None:
    for seed in range(first, min(first + AT_ONCE, SCHEDULES + 1)):
        outcome = play(seed, places)
        assert outcome.divergences == [], f"seed {seed}: {dict(outcome.happened)}"
        assert outcome.open_runs == [], f"seed {seed}: runs that never ended"
