"""How fast contracts are read, against bare text extraction by pypdf of the same files in the same run.

    python -m benchmarks.reading [ROUNDS]

Reading means bytes to clauses: text with every word's box, reading order, tables, forms, hidden text, headings, clauses.
Both are measured file by file, one after the other, in processor time of this process; of several rounds the least counts,
so that what else the machine does counts against neither. Files with scanned pages are left out of the ratio: their pages
are timed apart, with tesseract's own time, as seconds of processor a page. Public contracts are measured where
FINEPRINT_SHARED has them.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pypdf import PdfReader

from ingest.clauses import split
from ingest.document_text import DocumentText
from ingest.pdf import read
from tests.ingest import papers

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("FINEPRINT_SHARED", ROOT.parent / "shared")) / "evaluation"
FOLDERS = {
    "sample account": ROOT / "samples/harborline/files",
    "cuad-service": SHARED / "cuad-service/pdf",
    "kleister-nda": SHARED / "kleister-nda/pdf",
}
SENTENCE = (
    "The contractor answers each call of the owner within four hours and keeps a log of every visit to the plant. "
)


def main(rounds: int = 3) -> int:
    logging.disable(logging.CRITICAL)  # pypdf warns of what it repairs
    folders = {name: [path.read_bytes() for path in sorted(folder.glob("*.pdf"))] for name, folder in FOLDERS.items()}
    warm = [papers.document([papers.table([["Item", "Price"], ["Filter", "$5"]], [90, 90])])]
    _measure(warm, 1)
    print(f"{'':18}{'files':>8}{'pages':>8}{'reading':>12}{'pypdf':>12}{'ratio':>8}")
    totals = [_row(name, *_measure(files, rounds)) for name, files in folders.items() if files]
    files, pages, ours, theirs = (sum(column) for column in zip(*totals, strict=True))
    ratio = _row("all", files, pages, ours, theirs)[2] / theirs
    slowest = _scans(folders["sample account"])
    print(
        f"reading takes {ratio:.2f} of pypdf's time (at most 1.5); the slowest scanned page {slowest:.2f} s (at most 2)"
    )
    return int(ratio > 1.5 or slowest > 2)


def _measure(files: Sequence[bytes], rounds: int) -> tuple[int, int, float, float]:
    """Files, pages and the seconds of both over those files that have no scanned page."""
    count, pages, ours, theirs = 0, 0, 0.0, 0.0
    for data in files:
        document = read(data)
        if any(page.method == "ocr" for page in document.pages):
            continue
        count, pages = count + 1, pages + len(document.pages)
        ours += _least(lambda data=data: split(read(data)), rounds)
        theirs += _least(lambda data=data: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages], rounds)
    return count, pages, ours, theirs


def _least(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def _row(name: str, files: int, pages: int, ours: float, theirs: float) -> tuple[int, int, float, float]:
    print(f"{name:18}{files:8}{pages:8}{ours:10.2f} s{theirs:10.2f} s{ours / theirs:8.2f}")
    return files, pages, ours, theirs


def _scans(sample: Sequence[bytes]) -> float:
    """Seconds a scanned page takes at most, with what tesseract uses."""
    dense = papers.document([papers.text(SENTENCE * 30)])
    pages = {"a full page": 0.0, "the same on its side": 90.0, "upside down": 180.0, "askew": 1.5}
    files = {name: papers.scanned(dense, turn=turn) for name, turn in pages.items()}
    files |= {f"sample scan {at}": data for at, data in enumerate(sample, 1) if _scanned(read(data))}
    seconds = {}
    for name, data in files.items():
        begun = _processor()
        document = read(data)
        seconds[name] = (_processor() - begun) / len(document.pages)
        words = sum(len(page.words) for page in document.pages)
        print(f"{name:22}{len(document.pages):3} pages{words:6} words{seconds[name]:8.2f} s a page by text recognition")
    return max(seconds.values())


def _scanned(document: DocumentText) -> bool:
    return any(page.method == "ocr" for page in document.pages)


def _processor() -> float:
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
