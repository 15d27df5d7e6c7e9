"""Extracts 2 000 contracts in one durable run and again unchanged, and prints both times, their ratio and the memory used.

    make bench-extract
    python -m benchmarks.extract --contracts 500

The contracts are a few real texts of different trades, compiled once and hung on so many clients; extraction reads the
compiled terms, finds their quotes on the page, compares with Jobber's custom fields and proposes. Exits 1 where the second
run takes more than a twentieth of the first, or memory grew by more than a tenth from a quarter of the run to its end.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from anonymize.boundary import Scope
from ingest.document_text import plain
from ingest.jobber.records import Client, CustomFieldConfiguration
from ingest.ledger import document_id
from retrieval.model import DocumentRole
from service.approvals.rollout import Mode, Policy
from service.extraction.work import clients_with_contracts
from tests.fakes.branch import ACCOUNT, Branch, open_branch
from tests.fakes.contracts import LAWN, PEST, POOL

WHOLE = Scope(ACCOUNT)
TEXTS = {"pest": PEST, "pool": POOL, "lawn": LAWN}
FIELDS = (
    CustomFieldConfiguration("f-1", "Billing", "ALL_CLIENTS", "TEXT"),
    CustomFieldConfiguration("f-2", "Contract value", "ALL_CLIENTS", "NUMERIC", unit="$"),
    CustomFieldConfiguration("f-3", "Effective date", "ALL_CLIENTS", "TEXT"),
    CustomFieldConfiguration("f-4", "Covered services", "ALL_CLIENTS", "TEXT"),
)
LARGEST_RATIO, LARGEST_GROWTH = 1 / 20, 0.10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contracts", type=int, default=2000)
    count = parser.parse_args().contracts
    with tempfile.TemporaryDirectory() as folder, _branch(Path(folder), count) as branch:
        first, memory = _measured(lambda: _run(branch))
        second, _ = _measured(lambda: _run(branch))
        third, _ = _measured(lambda: _run(branch, anew=True))
    growth = _growth(memory)
    print("resident memory along the first run, MB: " + " ".join(f"{each:.0f}" for each in memory))
    print(f"first run {first:.1f} s, {count / first:.0f} contracts/s; growth of memory {growth:+.1%}")
    print(
        f"second run, unchanged {second:.2f} s: 1/{first / second:.0f} of the first (at most 1/{1 / LARGEST_RATIO:.0f})"
    )
    print(f"third run, read anew {third:.1f} s")
    sys.exit(0 if second <= first * LARGEST_RATIO and growth <= LARGEST_GROWTH else 1)


class _branch:  # noqa: N801 - used like a function
    """An installation with so many clients, each with an agreement, and custom fields that are still empty."""

    def __init__(self, folder: Path, count: int) -> None:
        self._opened, self._count = open_branch(folder, audit_anchor=folder / "anchor.json"), count

    def __enter__(self) -> Branch:
        branch = self._opened.__enter__()
        first = [Client(id=f"first-{name}", first_name="Ada", last_name=name.title()) for name in TEXTS]
        branch.know(*FIELDS, *first)
        for client, (name, text) in zip(first, TEXTS.items(), strict=True):
            branch.file(client, f"{name}.pdf", text)
        branch.queue.rollout.set(ACCOUNT, Policy("set_custom_field", mode=Mode.GUIDED), by="owner")
        _multiply(branch, self._count - len(TEXTS))
        print(f"{len(clients_with_contracts(branch.engine, WHOLE))} clients with a contract each")
        return branch

    def __exit__(self, *_: object) -> None:
        self._opened.__exit__(None, None, None)


def _multiply(branch: Branch, count: int) -> None:
    """The compiled contracts once more for each further client."""
    models = [branch.agreements.of_client(WHOLE, f"first-{name}")[0] for name in TEXTS]
    documents = [branch.ledger.document(WHOLE, one.document_id) for one in models]
    for number in range(count):
        model, document = models[number % len(models)], documents[number % len(models)]
        assert document is not None
        client = Client(id=f"c-{number:05}", first_name="Ada", last_name=f"Of {number}")
        branch.records.put(ACCOUNT, [client], run="first")
        own = replace(
            document,
            id=document_id(ACCOUNT, "ClientNote", client.id),
            record_id=client.id,
            client_id=client.id,
            role=DocumentRole.AGREEMENT,
        )
        branch.ledger.save(own)
        text = list(TEXTS.values())[number % len(models)]
        branch.pages.put(own.id, plain(text), account=ACCOUNT, client_id=client.id)
        pinned = tuple(replace(term, pin=replace(term.pin, document_id=own.id)) for term in model.terms)
        agreement = replace(model, document_id=own.id, client_id=client.id, terms=pinned)
        branch.agreements.save(agreement, own.content_digest or "")


def _run(branch: Branch, *, anew: bool = False) -> None:
    clients = clients_with_contracts(branch.engine, WHOLE)
    id = branch.extractions.begin(ACCOUNT, clients, dry_run=False, sees_all=True, by="bench", anew=anew)
    branch.extract_durably(ACCOUNT, id)
    head = branch.extractions.head(WHOLE, id)
    assert head is not None
    counts = head["counts"]
    assert (head["state"], counts["failed"], counts["waiting"]) == ("done", 0, 0), head["reason"]
    print(
        f"  {counts['contracts']} contracts, {counts['unchanged']} clients unchanged, {counts['proposed']} values proposed"
    )


def _measured(work: Callable[[], None]) -> tuple[float, list[float]]:
    """Seconds, and resident memory in MB at twenty moments along the way."""
    samples, stop = list[float](), threading.Event()

    def sample() -> None:
        while not stop.wait(0.25):
            samples.append(_resident())

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    began = time.monotonic()
    work()
    took = time.monotonic() - began
    stop.set()
    thread.join()
    step = max(1, len(samples) // 20)
    return took, samples[::step] or [_resident()]


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _growth(memory: list[float]) -> float:
    """From a quarter of the run on, when everything that stays is loaded, to its end."""
    settled = memory[len(memory) // 4]
    return (memory[-1] - settled) / settled


if __name__ == "__main__":
    main()
