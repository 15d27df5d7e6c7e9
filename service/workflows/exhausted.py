"""Telling that a step was tried as often as it may be."""

from __future__ import annotations

from dbos import error as dbos_errors


def is_exhausted(error: Exception) -> bool:
    """Also when the error is replayed after a crash: a portable one that only carries the class's name."""
    exhausted = dbos_errors.DBOSMaxStepRetriesExceeded
    return isinstance(error, exhausted) or getattr(error, "name", "") == exhausted.__name__
