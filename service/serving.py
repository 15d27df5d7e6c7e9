"""`fineprint serve`: the HTTP service of the process that owns the data folder."""

from __future__ import annotations

import logging
import threading
import time
from functools import partial
from typing import Any

import uvicorn

from service.api.oauth import Connecting
from service.api.server import Serving, http_app
from service.app import App
from service.extraction.runs import FAILED, RUNNING
from service.nightly import Nightly
from service.owner import OwnedElsewhere, Ownership, own_or_find
from service.settings import Settings
from service.webhooks import InboxLoop

log = logging.getLogger("fineprint.serve")
LOOK_FOR_APPROVALS_EVERY = 0.5
REST_AFTER_FAILURE = 60.0
LOOK_FOR_RUNS_EVERY = 0.2
ANSWER_RUNS_AFTER = 20.0


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped. Raises `OwnedElsewhere` when another process serves this data folder."""
    found = own_or_find(settings.data_dir)
    if not isinstance(found, Ownership):
        raise OwnedElsewhere(f"this data folder is served already at {found.url}")
    app = App(settings, models_apart=True)
    try:
        app.keep_erased()
        _serve(app, found, host, port)
    finally:
        app.close()
        found.release()


def _serve(app: App, ownership: Ownership, host: str, port: int) -> None:
    workflows = app.workflows

    def sync(account: str, run: str, full: bool, folder: str | None) -> dict[str, Any]:
        return workflows.sync(account, run, full=full, communications=folder)

    api = http_app(
        Serving(
            desk_for=partial(app.desk_for, extract=partial(_wait_for_extraction, app)),
            doorkeeper=app.doorkeeper(ownership.token),
            engine=app.engine,
            sync=sync,
            webhooks=app.receiver,
            connecting=Connecting(app.authorizations, app.jobber_app, app.connect),
            signing_in=app.signing_in,
            zone=app.settings.zone,
            public_url=app.settings.public_url,
        )
    )
    config = uvicorn.Config(api, host=host, port=port, log_level="warning", access_log=False)
    server = _Announcing(config, ownership)
    stop = threading.Event()
    drain = threading.Thread(target=_execute_approved, args=(app, stop), daemon=True)
    drain.start()
    extracting = threading.Thread(target=_extract_on, args=(app, stop), daemon=True)
    extracting.start()
    inbox = threading.Thread(target=InboxLoop(app.inbox, workflows.read_webhooks).run, args=(stop,), daemon=True)
    inbox.start()
    nightly = threading.Thread(target=_sync_nightly, args=(app, stop), daemon=True)
    nightly.start()
    try:
        server.run()
    finally:
        stop.set()
        drain.join()
        extracting.join()
        inbox.join()


class _Announcing(uvicorn.Server):
    """Tells other commands where to call once the socket is open."""

    def __init__(self, config: uvicorn.Config, ownership: Ownership) -> None:
        super().__init__(config)
        self._ownership = ownership

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            self._ownership.announce(f"http://127.0.0.1:{port}")
            print(f"Fineprint serves on http://{self.config.host}:{port} (API description at /docs)", flush=True)  # noqa: T201


def _sync_nightly(app: App, stop: threading.Event) -> None:
    at, workflows = app.settings.sync_at, app.workflows

    def sync(account: str, run: str) -> None:
        workflows.sync(account, run, full=False, communications=None)

    if at is not None:
        Nightly(at, app.settings.zone, accounts=app.tokens.accounts, runs=app.runs, sync=sync).run(stop)


def _execute_approved(app: App, stop: threading.Event) -> None:
    """The state row is the truth: whatever is approved gets carried out, also what a crash left behind."""
    resting: dict[str, float] = {}
    while not stop.wait(LOOK_FOR_APPROVALS_EVERY):
        for account, proposal in app.queue.to_execute():
            if time.monotonic() >= resting.get(account, 0.0) and not _execute(app, account, proposal):
                resting[account] = time.monotonic() + REST_AFTER_FAILURE


def _extract_on(app: App, stop: threading.Event) -> None:
    """The run's row is the truth: whatever is running is read on, also what a crash left behind."""
    while not stop.wait(LOOK_FOR_RUNS_EVERY):
        try:
            for run in app.extractions.running():
                if not app.workflows.go_on_extracting(run.account, run.id, run.tries):
                    app.extractions.end(run.account, run.id, FAILED, reason="the work broke off; resume the run")
        except Exception as error:  # noqa: BLE001 - nothing may end the thread, or runs would wait for ever
            log.warning("extraction waits: %s", type(error).__name__)


def _wait_for_extraction(app: App, account: str, run: str) -> None:
    """Give a short run the time to end before it is answered; a long one goes on by itself."""
    deadline = time.monotonic() + ANSWER_RUNS_AFTER
    while time.monotonic() < deadline:
        found = app.extractions.run(account, run)
        if found is None or found.state != RUNNING:
            return
        time.sleep(0.1)


def _execute(app: App, account: str, proposal: str) -> bool:
    try:
        app.workflows.execute(account, proposal)
    except Exception as error:  # noqa: BLE001 - nothing may end the thread, or approvals would wait for ever
        log.warning("proposal %s waits: %s", proposal, type(error).__name__)
        return False
    return True
