"""Results in files: verdicts as JSON lines that a later run goes on with, fields as CSV."""

from __future__ import annotations

import csv
import json
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from service.cli.app import print_json_line
from service.desk import Desk
from service.extraction.report import COLUMNS, rows

Json = dict[str, Any]


def check_all(desk: Desk, output: Path | None, *, as_of: date | None = None) -> int:
    """One verdict a line; jobs whose line already stands in the file are left out. A job that cannot be judged is a line
    with its error. Returns how many those were in this run."""
    done = _judged(output) if output is not None and output.exists() else set()
    refused = 0
    with output.open("a", encoding="utf-8") if output is not None else nullcontext() as file, progress() as bar:
        task = bar.add_task("judging", total=desk.jobs_to_judge(), completed=len(done))
        for coverage in desk.check_every(as_of=as_of, but=done):
            refused += "error" in coverage
            if file is None:
                print_json_line(coverage)
            else:
                file.write(json.dumps(coverage, ensure_ascii=False) + "\n")
                file.flush()
            bar.advance(task)
    return refused


def progress() -> Progress:
    """On a terminal's stderr; silent elsewhere."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True,
    )  # fmt: skip


def write_run(path: Path, run: Json) -> None:
    """The fields of a run's contracts: rows where the file ends in .csv, else the whole run as JSON."""
    if path.suffix.lower() != ".csv":
        path.write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for contract in run["contracts"]:
            writer.writerows(rows(contract))


def _judged(output: Path) -> set[str]:
    """The jobs a file has verdicts of; a last line that a crash cut short is dropped from it."""
    *whole, cut = output.read_text(encoding="utf-8").split("\n")  # not splitlines: quotes may hold other line ends
    if cut:
        output.write_text("".join(f"{line}\n" for line in whole), encoding="utf-8")
    return {json.loads(line)["job_id"] for line in whole}
