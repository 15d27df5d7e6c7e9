"""LZ4 blocks with their length before them, as Qdrant's Gridstore keeps payloads: each begins at a multiple of 128.

Block format: github.com/lz4/lz4, doc/lz4_Block_format.md. What was deleted still stands there until it is overwritten,
and is read as well.
"""

from __future__ import annotations

from collections.abc import Iterator

_ALIGNED = 128
_SMALLEST, _LARGEST = 16, 8 * 1024 * 1024
_MIN_MATCH = 4


def lz4_blocks(data: bytes) -> Iterator[bytes]:
    """Every block that opens; what is none is passed over."""
    for start in range(0, len(data) - 4, _ALIGNED):
        size = int.from_bytes(data[start : start + 4], "little")
        if _SMALLEST <= size <= _LARGEST and (block := _opened(data, start + 4, size)):
            yield block


def _opened(data: bytes, position: int, size: int) -> bytes:
    """The `size` bytes of one block, or none where it is not one."""
    out = bytearray()
    try:
        while len(out) < size:
            token = data[position]
            length, position = _length(data, position + 1, token >> 4)
            out += data[position : position + length]
            position += length
            if len(out) >= size:
                break
            offset = int.from_bytes(data[position : position + 2], "little")
            length, position = _length(data, position + 2, token & 15)
            if not 0 < offset <= len(out):
                return b""
            _repeat(out, offset, length + _MIN_MATCH)
    except IndexError:
        return b""
    return bytes(out) if len(out) == size else b""


def _length(data: bytes, position: int, length: int) -> tuple[int, int]:
    """A length of 15 goes on in the next bytes, as long as they are 255."""
    if length == 15:
        while data[position] == 255:
            length, position = length + 255, position + 1
        length, position = length + data[position], position + 1
    return length, position


def _repeat(out: bytearray, offset: int, length: int) -> None:
    start = len(out) - offset
    if offset >= length:
        out += out[start : start + length]
    else:
        pattern = bytes(out[start:])
        out += (pattern * (length // offset + 1))[:length]
