"""An installation over one SQLite file that can be killed and opened again, connected to a simulated Jobber account."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Generator, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from qdrant_client import QdrantClient
from sqlalchemy import event

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Scope, Seal
from anonymize.vault import Vault
from ingest.document_text import DocumentText, Unreadable, plain
from ingest.intake import Intake
from ingest.jobber.client import JobberClient
from ingest.jobber.files import AttachmentFiles
from ingest.jobber.reader import JobberReader
from ingest.jobber.simulator.account import SimulatedAccount
from ingest.jobber.simulator.cost import Bucket, Limits
from ingest.jobber.simulator.file_urls import FileUrls
from ingest.jobber.simulator.oauth import TokenServer
from ingest.jobber.simulator.simulator import Simulator
from ingest.jobber.simulator.transport import SimulatorTransport
from ingest.jobber.simulator.world import World
from ingest.jobber.throttle import Throttle
from ingest.ledger import Ledger
from ingest.originals import Originals
from ingest.pages import Pages
from ingest.pipeline import DocumentPipeline
from ingest.records import Records
from ingest.runs import SyncRuns
from ingest.sync import AccountSync
from ingest.watermarks import Watermarks
from retrieval.index import Point, VectorIndex
from retrieval.qdrant_server import QdrantServerIndex
from retrieval.qdrant_sparse import Bm25
from retrieval.search import Searcher
from service.store.engine import make_engine
from tests.fakes.account import REDIRECT, HandClock, small_account, write_account
from tests.fakes.databases import database, keyring_of
from tests.fakes.detector import WordDetector
from tests.fakes.embedding import HashingEmbedder
from tests.schedules.steps import Fuse

ACCOUNT = "acme"
WHOLE = Scope(ACCOUNT)
URL = "https://jobber.test"


class Watched(httpx.BaseTransport):
    """The simulator's transport; `before` is called before each exchange."""

    def __init__(self, inner: httpx.BaseTransport, before: Callable[[], None]) -> None:
        self._inner, self._before = inner, before

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._before()
        return self._inner.handle_request(request)


class FreshTokens(httpx.Auth):
    """Signs with a token of this moment: refreshing has tests of its own."""

    def __init__(self, simulator: Simulator) -> None:
        self._tokens = simulator.tokens

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        registration = self._tokens.registration
        form = {
            "client_id": registration.client_id,
            "client_secret": registration.client_secret,
            "grant_type": "authorization_code",
            "code": self._tokens.code(REDIRECT),
            "redirect_uri": REDIRECT,
        }
        request.headers["Authorization"] = f"Bearer {self._tokens.grant(form)['access_token']}"
        yield request


@functools.cache
def _loaded(folder: Path) -> Simulator:
    account = small_account()
    for note in account["notes"][1:]:
        note["fileAttachments"] = []  # one is a photo that says it is a PDF
    return Simulator.of(write_account(folder, account))


def simulated(folder: Path, clock: HandClock) -> Simulator:
    """A simulator of the small account; loading takes its time, so it is done once for a folder."""
    known = _loaded(folder)
    account = SimulatedAccount(known.account.account, deepcopy(known.account.records), dict(known.account.files))
    tokens = TokenServer(known.tokens.registration, account.account["id"], clock)
    limits = Limits(maximum=1_000_000, restore_rate=1_000_000, requests=1_000_000)
    bucket, urls = Bucket(limits, clock), FileUrls(clock)
    return Simulator(folder, account, known.schema, tokens, bucket, urls, clock, limits)


@dataclass
class Jobber:
    """The account as people change it. `before_call` runs before each exchange with it."""

    simulator: Simulator
    clock: HandClock
    fuse: Fuse
    before_call: Callable[[], None] = lambda: None
    world: World = field(init=False)

    def __post_init__(self) -> None:
        self.world = World(self.simulator.account, self.clock)

    def client(self, *, watched: bool = True) -> JobberClient:
        """Not watched, nothing happens meanwhile and the caller cannot die: for looking at the account afterwards."""
        inner: httpx.BaseTransport = SimulatorTransport(self.simulator, sleep=self.sleep)
        http = httpx.Client(transport=Watched(inner, self._before) if watched else inner, timeout=30.0)
        throttle = Throttle(0, clock=lambda: self.clock.now.timestamp(), sleep=self.sleep)
        return JobberClient(http, f"{URL}/api/graphql", FreshTokens(self.simulator), throttle)

    def sleep(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    def _before(self) -> None:
        self.fuse.tick()
        self.before_call()


class Dying:
    """The index, which the process may die before and after writing."""

    def __init__(self, inner: VectorIndex, fuse: Fuse) -> None:
        self._inner, self._fuse = inner, fuse
        self.search, self.sketches, self.point_ids = inner.search, inner.sketches, inner.point_ids
        self.purge, self.close = inner.purge, inner.close

    def upsert(self, points: Sequence[Point]) -> None:
        self._fuse.tick()
        self._inner.upsert(points)
        self._fuse.tick()

    def delete_documents(self, scope: Scope, document_ids: Iterable[str]) -> None:
        self._fuse.tick()
        self._inner.delete_documents(scope, document_ids)

    def delete_points(self, scope: Scope, point_ids: Iterable[str]) -> None:
        self._fuse.tick()
        self._inner.delete_points(scope, point_ids)


def read_pdf(data: bytes) -> DocumentText:
    """Any bytes that begin as a PDF are its words."""
    if not data.startswith(b"%PDF"):
        raise Unreadable("the file is damaged; export it again")
    return plain(data.decode(errors="replace"))


class Disk:
    """What survives a kill: the database, the originals, the index."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder, self.file = folder, folder / "fineprint.sqlite"
        shutil.copyfile(template, self.file)
        self.index = QdrantServerIndex(QdrantClient(":memory:"), "clauses", HashingEmbedder.dimension, self._seal_for)
        self._seals: dict[str, Seal] = {}

    def know(self, account: str, seal: Seal) -> None:
        self._seals[account] = seal

    def _seal_for(self, account: str) -> Seal:
        return self._seals[account]


def empty_template(folder: Path) -> Path:
    """A database with every table, to copy from."""
    with database("sqlite", folder):
        pass
    return folder / "fineprint.sqlite"


class Installation:
    """One life of the process, from its start to its end or its death. `small` is the mirror's."""

    def __init__(self, disk: Disk, jobber: Jobber, *, small: int) -> None:
        self._jobber, self._fuse = jobber, jobber.fuse
        self.engine = make_engine(f"sqlite:///{disk.file}")
        event.listen(self.engine, "connect", _do_not_wait_for_the_disk)
        event.listen(self.engine, "commit", lambda _: self._fuse.tick())
        self.keyring = keyring_of(self.engine)
        seal = Seal(ACCOUNT, self.keyring.seal_key(ACCOUNT), "test-policy")
        disk.know(ACCOUNT, seal)
        self.records = Records(self.engine, self.keyring)
        self.ledger = Ledger(self.engine, self.keyring, lambda _: seal)
        self.pages, self.runs = Pages(self.engine, self.keyring), SyncRuns(self.engine, jobber.clock)
        self.index = Dying(disk.index, self._fuse)
        vault, client = Vault(self.engine, self.keyring, ACCOUNT), jobber.client()
        searcher = Searcher(self.index, HashingEmbedder(), Bm25())
        self.sync = AccountSync(
            ACCOUNT,
            reader=lambda: JobberReader(client),
            records=self.records,
            ledger=self.ledger,
            runs=self.runs,
            watermarks=Watermarks(self.engine),
            intake=Intake(
                ACCOUNT,
                keyring=self.keyring,
                files=lambda: AttachmentFiles(client, client._http),
                read_pdf=read_pdf,
                originals=Originals(disk.folder / "originals", self.keyring),
                pages=self.pages,
            ),
            anonymizer=lambda names: Anonymizer(ACCOUNT, WordDetector(), names.gazetteer, vault, seal),
            pipeline=lambda made: DocumentPipeline(made, searcher, self.index, self.ledger, "generation-1"),
            settle=lambda: None,
            small=small,
        )

    def end(self) -> None:
        self.engine.dispose()


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
