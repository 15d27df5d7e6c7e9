"""How long search and whole answers take beside 20,000 indexed clauses, and what of it the model and Qdrant take alone.

    python -m benchmarks.latency [--clauses 20000] [--keep FOLDER]

The sample account is synced through the simulator; clauses of made-up clients are then written into the same account's
index until it holds so many. Their words are drawn from the sample's own; their vectors and token signs are drawn too, as
a search costs the same whatever they say. Every question of the gold file is asked in turn: its embedding alone, one bare
Qdrant query with that vector, search, and the whole answer with its verified citations, no language model. The median and
the 95th percentile are printed in milliseconds, on the clock and of processors' time, after ten questions to warm up.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import uuid4

import numpy as np

from anonymize.boundary import SanitizedText, Scope, Seal
from benchmarks.sample_scores import settings_of
from retrieval.index import Point, Query
from retrieval.late import Sketch
from retrieval.model import Clause, DocumentKind, DocumentRole, Source, Span
from retrieval.qdrant_sparse import Bm25
from service.app import App
from service.auth.roles import Role
from service.demo import SAMPLE, authorize, simulator
from service.scoring import Gold

CLAUSES, PER_DOCUMENT, WORDS, BATCH = 20_000, 40, 70, 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, default=CLAUSES)
    parser.add_argument("--keep", type=Path, help="keep the synced account here and use it again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place, gold = options.keep or Path(scratch), Gold.read(SAMPLE / "gold.json")
        with simulator(SAMPLE) as url:
            app = App(settings_of(place, url, gold))
            try:
                account = app.connect(authorize(app)).id
                app.workflows.sync(account, f"run-{uuid4().hex[:8]}", full=False, communications=None)
                _fill(app, account, options.clauses)
                _measure(app, account, gold)
            finally:
                app.close()


def _fill(app: App, account: str, wanted: int) -> None:
    index, embedder = app.index.writing(), app.index.embedder
    words = sorted({word for text in _texts(app, account) for word in text.split()})
    missing = wanted - len(index.point_ids(Scope(account)))
    drawn, sparse, seal = random.Random(11), Bm25(), app.seal_for(account)
    points: list[Point] = []
    for n in range(max(missing, 0)):
        text = seal.sign(" ".join(drawn.choices(words, k=WORDS)))
        points.append(_point(account, n, text, seal, sparse, embedder.dimension))
        if len(points) == BATCH or n == missing - 1:
            index.upsert(points)
            points = []
    print(f"{len(index.point_ids(Scope(account)))} clauses indexed")


def _texts(app: App, account: str) -> Iterator[str]:
    for document in app.ledger.documents(Scope(account)):
        yield from (kept.clause.text.text for kept in app.ledger.clauses(Scope(account), document.id))


def _point(account: str, n: int, text: SanitizedText, seal: Seal, sparse: Bm25, dimension: int) -> Point:
    document = f"made-up-{n // PER_DOCUMENT}"
    source = Source(document, account, f"client-of-{document}", DocumentKind.FILE, DocumentRole.AGREEMENT)
    noise = np.random.default_rng(n)
    vector = noise.standard_normal(dimension)
    places = [(at, at + 4) for at in range(0, 5 * (WORDS + 30), 5)]
    sketch = Sketch.of(noise.standard_normal((len(places), dimension)), places)
    clause = Clause(str(uuid4()), source, n % PER_DOCUMENT, "", seal.sign("Terms"), text, 1, Span(0, len(text.text)))
    return Point(clause, tuple((vector / np.linalg.norm(vector)).tolist()), sparse.clause(text.text), sketch)


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
        "search, its embedding included": lambda question: lambda: searcher.search(scope, seal.sign(question)),
        "a whole answer": lambda question: lambda: desk.ask(question),
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
