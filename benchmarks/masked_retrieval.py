"""What masking costs search: character recall at 10 over raw and over masked text, same questions, same model.

    python -m benchmarks.masked_retrieval BENCHMARK.json CORPUS [--files 12]

The benchmark is of the LegalBench-RAG format. Passages and questions are masked by the detector alone, nothing known
beforehand; every value gets one stand-in that looks like a pseudonym, as the vault would give it.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from anonymize.detect import PresidioDetector
from anonymize.evaluate import spans
from ingest.clauses import split
from ingest.document_text import plain
from retrieval.embed import SentenceTransformerEmbedder
from retrieval.evaluate import Bench, Case, character_scores, packed, read_cases, read_text
from retrieval.model import DocumentKind, Span
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.search import BOTH

CUT = 10
Mask = Callable[[list[str]], list[str]]


class MaskedBench(Bench):
    """Indexes passages as `mask` gives them, under their places in the raw text."""

    def add_masked(self, file: str, text: str, mask: Mask) -> None:
        clauses = split(plain(text), DocumentKind.FILE)
        parts = packed((clause.start, clause.end, " > ".join(clause.heading)) for clause in clauses)
        name, *masked = mask(
            [file, *(text[start:end] for start, end, _ in parts), *(heading for _, _, heading in parts)]
        )
        for n, (start, end, _) in enumerate(parts):
            passage, heading = masked[n], masked[n + len(parts)]
            clause = self._clause(name, n, passage, 0, len(passage), heading)
            source = replace(clause.source, document_id=file)
            self._index.upsert(self._searcher.points([replace(clause, source=source, span=Span(start, end))]))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("benchmark", type=Path)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--files", type=int, default=12, help="of the corpus, with the questions on them alone")
    options = arguments.parse_args()
    cases = read_cases(options.benchmark)
    files = sorted({passage.file for case in cases for passage in case.gold})[: options.files]
    asked = [case for case in cases if all(passage.file in files for passage in case.gold)]
    texts = {file: read_text(options.corpus, file) for file in files}
    detector = PresidioDetector()
    for name, mask in (("raw", list[str]), ("masked", lambda each: _masked(each, detector))):
        print(f"{name}: recall@{CUT} {_recall(asked, texts, mask):.3f} over {len(asked)} questions, {len(files)} files")


def _recall(cases: list[Case], texts: dict[str, str], mask: Mask) -> float:
    embedder = SentenceTransformerEmbedder.bundled()
    with tempfile.TemporaryDirectory() as folder:
        bench = MaskedBench(embedder, lambda dimension, seal: QdrantEdgeIndex(Path(folder) / "index", dimension, seal))
        for file, text in texts.items():
            bench.add_masked(file, text, mask)
        questions = mask([case.query for case in cases])
        found = [bench.ask(question, CUT, BOTH) for question in questions]
        bench.close()
    recalls = [character_scores(hits, case.gold)[1] for hits, case in zip(found, cases, strict=True)]
    return sum(recalls) / len(recalls)


def _masked(texts: list[str], detector: PresidioDetector) -> list[str]:
    masked = []
    for text, found in zip(texts, spans(texts, detector), strict=True):
        for start, end, kind in reversed(found):
            stand_in = hashlib.sha256(f"{kind} {text[start:end].casefold()}".encode()).hexdigest()[:6]
            text = f"{text[:start]}<{kind}_{stand_in}>{text[end:]}"
        masked.append(text)
    return masked


if __name__ == "__main__":
    main()
