"""Two apps and two workers on one PostgreSQL database: what is killed is made up for by the others, once.

The apps answer coverage checks, the workers read extraction runs, and the index is a small REST fake of Qdrant. Needs
FINEPRINT_TEST_POSTGRES_URL (`tests/fakes/databases.py`), and skips without it.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import httpx
import pytest
from sqlalchemy import Engine, func, select, text

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Job, LineItem
from service.auth.roles import Role
from service.extraction.runs import DONE
from service.settings import Settings
from service.store.tables import decisions, extracted_contracts, extraction_runs
from tests.fakes.branch import TODAY, WHEN, Branch
from tests.fakes.contracts import PEST
from tests.fakes.databases import MASTER, empty_database
from tests.fakes.qdrant_rest import serving_qdrant

ACCOUNTS = ("account-1", "account-2")
CLIENTS = 5
RUNS = 100  # extraction runs, over both accounts
CHECKS = 100
AT_ONCE = 6
TAKEN_OVER_WITHIN = 120.0  # seconds, as promised
Json = dict[str, Any]


@dataclass
class Running:
    """A process of ours, and what it prints."""

    process: subprocess.Popen[str]
    log: IO[str]
    url: str = ""

    @property
    def name(self) -> str:
        """What a worker calls itself."""
        return self.wait_for(r"worker (\S+) works")

    def wait_for(self, pattern: str, seconds: float = 120.0) -> str:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = re.search(pattern, Path(self.log.name).read_text())
            if found:
                return found.group(1)
            assert self.process.poll() is None, Path(self.log.name).read_text()
            time.sleep(0.1)
        raise AssertionError(Path(self.log.name).read_text())


@dataclass
class Site:
    """The shared installation; `environment` is every process's."""

    branch: Branch
    environment: dict[str, str]
    folder: Path
    running: list[Running] = field(default_factory=list)

    def start(self, *command: str) -> Running:
        log = (self.folder / f"{command[0]}-{len(self.running)}.log").open("w+")
        process = subprocess.Popen(
            [sys.executable, "-m", "service.cli", *command],
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.running.append(Running(process, log))
        return self.running[-1]

    def app(self) -> Running:
        started = self.start("serve", "--port", "0")
        started.url = started.wait_for(r"serves on (http://\S+)")
        return started

    def worker(self) -> Running:
        started = self.start("worker", "--port", "0")
        started.wait_for(r"worker (\S+) works")
        return started

    @property
    def engine(self) -> Engine:
        return self.branch.engine

    def left_by(self, name: str) -> int:
        """Workflows that stand as under way in the hands of a process of this name."""
        mine = text("SELECT count(*) FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id = :name")
        with self.engine.connect() as connection:
            return int(connection.execute(mine, {"name": name}).scalar_one())

    def done(self) -> int:
        query = select(func.count()).where(extraction_runs.c.state == DONE)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar_one()


def fill(branch: Branch) -> None:
    for account in ACCOUNTS:
        branch.filled = account
        clients = [Client(id=f"{account}-c{n}", first_name="Ada", last_name=f"Larch{n}") for n in range(CLIENTS)]
        lines = (LineItem(id="line", name="Quarterly treatment", unit_price=Decimal(95)),)
        jobs = [Job(id=f"job-{client.id}", client_id=client.id, line_items=lines, start_at=WHEN) for client in clients]
        branch.know(*clients, *jobs)
        for client in clients:
            branch.file(client, f"{client.id}.pdf", PEST)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with empty_database("postgresql", tmp_path) as engine, serving_qdrant() as (qdrant_url, _):
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS dbos CASCADE"))
        told: dict[str, Any] = {
            "data_dir": tmp_path / "data",
            "database_url": engine.url.render_as_string(hide_password=False),
            "qdrant_url": qdrant_url,
            "qdrant_api_key": "a-key",
            "master_key": MASTER.hex(),
            "erasure_register": tmp_path / "erased",
            "audit_anchor": tmp_path / "anchor",
            "today": TODAY.isoformat(),
            "stop_seconds": 10,
        }
        branch = Branch(Settings(**told))
        fill(branch)
        environment = os.environ | {f"FINEPRINT_{name.upper()}": str(value) for name, value in told.items()}
        made = Site(branch, environment, tmp_path)
        try:
            yield made
        finally:
            for each in made.running:
                sys.stdout.write(f"{each.url}\n{Path(each.log.name).read_text()}")  # shown where the test failed
                with suppress(ProcessLookupError):
                    each.process.kill()
                each.process.wait()
                each.log.close()
            branch.close()


def check(urls: list[str], key: str, job: str, day: date = TODAY) -> tuple[str, int]:
    """The verdict's id, from the first app that answers, and how often a connection broke: what a proxy does."""
    broken = 0
    while True:
        url = urls[broken % len(urls)]
        try:
            answer = httpx.post(
                f"{url}/api/coverage/check",
                json={"job_id": job, "as_of": day.isoformat()},
                headers={"Authorization": f"Bearer {key}"},
                timeout=60,
            )
        except httpx.TransportError:
            broken += 1
            assert broken < 20, "no app answers"
            time.sleep(0.2)
            continue
        assert answer.status_code == 200, f"{answer.text}: see {url}'s log"
        return str(answer.json()["id"]), broken


def began(site: Site) -> list[tuple[str, str]]:
    """(account, run) of runs as the route begins them; nothing but their rows says that there is work."""
    clients = [(account, f"{account}-c{n}") for account in ACCOUNTS for n in range(CLIENTS)]
    return [
        (account, site.branch.extractions.begin(account, [client], dry_run=True, sees_all=True, by="test", anew=True))
        for account, client in (clients[n % len(clients)] for n in range(RUNS))
    ]


def leader(workers: list[Running]) -> Running:
    """The worker that fills the queues: killing it takes the scheduler away as well."""
    return next(worker for worker in workers if " leads" in Path(worker.log.name).read_text())


@pytest.mark.timeout(600)
def test_what_a_killed_worker_and_a_killed_app_had_under_way_is_done_once_by_the_others(site: Site) -> None:
    keys = {}
    for account in ACCOUNTS:
        site.branch.filled = account
        keys[account] = site.branch.key(Role.STAFF)
    workers, apps = [site.worker(), site.worker()], [site.app(), site.app()]
    jobs = [(account, f"job-{account}-c{n}") for account in ACCOUNTS for n in range(CLIENTS)]
    asked = [jobs[n % len(jobs)] for n in range(CHECKS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        urls = [app.url for app in apps]
        waiting = [
            pool.submit(check, urls[n % 2 :] + urls[: n % 2], keys[account], job, TODAY - timedelta(days=n))
            for n, (account, job) in enumerate(asked)
        ]
        while sum(each.done() for each in waiting) < CHECKS // 5:
            time.sleep(0.05)
        runs = began(site)  # only now: on a busy machine the workers would be through before the apps have begun
        while site.done() < RUNS // 5:
            time.sleep(0.05)
        dying = leader(workers)
        dying.process.send_signal(signal.SIGKILL)
        apps[0].process.send_signal(signal.SIGKILL)
        killed_at, done_then = time.monotonic(), site.done()
        while site.left_by(dying.name):
            time.sleep(0.2)
        taken_over_after = time.monotonic() - killed_at
        answered = [each.result() for each in waiting]
    assert taken_over_after < TAKEN_OVER_WITHIN
    while site.done() < RUNS:  # or the test's own time limit
        time.sleep(0.2)
    assert 0 < done_then < RUNS, "the kill came in the middle"
    _assert_each_run_ended_once(site, runs)
    _assert_no_answer_was_lost(site, answered)
    _assert_stops_are_announced(site, apps[1], next(each for each in workers if each.process.poll() is None))


def _assert_each_run_ended_once(site: Site, runs: list[tuple[str, str]]) -> None:
    with site.engine.connect() as connection:
        states = Counter(connection.execute(select(extraction_runs.c.state)).scalars())
        contracts = connection.execute(select(func.count()).select_from(extracted_contracts)).scalar_one()
    assert states == {DONE: RUNS}
    assert contracts == RUNS
    for account in ACCOUNTS:
        events = site.branch.audit.events(Scope(account), newest=10_000)
        ended = Counter(event.about for event in events if event.kind == "extraction.done")
        mine = [run for owner, run in runs if owner == account]
        assert len(ended) == len(mine)
        assert set(ended.values()) == {1}, "a run that ended twice was read twice"


def _assert_no_answer_was_lost(site: Site, answered: list[tuple[str, int]]) -> None:
    with site.engine.connect() as connection:
        kept = set(connection.execute(select(decisions.c.id).where(decisions.c.kind == "coverage")).scalars())
    given = {id for id, _ in answered}
    assert len(given) == CHECKS
    assert given <= kept
    assert len(kept - given) <= AT_ONCE, "only what the killed app was about to answer was judged for nobody"


def _assert_stops_are_announced(site: Site, app: Running, worker: Running) -> None:
    """SIGTERM: not ready first, while questions are still answered; then an end of its own accord."""
    account, job = ACCOUNTS[0], f"job-{ACCOUNTS[0]}-c0"
    site.branch.filled = account
    key = site.branch.key(Role.STAFF)
    app.process.send_signal(signal.SIGTERM)
    while httpx.get(f"{app.url}/readyz").status_code != 503:
        time.sleep(0.05)
    assert check([app.url], key, job)[1] == 0, "what comes in before the socket closes is still answered"
    worker.process.send_signal(signal.SIGTERM)
    assert app.process.wait(60) == 0
    assert worker.process.wait(60) == 0
