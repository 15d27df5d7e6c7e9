"""Bytes as they are, and with each usual disguise taken off: escapes, base64, gzip, zlib, zip."""

from __future__ import annotations

import base64
import binascii
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

View = tuple[str, bytes]

_COMPRESSED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
# How base64 of gzip, of zlib and of zip begins.
_CODED = re.compile(rb"(?:H4sI|eJ[wxyz]|eN[opqr]|eAE|eAF|UEsDB)[\w+/-]{12,}={0,2}", re.ASCII)
_READABLE = re.compile(rb"[\x20-\x7e\t\r\n]{8,}")
_JSON_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_LARGEST_STREAM = 64 * 1024 * 1024
_LARGEST_INPUT = 16 * 1024 * 1024


def readable(data: bytes) -> bytes:
    """Text as it is; of anything else the runs of letters, signs and blanks, which is where escapes can stand."""
    try:
        if b"\0" not in data:
            data.decode()
            return data
    except UnicodeDecodeError:
        pass
    return b"\n".join(_READABLE.findall(data))


def unescaped(text: bytes) -> Iterator[View]:
    """The text with each kind of escape undone, where that changes anything."""
    for name, mark, undo in _ESCAPES:
        if mark.search(text):
            plain = undo(text)
            if plain != text:
                yield name, plain


def unpacked(data: bytes) -> Iterator[View]:
    """What is compressed in these bytes, wherever it begins, as far as it can be read."""
    view = memoryview(data)
    for match in _COMPRESSED.finditer(data):
        if inner := _decompressed(view[match.start() : match.start() + _LARGEST_INPUT]):
            yield f"compressed at {match.start()}", inner
    for match in _CODED.finditer(data):
        if inner := _decoded(match.group()):
            yield f"base64 at {match.start()}", inner
    if data[:4] == b"PK\x03\x04":
        yield from _zipped(data)


def _without_json_escapes(data: bytes) -> bytes:
    characters = _JSON_ESCAPE.sub(lambda m: chr(int(m.group(1), 16)).encode("utf-8", errors="replace"), data)
    return re.sub(rb'\\(["\\/\'])', rb"\1", characters).replace(b"\\n", b" ").replace(b"\\t", b" ")


def _without_html_escapes(data: bytes) -> bytes:
    return html.unescape(data.decode("utf-8", errors="surrogateescape")).encode("utf-8", errors="surrogateescape")


_ESCAPES: tuple[tuple[str, re.Pattern[bytes], Callable[[bytes], bytes]], ...] = (
    ("JSON-escaped ", re.compile(rb"\\[u\"'/nt\\]"), _without_json_escapes),
    ("percent-escaped ", re.compile(rb"%[0-9a-fA-F]{2}|\w\+\w"), lambda raw: unquote_to_bytes(raw.replace(b"+", b" "))),
    ("HTML-escaped ", re.compile(rb"&(?:#x?[0-9a-fA-F]+|[a-zA-Z]+);?"), _without_html_escapes),
    ("quoted-printable ", re.compile(rb"=(?:[0-9a-fA-F]{2}|\r?\n)"), quopri.decodestring),
)


def _decompressed(data: memoryview) -> bytes:
    """As far as the stream can be read; a header that only looks like one gives nothing."""
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, _LARGEST_STREAM)
    except zlib.error:
        return b""


def _decoded(coded: bytes) -> bytes:
    plain = coded.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        return b""


def _zipped(data: bytes) -> Iterator[View]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield "zip entry name", entry.filename.encode()
                if entry.file_size <= _LARGEST_STREAM:
                    yield "zip entry", archive.read(entry)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return
