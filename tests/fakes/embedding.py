"""An embedder without a model: words hashed into a small space, so that shared words mean nearness."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence

from retrieval.embed import Vector


class HashingEmbedder:
    name = "hashing-64"
    dimension = 64

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> Vector:
        places = [0.0] * self.dimension
        for word in re.findall(r"\w+", text.lower()):
            places[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % self.dimension] += 1.0
        length = math.hypot(*places) or 1.0
        return tuple(place / length for place in places)
