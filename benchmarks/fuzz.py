"""Hundreds of PDFs broken on purpose through the parsing process: what became of each, how long it took, how much memory.

    python -m benchmarks.fuzz [COUNT] [SEED]

The originals are the sample account's attachments and the tests' own papers. Prints how each kind of damage ended; exits 1
where the service's side failed, a file ran into the time limit, or the child's address space went over its cap.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from ingest.document_text import Unreadable
from ingest.parsing import Limits, Parser
from tests.ingest.mutations import mutated
from tests.ingest.test_broken_pdfs import ORIGINALS, peak_memory

SAMPLE = Path(__file__).parents[1] / "samples/harborline/files"
LIMITS = Limits(seconds=120, memory=2 * 1024**3)
READ, REFUSED, CHILD_DIED, LATE = "read", "refused with a reason", "child died, refused", "over the time limit"


def main(count: int = 500, seed: int = 1) -> int:
    originals = [*ORIGINALS, *(path.read_bytes() for path in sorted(SAMPLE.glob("*.pdf")))]
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    slowest, peak = (0.0, ""), 0
    with tempfile.TemporaryDirectory() as folder, Parser(Path(folder), LIMITS) as parser:
        for number, (name, data) in enumerate(mutated(originals, count, seed), 1):
            begun = time.monotonic()
            ends[name][_end(parser, data)] += 1
            slowest = max(slowest, (time.monotonic() - begun, name))
            peak = max(peak, peak_memory(parser))
            if number % 50 == 0:
                print(f"{number} of {count}", file=sys.stderr)
        sound = _end(parser, ORIGINALS[0]) == READ
    return _report(ends, slowest, peak, sound=sound)


def _end(parser: Parser, data: bytes) -> str:
    try:
        parser.read(data)
    except Unreadable as unreadable:
        reason = unreadable.reason
        return (
            LATE if "took longer than" in reason else CHILD_DIED if "broke the parsing program" in reason else REFUSED
        )
    return READ


def _report(ends: dict[str, Counter[str]], slowest: tuple[float, str], peak: int, *, sound: bool) -> int:
    kinds = (READ, REFUSED, CHILD_DIED, LATE)
    print(f"{'what was done':18}" + "".join(f"{kind:>24}" for kind in kinds))
    for name, counts in sorted(ends.items()):
        print(f"{name:18}" + "".join(f"{counts[kind]:24}" for kind in kinds))
    total: Counter[str] = sum(ends.values(), Counter())
    print(f"{'all':18}" + "".join(f"{total[kind]:24}" for kind in kinds))
    print(f"slowest {slowest[0]:.1f} s ({slowest[1]}), limit {LIMITS.seconds:.0f} s")
    print(f"most address space {peak / 1024**2:.0f} MB, cap {LIMITS.memory / 1024**2:.0f} MB")
    print(f"an unbroken file afterwards: {'read' if sound else 'NOT READ'}")
    return int(not sound or total[LATE] > 0 or peak > LIMITS.memory)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
