"""Ingest beside the plain stack: the same PDFs, the same embedding model, each in a process of its own, in turns.

    python -m benchmarks.ingest_beside_plain [--rounds 3] [FOLDER …]

Plain: pypdf, Presidio's AnalyzerEngine over each page, llama-index's SentenceSplitter (512 tokens), MiniLM through
sentence-transformers, qdrant-client's local mode. Ours: the product's sync, from files it has taken over to the embedded index and all
that is kept sealed. The floor is what the bare parts take on all cores: pdfium's text, spaCy and MiniLM over our
clauses, nothing kept. Models are loaded before the clock starts. PDFs without a text layer are left out: the plain stack
reads nothing of them, and ours a page a second or two by OCR. Each round runs plain and ours one after the other, so that
a ratio compares what the same machine could do within a minute; processor seconds hardly depend on who else is working.

Ends with 1 where the median round is below 1.5 times plain's pages a second, the peak above 1 GB, or a word of a page in no
clause.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
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
    """`lost` are words of the pages' text that stand in nothing that was indexed; `processor` is seconds of all cores
    together; memory is the peak of the process and, added to it, of the parser's."""

    pages: int
    seconds: float
    processor: float
    lost: int
    own_mb: int
    child_mb: int = 0

    @property
    def megabytes(self) -> int:
        return self.own_mb + self.child_mb

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds

    @property
    def processor_a_page(self) -> float:
        return self.processor / self.pages


class Clock:
    """Wall time and the processors' since it was made; `child` names the process whose time counts too, at this moment."""

    def __init__(self, child: Callable[[], int | None] = lambda: None) -> None:
        self._child = child
        self._started, self._processor = time.perf_counter(), self._all()

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self._started, self._all() - self._processor

    def _all(self) -> float:
        """Its own, that of children which have ended, and that of the one which lives."""
        ended, alive = resource.getrusage(resource.RUSAGE_CHILDREN), self._child()
        return (
            time.process_time() + ended.ru_utime + ended.ru_stime + (_processor_of(alive) if alive is not None else 0.0)
        )


def plain(files: Sequence[Path], folder: Path) -> Ingested:
    from llama_index.core.node_parser import SentenceSplitter
    from pypdf import PdfReader
    from qdrant_client import QdrantClient, models

    engine, splitter, model = plain_engine(), SentenceSplitter(chunk_size=CHUNK), _minilm()
    client = QdrantClient(path=str(folder / "plain"))
    size = len(model.encode(WARM_UP))
    client.create_collection("all", models.VectorParams(size=size, distance=models.Distance.COSINE))
    engine.analyze(WARM_UP, "en")
    clock, pages, number = Clock(), 0, 0
    written: list[tuple[str, str]] = []
    for file in files:
        texts = [page.extract_text() for page in PdfReader(file).pages]
        masked = "\n\n".join(_replaced(text, engine.analyze(text, "en")) for text in texts)
        chunks = splitter.split_text(masked)
        vectors = model.encode(chunks, show_progress_bar=False) if chunks else []
        points = [
            models.PointStruct(id=number + n, vector=vector.tolist(), payload={"text": chunk})
            for n, (chunk, vector) in enumerate(zip(chunks, vectors, strict=True))
        ]
        if points:
            client.upsert("all", points)
        number, pages = number + len(points), pages + len(texts)
        written.append((masked, " ".join(chunks)))
    spent = clock.read()
    client.close()
    return Ingested(pages, *spent, sum(_missing(*each) for each in written), _own_mb())


def ours(files: Sequence[Path], folder: Path) -> Ingested:
    from pydantic import SecretStr

    from anonymize.master_key import new_master_key
    from ingest.runs import Depth
    from service.app import App
    from service.settings import Settings
    from service.workflows.sync import AHEAD

    app = App(Settings(data_dir=folder / "ours", master_key=SecretStr(new_master_key()), erasure_register=folder / "e"))
    app.detector.find([WARM_UP])
    app.index.embedder.embed([WARM_UP])
    app.parser.read(files[0].read_bytes())
    sync, handed = app.sync_of(ACCOUNT), _in_one_folder(files, folder / "handed over")
    scope = Scope(ACCOUNT)
    app.runs.begin(ACCOUNT, "run", Depth.WHOLE)
    cursor = sync.pull_communications("run", str(handed))
    while cursor is not None:
        cursor = sync.pull_communications("run", str(handed), cursor)
    clock = Clock(lambda: app.parser.process_id)
    todo = sync.plan("run", full=True, communications=True)
    for n, id in enumerate(todo):
        sync.process("run", id, todo[n + 1 : n + 1 + AHEAD])
    spent = clock.read()
    texts = {id: text for id in todo if (text := app.pages.get(scope, id)) is not None}
    lost = sum(
        _missing(text.text, " ".join(one.restored(text.text) for one in app.ledger.clauses(scope, id)))
        for id, text in texts.items()
    )
    parser = _peak_mb(app.parser.process_id) if app.parser.process_id else 0
    app.close()
    return Ingested(sum(len(text.pages) for text in texts.values()), *spent, lost, _own_mb(), parser)


def floor(files: Sequence[Path], _: Path) -> Ingested:
    import pypdfium2
    import spacy

    from anonymize.vocabulary import MODEL

    nlp, model = spacy.load(MODEL), _minilm()
    nlp(WARM_UP), model.encode(WARM_UP)
    clock, texts = Clock(), []
    for file in files:
        with pypdfium2.PdfDocument(file) as document:
            texts += [page.get_textpage().get_text_bounded() for page in document]
    for _doc in nlp.pipe(texts):
        pass
    model.encode([chunk for text in texts for chunk in re.findall(r"(?s).{1,600}", text)], show_progress_bar=False)
    return Ingested(len(texts), *clock.read(), 0, _own_mb())


WAYS: dict[str, Callable[[Sequence[Path], Path], Ingested]] = {
    "plain": plain,
    "ours": ours,
    "floor": floor,
}


def main(folders: Sequence[str], rounds: int) -> int:
    found = sorted(file for folder in folders or _shipped() for file in Path(folder).glob("*.pdf"))
    files = [file for file in found if _has_text(file)]
    print(f"{len(files)} PDFs; {len(found) - len(files)} without a text layer left out")
    pairs = []
    for _ in range(rounds):
        pairs.append(tuple(_told(way, _in_a_process(way, files)) for way in ("plain", "ours")))
    bare = _told("floor", _in_a_process("floor", files))
    faster = statistics.median(mine.pages_a_second / plain.pages_a_second for plain, mine in pairs)
    work = statistics.median(mine.processor_a_page / plain.processor_a_page for plain, mine in pairs)
    best = max(mine.pages_a_second for _, mine in pairs)
    print(f"ours is {faster:.2f} times plain (median of {rounds}), with {work:.2f} times its processor time a page")
    print(f"the floor is {bare.pages_a_second / best:.2f} times ours")
    wrong = list(_problems([mine for _, mine in pairs], faster))
    for problem in wrong:
        print(f"not good enough: {problem}", file=sys.stderr)
    return int(bool(wrong))


def _told(way: str, one: Ingested) -> Ingested:
    print(
        f"{way:<6}{one.pages:>5} pages {one.pages_a_second:>6.2f} a second, {one.processor_a_page:.3f} s of a processor each, "
        f"{one.megabytes} MB ({one.child_mb} of them the parser's), {one.lost} words lost",
        flush=True,
    )
    return one


def _problems(mine: Sequence[Ingested], faster: float) -> Iterator[str]:
    if faster < AT_LEAST:
        yield f"{faster:.2f} times plain, not {AT_LEAST}"
    if (peak := max(one.megabytes for one in mine)) > MOST_MB:
        yield f"{peak} MB at the peak"
    if lost := max(one.lost for one in mine):
        yield f"{lost} words are in no clause"


def _in_a_process(way: str, files: Sequence[Path]) -> Ingested:
    command = [sys.executable, "-m", "benchmarks.ingest_beside_plain", "--way", way, *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Ingested(**json.loads(done.stdout.splitlines()[-1]))


def _alone(way: str, files: Sequence[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asdict(WAYS[way](files, Path(folder)))))


def _has_text(file: Path) -> bool:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return any(page.get_textpage().get_text_bounded().strip() for page in document)


def _in_one_folder(files: Sequence[Path], folder: Path) -> Path:
    folder.mkdir()
    for n, file in enumerate(files):
        shutil.copyfile(file, folder / f"{n:04} {file.name}")
    return folder


def _processor_of(process: int) -> float:
    """Seconds a child has computed, and what it started and ended (proc(5), fields 14 to 17 of `stat`)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _own_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _peak_mb(process: int | None) -> int:
    """A child's peak since it became a program of its own; `getrusage` would count what it was forked from."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def _minilm() -> Any:
    """As it comes, with as many threads as torch likes."""
    from sentence_transformers import SentenceTransformer

    from retrieval.embed import MINILM_PACKAGE, package_folder

    return SentenceTransformer(str(package_folder(MINILM_PACKAGE) / "model"), device="cpu", local_files_only=True)


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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("folders", nargs="*")
    return parser.parse_args()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        _alone(sys.argv[2], [Path(name) for name in sys.argv[3:]])
    else:
        options = _options()
        sys.exit(main(options.folders, options.rounds))
