"""`fineprint serve` makes up for a night it slept through, once."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.installation import ZONE, Installation, stopped_after, wait_until
from tests.e2e.webhooks_during_sync import serving

NIGHTS = "SELECT state FROM sync_runs WHERE id LIKE 'night-%'"


@pytest.mark.timeout(400)
def test_a_night_missed_is_made_up_for_at_the_start_and_only_once(own: Installation) -> None:
    [(began,)] = own.rows("SELECT max(started_at) FROM sync_runs")
    at = datetime.fromisoformat(began).replace(second=0, microsecond=0, tzinfo=UTC) + timedelta(minutes=1)
    time.sleep(max((at - datetime.now(UTC)).total_seconds(), 0.0))  # the first sync took longer than this, as a rule
    (own.folder / ".env").write_text(f"FINEPRINT_SYNC_AT={at.astimezone(ZoneInfo(ZONE)):%H:%M}\n")
    with stopped_after(serving(own)[0]) as process:
        wait_until(lambda: own.rows(NIGHTS) == [("done",)], process)
    with stopped_after(serving(own)[0]) as again:
        time.sleep(3.0)
        assert again.poll() is None
    assert own.rows(NIGHTS) == [("done",)]
