"""Ingest beside the plain stack: the same PDFs, the same embedding model, each in a process of its own, in one run.

    python -m benchmarks.ingest_beside_plain [FOLDER …]

Plain: pypdf, Presidio's AnalyzerEngine over each page, llama-index's SentenceSplitter (512 tokens), MiniLM through
sentence-transformers, qdrant-client's local mode. Ours: the product's parser, pipeline, sealed stores and embedded index.
The floor is what the bare parts take on all cores: pdfium's text, spaCy and MiniLM over our clauses, nothing kept. Models
are loaded before the clock starts. Ends with 1 below 1.5 times plain's pages a second, above 1 GB, or where a word of a
page is in no clause.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from anonymize.boundary import Scope
from benchmarks.plain_presidio import plain_engine

SAMPLES = Path(__file__).parents[1] / "samples"
AT_LEAST, MOST_MB = 1.5, 1024
CHUNK, ACCOUNT = 512, "account-1"
WARM_UP = "Jane Miller, 12 Main Street, called about the fee."


@dataclass(frozen=True)
class Ingested:
    """`lost` are words of the pages' text that stand in nothing that was indexed; memory is the peak of the process and, added
    to it, of the parser's."""

    pages: int
    seconds: float
    lost: int
    own_mb: int
    child_mb: int = 0

    @property
    def megabytes(self) -> int:
        return self.own_mb + self.child_mb

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds


def plain(files: Sequence[Path], folder: Path) -> Ingested:
    from llama_index.core.node_parser import SentenceSplitter
    from pypdf import PdfReader
    from qdrant_client import QdrantClient, models

    engine, splitter, model = plain_engine(), SentenceSplitter(chunk_size=CHUNK), _minilm()
    client = QdrantClient(path=str(folder / "plain"))
    size = len(model.encode(WARM_UP))
    client.create_collection("all", models.VectorParams(size=size, distance=models.Distance.COSINE))
    engine.analyze(WARM_UP, "en")
    started, pages, number, lost = time.perf_counter(), 0, 0, 0
    for file in files:
        texts = [page.extract_text() for page in PdfReader(file).pages]
        masked = [_replaced(text, engine.analyze(text, "en")) for text in texts]
        chunks = splitter.split_text("\n\n".join(masked))
        vectors = model.encode(chunks, show_progress_bar=False) if chunks else []
        points = [
            models.PointStruct(id=number + n, vector=vector.tolist(), payload={"text": chunk})
            for n, (chunk, vector) in enumerate(zip(chunks, vectors, strict=True))
        ]
        if points:
            client.upsert("all", points)
        number, pages = number + len(points), pages + len(texts)
        lost += _missing("\n\n".join(masked), " ".join(chunks))
    seconds = time.perf_counter() - started
    client.close()
    return Ingested(pages, seconds, lost, _own_mb())


def ours(files: Sequence[Path], folder: Path) -> Ingested:
    from pydantic import SecretStr

    from anonymize.master_key import new_master_key
    from ingest.ledger import Document, document_id
    from retrieval.model import DocumentKind
    from service.app import App
    from service.settings import Settings

    app = App(Settings(data_dir=folder / "ours", master_key=SecretStr(new_master_key()), erasure_register=folder / "e"))
    pipeline, scope = app.pipeline(ACCOUNT), Scope(ACCOUNT)
    app.detector.find([WARM_UP])
    app.index.embedder.embed([WARM_UP])
    app.parser.read(files[0].read_bytes())
    started, pages, lost = time.perf_counter(), 0, 0
    for file in files:
        data, id = file.read_bytes(), document_id(ACCOUNT, "ClientNote", file.name)
        text = app.parser.read(data)
        document = Document(id, ACCOUNT, DocumentKind.FILE, "ClientNote", file.name, None, file=file.name)
        app.originals.put(id, data, account=ACCOUNT, client_id=None)
        app.ledger.save(document)
        pipeline.index(document, text, app.pages.putting(id, text, account=ACCOUNT, client_id=None))
        pages += len(text.pages)
        kept = " ".join(one.restored(text.text) for one in app.ledger.clauses(scope, id))
        lost += _missing(text.text, kept)
    seconds = time.perf_counter() - started
    parser = _peak_mb(app.parser.process_id)
    app.close()
    return Ingested(pages, seconds, lost, _own_mb(), parser)


def floor(files: Sequence[Path], _: Path) -> Ingested:
    import pypdfium2
    import spacy

    from anonymize.vocabulary import MODEL

    nlp, model = spacy.load(MODEL), _minilm()
    nlp(WARM_UP), model.encode(WARM_UP)
    started = time.perf_counter()
    texts = []
    for file in files:
        with pypdfium2.PdfDocument(file) as document:
            texts += [page.get_textpage().get_text_bounded() for page in document]
    for _doc in nlp.pipe(texts):
        pass
    model.encode([chunk for text in texts for chunk in re.findall(r"(?s).{1,600}", text)], show_progress_bar=False)
    return Ingested(len(texts), time.perf_counter() - started, 0, _own_mb())


WAYS: dict[str, Callable[[Sequence[Path], Path], Ingested]] = {
    "plain": plain,
    "ours": ours,
    "floor": floor,
}


def main(folders: Sequence[str]) -> int:
    files = sorted(file for folder in folders or _shipped() for file in Path(folder).glob("*.pdf"))
    print(f"{len(files)} PDFs")
    found = {way: _in_a_process(way, files) for way in WAYS}
    for way, one in found.items():
        print(
            f"{way:<6}{one.pages:>5} pages {one.pages_a_second:>6.2f} a second, {one.megabytes} MB ({one.child_mb} of them the parser's), {one.lost} words lost"
        )
    ratio = found["ours"].pages_a_second / found["plain"].pages_a_second
    print(
        f"ours is {ratio:.2f} times plain; the floor is {found['floor'].pages_a_second / found['ours'].pages_a_second:.2f} times ours"
    )
    wrong = list(_problems(found["ours"], ratio))
    for problem in wrong:
        print(f"not good enough: {problem}", file=sys.stderr)
    return int(bool(wrong))


def _problems(mine: Ingested, ratio: float) -> Iterator[str]:
    if ratio < AT_LEAST:
        yield f"{ratio:.2f} times plain, not {AT_LEAST}"
    if mine.megabytes > MOST_MB:
        yield f"{mine.megabytes} MB at the peak"
    if mine.lost:
        yield f"{mine.lost} words are in no clause"


def _in_a_process(way: str, files: Sequence[Path]) -> Ingested:
    command = [sys.executable, "-m", "benchmarks.ingest_beside_plain", "--way", way, *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Ingested(**json.loads(done.stdout.splitlines()[-1]))


def _alone(way: str, files: Sequence[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asdict(WAYS[way](files, Path(folder)))))


def _own_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _peak_mb(process: int | None) -> int:
    """A child's peak since it became a program of its own; `getrusage` would count what it was forked from."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def _minilm() -> Any:
    from retrieval.embed import embedder_of

    return embedder_of(None)._model


def _replaced(text: str, found: Sequence[Any]) -> str:
    for each in sorted(found, key=lambda one: -one.start):
        text = f"{text[: each.start]}<{each.entity_type}>{text[each.end :]}"
    return text


def _missing(text: str, kept: str) -> int:
    """Words of a text that are not among those that were kept."""
    words = re.findall(r"\w+", kept)
    have: dict[str, int] = {}
    for word in words:
        have[word] = have.get(word, 0) + 1
    missing = 0
    for word in re.findall(r"\w+", text):
        if have.get(word, 0) > 0:
            have[word] -= 1
        else:
            missing += 1
    return missing


def _shipped() -> list[str]:
    return [
        str(folder)
        for name in ("harborline", "bluebonnet", "fennimore")
        if (folder := SAMPLES / name / "files").is_dir()
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        _alone(sys.argv[2], [Path(name) for name in sys.argv[3:]])
    else:
        sys.exit(main(sys.argv[1:]))
