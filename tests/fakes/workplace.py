"""One account's sync on real stores and the embedded index, with an account of Jobber's in memory."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope, Seal
from anonymize.detect import Detector
from anonymize.keys import Keyring
from anonymize.vault import Vault
from ingest.document_text import DocumentText, Unreadable, plain
from ingest.intake import Intake
from ingest.jobber.files import AttachmentFiles
from ingest.jobber.reader import JobberReader
from ingest.jobber.simulator.simulator import real_clock
from ingest.known_names import NameBook
from ingest.ledger import Document, Ledger
from ingest.marks import KnownMarks, nobody_erased
from ingest.mirror import SMALL
from ingest.originals import Originals
from ingest.pages import Pages
from ingest.pipeline import DocumentPipeline
from ingest.records import Records
from ingest.runs import SyncRuns
from ingest.sync import AccountSync
from ingest.watermarks import Watermarks
from retrieval.qdrant_edge import QdrantEdgeIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from tests.fakes.account import HandClock
from tests.fakes.detector import WordDetector
from tests.fakes.embedding import HashingEmbedder
from tests.fakes.jobber import JobberInMemory

WHOLE = Scope("acme")


def read_pdf(data: bytes) -> DocumentText:
    if not data.startswith(b"%PDF "):
        raise Unreadable("the file is damaged; export it again")
    seen, _, hidden = data.removeprefix(b"%PDF ").decode().partition("%hidden ")
    return replace(plain(seen), notices=(f"{len(hidden.split())} hidden words were left out",) if hidden else ())


@dataclass
class Workplace:
    """Everything one account's sync works with, and the sync itself, run to its end."""

    jobber: JobberInMemory
    records: Records
    ledger: Ledger
    pages: Pages
    originals: Originals
    runs: SyncRuns
    index: QdrantEdgeIndex
    sync: AccountSync

    def read(self, run: str, *, full: bool = False) -> None:
        for stage in self.sync.begin(run, full=full):
            cursor = self.sync.pull(run, stage, None)
            while cursor is not None:
                cursor = self.sync.pull(run, stage, cursor)

    def plan(self, run: str, *, full: bool = False, folder: Path | None = None) -> list[str]:
        self.read(run, full=full)
        if folder is not None:
            cursor = self.sync.pull_communications(run, str(folder), None)
            while cursor is not None:
                cursor = self.sync.pull_communications(run, str(folder), cursor)
        return self.sync.plan(run, full=full, communications=folder is not None)

    def run(self, run: str, *, full: bool = False, folder: Path | None = None) -> dict[str, int]:
        """The counts of the outcomes that came up."""
        for id in self.plan(run, full=full, folder=folder):
            self.sync.process(run, id)
        return {outcome: count for outcome, count in self.sync.finish(run).items() if count}

    def document(self, id: str) -> Document:
        found = self.ledger.document(WHOLE, id)
        assert found is not None
        return found

    def words(self, id: str) -> str:
        return " ".join(kept.clause.text.text for kept in self.ledger.clauses(WHOLE, id))


@contextmanager
def workplace(
    jobber: JobberInMemory,
    engine: Engine,
    keyring: Keyring,
    folder: Path,
    detector: Detector | None = None,
    *,
    clock: HandClock | None = None,
    small: int = SMALL,
    erased: KnownMarks = nobody_erased,
    ahead: Executor | None = None,
) -> Iterator[Workplace]:
    """An installation of the account `acme` on `engine` and `folder`."""

    def seal_for(account: str) -> Seal:
        return Seal(account, keyring.seal_key(account), "test-policy")

    records, ledger, pages = Records(engine, keyring), Ledger(engine, keyring, seal_for), Pages(engine, keyring)
    originals, runs = Originals(folder / "originals", keyring), SyncRuns(engine, clock or real_clock)
    index = QdrantEdgeIndex(folder / "index", HashingEmbedder.dimension, seal_for)
    vault = Vault(engine, keyring, "acme")
    intake = Intake(
        "acme",
        keyring=keyring,
        files=lambda: cast(AttachmentFiles, jobber),
        read_pdf=read_pdf,
        originals=originals,
        pages=pages,
    )

    def anonymizer(names: NameBook) -> Anonymizer:
        return Anonymizer("acme", detector or WordDetector(), names.gazetteer, vault, seal_for("acme"))

    def pipeline(made: Anonymizer) -> DocumentPipeline:
        return DocumentPipeline(made, Searcher(index, HashingEmbedder(), Bm25()), index, ledger, "generation-1")

    sync = AccountSync(
        "acme",
        reader=lambda: cast(JobberReader, jobber),
        records=records,
        ledger=ledger,
        runs=runs,
        watermarks=Watermarks(engine),
        intake=intake,
        anonymizer=anonymizer,
        pipeline=pipeline,
        settle=index.purge,
        small=small,
        erased=erased,
        ahead=ahead,
    )
    yield Workplace(jobber, records, ledger, pages, originals, runs, index, sync)
    index.close()
