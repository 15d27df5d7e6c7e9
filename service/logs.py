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
        return f"{told} ({error['error']} at {error['at']})" if error else told


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
    """The class of the error a line is about, and the frame it came from."""
    if not record.exc_info or record.exc_info[1] is None:
        return {}
    error = record.exc_info[1]
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return {"error": type(error).__name__, "at": at}


def _when(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
