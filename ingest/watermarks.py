"""How well each type of an account's records is known: where the next sync begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select

from anonymize.boundary import Scope
from ingest.tables import watermarks

# Jobber's search index lags by seconds, and its clock and ours may differ by minutes.
OVERLAP = timedelta(minutes=15)


@dataclass(frozen=True)
class Watermark:
    """`read_at`, `swept_at` and `whole_at` are when the last run that read changes, looked for what is gone, or read
    everything began. The next run asks for what changed since `changes_from`.
    """

    changes_from: datetime
    read_at: datetime
    swept_at: datetime
    whole_at: datetime


class Watermarks:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self, scope: Scope) -> dict[str, Watermark]:
        """By type name; a type that was never read to its end has none."""
        query = select(watermarks).where(watermarks.c.account == scope.account)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return {row.type: Watermark(row.changes_from, row.read_at, row.swept_at, row.whole_at) for row in rows}

    def advance(
        self, account: str, began: datetime, *, read: Iterable[str], swept: Iterable[str], whole: Iterable[str]
    ) -> None:
        """Note what a run that began then and ended well has read, by type names."""
        before = self.all(Scope(account))
        swept, whole = set(swept), set(whole)
        rows = [_row(account, type, before.get(type), began, type in swept, type in whole) for type in read]
        with self._engine.begin() as connection:
            for row in rows:
                key = (watermarks.c.account == account, watermarks.c.type == row["type"])
                if not connection.execute(watermarks.update().where(*key).values(row)).rowcount:
                    connection.execute(watermarks.insert().values(row))


def _row(
    account: str, type: str, before: Watermark | None, began: datetime, swept: bool, whole: bool
) -> dict[str, object]:
    """Two runs read each change: a record deleted while a list is read moves another across the page's edge, unseen."""
    if before is not None and before.read_at == began:
        changes_from = before.changes_from  # a step that a crash repeats
    else:
        changes_from = (before.read_at if before else began) - OVERLAP
    return {
        "account": account,
        "type": type,
        "changes_from": changes_from,
        "read_at": began,
        "swept_at": began if swept or before is None else before.swept_at,
        "whole_at": began if whole or before is None else before.whole_at,
    }
