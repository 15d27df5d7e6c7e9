"""Running a sync from the command line, with its progress on a terminal."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from anonymize.boundary import Scope
from service.app import App
from service.cli.desk import installation
from service.cli.remote import RemoteDesk


def run_sync(account: str | None, *, full: bool, communications: Path | None, quiet: bool) -> dict[str, int]:
    """Sync here, or in the process that owns the data folder; returns documents by outcome."""
    folder = str(communications.resolve()) if communications else None
    run = uuid.uuid4().hex[:12]
    with installation(account) as (app, owner), progress(app, run, quiet=quiet):
        if owner is None:
            return app.workflows.sync(app.account(), run, full=full, communications=folder)
        with closing(RemoteDesk(owner, app.account(), "admin")) as remote:
            return remote.sync(run, full=full, communications=folder)


@contextmanager
def progress(app: App, run: str, *, quiet: bool) -> Iterator[None]:
    """Shows the stage and the documents done on stderr, read from the run's own row, whoever does the work."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield
        return
    stop = threading.Event()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        watcher = threading.Thread(target=_watch, args=(app, run, bar, stop), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            stop.set()
            watcher.join()


def _watch(app: App, run: str, bar: Progress, stop: threading.Event) -> None:
    task, scope = bar.add_task("starting", total=None), Scope(app.account())
    while not stop.wait(0.3):
        found = app.runs.get(scope, run)
        if found is not None:
            done = app.ledger.settled_in(run) if found.total is not None else 0
            bar.update(task, description=found.stage, total=found.total, completed=done)
