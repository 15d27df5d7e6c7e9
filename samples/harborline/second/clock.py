"""Times of the account: Arizona keeps UTC-7 all year, Jobber stores UTC."""

from datetime import UTC, datetime, timedelta, timezone

TODAY = "2026-11-16"
ZONE = "America/Phoenix"
_ARIZONA = timezone(timedelta(hours=-7))


def utc(local: str, hours: float = 0) -> str:
    """'2026-07-14 14:00' on the wall in Tucson, plus hours, as Jobber writes it."""
    moment = datetime.strptime(local, "%Y-%m-%d %H:%M").replace(tzinfo=_ARIZONA) + timedelta(hours=hours)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shift(local: str, days: int) -> str:
    """The same wall time some days later or earlier."""
    moment = datetime.strptime(local, "%Y-%m-%d %H:%M") + timedelta(days=days)
    return moment.strftime("%Y-%m-%d %H:%M")
