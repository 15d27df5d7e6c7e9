"""An installation worked on as its users do: by the command line, every command a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from pydantic import SecretStr

from anonymize.master_key import new_master_key
from service.app import App
from service.settings import Settings

REPOSITORY = Path(__file__).parents[2]
RECORDER = Path(__file__).parent / "recorder"
HARBORLINE = REPOSITORY / "samples" / "harborline"
REDIRECT = "http://127.0.0.1:8000/oauth/jobber/callback"
ZONE, TODAY = "America/Chicago", "2026-11-16"
Process = subprocess.Popen[str]


class CommandFailed(AssertionError):
    """A command ended as the test did not expect; says how."""


@dataclass(frozen=True)
class Installation:
    """`folder` holds `data` and, beside it, what must not lie in it: a home of its own and the network log."""

    folder: Path
    jobber_url: str
    master_key: str

    @classmethod
    def new(cls, folder: Path, jobber_url: str) -> Installation:
        (folder / "home").mkdir(parents=True)
        return cls(folder, jobber_url, new_master_key())

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def network_log(self) -> Path:
        return self.folder / "network.jsonl"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "LANG": "C.UTF-8",
            "PYTHONPATH": f"{RECORDER}{os.pathsep}{REPOSITORY}",
            "NETWORK_LOG": str(self.network_log),
            "FINEPRINT_DATA_DIR": str(self.data),
            "FINEPRINT_JOBBER_URL": self.jobber_url,
            "FINEPRINT_JOBBER_CLIENT_ID": "demo-client",
            "FINEPRINT_JOBBER_CLIENT_SECRET": "demo-secret",
            "FINEPRINT_MASTER_KEY": self.master_key,
            "FINEPRINT_TIMEZONE": ZONE,
            "FINEPRINT_TODAY": TODAY,
        }

    def copy(self, folder: Path, jobber_url: str | None = None) -> Installation:
        """The same installation in another folder, with the same key, perhaps against another Jobber."""
        copied = replace(self, folder=folder, jobber_url=jobber_url or self.jobber_url)
        (folder / "home").mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.data, copied.data, copy_function=_copy_without_holes)
        return copied

    def run(self, *arguments: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run `fineprint` to its end; raises `CommandFailed` for another exit status than expected."""
        done = subprocess.run(
            self._command(arguments),
            env=self.environment,
            cwd=self.folder,
            text=True,
            capture_output=True,
            timeout=240,
            check=False,
        )
        if done.returncode != status:
            raise CommandFailed(f"fineprint {arguments[0]} ended with {done.returncode}: {done.stderr[-3000:]}")
        return done

    def json(self, *arguments: str | Path) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def start(self, *arguments: str | Path) -> Process:
        """Start `fineprint` and let it run; the caller ends it."""
        with (self.folder / "stderr.txt").open("a") as told:
            return subprocess.Popen(
                self._command(arguments),
                env=self.environment,
                cwd=self.folder,
                text=True,
                stdout=subprocess.PIPE,
                stderr=told,
            )

    def connect(self) -> dict[str, str]:
        """What an admin's browser and `fineprint connect --code` do."""
        asked = {"response_type": "code", "client_id": "demo-client", "redirect_uri": REDIRECT, "state": "e2e"}
        response = httpx.get(f"{self.jobber_url}/api/oauth/authorize", params=asked)
        code = parse_qs(urlsplit(response.headers["location"]).query)["code"][0]
        connected: dict[str, str] = self.json("connect", "--code", code)
        return connected

    @property
    def settings(self) -> Settings:
        return Settings(
            data_dir=self.data,
            jobber_url=self.jobber_url,
            jobber_client_id="demo-client",
            jobber_client_secret=SecretStr("demo-secret"),
            master_key=SecretStr(self.master_key),
            timezone=ZONE,
            today=TODAY,
        )

    @contextmanager
    def opened(self) -> Iterator[App]:
        """The installation in this process, to look behind what the commands say."""
        app = App(self.settings)
        try:
            yield app
        finally:
            app.close()

    def rows(self, query: str, database: str = "fineprint.sqlite") -> list[tuple[Any, ...]]:
        """What a database holds now, also while another process writes to it."""
        with closing(sqlite3.connect(self.data / database, timeout=30)) as connection:
            return connection.execute(query).fetchall()

    def _command(self, arguments: tuple[str | Path, ...]) -> list[str]:
        return [sys.executable, "-m", "service.cli", *map(str, arguments)]


def _copy_without_holes(source: str, target: str) -> None:
    """An index's files are laid out ahead: 200 MB, of which 5 are on the disk."""
    with open(source, "rb") as read, open(target, "wb") as written:
        while chunk := read.read(1 << 16):
            if chunk.strip(b"\0"):
                written.write(chunk)
            else:
                written.seek(len(chunk), os.SEEK_CUR)
        written.truncate()
    shutil.copymode(source, target)


def wait_until(true: Callable[[], bool], process: Process, *, seconds: float = 240.0) -> None:
    """Return as soon as it is true; fails, and ends the process, when it does not come."""
    deadline = time.monotonic() + seconds
    while not true():
        if process.poll() is not None:
            raise CommandFailed(f"the process ended with {process.returncode} before what was waited for came")
        if time.monotonic() > deadline:
            kill(process)
            raise CommandFailed(f"what was waited for did not come within {seconds:g} s")
        time.sleep(0.02)


def kill(process: Process) -> None:
    """As `kill -9`: no handler runs, nothing is flushed."""
    process.kill()
    process.wait(30)
    if process.stdout is not None:
        process.stdout.close()


@contextmanager
def stopped_after(process: Process) -> Iterator[Process]:
    """Ends a running command as Ctrl-C does."""
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def simulated(account: Path) -> Iterator[str]:
    """`fineprint simulate` on a free port; gives the URL it prints."""
    command = [sys.executable, "-m", "service.cli", "simulate", "--account", str(account), "--port", "0", "--hurry"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with stopped_after(process):
        yield next(line.strip().partition("=")[2] for line in process.stdout if line.startswith("FINEPRINT_JOBBER_URL"))


def journal(jobber_url: str) -> list[dict[str, Any]]:
    """Every write Jobber's simulator was asked for, in order."""
    entries: list[dict[str, Any]] = httpx.get(f"{jobber_url}/simulator/journal").json()
    return entries
