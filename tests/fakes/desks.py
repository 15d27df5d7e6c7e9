"""A desk that has its verdicts ready."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date, time
from typing import Any


class ReadyDesk:
    """The checks of `service.desk.Desk`; notes what was judged for which day, and raises `refuses` where it is set."""

    def __init__(self, *jobs: str) -> None:
        self._jobs, self.judged = list(jobs), list[tuple[str, date | None]]()
        self.refuses: Exception | None = None

    def jobs_to_judge(self) -> int:
        return len(self._jobs)

    def check_every(self, *, as_of: date | None = None, but: Container[str] = ()) -> Iterator[dict[str, Any]]:
        yield from (self.check(job, as_of=as_of) for job in self._jobs if job not in but)

    def check(self, job: str, *, as_of: date | None = None) -> dict[str, Any]:
        if self.refuses is not None:
            raise self.refuses
        self.judged.append((job, as_of))
        return {"job_id": job, "summary": f"“{job}” is\u2028covered"}

    def check_planned(
        self,
        client: str,
        place: str | None,
        day: date,
        lines: Sequence[dict[str, Any]],
        *,
        start: time | None = None,
        notes: Sequence[str] = (),
    ) -> dict[str, Any]:
        return self.check(client, as_of=day)

    def card(self, client: str, place: str | None = None, *, on: date | None = None) -> dict[str, Any]:
        return {"client_id": client, "property_id": place, "as_of": str(on)}
