"""An embedder without a model: words hashed into a small space, so that shared words mean nearness."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence

import numpy as np

from retrieval.embed import Vector
from retrieval.late import Asked, Sketch


class HashingEmbedder:
    name = "hashing-64"
    dimension = 64

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        return [self._vector(text) for text in texts]

    def sketch(self, texts: Sequence[str]) -> list[tuple[Vector, Sketch]]:
        return [(self._vector(text), Sketch.of(self._tokens(text), self._places(text))) for text in texts]

    def ask(self, texts: Sequence[str]) -> list[Asked]:
        return [Asked(self._vector(text), self._tokens(text)) for text in texts]

    def _places(self, text: str) -> list[tuple[int, int]]:
        return [found.span() for found in re.finditer(r"\w+", text)]

    def _tokens(self, text: str) -> np.ndarray:
        """A vector a word, of signs drawn from its letters: equal for equal words, hardly alike for others."""
        words = [text[start:end].lower() for start, end in self._places(text)]
        bits = [hashlib.sha256(word.encode()).digest()[: self.dimension // 8] for word in words]
        signs = np.unpackbits(np.frombuffer(b"".join(bits), dtype=np.uint8)).reshape(len(words), self.dimension)
        return (signs.astype(np.float32) * 2 - 1) / math.sqrt(self.dimension)

    def _vector(self, text: str) -> Vector:
        places = [0.0] * self.dimension
        for word in re.findall(r"\w+", text.lower()):
            places[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % self.dimension] += 1.0
        length = math.hypot(*places) or 1.0
        return tuple(place / length for place in places)
