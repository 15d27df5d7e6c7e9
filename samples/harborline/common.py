"""Small helpers shared by the modules that write the Harborline account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).resolve().parent
ZONE = ZoneInfo("America/Chicago")
TODAY = "2026-11-16"

Record = dict[str, object]


def local(when: str) -> datetime:
    """Read ``2026-01-17 09:30`` as Duluth wall-clock time."""
    return datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def utc(when: str | datetime) -> str:
    """Give the UTC ISO 8601 form of a local time."""
    moment = local(when) if isinstance(when, str) else when
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def later(when: str, hours: float) -> datetime:
    """Give the local time some hours after ``when``."""
    return local(when) + timedelta(hours=hours)


def money(value: float) -> float:
    """Round to cents."""
    return round(value + 1e-9, 2)
