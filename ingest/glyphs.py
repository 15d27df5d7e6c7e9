"""The words of a PDF page's text layer, with what no reader can see left out.

Characters and boxes come from pdfium. Left out and counted: text drawn invisibly, text outside the page, type under
`SMALLEST` points, and text that does not stand out from what is behind it on the rendered page (white on white, under a
picture, in a switched-off layer). Text at a slant (a watermark) is returned apart.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import degrees, hypot
from typing import Any

from ingest.picture import Picture
from ingest.words import Word, word
from retrieval.model import Box

SMALLEST = 3.0
FAINTEST = 12  # of 255 grey steps between the darkest and the lightest pixel of a word
PAPER = 225  # grey from here on is paper: near-white type on it is hidden
UNSEEN_MODES = frozenset({3, 7})  # neither filled nor stroked (PDF 32000-1, 9.3.6)
LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "ft",
    "ﬆ": "st",
    "\x02": "-",
    "\u037e": ";",
    "￾": "-",
}
DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Look:
    """What one text object looks like; `angle` in whole degrees, counter-clockwise."""

    drawn: bool
    light: bool
    size: float
    bold: bool
    angle: int


@dataclass(frozen=True, slots=True)
class Glyph:
    char: str
    box: Box
    look: Look


@dataclass(frozen=True)
class TextLayer:
    """`rotation` is how far clockwise the page has to be turned for most of its words to be read."""

    words: tuple[Word, ...]
    slanted: tuple[str, ...]
    hidden: int
    rotation: int


def text_layer(page: Any, picture: Picture) -> TextLayer:
    """The layer of a pypdfium2 page; `picture` is of the same page."""
    glyphs = [run for run in _runs(page) if run]
    angles = Counter(run[0].look.angle for run in glyphs for _ in run)
    rotation = min((0, 90, 180, 270), key=lambda turn: -sum(n for angle, n in angles.items() if angle == turn))
    level = [run for run in glyphs if run[0].look.angle == rotation]
    slanted = tuple(_text(run) for run in glyphs if run[0].look.angle != rotation)
    seen = [run for run in level if _visible(run, picture)]
    words = tuple(
        word(_text(run), _around(run), size=run[0].look.size, bold=run[0].look.bold, rotation=rotation) for run in seen
    )
    return TextLayer(words, slanted, len(level) - len(seen), rotation)


def _text(run: list[Glyph]) -> str:
    return "".join(glyph.char for glyph in run)


def _around(run: list[Glyph]) -> Box:
    boxes = [glyph.box for glyph in run]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _visible(run: list[Glyph], picture: Picture) -> bool:
    look, box = run[0].look, _around(run)
    if not look.drawn or look.size < SMALLEST or not picture.shows((box[0] + box[2]) / 2, (box[1] + box[3]) / 2):
        return False
    if not any(glyph.char.isalnum() for glyph in run):
        return True
    contrast, backdrop = picture.contrast(box)
    return contrast >= FAINTEST and not (look.light and backdrop >= PAPER)


def _runs(page: Any) -> Iterator[list[Glyph]]:
    """Characters that stand together without a space, in the order of the file."""
    run: list[Glyph] = []
    for glyph in _glyphs(page):
        if glyph is None or (run and not _adjoins(run[-1], glyph)):
            yield run
            run = []
        if glyph is not None:
            run.append(glyph)
    yield run


def _adjoins(before: Glyph, after: Glyph) -> bool:
    if before.look.angle != after.look.angle:
        return False
    reach = max(before.look.size, after.look.size)
    a, b = before.box, after.box
    apart_x, apart_y = max(b[0] - a[2], a[0] - b[2]), max(b[1] - a[3], a[1] - b[3])
    return max(apart_x, apart_y) < 0.5 * reach and min(apart_x, apart_y) < 0


def _glyphs(page: Any) -> Iterator[Glyph | None]:
    """Each character, or None where a space or a line end stands."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    looks: dict[int | None, Look] = {}
    rectangle = pdfium.FS_RECTF()
    for index in range(textpage.count_chars()):
        char = _char(pdfium.FPDFText_GetUnicode(textpage, index))
        if not char or char.isspace():
            if char:
                yield None
            continue
        key = ctypes.cast(pdfium.FPDFText_GetTextObject(textpage, index), ctypes.c_void_p).value
        if key not in looks:
            looks[key] = _look(pdfium, textpage, index)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, rectangle)
        yield Glyph(char, (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top), looks[key])
    textpage.close()


def _char(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code in (0, 0xFFFF):
        return "\ufffd"
    char = chr(code)
    if char in DROPPED or (code < 32 and char not in "\r\n\t\x02"):
        return ""
    return LIGATURES.get(char, char)


def _look(pdfium: Any, textpage: Any, index: int) -> Look:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(textpage, index))
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha)
    grey = 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value
    angle = round(-degrees(pdfium.FPDFText_GetCharAngle(textpage, index))) % 360
    nearest = min((0, 90, 180, 270, 360), key=lambda turn: abs(turn - angle))
    angle = nearest % 360 if abs(nearest - angle) <= 5 else angle
    drawn = mode not in UNSEEN_MODES and alpha.value > 0
    return Look(drawn, grey > PAPER, _size(pdfium, textpage, index), _bold(pdfium, textpage, index), angle)


def _size(pdfium: Any, textpage: Any, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    return float(round(pdfium.FPDFText_GetFontSize(textpage, index) * (hypot(matrix.c, matrix.d) or 1.0), 1))


def _bold(pdfium: Any, textpage: Any, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    named = any(face in name.value.lower() for face in (b"bold", b"black", b"heavy", b"demi"))
    return bool(named or flags.value & (1 << 18) or pdfium.FPDFText_GetFontWeight(textpage, index) >= 600)
