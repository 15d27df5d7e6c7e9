"""Processes that carry out one queue, one of them killed with `kill -9` after so many of its writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import Engine

from anonymize.boundary import Scope
from anonymize.keys import Keyring
from ingest.jobber.ids import opaque_id
from service.approvals import note
from service.approvals.proposal import ProposalState, Target
from service.approvals.queue import ApprovalQueue
from service.audit.verify import verify
from tests.fakes.account import Served, served, write_account
from tests.fakes.auditing import audit_of, queue_of
from tests.fakes.databases import MASTER, database, keyring_of

REPOSITORY = Path(__file__).parents[2]
CLIENT = opaque_id("Client", "client-1")
WHOLE = Scope("acme")
WORKER = """
import os, signal, sys
import httpx
from anonymize.keys import Keyring
from ingest.jobber.connection import client_of
from ingest.jobber.writer import JobberWriter
from service.approvals.execution import Executor
from service.approvals.note import CreateNote
from service.store.engine import make_engine
from tests.fakes.account import Served
from tests.fakes.auditing import audit_of
from tests.fakes.pace import unhurried
from service.approvals.queue import ApprovalQueue
from service.store.sealed_json import SealedJson
from tests.fakes.tokens import MemoryTokenStore
from pathlib import Path

url, database, folder, master, die_after = sys.argv[1:]
engine = make_engine(database)
keyring = Keyring(engine, bytes.fromhex(master))
queue = ApprovalQueue(engine, SealedJson(keyring), audit_of(engine, keyring, Path(folder)))
tokens, jobber, left = MemoryTokenStore(), Served(url, None), int(die_after)

class Dying(httpx.HTTPTransport):
    def handle_request(self, request):
        global left
        response = super().handle_request(request)
        response.read()
        if b"CreateNote" in request.content or b"AddClientNote" in request.content:
            left -= 1
            if left == 0:  # the note is written, and nobody here will ever know
                os.kill(os.getpid(), signal.SIGKILL)
        return response

with httpx.Client(timeout=20, transport=Dying()) as http:
    account = jobber.connected(http, tokens).id
    client = client_of(http, jobber.app, tokens, account, unhurried())
    executor = Executor(queue, lambda: JobberWriter(client, sleep=lambda _: None), {"create_note": CreateNote()})
    print("ready", flush=True)
    sys.stdin.readline()
    while waiting := queue.to_execute():
        for account, proposal in waiting:
            executor.execute(account, proposal)
"""


def two_processes(folder: Path, kind: str, *, writes: int, kill_after: int) -> list[str]:
    """What went wrong: two processes on PostgreSQL work on one queue at once, on SQLite one after the other; the first is
    killed right after its note number `kill_after` (0: it is left alive)."""
    with database(kind, folder) as engine, served(write_account(folder / "account")) as jobber:
        keyring = keyring_of(engine)
        queue = queue_of(engine, keyring, ["acme"])
        ids = _approved(queue, writes)
        first, second = (_started(engine, jobber, folder, die) for die in (kill_after, 0))
        _go(first)
        if kind == "sqlite":
            first.wait(120)
        _go(second)
        for process in (first, second):
            process.wait(120)
        codes = [process.returncode for process in (first, second)]
        return [*_faults(queue, jobber, ids, codes, kill_after), *_log_faults(engine, keyring, folder)]


def _approved(queue: ApprovalQueue, writes: int) -> list[str]:
    drafts = [note.draft(Target("Client", CLIENT), CLIENT, f"Agreed by phone: word-{n:03}") for n in range(writes)]
    never = note.draft(Target("Client", CLIENT), CLIENT, "never approved")
    *wanted, _ = queue.propose("acme", [*drafts, never], created_by="ada")
    return [queue.decide(WHOLE, proposal.id, approve=True, by="ada").id for proposal in wanted]


def _started(engine: Engine, jobber: Served, folder: Path, die_after: int) -> subprocess.Popen[str]:
    database = engine.url.render_as_string(hide_password=False)
    arguments = [jobber.url, database, str(folder), MASTER.hex(), str(die_after)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.close()
    assert process.stdout is not None
    process.stdout.close()


def _faults(queue: ApprovalQueue, jobber: Served, ids: list[str], codes: list[int], kill_after: int) -> list[str]:
    where, journal = f"killed after {kill_after} writes", [json.dumps(e) for e in jobber.simulator.journal.entries]
    faults = [f"{where}: {entry} is there {count} times" for entry, count in _counts(journal, len(ids)) if count != 1]
    if any("never approved" in entry for entry in journal):
        faults.append(f"{where}: something nobody approved was written")
    states = {queue.get(WHOLE, id).state for id in ids}
    if states != {ProposalState.DONE}:
        faults.append(f"{where}: approvals were lost, {sorted(state.value for state in states)}")
    if codes != [-9 if kill_after else 0, 0] and codes != [0, 0]:
        faults.append(f"{where}: the processes ended with {codes}")
    return faults


def _counts(journal: list[str], writes: int) -> list[tuple[str, int]]:
    return [(f"word-{n:03}", sum(f"word-{n:03}" in entry for entry in journal)) for n in range(writes)]


def _log_faults(engine: Engine, keyring: Keyring, folder: Path) -> list[str]:
    deadline = time.monotonic() + 1
    while not (verdict := verify(audit_of(engine, keyring, folder), "acme")).whole and time.monotonic() < deadline:
        time.sleep(0.1)
    return list(verdict.faults)
