"""A page rendered in grey, with the way between its pixels and the page's own points."""

from __future__ import annotations

from functools import cached_property
from statistics import median
from typing import Any

from retrieval.model import Box

MOST_PIXELS = 12_000_000  # larger pages are rendered smaller
FAINTEST = 12  # of 255 grey steps between the darkest and the lightest pixel of what can be seen


class Picture:
    """A pypdfium2 page as a reader sees it, `scale` pixels a point; pixels count from the top left."""

    def __init__(self, page: Any, scale: float = 1.0) -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self.rotation: int = page.get_rotation()
        width, height = self._right - self._left, self._top - self._bottom
        self.scale = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        self._page = page

    @cached_property
    def image(self) -> Any:
        """The rendered page, a Pillow image of grey steps."""
        return self._bitmap.to_pil().convert("L")

    @cached_property
    def _bitmap(self) -> Any:
        return self._page.render(scale=self.scale, grayscale=True)

    @cached_property
    def _grey(self) -> bytes:
        """Row by row, `_stride` bytes each."""
        return bytes(self._bitmap.buffer)

    @cached_property
    def _size(self) -> tuple[int, int, int]:
        """Width and height in pixels, and bytes from one row to the next."""
        return self._bitmap.width, self._bitmap.height, self._bitmap.stride

    @property
    def box(self) -> Box:
        """The part of the page that is shown, in its own points."""
        return self._left, self._bottom, self._right, self._top

    def shows(self, x: float, y: float) -> bool:
        return bool(self._left <= x <= self._right and self._bottom <= y <= self._top)

    def stands_out(self, box: Box) -> bool:
        """Whether what is drawn in the box differs from what is behind it, by `FAINTEST` grey steps at least."""
        left, top, right, bottom = self._pixels(box)
        width, height, stride = self._size
        if 0 <= left < right <= width and 0 <= top < bottom <= height:
            begin = (top + bottom) // 2 * stride
            line = self._grey[begin + left : begin + right]
            if max(line) - min(line) >= FAINTEST:  # most words differ in their middle line already
                return True
        darkest, lightest = self.image.crop((left, top, right, bottom)).getextrema()
        return bool(lightest - darkest >= FAINTEST)

    def backdrop(self, box: Box) -> int:
        """The grey that most of the box has."""
        return int(median(self.image.crop(self._pixels(box)).tobytes() or b"\xff"))

    def lightest(self, box: Box) -> int:
        """The lightest grey in the box."""
        return int(self.image.crop(self._pixels(box)).getextrema()[1])

    def ink(self, box: Box, paper: int) -> float:
        """How much darker than `paper` (a grey step) the box is on average, 0 to 1."""
        patch = self.image.crop(self._pixels(box)).tobytes()
        return float(sum(paper - grey for grey in patch if grey < paper) / (max(paper, 1) * max(len(patch), 1)))

    def blank(self) -> bool:
        darkest, lightest = self.image.getextrema()
        return bool(lightest - darkest < FAINTEST)

    def points(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The page's own points of a box given in pixels."""
        height = self.image.height
        corners = [self._place(x / self.scale, (height - y) / self.scale) for x, y in ((left, bottom), (right, top))]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return round(xs[0], 1), round(ys[0], 1), round(xs[1], 1), round(ys[1], 1)

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        x0, y0, x1, y1 = self._shown(box)
        scale, height = self.scale, self._size[1]
        left, top = int(x0 * scale), int(height - y1 * scale)
        right, bottom = int(x1 * scale + 0.5), int(height - y0 * scale + 0.5)
        return left, top, right if right > left else left + 1, bottom if bottom > top else top + 1

    def _shown(self, box: Box) -> Box:
        x0, y0, x1, y1 = box[0] - self._left, box[1] - self._bottom, box[2] - self._left, box[3] - self._bottom
        if not self.rotation:
            return x0, y0, x1, y1
        width, height = self._right - self._left, self._top - self._bottom
        return {
            90: (y0, width - x1, y1, width - x0),
            180: (width - x1, height - y1, width - x0, height - y0),
            270: (height - y1, x0, height - y0, x1),
        }[self.rotation]

    def _place(self, x: float, y: float) -> tuple[float, float]:
        width, height = self._right - self._left, self._top - self._bottom
        own = {0: (x, y), 90: (width - y, x), 180: (width - x, height - y), 270: (y, height - x)}[self.rotation]
        return own[0] + self._left, own[1] + self._bottom
