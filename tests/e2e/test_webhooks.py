"""Webhooks while the same process syncs: kept through `kill -9`, and then worked off.

How fast they are answered is measured by `make bench-webhooks`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.installation import Installation, stopped_after, wait_until
from tests.e2e.webhooks_during_sync import NUMBER, deliver_while_syncing, serving, states


@pytest.mark.timeout(600)
def test_webhooks_during_a_sync_are_answered_and_all_that_were_accepted_outlive_a_kill(
    connected: Installation, tmp_path: Path
) -> None:
    installation = connected.copy(tmp_path / "own")
    answers = deliver_while_syncing(installation)
    assert {answer.status for answer in answers} <= {202, 503}, "503 asks Jobber to send it again"
    accepted, kept = sum(answer.status == 202 for answer in answers), sum(states(installation).values())
    assert 0 < accepted <= kept <= NUMBER

    with stopped_after(serving(installation)[0]) as again:
        wait_until(lambda: states(installation) == {"done": kept}, again)
        ended = installation.rows("SELECT state FROM sync_runs")
    assert ended == [("done",)], "the sync that was killed went on first"
    assert installation.rows("SELECT DISTINCT tries FROM jobber_webhooks") == [(0,)]
