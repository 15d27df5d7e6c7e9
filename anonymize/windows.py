"""Long texts in pieces a language model can take, cut at paragraphs where there are any."""

from __future__ import annotations

from collections.abc import Iterator

_BORDERS = ("\n\n", "\n", ". ", " ")


def windows(text: str, size: int = 6000, overlap: int = 200) -> Iterator[tuple[int, int]]:
    """[start, end) pieces of at most `size` characters that together cover the text.

    A piece that does not end at a paragraph's end is overlapped by the next, so that no name is cut.
    """
    start = 0
    while start < len(text):
        end, clean = _border(text, start, start + size)
        yield start, end
        if end == len(text):
            return
        start = end if clean else max(end - overlap, start + 1)


def _border(text: str, start: int, limit: int) -> tuple[int, bool]:
    """Where to cut at or before `limit`, and whether nothing is cut in two there."""
    if limit >= len(text):
        return len(text), True
    for border in _BORDERS:
        position = text.rfind(border, start + (limit - start) // 2, limit)
        if position > start:
            return position + len(border), border == "\n\n"
    return limit, False
