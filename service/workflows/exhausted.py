"""Telling that a step was tried as often as it may be."""

from __future__ import annotations

from dbos.error import DBOSMaxStepRetriesExceeded


def is_exhausted(error: Exception) -> bool:
    """Also when the error is replayed after a crash: a portable one that only carries the class's name."""
    name = DBOSMaxStepRetriesExceeded.__name__
    return isinstance(error, DBOSMaxStepRetriesExceeded) or getattr(error, "name", "") == name
