from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from anonymize.boundary import Seal
from retrieval.evaluate import BenchmarkUnreadable, Passage, character_scores, measure, packed, read_cases, read_text
from retrieval.index import VectorIndex
from retrieval.qdrant_edge import QdrantEdgeIndex
from tests.fakes.embedding import HashingEmbedder

FEE = "The diagnostic fee is $89 per visit. " * 4
ACID = "Acid washing is excluded. " * 6
TEXTS = {
    "hvac.txt": f"{FEE}\r\n\r\n{'Parts are discounted by fifteen percent off list. ' * 4}\n",
    "pool.txt": f"{'Chlorine and salt are included in the price. ' * 4}\n\n{ACID}\n",
}


def _paragraphs(text: str) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), f"{n}") for n, found in enumerate(re.finditer(r"[^\r\n]+", text))]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture
def benchmark(tmp_path: Path) -> Path:
    tests = [_case("how much is the diagnostic fee", "hvac.txt", FEE)]
    tests.append(_case("is acid washing excluded", "pool.txt", ACID))
    path = tmp_path / "benchmark.json"
    path.write_text(json.dumps({"tests": tests}))
    return path


def _case(query: str, file: str, answer: str) -> dict[str, object]:
    start = TEXTS[file].index(answer)
    return {"query": query, "snippets": [{"file_path": file, "span": [start, start + len(answer)]}]}


def test_the_right_clause_first_gives_full_precision_and_recall_at_one(
    corpus: Path, benchmark: Path, tmp_path: Path
) -> None:
    def fresh(dimension: int, seal_for: object) -> VectorIndex:
        return QdrantEdgeIndex(tmp_path / "index", dimension, seal_for)  # type: ignore[arg-type]

    report = measure(read_cases(benchmark), corpus, _paragraphs, HashingEmbedder(), fresh)
    assert (report.questions, report.files, report.clauses) == (2, 2, 4)
    assert (report.rows[0].k, report.rows[0].precision, report.rows[0].recall) == (1, 1.0, 1.0)
    assert report.rows[-1].precision < 0.5
    first = json.loads(next(report.hit_lines()))
    best = first["retrieved"][0]
    assert first["query_id"] == 0
    assert TEXTS[best["file"]][best["start"] : best["end"]] == FEE


def test_short_clauses_of_one_heading_are_read_together() -> None:
    assert packed([(0, 200, "Fees"), (210, 400, "Fees"), (410, 700, "Fees"), (710, 900, "Term")]) == [
        (0, 400, "Fees"),
        (410, 700, "Fees"),
        (710, 900, "Term"),
    ]


def test_a_character_retrieved_twice_counts_once() -> None:
    found = [Passage("a", 0, 10), Passage("a", 5, 10)]
    assert character_scores(found, [Passage("a", 5, 15)]) == (0.5, 0.5)


def test_nothing_retrieved_scores_nothing() -> None:
    assert character_scores([], [Passage("a", 0, 5)]) == (0.0, 0.0)


def test_a_benchmark_of_another_shape_is_named(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text("[]")
    with pytest.raises(BenchmarkUnreadable, match=r"other\.json"):
        read_cases(path)


def test_a_file_outside_the_corpus_is_not_read(corpus: Path) -> None:
    with pytest.raises(BenchmarkUnreadable):
        read_text(corpus, "../benchmark.json")


def test_line_ends_are_kept_so_that_offsets_hold(corpus: Path) -> None:
    assert read_text(corpus, "hvac.txt") == TEXTS["hvac.txt"]


def test_the_seal_of_a_bench_admits_only_its_own_words() -> None:
    assert not Seal("benchmark", b"1", "public").holds(Seal("benchmark", b"2", "public").sign("words"))
