"""`fineprint demo`: the main job on the shipped sample account, start to finish, told in plain words.

The simulator runs as a process of its own; this one does what a person would: connect over OAuth, sync, ask, check
jobs, look at the fields. Everything lies in one folder that is wiped at each start.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
from pydantic import SecretStr
from rich.console import Console
from rich.markup import escape
from rich.rule import Rule

from anonymize.boundary import Scope
from anonymize.master_key import new_master_key
from ingest.jobber.records import Client, Job, Note
from ingest.ledger import document_id
from service.app import App
from service.approvals.custom_field import NAME as SET_FIELD
from service.approvals.rollout import Mode, Policy
from service.auth.roles import Role
from service.cli.show import console, show_answer, show_fields, show_proposals, show_writes
from service.cli.show_coverage import show_coverage
from service.cli.syncing import progress
from service.desk import Desk
from service.owner import Ownership, own_or_find
from service.settings import Settings

SAMPLE = Path(__file__).parents[1] / "samples" / "harborline"
CLIENT_ID, CLIENT_SECRET = "demo-client", "demo-secret"
STARTS_WITHIN_SECONDS = 30.0

QUESTIONS = (
    "how expensive may a part be before Mrs O'Brien has to say yes in writing?",
    "What did O'Brien's rider actually change, and from when?",
    "Pike and Ember: walk-in is at 50 and it's 11 pm. How quick do we have to be there?",
    "Did Walter ever OK the Garfield water heater, and how much?",
    "What late fee can we put on Anna Lindgren's account?",
)
JOBS = ("1004", "1014", "1046")
CONTRACTS_SHOWN, APPROVED = 2, 2


class DemoError(RuntimeError):
    """The demo cannot run as it stands; the message says why."""


def run_demo(folder: Path) -> None:
    """Wipe `folder` and play the main job in it. Raises `DemoError` where the sample account is missing."""
    if not (SAMPLE / "account.json").is_file():
        raise DemoError(f"the sample account is missing at {SAMPLE}; run the demo from a checkout of the project")
    shutil.rmtree(folder, ignore_errors=True)
    out, began = console(), time.monotonic()
    with simulator() as url:
        app = App(_settings(folder, url))
        ownership = own_or_find(app.settings.data_dir)
        try:
            _play(app, out)
        finally:
            app.close()
            if isinstance(ownership, Ownership):
                ownership.release()
    out.print(Rule(style="dim"))
    out.print(f"Done in {time.monotonic() - began:.0f} s. Everything it made lies in {folder}/ and may be deleted.")
    out.print("With your own account: set the FINEPRINT_JOBBER_… settings (README), then `fineprint connect`.")


@contextmanager
def simulator(account: Path = SAMPLE) -> Iterator[str]:
    """The simulator on a free port of this machine, as a process of its own; yields its address."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "service.cli",
        "simulate",
        "--account",
        str(account),
        "--port",
        str(port),
        "--hurry",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(process, url)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def authorize(app: App) -> str:
    """The code an admin's browser would be redirected with."""
    response = httpx.get(app.jobber_app.authorize_url("demo"))
    return parse_qs(urlsplit(response.headers["location"]).query)["code"][0]


def _settings(folder: Path, url: str) -> Settings:
    return Settings(
        data_dir=folder / "data",
        jobber_url=url,
        jobber_client_id=CLIENT_ID,
        jobber_client_secret=SecretStr(CLIENT_SECRET),
        master_key=SecretStr(new_master_key()),
        timezone="America/Chicago",
        today="2026-11-16",
        audit_anchor=folder / "audit-anchor.json",
    )


def _play(app: App, out: Console) -> None:
    _title(out, "Connecting to Jobber")
    account = app.connect(authorize(app))
    out.print(f"{account.name} gave its permission. (Jobber is played by the simulator, over HTTP and OAuth.)")

    _title(out, "Reading contracts, notes, jobs and mail; masking them; indexing them")
    with progress(app, "demo", quiet=False):
        counts = app.workflows.sync(account.id, "demo", full=False, communications=str(SAMPLE / "communications"))
    out.print(", ".join(f"{number} {name}" for name, number in counts.items() if number))
    _show_masking(app, account.id, out)

    desk = app.desk_for(app.owner_principal(Role.MANAGER), carry_out=app.workflows.execute)
    _title(out, "Staff ask, with the customer on the phone")
    for question in QUESTIONS:
        out.print(f"\n[bold cyan]? {escape(question)}[/]")
        show_answer(desk.ask(question), out)

    _title(out, "Checking jobs, line by line")
    for job in JOBS:
        _check(desk, app, account.id, job, out)

    _title(out, "Contract fields, proposed for Jobber's custom fields; a manager approves what is written")
    _write_fields(desk, app, account.id, out)


def _write_fields(desk: Desk, app: App, account: str, out: Console) -> None:
    """All is proposed, since the owner set `guided`; two values are approved, and stand in Jobber."""
    app.queue.rollout.set(account, Policy(SET_FIELD, mode=Mode.GUIDED), by="owner")
    run = desk.extract(None, dry_run=False)
    for contract in sorted(run["contracts"], key=lambda each: -len(each["writes"]))[:CONTRACTS_SHOWN]:
        show_fields(contract, out)
        show_writes(contract["writes"], out)
    rest = run["counts"]["contracts"] - CONTRACTS_SHOWN
    out.print(f"… and {rest} more contracts; {run['counts']['proposed']} values wait for approval in all. Two of them:")
    show_proposals([desk.approve(id) for id in run["proposals"][:APPROVED]], out)


def _check(desk: Desk, app: App, account: str, number: str, out: Console) -> None:
    job = next(job for job in app.records.all(Scope(account), Job) if job.number == number)
    client = app.records.one(Scope(account), Client, job.client_id)
    out.print(f"\n[bold cyan]Job {number}: {escape(job.title)} · {escape(client.name if client else '')}[/]")
    show_coverage(desk.check(number), out)


def _show_masking(app: App, account: str, out: Console) -> None:
    """One note with a gate code, as it stands in the index."""
    scope = Scope(account)
    notes = (note for note in app.records.all(scope, Note) if "gate" in note.message.lower())
    masked = (app.ledger.clauses(scope, document_id(account, note.note_type, note.id)) for note in notes)
    shown = next(
        (kept[0].clause.text.text for kept in masked if kept and "ACCESS_CODE" in kept[0].clause.text.text), None
    )
    if shown:
        out.print("What the index holds of a technician's note (names, numbers and codes stay in the sealed vault):")
        out.print(f"  [italic]{escape(shown)}[/]")


def _title(out: Console, text: str) -> None:
    out.print()
    out.print(Rule(f"[bold]{text}[/]", align="left", style="dim"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DemoError("the simulator stopped at its start; run `fineprint simulate` to see why")
        try:
            httpx.get(f"{url}/simulator/journal", timeout=1.0)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise DemoError(f"the simulator did not answer within {STARTS_WITHIN_SECONDS:.0f} s")
