"""Jobber's client communications report: columns `Client name, Date, Type, Subject, Message, Opened, To`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from ingest.document_text import Unreadable

COLUMNS = ("Client name", "Date", "Type", "Subject", "Message", "Opened", "To")
NEEDED = ("Client name", "Date", "Message")
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


def report_rows(file: str, data: bytes, zone: tzinfo) -> Iterator[ReportRow | Unreadable]:
    """The report's rows in order; a broken one comes as `Unreadable` with its line and the next goes on."""
    lines = _decoded(data).splitlines(keepends=True)
    header = [cell.strip() for cell in next(csv.reader(lines[:1]), [])]
    missing = [column for column in NEEDED if column not in header]
    if missing:
        yield Unreadable(f"the report lacks the columns {', '.join(missing)}; export it again", file=file, line=1)
        return
    at = 1
    while at < len(lines):
        cells, length = _cells(lines[at:], len(header))
        if cells is None:
            yield Unreadable("the row's quotes or columns are broken; mend or export it again", file=file, line=at + 1)
        elif any(cell.strip() for cell in cells):
            yield _row(file, at + 1, tuple(cells), dict(zip(header, cells, strict=True)), zone)
        at += length


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _cells(lines: Sequence[str], width: int) -> tuple[list[str] | None, int]:
    """The next row's cells and how many lines it takes; None and one line where it is broken."""
    length = _lines_of_row(lines)
    if length == 1 and not lines[0].strip():
        return [], 1
    try:
        parsed = list(csv.reader(lines[:length], strict=True))
    except csv.Error:
        return None, 1
    if len(parsed) != 1 or len(parsed[0]) != width:
        return None, 1
    return parsed[0], length


def _lines_of_row(lines: Sequence[str]) -> int:
    """A row goes on while a quote is open; where it never closes it is that line alone."""
    quotes = 0
    for at, line in enumerate(lines, 1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            return at
    return 1


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
