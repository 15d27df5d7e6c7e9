"""The words of a PDF page's text layer, with what no reader can see left out.

Characters and boxes come from pdfium. Left out and counted: text drawn invisibly, text outside the page, type under
`SMALLEST` points or squeezed to no width, and text that does not stand out from what is behind it on the rendered page
(white on white, under a picture, clipped, in a switched-off layer); characters that have no width of their own are taken
out of the words they stand in. Text at a slant (a watermark) is returned apart.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import degrees, hypot
from typing import Any, NamedTuple

from ingest.picture import Picture
from ingest.words import Word, upright
from retrieval.model import Box

SMALLEST = 3.0
NARROWEST = 0.04  # of the type size: how wide a character is at least, on average
PAPER = 225  # grey from here on is paper: near-white type on it is hidden
UNSEEN_MODES = frozenset({3, 7})  # neither filled nor stroked (PDF 32000-1, 9.3.6)
BROKEN = "\ufffe"  # what pdfium reads for a hyphen at a line's end
SPELLED = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st",
    BROKEN: "-", "\x02": "-", "\u037e": ";", "\uffff": "\ufffd", "\x00": "\ufffd", "\u00ad": "",
}  # fmt: skip
# What the marks of these fonts are, by the low byte of their code; they have no code of their own in most PDFs.
WINGDINGS = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0x78: "☒", 0xFD: "☒", 0xFE: "☒", 0xFC: "✓", 0xFB: "✗",
    0x6C: "●", 0x6E: "■", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xD8: "➢", 0xE0: "→",
}  # fmt: skip
WINGDINGS_2 = {0x2A: "☐", 0xA3: "☐", 0x51: "☒", 0x52: "☒", 0x53: "☒", 0x54: "☒", 0x4F: "✗", 0x50: "✓"}
# Characters without width: joiners, direction marks and overrides, invisible operators, tags and variation selectors.
WIDTHLESS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e01ef]")
_TOGETHER = re.compile(f"[^\\s{BROKEN}\x02]+[{BROKEN}\x02]?|[{BROKEN}\x02]")
_PLAIN = str.maketrans(
    {code: "" for code in range(32)}
    | {code: "\ufffd" for code in range(0xD800, 0xE000)}
    | {ord(c): s for c, s in SPELLED.items()}
)


@dataclass(frozen=True, slots=True)
class Look:
    """What one text object looks like; `angle` in whole degrees, counter-clockwise."""

    drawn: bool
    light: bool
    size: float
    bold: bool
    angle: int
    marks: Mapping[int, str] | None = None
    """The characters of a font that has marks in the place of letters."""


class Run(NamedTuple):
    """Characters that stand together without a space."""

    text: str
    box: Box
    look: Look


@dataclass(frozen=True)
class TextLayer:
    """`rotation` is how far clockwise the page has to be turned for most of its words to be read.

    `hidden` counts words that were left out, `widthless` characters.
    """

    words: tuple[Word, ...]
    slanted: tuple[str, ...]
    hidden: int
    widthless: int
    rotation: int


def text_layer(page: Any, picture: Picture) -> TextLayer:
    """The layer of a pypdfium2 page; `picture` is of the same page."""
    reader = _Reader(page)
    runs = list(reader.runs())
    angles: Counter[int] = Counter()
    for run in runs:
        angles[run.look.angle] += len(run.text)
    rotation = min((0, 90, 180, 270), key=lambda turn: -angles[turn])
    level = [run for run in runs if run.look.angle == rotation]
    slanted = tuple(run.text for run in runs if run.look.angle != rotation)
    seen = [run for run in level if _visible(run, picture)]
    words = tuple(Word(run.text, run.box, *upright(run.box, rotation), run.look.size, run.look.bold) for run in seen)
    return TextLayer(words, slanted, len(level) - len(seen), reader.widthless, rotation)


def _visible(run: Run, picture: Picture) -> bool:
    look, box = run.look, run.box
    if not look.drawn or look.size < SMALLEST or not picture.shows((box[0] + box[2]) / 2, (box[1] + box[3]) / 2):
        return False
    along = box[2] - box[0] if look.angle % 180 == 0 else box[3] - box[1]
    if along < NARROWEST * look.size * len(run.text):
        return False
    if not any(map(str.isalnum, run.text)):
        return True
    return picture.stands_out(box) and not (look.light and picture.backdrop(box) >= PAPER)


class _Reader:
    """Reads one page's runs in the order of the file; each text object's look is taken once."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._page = page
        self._looks: dict[int, Look] = {}
        self._rectangle = pdfium.FS_RECTF()
        self.widthless = 0

    def runs(self) -> Iterator[Run]:
        textpage = self._page.get_textpage()
        self._textpage = textpage.raw
        for match in _TOGETHER.finditer(self._characters(textpage.count_chars())):
            start, end = match.span()
            item = self._object(start)
            if item == self._object(end - 1):
                yield from self._run(match.group(), start, end - 1, item)
            else:
                yield from self._pieces(match.group(), start, end)
        textpage.close()

    def _characters(self, count: int) -> str:
        """One character for each of pdfium's."""
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        length = self._pdfium.FPDFText_GetText(self._textpage, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(0, length - 1)].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
        codes = (self._pdfium.FPDFText_GetUnicode(self._textpage, at) for at in range(count))
        return "".join(map(chr, codes))

    def _pieces(self, text: str, start: int, end: int) -> Iterator[Run]:
        """A word that several text objects make up, or several that touch: cut where they do not adjoin."""
        first, before = start, self._box(start)
        for at in range(start + 1, end):
            box = self._box(at)
            if not self._adjoin(at, before, box):
                yield from self._run(text[first - start : at - start], first, at - 1, self._object(first))
                first = at
            before = box
        yield from self._run(text[first - start :], first, end - 1, self._object(first))

    def _adjoin(self, at: int, a: Box, b: Box) -> bool:
        before, after = self._look(at - 1, self._object(at - 1)), self._look(at, self._object(at))
        if before.angle != after.angle:
            return False
        apart_x, apart_y = max(b[0] - a[2], a[0] - b[2]), max(b[1] - a[3], a[1] - b[3])
        return max(apart_x, apart_y) < 0.5 * max(before.size, after.size) and min(apart_x, apart_y) < 0

    def _run(self, text: str, first: int, last: int, item: int) -> Iterator[Run]:
        if not text.isascii():
            text, taken = WIDTHLESS.subn("", text)
            self.widthless += taken
        look = self._look(first, item)
        text = text.translate(_PLAIN) if look.marks is None else _marks(text, look.marks)
        if text:
            box = self._box(first)
            yield Run(text, box if first == last else _around(box, self._box(last)), look)

    def _box(self, at: int) -> Box:
        found = self._rectangle
        self._pdfium.FPDFText_GetLooseCharBox(self._textpage, at, found)
        return found.left, found.bottom, found.right, found.top

    def _object(self, at: int) -> int:
        pointer = self._pdfium.FPDFText_GetTextObject(self._textpage, at)
        return ctypes.addressof(pointer.contents) if pointer else 0

    def _look(self, at: int, item: int) -> Look:
        """The look of the text object `item`, which the character at `at` is of."""
        if item not in self._looks:
            self._looks[item] = _look(self._pdfium, self._textpage, at)
        return self._looks[item]


def _marks(text: str, marks: Mapping[int, str]) -> str:
    return "".join(
        marks.get(ord(char) & 0xFF, char) if ord(char) < 256 or 0xF000 <= ord(char) < 0xF100 else char for char in text
    )


def _around(a: Box, b: Box) -> Box:
    if a[1] == b[1] and a[3] == b[3] and a[0] <= b[0] and a[2] <= b[2]:
        return a[0], a[1], b[2], a[3]
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _look(pdfium: Any, textpage: Any, index: int) -> Look:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(textpage, index))
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha)
    grey = 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value
    angle = round(-degrees(pdfium.FPDFText_GetCharAngle(textpage, index))) % 360
    nearest = min((0, 90, 180, 270, 360), key=lambda turn: abs(turn - angle))
    angle = nearest % 360 if abs(nearest - angle) <= 5 else angle
    drawn = mode not in UNSEEN_MODES and alpha.value > 0
    name, bold = _face(pdfium, textpage, index)
    return Look(drawn, grey > PAPER, _size(pdfium, textpage, index), bold, angle, _marks_of(name))


def _size(pdfium: Any, textpage: Any, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    return float(round(pdfium.FPDFText_GetFontSize(textpage, index) * (hypot(matrix.c, matrix.d) or 1.0), 1))


def _face(pdfium: Any, textpage: Any, index: int) -> tuple[bytes, bool]:
    """The font's name in lower case, and whether it is bold."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    lower = name.value.lower()
    named = any(face in lower for face in (b"bold", b"black", b"heavy", b"demi"))
    heavy = named or flags.value & (1 << 18) or pdfium.FPDFText_GetFontWeight(textpage, index) >= 600
    return lower, bool(heavy)


def _marks_of(font: bytes) -> Mapping[int, str] | None:
    if b"wingdings" not in font:
        return None
    return WINGDINGS_2 if re.search(rb"wingdings[ _-]?2", font) else WINGDINGS
