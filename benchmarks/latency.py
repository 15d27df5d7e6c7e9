"""How long search and whole answers take beside 20,000 clauses, and what of it the model and Qdrant take alone.

    python -m benchmarks.latency [--clauses 20000] [--keep FOLDER]

The sample account is synced through the simulator, and made-up clients with their contracts and notes are added in SQL and in
the index until it holds so many clauses (`benchmarks.filled_account`; `--keep` has both done once). Every question of the gold file is asked in turn: its
embedding alone, one bare Qdrant query with that vector, search, and the whole answer with its verified citations, no language
model. The median and the 95th percentile are printed in milliseconds, on the clock and of processors' time, after ten
questions to warm up; then what late interaction keeps of every clause.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import uuid4

from anonymize.boundary import Scope
from benchmarks.filled_account import fill
from benchmarks.sample_scores import settings_of
from retrieval.index import Narrowing, Query
from retrieval.late import Sketch
from retrieval.qdrant_sparse import Bm25
from service.app import App
from service.auth.roles import Role
from service.demo import SAMPLE, authorize, simulator
from service.scoring import Gold

CLAUSES, LOOKED_AT = 20_000, 500
BARS = {"search": "p50 under 40, p95 under 120", "answer": "p95 under 500", "late": "300 MB"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, default=CLAUSES)
    parser.add_argument("--keep", type=Path, help="keep the filled account here and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place, gold = options.keep or Path(scratch), Gold.read(SAMPLE / "gold.json")
        account = _prepared(place, gold, options.clauses)
        app = App(settings_of(place, "http://127.0.0.1:1", gold))  # nothing of Jobber's is asked any more
        try:
            _measure(app, account, gold)
            _weigh(app, account)
        finally:
            app.close()


def _prepared(place: Path, gold: Gold, clauses: int) -> str:
    """The account's id, once its folder holds the sample and what was made up beside it."""
    done = place / f"filled-{clauses}"
    if done.exists():
        return done.read_text()
    with simulator(SAMPLE) as url:
        app = App(settings_of(place, url, gold))
        try:
            account = app.connect(authorize(app)).id
            app.workflows.sync(account, f"run-{uuid4().hex[:8]}", full=False, communications=None)
            print(f"{fill(app, account, clauses)} clauses of {len(app.ledger.documents(Scope(account)))} documents")
        finally:
            app.close()
    done.write_text(account)
    return account


def _measure(app: App, account: str, gold: Gold) -> None:
    scope, desk = Scope(account), app.desk_for(app.owner_principal(Role.STAFF))
    embedder, index, searcher, seal = (
        app.index.embedder,
        app.index.writing(),
        app.index.searcher(),
        app.seal_for(account),
    )
    nothing = Bm25().question("")

    def bare(question: str) -> Callable[[], Any]:
        query = Query(embedder.embed([question])[0], nothing, limit=12, arms=("dense",))
        return lambda: index.search(scope, query)

    kinds: dict[str, Callable[[str], Callable[[], Any]]] = {
        "the question's embedding alone": lambda question: lambda: embedder.embed([question]),
        "one dense Qdrant query alone": bare,
        f"search, its embedding included (bar: {BARS['search']})": lambda question: (
            lambda: searcher.search(scope, seal.sign(question))
        ),
        f"a whole answer (bar: {BARS['answer']})": lambda question: lambda: desk.ask(question),
    }
    questions = [str(item["question"]) for item in gold.questions]
    for name, kind in kinds.items():
        calls = [kind(question) for question in questions]
        _timed(calls[:10])
        taken = _timed(calls)
        wall, busy = (quantiles(times, n=20) for times in zip(*taken, strict=True))
        print(
            f"{name}: p50 {wall[9]:.0f} ms, p95 {wall[18]:.0f} ms; processor p50 {busy[9]:.0f} ms, p95 {busy[18]:.0f} ms",
            flush=True,
        )


def _weigh(app: App, account: str) -> None:
    """What late interaction keeps at the points, as stored, for as many clauses as the index holds."""
    ids = [document.id for document in app.ledger.documents(Scope(account))][:LOOKED_AT]
    found = app.index.writing().sketches(Scope(account), Narrowing(documents=tuple(ids)))
    each = sum(map(_stored, found.values())) / max(len(found), 1)
    whole = len(app.index.writing().point_ids(Scope(account)))
    print(
        f"late interaction keeps {each / 1000:.1f} kB a clause, {each * whole / 1e6:.0f} MB for {whole} clauses (bar: {BARS['late']})"
    )


def _stored(sketch: Sketch) -> int:
    return sum(len(str(value)) for value in sketch.stored().values())


def _timed(calls: Sequence[Callable[[], Any]]) -> list[tuple[float, float]]:
    """Milliseconds each call took: on the clock, and of processors' time, which a busy machine changes little."""
    taken = []
    for call in calls:
        began, busy = time.perf_counter(), time.process_time()
        call()
        taken.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - busy)))
    return taken


if __name__ == "__main__":
    main()
