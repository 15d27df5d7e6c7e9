"""The messages of a mailbox file (mbox), one at a time, so that memory holds one message however long the file is.

A message begins at a line `From <sender> <time>` after an empty one, as RFC 4155 says; a line in a message that begins
with `From ` is told from it by its missing time. `>From ` is set back to `From ` (mboxrd).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

LINE = 1 << 20
_BEGINS = re.compile(rb"From \S+ .*\d\d:\d\d.*\b\d{4}\b")
_ESCAPED = re.compile(rb">+From ")


def mailbox_messages(stream: BinaryIO, most_bytes: int) -> Iterator[bytes | None]:
    """Each message's bytes; None for one that is larger than `most_bytes`. Nothing where the file is no mailbox."""
    lines: list[bytes] | None = None
    size, after_blank = 0, True
    for line in iter(lambda: stream.readline(LINE), b""):
        if after_blank and _BEGINS.match(line):
            if lines is not None:
                yield _message(lines, size, most_bytes)
            lines, size = [], 0
        elif lines is not None:
            size += len(line)
            if size <= most_bytes:
                lines.append(line[1:] if _ESCAPED.match(line) else line)
        elif line.strip():
            return
        after_blank = not line.strip()
    if lines is not None:
        yield _message(lines, size, most_bytes)


def _message(lines: list[bytes], size: int, most_bytes: int) -> bytes | None:
    return None if size > most_bytes else b"".join(lines)
