"""Late interaction: every word piece of a question finds its nearest in a clause (ColBERT's MaxSim, arXiv 2004.12832).

Of a clause's token vectors, made when it is indexed, only the signs are kept: 48 bytes a word piece for MiniLM, some 120 MB
at 20 000 clauses. Nothing but the question is embedded when it is asked, and any stretch of a clause can be compared.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from retrieval.model import Span

# A mean over the word pieces of a stretch tells what it is about as a whole; measured on the sample accounts' questions.
WHOLE = 0.24
# Brings the two onto the scale of a cosine of whole texts: same mean and deviation over the sample accounts' passages.
SCALE, SHIFT = 1.24, -0.1


@dataclass(frozen=True)
class Sketch:
    """`signs` holds a bit for each number of each token vector, row by row; `places` where each token stands in the text,
    as (start, end). Both are empty for a text without tokens.
    """

    dimension: int
    places: tuple[tuple[int, int], ...]
    signs: bytes

    @classmethod
    def of(cls, vectors: Any, places: Sequence[tuple[int, int]]) -> Sketch:
        """`vectors` is an array of shape (tokens, dimension)."""
        import numpy as np

        return cls(int(vectors.shape[1]), tuple(places), np.packbits(vectors > 0, axis=1).tobytes())

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Sketch:
        import numpy as np

        places = np.frombuffer(b64decode(stored["places"]), dtype="<u2").reshape(-1, 2).tolist()
        return cls(int(stored["dimension"]), tuple((a, b) for a, b in places), b64decode(stored["signs"]))

    def stored(self) -> dict[str, Any]:
        """The form in which it lies at a point."""
        import numpy as np

        places = np.array(self.places, dtype="<u2").tobytes()
        return {
            "dimension": self.dimension,
            "places": b64encode(places).decode(),
            "signs": b64encode(self.signs).decode(),
        }

    def within(self, span: Span) -> Sketch:
        """The tokens that lie in a stretch of the text, counted from its start."""
        width = len(self.signs) // max(len(self.places), 1)
        kept = [n for n, (start, end) in enumerate(self.places) if start >= span.start and end <= span.end]
        places = tuple((self.places[n][0] - span.start, self.places[n][1] - span.start) for n in kept)
        return Sketch(self.dimension, places, b"".join(self.signs[n * width : (n + 1) * width] for n in kept))

    @cached_property
    def vectors(self) -> Any:
        """Unit vectors that point where the signs do, shape (tokens, dimension)."""
        import numpy as np

        bits = np.unpackbits(np.frombuffer(self.signs, dtype=np.uint8)).reshape(len(self.places), -1)
        return (bits[:, : self.dimension].astype(np.float32) * 2 - 1) / np.float32(self.dimension**0.5)


@dataclass(frozen=True)
class Asked:
    """A question's unit vector and its tokens' (shape: tokens, dimension)."""

    vector: tuple[float, ...]
    tokens: Any


def nearness(asked: Sequence[Asked], sketch: Sketch, stretches: Sequence[Span]) -> list[list[float]]:
    """For each question how near each stretch of a clause is, on the scale of a cosine; a stretch without tokens is 0."""
    import numpy as np

    if not sketch.places:
        return [[0.0 for _ in stretches] for _ in asked]
    places = np.array(sketch.places)
    chosen = [np.flatnonzero((places[:, 0] >= one.start) & (places[:, 1] <= one.end)) for one in stretches]
    found = []
    for question in asked:
        likeness = sketch.vectors @ question.tokens.T
        whole = np.array(question.vector, dtype=np.float32)
        found.append([_near(likeness, sketch, rows, whole) for rows in chosen])
    return found


def _near(likeness: Any, sketch: Sketch, rows: Any, whole: Any) -> float:
    import numpy as np

    if not len(rows) or not likeness.size:
        return 0.0
    mean = sketch.vectors[rows].mean(axis=0)
    as_one = float(mean @ whole / (np.linalg.norm(mean) or 1.0))
    return SCALE * (float(likeness[rows].max(axis=0).mean()) + WHOLE * as_one) + SHIFT
