"""`fineprint worker`: does the work of an installation with several processes, and answers nothing but how it is."""

from __future__ import annotations

import logging
import secrets
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from service import logs
from service.api.worker import worker_app
from service.app import App
from service.listening import Listening
from service.loops import looping
from service.settings import Settings
from service.stopping import Stopping
from service.store.advisory import hold

log = logging.getLogger("fineprint.worker")
LOOK_EVERY = 2.0
LEADER = "leader"


class NotShared(RuntimeError):
    """There is one process in this profile, and it does a worker's work."""


def work(settings: Settings, host: str, port: int) -> None:
    """Work until stopped; then end what is under way, and leave the rest to the others. Raises `NotShared`."""
    if not settings.is_shared:
        raise NotShared(
            "a worker needs FINEPRINT_DATABASE_URL (PostgreSQL) and FINEPRINT_QDRANT_URL; without them `fineprint serve` "
            "does all the work itself"
        )
    app, stopping = App(settings), Stopping()
    logs.configure(settings.log_format, app.process_name)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.ask())
    try:
        app.keep_erased()
        with _telling(app, stopping, host, port):
            _work(app, stopping)
            app.workflows.close(patience_seconds=settings.stop_seconds)
    finally:
        app.close()


def _work(app: App, stopping: Stopping) -> None:
    """Launching the workflows takes work from the queues; leading, which one worker does, fills them."""
    _ = app.workflows
    print(f"worker {app.process_name} works", flush=True)  # noqa: T201
    while not stopping.wait(LOOK_EVERY):
        app.seat.keep()
        try:
            held = hold(app.engine, LEADER)
        except SQLAlchemyError:
            continue
        if held is not None:
            print(f"worker {app.process_name} leads", flush=True)  # noqa: T201
            with looping(app):
                while held.is_held() and not stopping.wait(LOOK_EVERY):
                    app.seat.keep()
                    _reap(app)
            held.release()


def _reap(app: App) -> None:
    try:
        app.reaper.look()
    except Exception as error:  # noqa: BLE001 - whatever it is, the next look may succeed
        log.warning("nobody was looked after: %s", type(error).__name__)


@contextmanager
def _telling(app: App, stopping: Stopping, host: str, port: int) -> Iterator[None]:
    """`/healthz`, `/readyz` and `/metrics`, answered until the very end."""
    api = worker_app(app.engine, app.doorkeeper(secrets.token_urlsafe(32)), app.metrics, stopping, app.tracing)
    server = Listening(api, host, port, stopping)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(5)
