"""Work not yet done, as it is given on a command line."""

from __future__ import annotations

from datetime import time
from typing import Any

import typer

from service.coverage.pasted import UnreadableLine, pasted_line


def planned_line(text: str) -> dict[str, Any]:
    """As `service.coverage.pasted` reads it; an unreadable line is wrong usage."""
    try:
        return pasted_line(text)
    except UnreadableLine as error:
        raise typer.BadParameter(str(error)) from None


def start_hour(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no hour; write it like 17:30") from None
