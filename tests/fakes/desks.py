"""A desk that has its verdicts ready."""

from __future__ import annotations

from datetime import date
from typing import Any


class ReadyDesk:
    """`jobs_with_line_items` and `check` of `service.desk.Desk`; notes which jobs were judged."""

    def __init__(self, *jobs: str) -> None:
        self._jobs, self.judged = list(jobs), list[tuple[str, date | None]]()

    def jobs_with_line_items(self) -> list[str]:
        return self._jobs

    def check(self, job: str, *, as_of: date | None = None) -> dict[str, Any]:
        self.judged.append((job, as_of))
        return {"job_id": job, "summary": f"“{job}” is\u2028covered"}
