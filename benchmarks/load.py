"""Twenty people asking at once: how long `fineprint serve` takes on the sample account, without a language model.

    python -m benchmarks.load [--seconds 60] [--users 20]

Each asks one question after the other without a pause. Ends with 1 when a request failed, or when the process holds more
memory at the end than after the first third.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import httpx

from tests.e2e.installation import HARBORLINE, Installation, simulated, stopped_after

MORE_MEMORY = 1.10  # of what it held after the first third


@dataclass(frozen=True)
class Asked:
    at: float
    seconds: float
    status: int


class Unpaced(Installation):
    """Nobody is told to ask more slowly."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"FINEPRINT_QUESTIONS_PER_MINUTE": "1000000"}


def main() -> int:
    """How many of the things asked for are not so."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder, simulated(HARBORLINE) as jobber:
        installation = Unpaced.new(Path(folder) / "installation", jobber)
        installation.connect()
        installation.run("sync", "--communications", HARBORLINE / "communications")
        key = installation.json("api-keys", "create", "--role", "staff")["key"]
        process = installation.start("serve", "--port", "0")
        with stopped_after(process):
            url = _url(process.stdout)
            asked, memory = _ask(url, key, process.pid, users=options.users, seconds=options.seconds)
    return _report(asked, memory, options.users)


def _ask(url: str, key: str, pid: int, *, users: int, seconds: float) -> tuple[list[Asked], list[int]]:
    questions = [each["question"] for each in json.loads((HARBORLINE / "gold.json").read_text())["questions"]]
    httpx.post(f"{url}/api/ask", json={"question": questions[0]}, headers=_bearer(key), timeout=300)  # loads the models
    memory, stop, begun = list[int](), threading.Event(), time.monotonic()
    watcher = threading.Thread(target=_watch, args=(pid, memory, stop))
    watcher.start()
    with ThreadPoolExecutor(users) as pool:
        each = [pool.submit(_user, url, key, questions, n, begun, seconds) for n in range(users)]
        asked = [one for user in each for one in user.result()]
    stop.set()
    watcher.join()
    return asked, memory


def _user(url: str, key: str, questions: list[str], number: int, begun: float, seconds: float) -> list[Asked]:
    asked: list[Asked] = []
    with httpx.Client(base_url=url, headers=_bearer(key), timeout=120) as client:
        for question in islice(cycle(questions), number, None):
            started = time.monotonic()
            if started - begun >= seconds:
                return asked
            try:
                status = client.post("/api/ask", json={"question": question}).status_code
            except httpx.TransportError:
                status = 0
            asked.append(Asked(started - begun, time.monotonic() - started, status))
    return asked


def _watch(pid: int, memory: list[int], stop: threading.Event) -> None:
    """Resident megabytes, each second."""
    while not stop.wait(1):
        status = Path(f"/proc/{pid}/status").read_text()
        memory.append(int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024)


def _report(asked: list[Asked], memory: list[int], users: int) -> int:
    seconds = sorted(each.seconds for each in asked)
    failed = sum(each.status != 200 for each in asked)
    span = max(each.at + each.seconds for each in asked)
    third = memory[len(memory) // 3]
    shares = ", ".join(
        f"p{share * 100:.0f} {seconds[int(share * (len(seconds) - 1))]:.2f} s" for share in (0.5, 0.95, 0.99)
    )
    print(
        f"{users} users, {span:.0f} s: {len(asked)} questions ({len(asked) / span:.1f} a second), {failed} failed; {shares}"
    )
    print(f"memory {third} MB after a third, {memory[-1]} MB at the end, at most {max(memory)} MB")
    wrong = list(_problems(failed, third, memory[-1]))
    for problem in wrong:
        print(f"not good enough: {problem}", file=sys.stderr)
    return len(wrong)


def _problems(failed: int, third: int, last: int) -> Iterator[str]:
    if failed:
        yield f"{failed} requests failed"
    if last > third * MORE_MEMORY:
        yield f"memory grew from {third} MB to {last} MB"


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def _url(out: Iterator[str] | None) -> str:
    line = next(line for line in out or () if "serves on" in line)
    return line.split()[3]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--users", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
