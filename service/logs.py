"""Log lines on stderr: for people, or one JSON object a line. They tell of an error its class and where, never its message.

What an error says may come from a record; our own modules log ids, counts and class names, and this keeps to it where a
library logs an exception.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

LEVEL = logging.WARNING
OURS = "fineprint"
FRAMES = 12
PACKAGES = ("anonymize", "retrieval", "ingest", "service")
ROOT = Path(__file__).parents[1]


def configure(form: str, process: str) -> None:
    """Have every logger write so; `process` names this one among several. Called once, by a command that serves."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(process) if form == "json" else Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(LEVEL)
    if form == "json":
        logging.getLogger(OURS).setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        error = error_of(record)
        told = f"{_when(record)} {record.levelname.lower()} {record.name}: {record.getMessage()}"
        return f"{told} ({error['error']} at {error['at']}, through {error['through']})" if error else told


class JsonLines(logging.Formatter):
    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Values given as `extra={"told": {…}}` stand beside the message; they are ids, counts and timings."""
        line = {
            "time": _when(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": self._process,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
            **error_of(record),
        }
        return json.dumps(line, ensure_ascii=False, default=str)


def error_of(record: logging.LogRecord) -> dict[str, str]:
    """The class of the error a line is about, the frame it came from, and the way there through our own code; the same of
    what it came out of. File names, lines and classes only."""
    if not record.exc_info or record.exc_info[1] is None:
        return {}
    error = record.exc_info[1]
    told = {"error": type(error).__name__, "at": _place(_frames(error)[-1:]), "through": _place(_ours(error))}
    cause = error.__cause__ or error.__context__
    if cause is not None:
        told["out_of"] = f"{type(cause).__name__} at {_place(_frames(cause)[-1:])}"
    return told


def _frames(error: BaseException) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(error.__traceback__))


def _ours(error: BaseException) -> list[traceback.FrameSummary]:
    """The last frames of our own packages."""
    return [frame for frame in _frames(error) if _is_ours(frame.filename)][-FRAMES:]


def _is_ours(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in PACKAGES


def _place(frames: list[traceback.FrameSummary]) -> str:
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames) or "?"


def _when(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
