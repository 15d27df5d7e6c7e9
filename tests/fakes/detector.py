"""A detector that knows a list of words: the same answers as a real one would give for them, without a model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from anonymize.findings import Certainty, Finding


class WordDetector:
    """Finds each word of `words` (text to entity) wherever it stands, as a guess."""

    def __init__(self, words: Mapping[str, str] | None = None) -> None:
        self._words = dict(words or {})

    def find(self, texts: Sequence[str]) -> list[list[Finding]]:
        return [
            [
                Finding(match.start(), match.end(), entity, Certainty.GUESSED)
                for word, entity in self._words.items()
                for match in re.finditer(re.escape(word), text)
            ]
            for text in texts
        ]

    def entities(self, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
        """What `find` finds, and years, which nobody masks."""
        found = self.find(texts)
        years = [[(match.start(), match.end(), "DATE") for match in re.finditer(r"\b20\d\d\b", text)] for text in texts]
        return [[*((f.start, f.end, f.entity) for f in each), *dates] for each, dates in zip(found, years, strict=True)]
