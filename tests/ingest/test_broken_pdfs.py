"""Fifty PDFs broken on purpose, and made to exhaust who reads them: each ends in text or in a reason, and the next is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.document_text import DocumentText, Unreadable
from ingest.parsing import Limits, Parser
from tests.ingest import papers
from tests.ingest.mutations import BOMBS, mutated

LIMITS = Limits(seconds=120, memory=2 * 1024**3)


def form() -> bytes:
    def draw(page: Any) -> None:
        page.drawString(72, 700, "Customer:")
        page.acroForm.textfield(name="customer", value="Ada Crane", x=140, y=695, width=200, height=16)
        page.acroForm.checkbox(name="gold", checked=True, x=72, y=668, size=12)

    return papers.drawn(draw)


ROWS = [["Component", "Coverage"], ["Compressor", "Covered"], ["Ductwork", "Not covered"]]
ORIGINALS = [
    papers.document(papers.numbered_agreement()),
    papers.document([papers.text("Coverage."), papers.table(ROWS, [120, 120])]),
    form(),
    papers.scanned(papers.drawn(lambda page: page.drawString(72, 700, "Labor is included.")), dpi=72),
]


def outcome(parser: Parser, data: bytes) -> DocumentText | str:
    try:
        return parser.read(data)
    except Unreadable as unreadable:
        return unreadable.reason


def peak_memory(parser: Parser) -> int:
    """Of the child's address space, in bytes; 0 where there is no child or the system does not tell."""
    status = Path(f"/proc/{parser.process_id}/status")
    lines = status.read_text().splitlines() if parser.process_id and status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmPeak")), 0)


def test_broken_files_end_in_text_or_a_reason_within_time_and_memory(tmp_path: Path) -> None:
    ends, peaks = [], []
    with Parser(tmp_path, LIMITS) as parser:
        for name, data in mutated(ORIGINALS, 50 - len(BOMBS), bombs=False):
            ends.append((name, outcome(parser, data)))
            peaks.append(peak_memory(parser))
        assert outcome(parser, ORIGINALS[0]) == outcome(parser, ORIGINALS[0]), "the next document is read as ever"
    assert all(end for _, end in ends)
    assert not [name for name, end in ends if isinstance(end, str) and "took longer than" in end]
    assert max(peaks) <= LIMITS.memory
    assert any(isinstance(end, DocumentText) for _, end in ends), "small damage is read through"


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_exhaust_its_reader_does_not(name: str, tmp_path: Path) -> None:
    with Parser(tmp_path, LIMITS) as parser:
        assert outcome(parser, BOMBS[name]())
        assert peak_memory(parser) <= LIMITS.memory
        assert isinstance(outcome(parser, ORIGINALS[0]), DocumentText)
