"""`fineprint serve`: the HTTP service, of the process that owns the data folder or of one among several.

The owner does all the work besides. Where PostgreSQL and a Qdrant server are shared by several processes, this one only
answers, and workers (`service.working`) do the rest.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from service import logs
from service.api.local import Sync
from service.api.oauth import Connecting
from service.api.server import Serving, http_app
from service.app import App
from service.desk import Unanswerable
from service.extraction.runs import RUNNING
from service.listening import Listening, tell_nobody
from service.loops import looping
from service.owner import OwnedElsewhere, Ownership, own_or_find
from service.setting_up import SettingUp
from service.settings import Settings
from service.stopping import Stopping

log = logging.getLogger("fineprint.serving")
ANSWER_RUNS_AFTER = 20.0
NOTICE_SECONDS = 10.0  # more than a look of the compose file's health checks takes to fail


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped. Raises `OwnedElsewhere` when another process serves this data folder."""
    if settings.is_shared:
        _serve_among_others(settings, host, port)
    else:
        _serve_as_owner(settings, host, port)


def _serve_as_owner(settings: Settings, host: str, port: int) -> None:
    found = own_or_find(settings.data_dir)
    if not isinstance(found, Ownership):
        raise OwnedElsewhere(f"this data folder is served already at {found.url}")
    app = App(settings, models_apart=True)
    logs.configure(settings.log_format, app.process_name)
    try:
        app.keep_erased()
        with looping(app):
            _answer(app, found.token, partial(_sync, app), host, port, announce=found.announce)
    finally:
        app.close()
        found.release()


def _serve_among_others(settings: Settings, host: str, port: int) -> None:
    app = App(settings)
    logs.configure(settings.log_format, app.process_name)
    try:
        app.keep_erased()
        _answer(app, secrets.token_urlsafe(32), _by_its_own_command, host, port, notice=NOTICE_SECONDS)
    finally:
        app.close()


def _answer(
    app: App,
    owner_token: str,
    sync: Sync,
    host: str,
    port: int,
    *,
    notice: float = 0.0,
    announce: Callable[[str], None] = tell_nobody,
) -> None:
    stopping = Stopping()
    api = http_app(
        Serving(
            desk_for=partial(app.desk_for, extract=partial(_wait_for_extraction, app)),
            doorkeeper=app.doorkeeper(owner_token),
            engine=app.engine,
            sync=sync,
            webhooks=app.receiver,
            connecting=Connecting(app.authorizations, app.jobber_app, app.connect),
            signing_in=app.signing_in,
            setting_up=SettingUp(app.tokens.state, app.leak_meter.last, app.look_for_leaks),
            metrics=app.metrics,
            stopping=stopping,
            tracing=app.tracing,
            zone=app.settings.zone,
            public_url=app.settings.public_url,
        )
    )

    def listening(port: int) -> None:
        announce(f"http://127.0.0.1:{port}")
        print(f"Fineprint serves on http://{host}:{port} (API description at /docs)", flush=True)  # noqa: T201

    threading.Thread(target=_fill_directories, args=(app, stopping), name="directories", daemon=True).start()
    patience = app.settings.stop_seconds
    Listening(api, host, port, stopping, notice=notice, patience=patience, announce=listening).run()


def _fill_directories(app: App, stopping: Stopping) -> None:
    """What fails here fails again for whoever asks for a list, who is told."""
    try:
        app.held.directories.fill(app.tokens.accounts(), lambda: stopping.asked)
    except Exception as error:  # noqa: BLE001 - a service that answers need not end with it
        log.warning("the directories are filled when they are asked: %s", type(error).__name__)


def _sync(app: App, account: str, run: str, full: bool, folder: str | None) -> dict[str, Any]:
    return app.workflows.sync(account, run, full=full, communications=folder)


def _by_its_own_command(account: str, run: str, full: bool, folder: str | None) -> dict[str, Any]:  # noqa: ARG001
    raise Unanswerable("several processes serve this installation; run `fineprint sync` where you are")


def _wait_for_extraction(app: App, account: str, run: str) -> None:
    """Give a short run the time to end before it is answered; a long one goes on by itself."""
    deadline = time.monotonic() + ANSWER_RUNS_AFTER
    while time.monotonic() < deadline:
        found = app.extractions.run(account, run)
        if found is None or found.state != RUNNING:
            return
        time.sleep(0.1)
