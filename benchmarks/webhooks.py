"""How fast `fineprint serve` answers webhooks while it reads the sample account's documents.

    python -m benchmarks.webhooks [COUNT]

Eight connections send without a pause, and the process is then killed. Ends with 1 when the p99 is not under 100 ms, one
answer came after Jobber's second, or an accepted event is not kept.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.e2e.deliveries import Delivered, percentile
from tests.e2e.installation import HARBORLINE, Installation, simulated
from tests.e2e.webhooks_during_sync import CONNECTIONS, NUMBER, deliver_while_syncing, states

P99, JOBBERS_PATIENCE = 0.1, 1.0  # seconds


def main(number: int = NUMBER) -> int:
    """How many of the things asked for are not so."""
    with tempfile.TemporaryDirectory() as folder, simulated(HARBORLINE) as jobber:
        installation = Installation.new(Path(folder) / "installation", jobber)
        installation.connect()
        answers = deliver_while_syncing(installation, number)
        kept = sum(states(installation).values())
    _print(answers, kept)
    wrong = list(_problems(answers, kept))
    for problem in wrong:
        print(f"not good enough: {problem}", file=sys.stderr)
    return len(wrong)


def _print(answers: Sequence[Delivered], kept: int) -> None:
    accepted = sum(each.status == 202 for each in answers)
    shares = ", ".join(f"p{share * 100:.0f} {percentile(answers, share) * 1000:.0f} ms" for share in (0.5, 0.95, 0.99))
    slow = sum(each.seconds >= P99 for each in answers)
    print(f"{len(answers)} webhooks over {CONNECTIONS} connections during a sync: {accepted} accepted, {kept} kept")
    print(f"{shares}, slowest {_slowest(answers) * 1000:.0f} ms; {slow} took {P99 * 1000:.0f} ms or more")


def _problems(answers: Sequence[Delivered], kept: int) -> Iterator[str]:
    if percentile(answers, 0.99) >= P99:
        yield f"the p99 is not under {P99 * 1000:.0f} ms"
    if _slowest(answers) >= JOBBERS_PATIENCE:
        yield f"one answer took longer than Jobber's {JOBBERS_PATIENCE:.0f} s"
    if kept < sum(each.status == 202 for each in answers):
        yield "accepted events are not kept"


def _slowest(answers: Sequence[Delivered]) -> float:
    return max(each.seconds for each in answers)


if __name__ == "__main__":
    sys.exit(1 if main(*(int(each) for each in sys.argv[1:])) else 0)
