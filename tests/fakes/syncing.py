"""An account's sync that is a script: pages, documents and what happens to each, noted as it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ingest.ledger import State


class ScriptedSync:
    """Has the steps of `ingest.sync.AccountSync`. `faults` are raised by a document's first tries, one a try."""

    def __init__(self, pages: dict[str, int], documents: dict[str, State], faults: dict[str, list[Exception]]) -> None:
        self._pages, self._documents, self._faults = pages, documents, faults
        self.calls: list[str] = []

    def begin(self, run: str, *, full: bool) -> list[str]:
        return list(self._pages)

    def pull(self, run: str, stage: str, cursor: str | None) -> str | None:
        page = int(cursor or 0) + 1
        self.calls.append(f"{stage} {page}")
        return str(page) if page < self._pages[stage] else None

    def pull_communications(self, run: str, folder: str, cursor: str | None = None) -> str | None:
        page = int(cursor or 0) + 1
        self.calls.append(f"communications {folder} {page}")
        return str(page) if page < 2 else None

    def plan(self, run: str, *, full: bool, communications: bool) -> list[str]:
        self.calls.append(f"plan full={full} communications={communications}")
        return list(self._documents)

    def process(self, run: str, id: str, following: Sequence[str]) -> State:
        self.calls.append(id)
        if self._faults.get(id):
            raise self._faults[id].pop(0)
        return self._documents[id]

    def give_up(self, run: str, id: str) -> State:
        self.calls.append(f"give up {id}")
        return State.QUARANTINED

    def fail(self, run: str, reason: str) -> None:
        self.calls.append(f"fail {reason}")

    def finish(self, run: str) -> dict[str, Any]:
        self.calls.append("finish")
        return dict(Counter(state.value for state in self._documents.values()))
