"""How far an extraction run is, on a terminal's stderr, read from the run's own rows, whoever does the work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from service.app import App
from service.cli.desk import settings_for

LOOK_EVERY = 0.5


@contextmanager
def extraction_progress(account: str | None) -> Iterator[None]:
    """Shows the newest running run until the end of the block; silent where nobody looks."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    stop, app = threading.Event(), App(settings_for(account))
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    try:
        with Progress(*columns, console=console, transient=True) as bar:
            watcher = threading.Thread(target=_watch, args=(app, bar, stop), daemon=True)
            watcher.start()
            try:
                yield
            finally:
                stop.set()
                watcher.join()
    finally:
        app.close()


def _watch(app: App, bar: Progress, stop: threading.Event) -> None:
    task, account = bar.add_task("reading contracts", total=None), app.account()
    while not stop.wait(LOOK_EVERY):
        run = next((run for run in app.extractions.recent(account, 1) if run["state"] == "running"), None)
        if run is not None:
            counts = run["counts"]
            bar.update(task, total=counts["clients"], completed=counts["clients"] - counts["waiting"])
