"""Ways in which a value in clear could come to stand below a data folder, each written as such a place is."""

from __future__ import annotations

import base64
import gzip
import json
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote


def _in_cell(folder: Path, value: str) -> None:
    """In the middle of a cell so long that it is scattered over the pages of the file."""
    _row(folder / "fineprint.sqlite", "kept", f"{'x' * 5000} {value} {'y' * 5000}")


def _in_workflow(folder: Path, value: str) -> None:
    _row(folder / "workflows.sqlite", "workflow_status", json.dumps({"positionalArgs": [value], "namedArgs": {}}))


def _row(path: Path, table: str, cell: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(f"CREATE TABLE {table} (cell TEXT)")
        connection.execute(f"INSERT INTO {table} VALUES (?)", (cell,))  # noqa: S608 - our own name
    connection.close()


def _in_payload(folder: Path, value: str) -> None:
    """As the index keeps a payload: one LZ4 block of literals behind its length, at the start of a page of holes."""
    text = json.dumps({"text": value}, ensure_ascii=False).encode()
    literals = bytes([0xF0, *([255] * ((len(text) - 15) // 255)), (len(text) - 15) % 255]) + text
    (folder / "page_0.dat").write_bytes(len(text).to_bytes(4, "little") + literals + b"\0" * 8192)


def _in_log(folder: Path, value: str) -> None:
    (folder / "fineprint.log").write_text(f"2026-01-05 10:00:00 INFO fineprint.sync done for {value}\n")


def _in_export(folder: Path, value: str) -> None:
    (folder / "fields.csv").write_text(f'customer_name,contract_value\n"{value.upper()}",129.00\n')


def _in_name(folder: Path, value: str) -> None:
    (folder / f"{value.replace(' ', '_')}.pdf").write_bytes(b"")


def _escaped(folder: Path, value: str) -> None:
    (folder / "inbox.json").write_text("".join(f"\\u{ord(character):04x}" for character in value))
    (folder / "url.txt").write_text(quote(value))


def _in_base64(folder: Path, value: str) -> None:
    (folder / "state.b64").write_bytes(base64.b64encode(f"to {value}.".encode()))


def _compressed(folder: Path, value: str) -> None:
    (folder / "cache.bin").write_bytes(b"\0\0" + zlib.compress(value.encode()))


def _pickled(folder: Path, value: str) -> None:
    """As a workflow's arguments would stand: compressed, then base64."""
    (folder / "arguments.txt").write_bytes(base64.b64encode(gzip.compress(value.encode())))


SAMPLES: dict[str, Callable[[Path, str], None]] = {
    "database cell": _in_cell,
    "workflow row": _in_workflow,
    "index payload": _in_payload,
    "log line": _in_log,
    "export": _in_export,
    "file name": _in_name,
    "escapes": _escaped,
    "base64": _in_base64,
    "zlib": _compressed,
    "gzip in base64": _pickled,
}
