"""Residue probes: the same questions before and after an erasure. Afterwards every answer has to be none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonymize.boundary import Scope
from anonymize.leaks import Leak, digest_of
from retrieval.index import VectorIndex
from service.erasure.file_scan import leaks_below
from service.erasure.rows import ClientRows
from service.erasure.traces import Traces, client_scope


@dataclass(frozen=True)
class Probe:
    """`looked_for` how many values, ids or lines; `found_before` and `found` how often before and after."""

    name: str
    looked_for: int
    found_before: int
    found: int
    places: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "probe": self.name,
            "looked_for": self.looked_for,
            "found_before": self.found_before,
            "found": self.found,
            "passed": self.found == 0,
            "places": list(self.places),
        }


@dataclass(frozen=True)
class Sighting:
    """What one probe found once: how much, and in which files or tables."""

    count: int
    places: tuple[str, ...] = ()


class Prober:
    """Looks through the data folder's files, the database's rows and the index's points."""

    def __init__(self, traces: Traces, data_dir: Path, rows: ClientRows, indexes: Iterable[VectorIndex]) -> None:
        self._traces, self._data_dir, self._rows = traces, data_dir, rows
        self._indexes = list(indexes)

    def look(self) -> dict[str, tuple[int, Sighting]]:
        """By probe: how many things were looked for, and what was found."""
        traces = self._traces
        sought = {
            "the client's known names, addresses and numbers, in every file": traces.values,
            "ids of the client, its records and documents, in every file": traces.telling_ids,
            "masked lines of the client's documents, in every file": traces.lines,
        }
        leaks = leaks_below(self._data_dir, frozenset().union(*sought.values()))
        return {name: (len(values), _among(leaks, values)) for name, values in sought.items()} | {
            "rows of the client in the database": (len(traces.ids), self._in_tables()),
            "points of the client in the index": (len(traces.documents), self._in_index()),
        }

    def _in_tables(self) -> Sighting:
        counts = self._rows.count(self._traces.client_id, self._traces.ids)
        return Sighting(sum(counts.values()), tuple(sorted(counts)))

    def _in_index(self) -> Sighting:
        found = sum(len(points_of(index, self._traces)) for index in self._indexes)
        return Sighting(found, ("index",) if found else ())


def _among(leaks: Iterable[Leak], values: frozenset[str]) -> Sighting:
    digests = {digest_of(value) for value in values}
    found = [leak for leak in leaks if leak.value_digest in digests]
    return Sighting(len(found), tuple(sorted({leak.path for leak in found})))


def points_of(index: VectorIndex, traces: Traces) -> set[str]:
    """The client's points: by whose they are, and by the documents they were made of."""
    points = index.point_ids(client_scope(traces.account, traces.client_id))
    for id in traces.documents:
        points |= index.point_ids(Scope(traces.account), id)
    return points


def compared(before: dict[str, tuple[int, Sighting]], after: dict[str, tuple[int, Sighting]]) -> list[Probe]:
    return [
        Probe(name, looked_for, before[name][1].count, seen.count, seen.places)
        for name, (looked_for, seen) in after.items()
    ]
