"""How much that is personal is found, ours beside Presidio as it comes, scored by Presidio's own evaluator.

    python -m benchmarks.anonymize presidio-research.json

Both run on the same spaCy model with nothing known beforehand. Half of the file's templates are held: rules are written
without looking at what is missed there. SpanEvaluator (github.com/microsoft/presidio-research) matches spans whose
characters overlap by 0.9 and more; "pii" counts a match of any type, a type's row only its own. "hidden" is ours: mentions
with every letter and digit masked, whatever the type. Dates, ages, titles, nationalities and bare cities are neutral.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from anonymize.detect import PresidioDetector
from anonymize.evaluate import Labelled, mentions_hidden, spans
from benchmarks.labelled import LabelledText, presidio_research
from benchmarks.plain_presidio import plain_engine

NEUTRAL = frozenset(("GPE", "DATE_TIME", "TITLE", "AGE", "NRP"))
CALLED_THERE = {"DRIVER_LICENSE": "US_DRIVER_LICENSE", "URL": "DOMAIN_NAME"}
"""Where their label for a type is not ours."""
Finder = Callable[[Sequence[str]], list[list[Labelled]]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path)
    options = arguments.parse_args()
    logging.disable(logging.WARNING)
    texts = presidio_research(options.file)
    for name, find in (("Presidio as it comes", _plain()), ("ours", _ours())):
        found = find([text.text for text in texts])
        for part, chosen in (("development", False), ("held", True), ("all", None)):
            numbers = [n for n, text in enumerate(texts) if chosen is None or text.held is chosen]
            _report(f"{name}, {part} templates", [texts[n] for n in numbers], [found[n] for n in numbers])


def _report(title: str, texts: list[LabelledText], found: list[list[Labelled]]) -> None:
    from presidio_evaluator.evaluation import SpanEvaluator

    result = SpanEvaluator().calculate_score_on_df(_frame(texts, found))
    print(f"\n{title}: {len(texts)} texts")
    print(f"pii: precision {result.pii_precision:.3f}, recall {result.pii_recall:.3f}, F2 {result.pii_f:.3f}")
    hidden = _hidden(texts, found)
    print(f"{'type':<20}{'mentions':>9}{'precision':>11}{'recall':>9}{'F2':>8}{'hidden':>9}")
    for kind, flags in sorted(hidden.items()):
        type_score = result.per_type[kind]
        print(
            f"{kind:<20}{len(flags):>9}{type_score.precision:>11.3f}{type_score.recall:>9.3f}{type_score.f_beta:>8.3f}"
            f"{sum(flags) / len(flags):>9.3f}"
        )


def _hidden(texts: list[LabelledText], found: list[list[Labelled]]) -> dict[str, list[bool]]:
    hidden: dict[str, list[bool]] = {}
    for text, guesses in zip(texts, found, strict=True):
        for kind, is_hidden in mentions_hidden(text.text, text.labels, guesses):
            if kind not in NEUTRAL:
                hidden.setdefault(kind, []).append(is_hidden)
    return hidden


def _frame(texts: list[LabelledText], found: list[list[Labelled]]) -> Any:
    """One row a token, as SpanEvaluator wants it; what lies in a neutral label is neither gold nor found."""
    import pandas
    import spacy

    nlp, rows = spacy.blank("en"), []
    for number, (text, guesses) in enumerate(zip(texts, found, strict=True)):
        doc = nlp(text.text)
        there = [(start, end, CALLED_THERE.get(kind, kind)) for start, end, kind in guesses]
        for token, gold, guess in zip(doc, _tags(doc, text.labels), _tags(doc, there), strict=True):
            rows.append((number, token.text, token.idx, *(("O", "O") if gold in NEUTRAL else (gold, guess))))
    return pandas.DataFrame(rows, columns=["sentence_id", "token", "start_indices", "annotation", "prediction"])


def _tags(doc: Any, labels: Sequence[Labelled]) -> list[str]:
    return [
        next((kind for start, end, kind in labels if token.idx < end and start < token.idx + len(token)), "O")
        for token in doc
    ]


def _ours() -> Finder:
    detector = PresidioDetector()
    return lambda texts: spans(texts, detector)


def _plain() -> Finder:
    engine = plain_engine()
    names = {"LOCATION": "STREET_ADDRESS", **CALLED_THERE}
    return lambda texts: [
        [(r.start, r.end, names.get(r.entity_type, r.entity_type)) for r in engine.analyze(text, "en")]
        for text in texts
    ]


if __name__ == "__main__":
    main()
