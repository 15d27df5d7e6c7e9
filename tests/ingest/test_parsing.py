from __future__ import annotations

import os
import signal
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.document_text import Unreadable
from ingest.parsing import Limits, Parser, read_pdf
from ingest.pdf import read
from tests.ingest import papers

AGREEMENT = papers.document(papers.numbered_agreement())
SLOW = papers.scanned(papers.document([part for _ in range(12) for part in papers.numbered_agreement()]), dpi=100)


@pytest.fixture
def parser(tmp_path: Path) -> Iterator[Parser]:
    with Parser(tmp_path / "work") as made:
        yield made


def child_of(parser: Parser) -> int:
    assert parser.process_id is not None
    return parser.process_id


def test_the_child_reads_what_the_function_reads(parser: Parser) -> None:
    assert parser.read(AGREEMENT) == read(AGREEMENT)


def test_one_child_serves_many_documents(parser: Parser) -> None:
    parser.read(AGREEMENT)
    first = child_of(parser)
    with pytest.raises(Unreadable, match="empty"):
        parser.read(b"")
    parser.read(AGREEMENT)
    assert child_of(parser) == first


def test_a_single_document_needs_no_parser(tmp_path: Path) -> None:
    assert "not covered" in read_pdf(AGREEMENT, workdir=tmp_path).text
    assert list(tmp_path.iterdir()) == []


def test_the_folder_for_temporary_files_is_private_and_gone_in_the_end(tmp_path: Path) -> None:
    with Parser(tmp_path) as parser:
        parser.read(AGREEMENT)
        [folder] = tmp_path.iterdir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "left behind").write_text("x")
        parser.read(AGREEMENT)
        assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    with Parser(tmp_path, Limits(seconds=1.5)) as parser:
        with pytest.raises(Unreadable, match="took longer than"):
            parser.read(SLOW)
        assert list(tmp_path.iterdir()) == []
        parser = Parser(tmp_path)
        assert parser.read(AGREEMENT).pages
        parser.close()


def test_a_child_that_crashes_costs_one_document(parser: Parser) -> None:
    parser.read(AGREEMENT)
    killer = threading.Timer(1.0, os.kill, (child_of(parser), signal.SIGKILL))
    killer.start()
    with pytest.raises(Unreadable, match="broke the parsing program"):
        parser.read(SLOW)
    killer.join()
    assert parser.read(AGREEMENT).pages


def test_a_document_that_needs_too_much_memory_is_given_up(tmp_path: Path) -> None:
    with Parser(tmp_path, Limits(memory=64 * 1024**2)) as parser, pytest.raises(Unreadable, match="memory"):
        parser.read(SLOW)


def test_the_child_knows_no_secrets(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINEPRINT_MASTER_KEY", "do not pass me on")
    parser.read(AGREEMENT)
    environment = Path(f"/proc/{child_of(parser)}/environ")
    if not environment.exists():
        pytest.skip("only Linux shows a process's environment")
    assert b"FINEPRINT_MASTER_KEY" not in environment.read_bytes()


def test_a_worn_child_is_replaced(tmp_path: Path) -> None:
    with Parser(tmp_path, Limits(documents=1)) as parser:
        parser.read(AGREEMENT)
        assert parser.process_id is None
        assert parser.read(AGREEMENT).pages
