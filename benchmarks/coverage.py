"""Coverage verdicts measured: right or not, how far their confidence holds, what they hang on, replay, speed.

    python -m benchmarks.coverage [--accounts harborline bluebonnet …] [--replays 1000] [--ablate harborline …]

Accuracy, calibration and ablation go from the sample folders' PDFs and records straight to the engine (`make eval` takes
the way through Jobber, masking and the index). Replays run in a new process with another PYTHONHASHSEED, from facts that
were written to disk. The batch runs over sealed stores and masked contracts of a made-up account; it is stopped half way and
taken up again.
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
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from ingest.jobber.records import Client, Job, LineItem, Visit
from ingest.ledger import Ledger
from ingest.records import Records
from retrieval.embed import SentenceTransformerEmbedder
from service.agreements.store import AgreementStore
from service.citing import Citer
from service.cli.result_files import check_all
from service.coverage.ablation import plainly, without_cited, without_uncited
from service.coverage.evaluate import EDGES, LineScore, Scores, score
from service.coverage.facts import Facts, again, as_bytes, canonical
from service.coverage.nearness import Likeness
from service.coverage.verdict import Coverage
from service.coverage.vocabulary import standard
from service.coverage.vocabulary.contradictions import contradictions
from service.coverage.work import CoverageError
from service.decisions import Decisions
from service.desk import Desk
from service.judging import Judging
from service.store.sealed_json import SealedJson
from tests.fakes.databases import database, keyring_of
from tests.fakes.office import ACCOUNT, Office
from tests.service.coverage.folder import Folder, checked

SAMPLES = Path(__file__).parents[1] / "samples"
OPENED = ["harborline", "bluebonnet", "fennimore", "kestrel", "juniper"]
BATCH, LONG = 1000, 30
EMBEDDER = SentenceTransformerEmbedder.bundled()
LIKENESS = Likeness(lambda: EMBEDDER)
PLAN = """SERVICE AGREEMENT
This agreement begins on January 1, 2026 and ends on December 31, 2026.
1. COVERED
Repair labor on the furnace is included, up to six (6) hours in each calendar year.
2. PARTS
Parts are charged at our list price less fifteen percent (15%).
3. APPROVAL
Work above $500.00 needs the written approval of the customer first.
4. EXCLUSIONS
Thermostats are not covered.
"""
Checked = dict[str, tuple[Coverage, Facts]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accounts", nargs="*", default=OPENED)
    parser.add_argument("--ablate", nargs="*", default=OPENED)
    parser.add_argument("--replays", type=int, default=1000)
    parser.add_argument("--replay-folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--without-batch", action="store_true", help="leave out the batch")
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
    return {job: checked(folder, job, day, LIKENESS) for job, day in days.items()}


def gold_of(name: str) -> dict[str, Any]:
    return dict(json.loads((SAMPLES / name / "gold.json").read_text(encoding="utf-8")))


def show_scores(made: dict[str, Checked], out: Console) -> None:
    every: list[LineScore] = []
    table = Table("", "verdicts right", "wrongly covered", "wrongly not covered", "unclear", "amounts right", box=None)
    bands = Table(
        "confidence: said / right", *(f"{low:.1f}-{min(high, 1):.1f}" for low, high in pairwise(EDGES)), box=None
    )
    for name, each in made.items():
        found = score(gold_of(name)["coverage"], {job: coverage.to_json() for job, (coverage, _) in each.items()})
        every += found.lines
        table.add_row(name, *score_cells(found))
        bands.add_row(name, *band_cells(found))
    together = Scores(tuple(every))
    table.add_row("together", *score_cells(together))
    bands.add_row("together", *band_cells(together))
    out.print(table)
    out.print("\n", bands)


def band_cells(found: Scores) -> Iterator[str]:
    """For each band of confidence: lines, what it said on average, and the share that was right."""
    rows = {row["from"]: row for row in found.calibration(EDGES)}
    for low in EDGES[:-1]:
        row = rows.get(low)
        yield f"{row['lines']}: {row['said']:.2f} / {row['right']:.2f}" if row else "none"


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
        same += replays(facts, file.with_suffix(".coverage").read_bytes())
    seed = os.environ["PYTHONHASHSEED"]
    print(f"\nReplayed in a new process with PYTHONHASHSEED={seed}: {same} of {wanted} to the same bytes")


def replays(facts: Facts, wanted: bytes) -> bool:
    try:
        return as_bytes(again(facts)) == wanted
    except CoverageError:
        return False


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


def show_batch(out: Console, clients: int = 40, each: int = BATCH // 40) -> None:
    """1 000 jobs of a made-up account over sealed stores and masked contracts, stopped after half and taken up again."""
    with tempfile.TemporaryDirectory() as scratch, database("sqlite", Path(scratch)) as engine:
        people = tuple(Client(id=f"client-{n}", first_name="Ada", last_name=f"Berg{n}") for n in range(clients))
        office = Office(engine, Path(scratch), people)
        for n, person in enumerate(people):
            office.file(person, f"plan-{n}.pdf", PLAN)
            jobs = [record for m in range(each) for record in made_job(person, n * each + m)]
            office.store.put(ACCOUNT, jobs, run="first")
        desk, output = at_desk(office), Path(scratch) / "verdicts.jsonl"
        began, worked = time.perf_counter(), time.process_time()
        check_all(stopping_after(desk, clients * each // 2), output)
        check_all(cast(Desk, desk), output)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        done = [json.loads(line)["job_id"] for line in output.read_text(encoding="utf-8").splitlines()]
    total = len(done)
    out.print(
        f"\nA batch of {total} jobs of 3 lines, stopped half way and taken up again: {took:.0f} s, {total / took:.0f} jobs/s"
        f" ({total / worked:.0f} per second of one core); {len(set(done))} jobs in the file, {total - len(set(done))} twice"
    )


def made_job(person: Client, n: int) -> tuple[Job, Visit]:
    at = datetime(2026, 3, 1 + n % 28, 15, tzinfo=UTC)
    items = (("Furnace igniter", "1", "80"), ("Labor", "2", "130"), ("Thermostat", "1", "90"))
    lines = tuple(
        LineItem(f"li-{n}-{at}", name, "", "", Decimal(count), Decimal(price), Decimal(count) * Decimal(price))
        for at, (name, count, price) in enumerate(items)
    )
    job = Job(id=f"job-{n}", client_id=person.id, number=str(n), title="Furnace repair", line_items=lines)
    return job, Visit(id=f"visit-{n}", client_id=person.id, job_id=job.id, start_at=at, completed_at=at)


@dataclass(frozen=True)
class Stores:
    records: Records
    ledger: Ledger
    agreements: AgreementStore
    decisions: Decisions


@dataclass(frozen=True)
class BatchDesk:
    """What of a desk a batch needs."""

    judging: Judging

    def jobs_to_judge(self) -> int:
        return self.judging.count()

    def check_every(self, *, as_of: date | None = None, but: Container[str] = ()) -> Iterator[dict[str, Any]]:
        return self.judging.every(as_of=as_of, but=but)


def at_desk(office: Office) -> BatchDesk:
    decisions = Decisions(office.engine, SealedJson(keyring_of(office.engine)))
    citer = Citer(
        office.scope, ledger=office.ledger, pages=office.pages, records=office.store, anonymizer=office.anonymizer
    )
    stores = Stores(office.store, office.ledger, office.agreements, decisions)
    zone = ZoneInfo("America/Chicago")
    return BatchDesk(
        Judging(
            stores,
            office.scope,
            citer,
            lambda text: office.anonymizer.reveal(text, office.scope),
            zone,
            standard(),
            LIKENESS,
        )
    )


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


def stopping_after(desk: BatchDesk, jobs: int) -> Desk:
    return cast(Desk, StoppingAfter(desk, jobs))


if __name__ == "__main__":
    main()
