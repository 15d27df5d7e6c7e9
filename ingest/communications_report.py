"""Jobber's client communications report: columns `Client name, Date, Type, Subject, Message, Opened, To`."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from itertools import islice
from pathlib import Path

from ingest.document_text import Unreadable

COLUMNS = ("Client name", "Date", "Type", "Subject", "Message", "Opened", "To")
NEEDED = ("Client name", "Date", "Message")
LONGEST_ROW = 1_000  # lines
NOON = time(12)  # a day without a time stays that day in every American zone
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y")
TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", "T%H:%M:%S", "T%H:%M:%S%z")


@dataclass(frozen=True)
class ReportRow:
    """`at` is aware; `fields` are the row's cells as they stand."""

    client: str
    at: datetime
    type: str
    subject: str
    message: str
    to: str
    fields: tuple[str, ...]

    @property
    def channel(self) -> str:
        return "text" if re.search(r"\b(?:text|sms)\b", self.type, re.IGNORECASE) else "email"

    @property
    def received(self) -> bool:
        return "received" in self.type.lower()


def report_rows(file: str, path: Path, zone: tzinfo) -> Iterator[ReportRow | Unreadable]:
    """The report's rows in order; a broken one comes as `Unreadable` with its line and the next goes on."""
    with path.open(encoding=_encoding(path), errors="replace", newline="") as stream:
        lines = _Lines(stream)
        header = [cell.strip() for cell in next(csv.reader([lines.take()]), [])]
        missing = [column for column in NEEDED if column not in header]
        if missing:
            yield Unreadable(f"the report lacks the columns {', '.join(missing)}; export it again", file=file, line=1)
            return
        while lines:
            at = lines.number + 1
            cells = _cells(lines, len(header))
            if cells is None:
                yield Unreadable("the row's quotes or columns are broken; mend or export it again", file=file, line=at)
            elif any(cell.strip() for cell in cells):
                yield _row(file, at, tuple(cells), dict(zip(header, cells, strict=True)), zone)


class _Lines:
    """The lines of a file, some of which may be put back. `number` counts those taken."""

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream, self._back, self.number = iter(stream), deque[str](), 0

    def __bool__(self) -> bool:
        if not self._back:
            self._back.extend(islice(self._stream, 1))
        return bool(self._back)

    def take(self) -> str:
        """The next line; "" at the end."""
        if not self:
            return ""
        self.number += 1
        return self._back.popleft()

    def put_back(self, lines: Sequence[str]) -> None:
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


def _encoding(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as stream:
            for _ in stream:
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _cells(lines: _Lines, width: int) -> list[str] | None:
    """The next row's cells; None, and one line taken, where it is broken."""
    taken = _lines_of_row(lines)
    if len(taken) == 1 and not taken[0].strip():
        return []
    try:
        parsed = list(csv.reader(taken, strict=True))
    except csv.Error:
        parsed = []
    if len(parsed) != 1 or len(parsed[0]) != width:
        lines.put_back(taken[1:])
        return None
    return parsed[0]


def _lines_of_row(lines: _Lines) -> list[str]:
    """A row goes on while a quote is open; where it never closes it is that line alone."""
    taken, quotes = list[str](), 0
    while lines and len(taken) < LONGEST_ROW:
        taken.append(lines.take())
        quotes += taken[-1].count('"')
        if quotes % 2 == 0:
            return taken
    lines.put_back(taken[1:])
    return taken[:1]


def _row(
    file: str, line: int, cells: tuple[str, ...], named: Mapping[str, str], zone: tzinfo
) -> ReportRow | Unreadable:
    at = _moment(named["Date"].strip(), zone)
    if at is None:
        return Unreadable("the row's date cannot be read; write it as YYYY-MM-DD", file=file, line=line)
    client, kind, subject, message, to = (
        named.get(column, "").strip() for column in ("Client name", "Type", "Subject", "Message", "To")
    )
    return ReportRow(client, at, kind, subject, message.replace("\r\n", "\n"), to, cells)


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """A date alone means noon of that day; a time without zone is the account's."""
    for day in DAYS:
        for clock in TIMES:
            try:
                at = datetime.strptime(text, day + clock)
            except ValueError:
                continue
            at = at if clock else datetime.combine(at.date(), NOON)
            return at if at.tzinfo else at.replace(tzinfo=zone)
    return None
