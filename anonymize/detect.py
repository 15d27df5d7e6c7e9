"""Finds personal values nobody told us about: patterns and names, through Presidio, in pieces, in batches."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from anonymize.findings import Certainty, Finding
from anonymize.windows import windows

_PLAIN = str.maketrans({"_": " ", "\u00a0": " ", "\u202f": " ", "\u2007": " ", "’": "'", "‘": "'", "\r": " "})


class Detector(Protocol):
    def find(self, texts: Sequence[str]) -> list[list[Finding]]:
        """For each text its findings, overlapping ones included."""


class PresidioDetector:
    """Loads the model with the first text, once per process and instance. Thread-safe."""

    def __init__(self, batch_size: int = 32) -> None:
        self._batch_size = batch_size
        self._analyzer: Any = None
        self._lock = threading.Lock()

    def find(self, texts: Sequence[str]) -> list[list[Finding]]:
        found: list[list[Finding]] = [[] for _ in texts]
        pieces = [
            (n, start, text[start:end]) for n, text in enumerate(map(_plain, texts)) for start, end in windows(text)
        ]
        for (n, start, _), findings in zip(pieces, self._analyze([piece for _, _, piece in pieces]), strict=True):
            found[n].extend(Finding(f.start + start, f.end + start, f.entity, f.certainty) for f in findings)
        return found

    def _analyze(self, texts: list[str]) -> Iterator[list[Finding]]:
        with self._lock:
            analyzer = self._analyzer = self._analyzer or self._load()
            artifacts = list(analyzer.nlp_engine.process_batch(texts, "en", batch_size=self._batch_size))
        for text, processed in artifacts:
            results = analyzer.analyze(text, "en", nlp_artifacts=processed)
            yield [Finding(r.start, r.end, r.entity_type, Certainty(round(r.score * 10))) for r in results]

    @staticmethod
    def _load() -> Any:
        from anonymize.presidio import analyzer

        return analyzer()


def _plain(text: str) -> str:
    """The same length, with the characters that hide word borders from patterns made plain."""
    return text.translate(_PLAIN)
