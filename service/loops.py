"""What an installation does by itself: approved writes, extraction runs, webhooks, the nightly sync, alerts.

The rows in the database are the truth: whatever waits there gets done, also what a crash left behind. One process runs
these loops: the owner of the data folder, or of several workers the one that leads.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from service.alerting import alerts_with
from service.app import App
from service.extraction.runs import FAILED
from service.nightly import Nightly
from service.webhooks import InboxLoop

log = logging.getLogger("fineprint.loops")
LOOK_FOR_APPROVALS_EVERY = 0.5
REST_AFTER_FAILURE = 60.0
LOOK_FOR_RUNS_EVERY = 0.5
END_WITHIN = 20.0

Loop = Callable[[App, threading.Event], None]


@contextmanager
def looping(app: App) -> Iterator[None]:
    """The loops, each in a thread, until the end of the block."""
    stop = threading.Event()
    threads = [threading.Thread(target=loop, args=(app, stop), daemon=True) for loop in LOOPS]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        deadline = time.monotonic() + END_WITHIN
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))


def execute_approved(app: App, stop: threading.Event) -> None:
    resting: dict[str, float] = {}
    while not stop.wait(LOOK_FOR_APPROVALS_EVERY):
        for account, proposal in _to_execute(app):
            if stop.is_set():
                return
            if time.monotonic() >= resting.get(account, 0.0) and not _execute(app, account, proposal):
                resting[account] = time.monotonic() + REST_AFTER_FAILURE


def extract_on(app: App, stop: threading.Event) -> None:
    while not stop.wait(LOOK_FOR_RUNS_EVERY):
        try:
            for run in app.extractions.running():
                if not app.workflows.go_on_extracting(run.account, run.id, run.tries):
                    app.extractions.end(run.account, run.id, FAILED, reason="the work broke off; resume the run")
        except Exception as error:  # noqa: BLE001 - nothing may end the thread, or runs would wait for ever
            log.warning("extraction waits: %s", type(error).__name__)


def take_webhooks(app: App, stop: threading.Event) -> None:
    InboxLoop(app.inbox, app.workflows.read_webhooks).run(stop)


def sync_nightly(app: App, stop: threading.Event) -> None:
    at, workflows = app.settings.sync_at, app.workflows

    def sync(account: str, run: str) -> None:
        workflows.sync(account, run, full=False, communications=None)

    if at is not None:
        Nightly(at, app.settings.zone, accounts=app.tokens.accounts, runs=app.runs, sync=sync).run(stop)


def tell_of_what_waits(app: App, stop: threading.Event) -> None:
    alerts = alerts_with(app.settings, app.engine, app.audit, app.users, app.http, app.tokens.accounts)
    if alerts is not None:
        alerts.run(stop)


LOOPS: tuple[Loop, ...] = (execute_approved, extract_on, take_webhooks, sync_nightly, tell_of_what_waits)


def _to_execute(app: App) -> list[tuple[str, str]]:
    try:
        return list(app.queue.to_execute())
    except Exception as error:  # noqa: BLE001 - nothing may end the thread, or approvals would wait for ever
        log.warning("approvals wait: %s", type(error).__name__)
        return []


def _execute(app: App, account: str, proposal: str) -> bool:
    try:
        app.workflows.execute(account, proposal)
    except Exception as error:  # noqa: BLE001 - nothing may end the thread, or approvals would wait for ever
        log.warning("proposal %s waits: %s", proposal, type(error).__name__)
        return False
    return True
