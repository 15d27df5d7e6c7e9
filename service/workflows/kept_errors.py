"""Errors on their way through DBOS, which keeps of each its class's name, its message and what its `data` holds.

What only our own trees say may be kept: their messages hold nothing from a record. Any other error's might, so a step
that meets one logs where, and ends as `StepFailed`.
"""

from __future__ import annotations

import functools
import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from dbos import PortableWorkflowError
from dbos import error as dbos_errors

from anonymize.errors import AnonymizeError
from ingest.jobber.errors import Blocked, JobberError, Refused, ScopeMissing, Unavailable
from retrieval.errors import RetrievalError

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger("fineprint.workflows")


class StepFailed(RuntimeError):
    """A fault of ours, by its class's name."""


TREES: tuple[type[Exception], ...] = (JobberError, AnonymizeError, RetrievalError)
OURS: tuple[type[Exception], ...] = (*TREES, StepFailed)


def without_content(name: str, step: Callable[P, R]) -> Callable[P, R]:
    """The step under that name, of which no error says anything from a record."""

    @functools.wraps(step)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return step(*args, **kwargs)
        except OURS:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, its message stays here
            kind = type(error).__name__
            log.error("%s failed: %s at %s", name, kind, _place(error))
            raise StepFailed(f"an unexpected fault ({kind}); the log of that time says more") from None

    return called


def is_exhausted(error: Exception) -> bool:
    """Whether a step was tried as often as it may be."""
    exhausted = dbos_errors.DBOSMaxStepRetriesExceeded
    return isinstance(error, exhausted) or getattr(error, "name", "") == exhausted.__name__


def as_raised(error: Exception) -> Exception:
    """The error that a step raised, of its own class; of one that DBOS kept, with what it kept."""
    if is_exhausted(error):
        return Unavailable("Jobber did not answer after several tries; what was done is kept, try again later")
    if not isinstance(error, PortableWorkflowError):
        return error
    if error.name == Blocked.__name__ and isinstance(error.data, dict):
        return Blocked(datetime.fromisoformat(str(error.data["until"])))
    kind = KINDS.get(error.name)
    return StepFailed(f"an unexpected fault ({error.name})") if kind is None else kind(str(error))


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _below(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _below(each)


# Of a missing scope its message is enough; a block's end is in its `data`.
KINDS = {kind.__name__: kind for tree in OURS for kind in _below(tree)} | {ScopeMissing.__name__: Refused}
