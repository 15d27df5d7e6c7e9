"""Looks for personal values where only masked or sealed data may be: every file below a folder, in every disguise.

Read are file names, raw bytes, UTF-16, hex, base64, zlib, gzip and zip contents, SQLite cells, and text with JSON,
percent, HTML and quoted-printable escapes undone. A report names files and digests, never the values.
"""

from __future__ import annotations

import html
import io
import quopri
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from anonymize.folding import fold
from anonymize.needles import Needles, digest_of

__all__ = ["Leak", "digest_of", "find_leaks"]

_COMPRESSED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
_JSON_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_HOLES = re.compile(rb"\0{4096,}")  # most of an index's files: they are laid out ahead
_LARGEST_STREAM = 64 * 1024 * 1024
_LARGEST_FOLDED = 8 * 1024 * 1024
_DEPTH = 3
_View = tuple[str, bytes]


@dataclass(frozen=True, order=True)
class Leak:
    """`path` is relative to the folder; `where` says in which view of it the value stood."""

    path: str
    where: str
    value_digest: str


def find_leaks(folder: Path, values: Iterable[str]) -> list[Leak]:
    """Every occurrence of a value below `folder`, once per file, view and value; empty when there is none."""
    scan = _Scan(values)
    leaks = {leak for path in sorted(folder.rglob("*")) for leak in scan.path(folder, path)}
    return sorted(leaks)


class _Scan:
    def __init__(self, values: Iterable[str]) -> None:
        listed = [value for value in values if value.strip()]
        self._needles = Needles(listed)
        self._folded = {fold(value).text: digest_of(value) for value in listed}

    def path(self, folder: Path, path: Path) -> Iterator[Leak]:
        relative = str(path.relative_to(folder))
        yield from self._leaks(relative, "name", path.name.encode(errors="surrogateescape"))
        if path.is_file() and not path.is_symlink():
            yield from self._leaks(relative, "file", _HOLES.sub(b"\0\0", path.read_bytes()))
            for where, cell in _sqlite_cells(path):
                yield from self._leaks(relative, where, cell)

    def _leaks(self, path: str, where: str, data: bytes, depth: int = 0) -> Iterator[Leak]:
        for view, shown in _views(data):
            for needle in self._needles.find(shown):
                yield Leak(path, f"{where}, {view}{needle.writing}", needle.value_digest)
        yield from (Leak(path, f"{where}, folded text", digest) for digest in self._in_folded(data))
        if depth < _DEPTH:
            for name, inner in _unpacked(data):
                yield from self._leaks(path, f"{where}, {name}", inner, depth + 1)

    def _in_folded(self, data: bytes) -> Iterator[str]:
        """Text that differs from a value in punctuation, diacritics or line breaks only."""
        if len(data) <= _LARGEST_FOLDED and b"\0" not in data:
            text = fold(data.decode("utf-8", errors="replace")).text
            yield from (digest for phrase, digest in self._folded.items() if len(phrase) > 6 and phrase in text)


def _views(data: bytes) -> Iterator[_View]:
    """The bytes as they are, and with each kind of escape undone where that changes anything."""
    yield "", data
    undone: tuple[tuple[str, bytes, Callable[[bytes], bytes]], ...] = (
        ("JSON-escaped ", b"\\", _without_json_escapes),
        ("percent-escaped ", b"%", lambda raw: unquote_to_bytes(raw.replace(b"+", b" "))),
        ("HTML-escaped ", b"&", _without_html_escapes),
        ("quoted-printable ", b"=", quopri.decodestring),
    )
    for name, mark, undo in undone:
        if mark in data:
            plain = undo(data)
            if plain != data:
                yield name, plain


def _without_json_escapes(data: bytes) -> bytes:
    characters = _JSON_ESCAPE.sub(lambda m: chr(int(m.group(1), 16)).encode("utf-8", errors="replace"), data)
    return re.sub(rb'\\(["\\/\'])', rb"\1", characters).replace(b"\\n", b" ").replace(b"\\t", b" ")


def _without_html_escapes(data: bytes) -> bytes:
    return html.unescape(data.decode("utf-8", errors="surrogateescape")).encode("utf-8", errors="surrogateescape")


def _unpacked(data: bytes) -> Iterator[_View]:
    for match in _COMPRESSED.finditer(data):
        inner = _decompressed(data[match.start() :])
        if inner:
            yield f"compressed at {match.start()}", inner
    if data[:4] == b"PK\x03\x04":
        yield from _zipped(data)


def _decompressed(data: bytes) -> bytes:
    """As far as the stream can be read; a header that only looks like one gives nothing."""
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, _LARGEST_STREAM)
    except zlib.error:
        return b""


def _zipped(data: bytes) -> Iterator[_View]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield "zip entry name", entry.filename.encode()
                if entry.file_size <= _LARGEST_STREAM:
                    yield "zip entry", archive.read(entry)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return


def _sqlite_cells(path: Path) -> Iterator[_View]:
    """Every cell of a SQLite file and its log, read in a copy: a long value is scattered over pages in the raw bytes."""
    with path.open("rb") as opened:
        if opened.read(16) != b"SQLite format 3\0":
            return
    with tempfile.TemporaryDirectory() as scratch:
        for suffix in ("", "-wal"):
            if Path(f"{path}{suffix}").exists():
                shutil.copy(f"{path}{suffix}", f"{scratch}/copy{suffix}")
        with closing(sqlite3.connect(f"{scratch}/copy")) as connection:
            connection.text_factory = bytes
            yield from _cells(connection)


def _cells(connection: sqlite3.Connection) -> Iterator[_View]:
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except sqlite3.DatabaseError:
        return  # no database after all; its bytes are read like any file's
    for (raw_name,) in names:
        table = raw_name.decode().replace('"', '""')
        try:
            rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a quoted name from the file itself
            columns = [column[0] for column in rows.description]
            for row in rows:
                yield from (
                    (f"SQLite {table}.{c}", v) for c, v in zip(columns, row, strict=True) if isinstance(v, bytes)
                )
        except sqlite3.Error:
            continue  # a virtual table whose module is not here; its shadow tables are read
