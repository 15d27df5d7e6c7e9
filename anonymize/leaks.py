"""Looks for personal values where only masked or sealed data may be: every file below a folder, in every disguise.

Read are file names, raw bytes, UTF-16, hex, base64, zlib, gzip and zip contents, SQLite cells, and text with JSON,
percent, HTML and quoted-printable escapes undone. A report names files and digests, never the values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from anonymize.disguises import View, readable, unescaped, unpacked
from anonymize.lz4_blocks import lz4_blocks
from anonymize.needles import Needles, digest_of
from anonymize.sqlite_cells import sqlite_cells

__all__ = ["Leak", "LeakScan", "digest_of", "find_leaks"]

_HOLES = re.compile(rb"\0{4096,}")  # most of an index's files: they are laid out ahead
_LARGEST_AT_ONCE = 32 * 1024 * 1024
_OVERLAP = 64 * 1024
_SHORTEST_FOLDED = 7  # characters, below which a value in folded text is another word's part
_DEPTH = 3
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d]")
_DROPPED = str.maketrans("", "", "'’‘ʼ`´")
_PLAIN: dict[int, str] = {code: " " for code in range(128) if not chr(code).isalnum()}
_PLAIN |= str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "&": " and "})
_PLAIN |= dict.fromkeys(map(ord, "\u00a0\u2009\u202f–—…“”„«»•·‐‑"), " ")


@dataclass(frozen=True, order=True)
class Leak:
    """`path` is relative to the folder; `where` says in which view of it the value stood."""

    path: str
    where: str
    value_digest: str


def find_leaks(folder: Path, values: Iterable[str]) -> list[Leak]:
    """Every occurrence of a value below `folder`, once per file, view and value; empty when there is none."""
    scan = LeakScan(values)
    return sorted({leak for path in sorted(folder.rglob("*")) for leak in scan.in_path(folder, path)})


class LeakScan:
    """Looks for the same values in one place after another. Making it costs more than a small place does."""

    def __init__(self, values: Iterable[str], phrases: Iterable[str] = ()) -> None:
        """`phrases` are looked for as words of readable text alone, whatever their case and punctuation."""
        listed = sorted({value.strip() for value in values} - {""})
        self._needles = Needles(listed)
        self._folded = _automaton({_folded(value): digest_of(value) for value in (*listed, *phrases)})

    def in_path(self, folder: Path, path: Path) -> Iterator[Leak]:
        """A file's name and content, or a folder's name."""
        relative = str(path.relative_to(folder))
        yield from self.in_bytes(relative, "name", path.name.encode(errors="surrogateescape"))
        if path.is_file() and not path.is_symlink():
            for part in _parts(path):
                yield from self.in_bytes(relative, "file", _HOLES.sub(b"\0\0", part))
            for where, cells in chain(sqlite_cells(path), _payloads(path)):
                yield from self.in_bytes(relative, where, cells)

    def in_bytes(self, path: str, where: str, data: bytes, depth: int = 0) -> Iterator[Leak]:
        yield from self._in_view(path, where, "", data)
        text = readable(data)
        yield from (Leak(path, f"{where}, folded text", digest) for digest in self._in_folded(text))
        for escape, plain in unescaped(text):
            yield from self._in_view(path, where, escape, plain)
            yield from (Leak(path, f"{where}, {escape}folded text", digest) for digest in self._in_folded(plain))
        if depth < _DEPTH:
            for name, inner in unpacked(data):
                yield from self.in_bytes(path, f"{where}, {name}", inner, depth + 1)

    def _in_view(self, path: str, where: str, view: str, data: bytes) -> Iterator[Leak]:
        for needle in self._needles.find(data):
            yield Leak(path, f"{where}, {view}{needle.writing}", needle.value_digest)

    def _in_folded(self, text: bytes) -> Iterator[str]:
        """Text that differs from a value in punctuation, diacritics or line breaks only."""
        for _, digest in self._folded.iter(_folded(text.decode("utf-8", errors="replace"))):
            yield digest


def _payloads(path: Path) -> Iterator[View]:
    """The payloads of a vector store's page, which stand there compressed."""
    if path.match("page_*.dat"):
        yield "payload", b"\n\n".join(lz4_blocks(_HOLES.sub(_shorter, path.read_bytes())))


def _shorter(hole: re.Match[bytes]) -> bytes:
    """A hole that leaves what stands behind it where a block may begin."""
    return b"\0" * (len(hole.group()) % 4096)


def _parts(path: Path) -> Iterator[bytes]:
    """A large file in pieces that overlap, so that memory stays flat."""
    with path.open("rb") as opened:
        data = opened.read(_LARGEST_AT_ONCE)
        yield data
        while len(data) == _LARGEST_AT_ONCE:
            data = data[-_OVERLAP:] + opened.read(_LARGEST_AT_ONCE - _OVERLAP)
            yield data


def _folded(text: str) -> str:
    """As `folding.fold`, but for the way back to the characters: for megabytes."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return f" {' '.join(text.translate(_DROPPED).casefold().translate(_PLAIN).split())} "


def _automaton(phrases: dict[str, str]) -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    long = {phrase: digest for phrase, digest in phrases.items() if len(phrase) >= _SHORTEST_FOLDED}
    for phrase, digest in (long or {"\0never\0": ""}).items():
        automaton.add_word(phrase, digest)
    automaton.make_automaton()
    return automaton
