"""Coverage verdicts measured: right or not, how far their confidence holds, what they hang on, replay, speed.

    python -m benchmarks.coverage [--accounts harborline bluebonnet …] [--replays 1000] [--ablate harborline …]

Accuracy, calibration and ablation go from the sample folders' PDFs and records straight to the engine (`make eval` takes
the way through Jobber, masking and the index). Replays run in a new process with another PYTHONHASHSEED, from facts that
were written to disk. The batch runs through the product: the sample account is synced, its jobs are copied until there
are 1 000, and the run is stopped half way and taken up again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from anonymize.boundary import Scope
from benchmarks.sample_scores import synced
from ingest.jobber.records import Job, LineItem, Visit
from service.auth.roles import Role
from service.cli.result_files import check_all
from service.coverage.ablation import plainly, without_cited, without_uncited
from service.coverage.evaluate import EDGES, LineScore, Scores, score
from service.coverage.facts import Facts, again, as_bytes, canonical
from service.coverage.verdict import Coverage
from service.coverage.vocabulary import standard
from service.coverage.vocabulary.contradictions import contradictions
from tests.service.coverage.folder import Folder, checked

SAMPLES = Path(__file__).parents[1] / "samples"
BATCH, LONG = 1000, 30
Checked = dict[str, tuple[Coverage, Facts]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", nargs="*", default=["harborline", "bluebonnet", "fennimore", "kestrel"])
    parser.add_argument("--ablate", nargs="*", default=["harborline", "bluebonnet"])
    parser.add_argument("--replays", type=int, default=1000)
    parser.add_argument("--replay-folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--without-batch", action="store_true", help="leave out the batch through the product")
    arguments = parser.parse_args()
    if arguments.replay_folder:
        replay_folder(arguments.replay_folder, arguments.replays)
        return
    out = Console(width=110)
    made = {name: judged_account(name) for name in arguments.accounts}
    show_scores(made, out)
    show_ablation({name: made[name] for name in arguments.ablate if name in made}, out)
    show_replays([pair for each in made.values() for pair in each.values()], arguments.replays, out)
    show_long_job(next(iter(made.values())), out)
    show_vocabulary(out)
    if not arguments.without_batch:
        show_batch(out)


def judged_account(name: str) -> Checked:
    gold = gold_of(name)
    folder = Folder(SAMPLES / name, ZoneInfo(gold["timezone"]))
    days = {job["job"]: date.fromisoformat(job["as_of"]) if job["as_of"] else None for job in gold["coverage"]}
    return {job: checked(folder, job, day) for job, day in days.items()}


def gold_of(name: str) -> dict[str, Any]:
    return dict(json.loads((SAMPLES / name / "gold.json").read_text(encoding="utf-8")))


def show_scores(made: dict[str, Checked], out: Console) -> None:
    every: list[LineScore] = []
    table = Table("", "verdicts right", "wrongly covered", "wrongly not covered", "unclear", "amounts right", box=None)
    for name, each in made.items():
        found = score(gold_of(name)["coverage"], {job: coverage.to_json() for job, (coverage, _) in each.items()})
        every += found.lines
        table.add_row(name, *score_cells(found))
    table.add_row("together", *score_cells(Scores(tuple(every))))
    out.print(table)
    out.print("\nConfidence: what it said on average, and how many were right")
    for row in Scores(tuple(every)).calibration(EDGES):
        out.print(
            f"  {row['from']:.2f}-{min(row['to'], 1):.2f}  {row['lines']:4} lines  said {row['said']:.2f}  right {row['right']:.2f}"
        )


def score_cells(found: Scores) -> tuple[str, ...]:
    lines = len(found.lines)
    amounts = [line.amounts for line in found.lines if line.amounts is not None]
    return (
        f"{sum(line.right for line in found.lines)} of {lines} ({found.verdicts:.1%})",
        f"{found.wrongly_covered} of {lines} ({found.wrongly_covered / lines:.1%})",
        f"{found.wrongly_not_covered} of {lines} ({found.wrongly_not_covered / lines:.1%})",
        f"{found.unclear} of {lines} ({found.unclear / lines:.1%})",
        f"{sum(amounts)} of {len(amounts)} ({found.amounts:.1%})",
    )


def show_ablation(made: dict[str, Checked], out: Console) -> None:
    counted: Counter[str] = Counter()
    for coverage, facts in (pair for each in made.values() for pair in each.values()):
        for one in without_cited(facts, coverage):
            counted["cited"] += 1
            counted["turned"] += one.turned
        for unmoved in without_uncited(facts, coverage):
            counted["uncited"] += 1
            counted["unmoved"] += unmoved
    out.print(
        f"\nWithout the clauses a line cites, its verdict or amount turns: {counted['turned']} of {counted['cited']} lines"
        f"\nWithout a clause no line cites, all stays as it was: {counted['unmoved']} of {counted['uncited']} clauses"
    )


def show_replays(made: Sequence[tuple[Coverage, Facts]], wanted: int, out: Console) -> None:
    """Facts and results to disk; a new process with another hash seed makes each again and compares the bytes."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for n, (coverage, facts) in enumerate(made):
            (folder / f"{n}.facts").write_bytes(canonical(facts.to_json()))
            (folder / f"{n}.coverage").write_bytes(as_bytes(coverage))
        command = [sys.executable, "-m", "benchmarks.coverage", "--replay-folder", scratch, "--replays", str(wanted)]
        seeded = os.environ | {"PYTHONHASHSEED": str(random.randrange(1, 2**32))}
        done = subprocess.run(command, env=seeded, capture_output=True, text=True, check=True, cwd=SAMPLES.parent)
    out.print(done.stdout.strip())


def replay_folder(folder: Path, wanted: int) -> None:
    kept = sorted(folder.glob("*.facts"))
    same = 0
    for n in range(wanted):
        file = kept[n % len(kept)]
        facts = Facts.from_json(json.loads(file.read_bytes()))
        same += as_bytes(again(facts)) == file.with_suffix(".coverage").read_bytes()
    seed = os.environ["PYTHONHASHSEED"]
    print(f"\nReplayed in a new process with PYTHONHASHSEED={seed}: {same} of {wanted} to the same bytes")


def show_long_job(made: Checked, out: Console) -> None:
    """The longest job of the account, its lines repeated until there are 30."""
    _, facts = max(made.values(), key=lambda pair: len(pair[1].work.lines))
    lines = tuple(replace(facts.work.lines[n % len(facts.work.lines)], id=f"line-{n}") for n in range(LONG))
    began = time.perf_counter()
    again(replace(facts, work=replace(facts.work, lines=lines)), cite=plainly)
    out.print(f"\nA job of {LONG} lines: {time.perf_counter() - began:.2f} s")


def show_vocabulary(out: Console) -> None:
    known = standard()
    words = sum(len(one.words) + 1 for one in known.concepts.values())
    out.print(
        f"\nVocabulary: {len(known.concepts)} concepts, {words} words, {len(contradictions(known))} contradictions"
    )


def show_batch(out: Console) -> None:
    """1 000 jobs, stopped after half and taken up again; every job once in the file."""
    with tempfile.TemporaryDirectory() as scratch, synced(SAMPLES / "harborline", Path(scratch)) as (app, account, _):
        desk = app.desk_for(app.owner_principal(Role.STAFF))
        jobs = list(app.records.all(Scope(account), Job))
        visits = list(app.records.all(Scope(account), Visit))
        app.records.put(account, copies(jobs, visits), run="copies")
        output, total = Path(scratch) / "verdicts.jsonl", desk.jobs_to_judge()
        began = time.perf_counter()
        check_all(stopping_after(desk, total // 2), output)
        check_all(desk, output)
        took = time.perf_counter() - began
        done = [json.loads(line)["job_id"] for line in output.read_text(encoding="utf-8").splitlines()]
    out.print(
        f"\nA batch of {total} jobs, stopped half way and taken up again: {took:.0f} s, {total / took:.0f} jobs/s;"
        f" {len(set(done))} of {total} jobs in the file, {len(done) - len(set(done))} twice"
    )


def copies(jobs: Sequence[Job], visits: Sequence[Visit]) -> Iterator[Job | Visit]:
    """The jobs with line items again under other ids and numbers, with their visits, until there are `BATCH`."""
    billed = [job for job in jobs if job.line_items]
    for n in range(BATCH - len(billed)):
        job = billed[n % len(billed)]
        id, mark = f"{job.id}-copy-{n}", n // len(billed) + 1
        yield replace(job, id=id, number=str(100_000 + n), line_items=tuple(copied(line, n) for line in job.line_items))
        for visit in visits:
            if visit.job_id == job.id:
                yield replace(visit, id=f"{visit.id}-copy-{n}", job_id=id, title=f"{visit.title} {mark}".strip())


def copied(line: LineItem, n: int) -> LineItem:
    return replace(line, id=f"{line.id}-copy-{n}", quantity=line.quantity or Decimal(1))


class StoppingAfter:
    """A desk whose batch ends after so many jobs, as one that was stopped would."""

    def __init__(self, desk: Any, jobs: int) -> None:
        self._desk, self._jobs = desk, jobs

    def jobs_to_judge(self) -> int:
        return int(self._desk.jobs_to_judge())

    def check_every(self, **asked: Any) -> Iterator[dict[str, Any]]:
        for n, coverage in enumerate(self._desk.check_every(**asked)):
            if n == self._jobs:
                return
            yield coverage


def stopping_after(desk: Any, jobs: int) -> Any:
    return StoppingAfter(desk, jobs)


if __name__ == "__main__":
    main()
