"""Long lists, a leaf at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

MOST_SHOWN = 50
Named = Annotated[str, Query(max_length=100)]
After = Annotated[int, Query(ge=0, le=10_000_000)]
"""How many of the list stand before the leaf."""


@dataclass(frozen=True)
class Leaf:
    """`shown` of `found` after the first `after`; `asked` is what narrowed the list, for the addresses of its neighbours."""

    path: str
    found: int
    after: int
    shown: int
    asked: Mapping[str, str]

    @property
    def before(self) -> str | None:
        return self._at(max(0, self.after - MOST_SHOWN)) if self.after else None

    @property
    def next(self) -> str | None:
        return self._at(self.after + MOST_SHOWN) if self.after + MOST_SHOWN < self.found else None

    def _at(self, after: int) -> str:
        asked = {name: value for name, value in {**self.asked, "after": str(after) if after else ""}.items() if value}
        return f"{self.path}?{urlencode(asked)}" if asked else self.path
