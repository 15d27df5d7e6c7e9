"""Words a second of our detector and of Presidio as it comes, on one spaCy model and the same texts, in one run.

    python -m benchmarks.masking_speed [FOLDER] [--texts 400]

Texts are paragraphs of the .txt files below FOLDER (default: the labelled notes), every one different, each seen once:
models are loaded and warmed on other text first, and nothing is cached. Plain Presidio is AnalyzerEngine and
AnonymizerEngine, text by text; bare spaCy is its named entity pass alone, in batches, and finds nothing else: the floor.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from anonymize.detect import PresidioDetector
from anonymize.evaluate import spans
from anonymize.vocabulary import MODEL
from benchmarks.plain_presidio import plain_engine

NOTES = Path(__file__).parent.parent / "tests" / "anonymize" / "notes"
Work = Callable[[Sequence[str]], object]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, nargs="?", default=NOTES)
    arguments.add_argument("--texts", type=int, default=400)
    options = arguments.parse_args()
    texts = _paragraphs(options.folder)[: options.texts]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} different texts, {words} words, {os.cpu_count()} cores")
    times = _raced(_contenders(), texts)
    plain = times["plain Presidio"]
    for name, (wall, cpu) in times.items():
        print(
            f"{name:<40}{words / wall:>8.0f} words/s{plain[0] / wall:>6.2f} x plain"
            f"{words / cpu:>9.0f} words/CPU-second{plain[1] / cpu:>6.2f} x plain"
        )


def _contenders() -> list[tuple[str, Work]]:
    detector = PresidioDetector()
    return [
        ("plain Presidio", _plain()),
        ("ours, every recognizer, one process", lambda texts: spans(texts, detector)),
        ("bare spaCy, names only (the floor)", _bare()),
    ]


def _plain() -> Work:
    from presidio_anonymizer import AnonymizerEngine

    analyzer, anonymizer = plain_engine(), AnonymizerEngine()
    return lambda texts: [anonymizer.anonymize(text, analyzer.analyze(text, "en")) for text in texts]


def _bare() -> Work:
    import spacy

    nlp = spacy.load(MODEL, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])
    return lambda texts: [len(doc.ents) for doc in nlp.pipe(texts, batch_size=32)]


def _raced(contenders: list[tuple[str, Work]], texts: Sequence[str], rounds: int = 8) -> dict[str, tuple[float, float]]:
    """Wall and CPU seconds of each. They take turns, so that whatever else the machine does slows all of them alike."""
    for _, work in contenders:
        work(["Warm up with Rosa Delgado, 12 Elm Street."])
    times = {name: (0.0, 0.0) for name, _ in contenders}
    for part in (texts[n::rounds] for n in range(rounds)):
        for name, work in contenders:
            wall, cpu = time.perf_counter(), time.process_time()
            work(part)
            spent = times[name]
            times[name] = spent[0] + time.perf_counter() - wall, spent[1] + time.process_time() - cpu
    return times


def _paragraphs(folder: Path) -> list[str]:
    files = sorted(folder.rglob("*.txt"))
    if not files:
        raise SystemExit(f"no .txt file below {folder}; name a folder of texts")
    read = (file.read_text(encoding="utf-8", errors="replace") for file in files)
    paragraphs = (part.strip() for text in read for part in text.replace("\r", "").split("\n\n"))
    return list(dict.fromkeys(part for part in paragraphs if len(part) > 40))


if __name__ == "__main__":
    main()
