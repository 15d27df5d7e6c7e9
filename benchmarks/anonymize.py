"""How many personal characters are found, ours beside Presidio as it comes, and how long it takes.

    python -m benchmarks.anonymize presidio-research.json [--types-kept GPE,DATE_TIME]

The file is a JSON list of `{"full_text", "spans": [{"entity_type", "start_position", "end_position"}]}`, the format of
github.com/microsoft/presidio-research. Both run on the same spaCy model, with nothing known beforehand.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from anonymize.detect import PresidioDetector
from anonymize.evaluate import Labelled, character_recall, character_score, spans

STAYS = "GPE,DATE_TIME,TITLE,AGE,NRP"
Finder = Callable[[Sequence[str]], list[list[Labelled]]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--types-kept", default=STAYS, help="labelled types that are not personal by our policy")
    options = arguments.parse_args()
    texts, gold = _read(options.file)
    kinds = frozenset(kind for labels in gold for _, _, kind in labels) - set(options.types_kept.split(","))
    found = {name: _timed(name, find, texts) for name, find in (("Presidio", _vanilla()), ("ours", _ours()))}
    print(f"\n{'recall by type':<20}" + "".join(f"{name:>12}" for name in found))
    by_type = {name: character_recall(gold, each) for name, each in found.items()}
    for kind in sorted({kind for labels in gold for _, _, kind in labels}):
        note = "" if kind in kinds else "  (stays by policy)"
        print(f"{kind:<20}" + "".join(f"{by_type[name][kind].recall:>12.3f}" for name in found) + note)
    totals = {name: character_score(gold, each, kinds) for name, each in found.items()}
    for measure in ("precision", "recall", "f2"):
        print(f"{measure:<20}" + "".join(f"{getattr(totals[name], measure):>12.3f}" for name in found))


def _read(file: Path) -> tuple[list[str], list[list[Labelled]]]:
    items = json.loads(file.read_text(encoding="utf-8"))
    gold = [[(s["start_position"], s["end_position"], s["entity_type"]) for s in item["spans"]] for item in items]
    return [item["full_text"] for item in items], gold


def _timed(name: str, find: Finder, texts: Sequence[str]) -> list[list[Labelled]]:
    find(["warm up"])
    started = time.perf_counter()
    found = find(texts)
    seconds, characters = time.perf_counter() - started, sum(map(len, texts))
    print(f"{name}: {1e6 * seconds / characters:.1f} ms per 1 000 characters")
    return found


def _ours() -> Finder:
    detector = PresidioDetector()
    return lambda texts: spans(texts, detector)


def _vanilla() -> Finder:
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    from anonymize.vocabulary import MODEL

    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())  # its snapshot, no network
    models = [{"lang_code": "en", "model_name": MODEL}]
    shipped = {
        "labels_to_ignore": [
            "ORG",
            "CARDINAL",
            "EVENT",
            "LANGUAGE",
            "LAW",
            "MONEY",
            "ORDINAL",
            "PERCENT",
            "PRODUCT",
            "QUANTITY",
            "WORK_OF_ART",
        ]
    }
    configuration = {"nlp_engine_name": "spacy", "models": models, "ner_model_configuration": shipped}
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine())
    return lambda texts: [[(r.start, r.end, r.entity_type) for r in engine.analyze(text, "en")] for text in texts]


if __name__ == "__main__":
    main()
