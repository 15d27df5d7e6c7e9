from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from anonymize.boundary import Seal
from retrieval.evaluate import (
    DENSE,
    HYBRID,
    ROUTED,
    SECOND,
    BenchmarkUnreadable,
    MakeIndex,
    Passage,
    character_scores,
    measure,
    packed,
    read_cases,
    read_text,
    within,
)
from retrieval.qdrant_edge import QdrantEdgeIndex
from tests.fakes.embedding import HashingEmbedder

FEE = "The diagnostic fee is $89 per visit. " * 12
ACID = "Acid washing is excluded. " * 18
TEXTS = {
    "hvac.txt": f"{FEE}\r\n\r\n{'Parts are discounted by fifteen percent off list. ' * 10}\n",
    "pool.txt": f"{'Chlorine and salt are included in the price. ' * 12}\n\n{ACID}\n",
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


def _fresh(folder: Path) -> MakeIndex:
    return lambda dimension, seal_for: QdrantEdgeIndex(folder, dimension, seal_for)


def _case(query: str, file: str, answer: str) -> dict[str, object]:
    start = TEXTS[file].index(answer)
    return {"query": query, "snippets": [{"file_path": file, "span": [start, start + len(answer)]}]}


def test_the_right_clause_first_gives_full_precision_and_recall_at_one(
    corpus: Path, benchmark: Path, tmp_path: Path
) -> None:
    report = measure(read_cases(benchmark), corpus, _paragraphs, HashingEmbedder(), _fresh(tmp_path / "index"))
    assert (report.questions, report.files, report.clauses) == (2, 2, 4)
    best_row, *_, everything_read = report.run(HYBRID).rows
    assert (best_row.k, best_row.precision, best_row.recall) == (1, 1.0, 1.0)
    assert (everything_read.k, everything_read.recall) == (None, 1.0)
    assert everything_read.precision < 0.5
    first = json.loads(next(report.run(HYBRID).hit_lines()))
    best = first["retrieved"][0]
    assert first["query_id"] == 0
    assert TEXTS[best["file"]][best["start"] : best["end"]] == FEE


def test_passages_and_their_places_are_the_same_whether_masked_or_not(
    corpus: Path, benchmark: Path, tmp_path: Path
) -> None:
    seen: list[str] = []

    def mask(texts: Sequence[str]) -> list[str]:
        seen.extend(texts)
        return [text.replace("diagnostic", "<FEE_x>") for text in texts]

    raw, masked = (
        measure(read_cases(benchmark), corpus, _paragraphs, HashingEmbedder(), _fresh(tmp_path / name), mask=masking)
        for name, masking in (("raw", list), ("masked", mask))
    )
    places = [
        {(p.file, p.start, p.end) for found in report.run(HYBRID).retrieved for p in found} for report in (raw, masked)
    ]
    assert places[0] == places[1]
    assert raw.clauses == masked.clauses == 4
    assert {"hvac > 0", FEE, "is acid washing excluded"} <= set(seen)


def test_a_question_that_names_its_document_is_asked_of_that_document_alone(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "Okafor Plan.txt").write_text(FEE)
    (folder / "Brandt Plan.txt").write_text(FEE)
    path = tmp_path / "benchmark.json"
    tests = [
        {
            "query": f"Consider the {whose} plan; diagnostic fee",
            "snippets": [{"file_path": f"{whose} Plan.txt", "span": [0, len(FEE)]}],
        }
        for whose in ("Okafor", "Brandt")
    ]
    path.write_text(json.dumps({"tests": tests}))
    report = measure(read_cases(path), folder, _paragraphs, HashingEmbedder(), _fresh(tmp_path / "index"))
    routed = report.run(ROUTED)
    assert (routed.rows[0].k, routed.rows[0].precision, routed.rows[0].recall) == (1, 1.0, 1.0)
    assert [len(found) for found in routed.retrieved] == [1, 1]
    assert report.run(SECOND).rows == routed.rows
    assert [len(found) for found in report.run(DENSE).retrieved] == [2, 2]


def test_only_so_many_characters_are_read() -> None:
    found = [Passage("a", 0, 6), Passage("b", 0, 6), Passage("c", 0, 6)]
    assert list(within(found, 10)) == [Passage("a", 0, 6), Passage("b", 0, 4)]


def test_short_clauses_of_one_heading_are_read_together() -> None:
    assert packed([(0, 400, "Fees"), (410, 800, "Fees"), (810, 1200, "Fees"), (1210, 1500, "Term")]) == [
        (0, 800, "Fees"),
        (810, 1200, "Fees"),
        (1210, 1500, "Term"),
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
