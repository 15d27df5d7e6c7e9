"""What a check asked of the outside and was told, remembered so that the check can be made again without asking."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from service.coverage.matching import Similar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """A function that remembers each answer, in the order first asked."""

    def __init__(self, ask: Callable[[K], V], known: Iterable[tuple[K, V]] = ()) -> None:
        self._ask, self._known = ask, dict(known)

    def __call__(self, what: K) -> V:
        if what not in self._known:
            self._known[what] = self._ask(what)
        return self._known[what]

    @property
    def kept(self) -> tuple[tuple[K, V], ...]:
        return tuple(self._known.items())


class RememberedLikeness:
    """`Similar` that remembers each score by a hash of the two texts; what is not known is asked for at once."""

    def __init__(self, ask: Similar, known: Iterable[tuple[str, float]] = ()) -> None:
        self._ask, self._known = ask, dict(known)

    def __call__(self, phrase: str, wordings: Sequence[str]) -> list[float]:
        keys = {one: hashlib.sha256(f"{phrase}\0{one}".encode()).hexdigest()[:24] for one in wordings}
        new = [one for one, key in keys.items() if key not in self._known]
        if new:
            self._known |= dict(zip((keys[one] for one in new), self._ask(phrase, new), strict=True))
        return [self._known[keys[one]] for one in wordings]

    @property
    def kept(self) -> tuple[tuple[str, float], ...]:
        return tuple(self._known.items())
