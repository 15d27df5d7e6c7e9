"""A page rendered in grey, with the way between its pixels and the page's own points."""

from __future__ import annotations

from statistics import median
from typing import Any

from retrieval.model import Box

FAINTEST = 12  # of 255 grey steps between the darkest and the lightest pixel of what can be seen


class Picture:
    """A pypdfium2 page as a reader sees it, `scale` pixels a point; pixels count from the top left."""

    def __init__(self, page: Any, scale: float = 1.0) -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self.rotation: int = page.get_rotation()
        self.scale = scale
        self.image = page.render(scale=scale, grayscale=True).to_pil().convert("L")

    @property
    def box(self) -> Box:
        """The part of the page that is shown, in its own points."""
        return self._left, self._bottom, self._right, self._top

    def shows(self, x: float, y: float) -> bool:
        return bool(self._left <= x <= self._right and self._bottom <= y <= self._top)

    def contrast(self, box: Box) -> tuple[int, int]:
        """Grey steps between the darkest and the lightest pixel in the box, and the grey most of it has."""
        patch = self.image.crop(self._pixels(box))
        darkest, lightest = patch.getextrema()
        return lightest - darkest, int(median(patch.tobytes() or b"\xff"))

    def blank(self) -> bool:
        darkest, lightest = self.image.getextrema()
        return bool(lightest - darkest < FAINTEST)

    def points(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The page's own points of a box given in pixels."""
        height = self.image.height
        corners = [self._page(x / self.scale, (height - y) / self.scale) for x, y in ((left, bottom), (right, top))]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return round(xs[0], 1), round(ys[0], 1), round(xs[1], 1), round(ys[1], 1)

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        x0, y0, x1, y1 = (value * self.scale for value in self._shown(box))
        height = self.image.height
        return int(x0), int(height - y1), max(int(x0) + 1, round(x1)), max(int(height - y1) + 1, round(height - y0))

    def _shown(self, box: Box) -> Box:
        width, height = self._right - self._left, self._top - self._bottom
        x0, y0, x1, y1 = box[0] - self._left, box[1] - self._bottom, box[2] - self._left, box[3] - self._bottom
        return {
            0: (x0, y0, x1, y1),
            90: (y0, width - x1, y1, width - x0),
            180: (width - x1, height - y1, width - x0, height - y0),
            270: (height - y1, x0, height - y0, x1),
        }[self.rotation]

    def _page(self, x: float, y: float) -> tuple[float, float]:
        width, height = self._right - self._left, self._top - self._bottom
        own = {0: (x, y), 90: (width - y, x), 180: (width - x, height - y), 270: (y, height - x)}[self.rotation]
        return own[0] + self._left, own[1] + self._bottom
