"""What grows with the number of clauses: how long a search takes, and how long writing the next thousand does.

    python -m benchmarks.growth [--largest 50000] [--figure build/growth.png]

Embedded index on disk, made-up clauses of 200 clients, vectors of hashed words (a model's share of the time is the same
for every clause, whatever stands in the index; `benchmarks.ingest_beside_plain` has it). Prints both, with the slope
between the ends, and draws them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from anonymize.boundary import SanitizedText, Scope
from retrieval.index import Narrowing
from retrieval.model import Clause
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from tests.fakes.clauses import masked_clause, seal_for
from tests.fakes.embedding import HashingEmbedder

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
CLIENTS, WORDS, PER_DOCUMENT = 200, 4_000, 40
SEARCHES = 40
STEP = 1_000
ACME = Scope("acme")


class Wide(HashingEmbedder):
    dimension = 256


@dataclass(frozen=True)
class Measured:
    """Seconds of this process's own work, which a busy machine does not stretch: the median search over the account and
    inside one client, and writing the last thousand clauses."""

    clauses: int
    whole: float
    client: float
    writing: float


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        measured = list(_measure(Path(folder) / "index", options.largest))
    for one in measured:
        print(
            f"{one.clauses:>7} clauses: search {one.whole * 1000:6.1f} ms, inside a client {one.client * 1000:6.1f} ms; "
            f"writing 1,000 more {one.writing:5.2f} s"
        )
    first, last = measured[0], measured[-1]
    print(
        f"{last.clauses / first.clauses:.0f} times the clauses: search x {last.whole / first.whole:.1f}, "
        f"inside a client x {last.client / first.client:.1f}, writing x {last.writing / first.writing:.1f}"
    )
    _draw(measured, options.figure)
    print(f"drawn in {options.figure}")


def _measure(folder: Path, largest: int) -> Iterator[Measured]:
    random = Random(7)
    words = ["".join(random.choices("abcdefghijklmnoprstuvwy", k=random.randint(3, 9))) for _ in range(WORDS)]
    index = QdrantEdgeIndex(folder, Wide.dimension, seal_for)
    searcher, held = Searcher(index, Wide(), Bm25()), 0
    for size in (size for size in SIZES if size <= largest):
        while held < size:
            batch = [_clause(number, words, random) for number in range(held, held + STEP)]
            points = searcher.points(batch)  # the model's work, which is not measured here
            started = time.process_time()
            index.upsert(points)
            writing, held = time.process_time() - started, held + STEP
        questions = [seal_for("acme").sign(" ".join(random.choices(words, k=8))) for _ in range(SEARCHES)]
        yield Measured(
            size,
            _searched(searcher, questions, Narrowing()),
            _searched(searcher, questions, Narrowing(clients=("client-7",))),
            writing,
        )
    index.close()


def _clause(number: int, words: Sequence[str], random: Random) -> Clause:
    text, document = " ".join(random.choices(words, k=40)), number // PER_DOCUMENT
    return masked_clause(
        text,
        ordinal=number % PER_DOCUMENT,
        start=number * 300,
        document=f"doc-{document}",
        client=f"client-{document % CLIENTS}",
    )


def _searched(searcher: Searcher, questions: Sequence[SanitizedText], within: Narrowing) -> float:
    took = []
    for question in questions:
        started = time.process_time()
        searcher.search(ACME, question, within)
        took.append(time.process_time() - started)
    return median(took)


def _draw(measured: Sequence[Measured], figure: Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    clauses = [one.clauses for one in measured]
    drawn, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    left.plot(clauses, [one.whole * 1000 for one in measured], marker="o", label="whole account")
    left.plot(clauses, [one.client * 1000 for one in measured], marker="o", label="one client of 200")
    left.set(xlabel="clauses", ylabel="median search, CPU ms", ylim=(0, None), title="Searching")
    left.legend()
    right.plot(clauses, [one.writing for one in measured], marker="o")
    right.set(
        xlabel="clauses already there",
        ylabel="writing 1,000 more, CPU s",
        ylim=(0, None),
        title="Writing, without the model",
    )
    drawn.tight_layout()
    figure.parent.mkdir(parents=True, exist_ok=True)
    drawn.savefig(figure, dpi=120)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--figure", type=Path, default=Path("build/growth.png"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
