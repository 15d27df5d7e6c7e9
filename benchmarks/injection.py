"""What `ingest.injection` finds where nothing should be found, and of BIPIA's training attacks.

    python -m benchmarks.injection [SHARED]

SHARED (default FINEPRINT_SHARED or ../shared) holds `evaluation/` with the public sets; what is absent is left out. The
first half of the sample account and the accounts the engine was widened on are read for their own texts.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from ingest.injection import injected

SAMPLES = Path(__file__).parents[1] / "samples"
OPENED = ("harborline", "bluebonnet", "fennimore", "kestrel")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path(os.environ.get("FINEPRINT_SHARED", "../shared")))
    evaluation = parser.parse_args().shared / "evaluation"
    table = Table("texts", "how many", "characters", "with something found", box=None)
    for name, texts in (*_harmless(evaluation), *_attacks(evaluation)):
        found = list(texts)
        hits = sum(bool(injected(text)) for text in found)
        table.add_row(name, f"{len(found):,}", f"{sum(map(len, found)):,}", str(hits))
    Console(width=100).print(table)


def _harmless(evaluation: Path) -> Iterator[tuple[str, Iterable[str]]]:
    yield "LegalBench-RAG corpus", _files(evaluation / "legalbench-rag-mini" / "corpus")
    yield "CUAD service agreements", _files(evaluation / "cuad-service" / "txt")
    nli = evaluation / "contract-nli" / "dev.json"
    yield "ContractNLI", (one["text"] for one in json.loads(nli.read_text())["documents"]) if nli.exists() else ()
    yield (
        "sample accounts, records",
        (text for name in OPENED for text in _texts(_json(SAMPLES / name / "account.json"))),
    )
    mails = evaluation / "bipia" / "email_train.jsonl"
    lines = mails.read_text().splitlines() if mails.exists() else []
    yield "BIPIA, mails without attacks", (json.loads(line)["context"] for line in lines)


def _attacks(evaluation: Path) -> Iterator[tuple[str, Iterable[str]]]:
    for kind in ("text", "code"):
        path = evaluation / "bipia" / f"{kind}_attack_train.json"
        yield f"BIPIA, {kind} attacks", (text for texts in _json(path).values() for text in texts)


def _files(folder: Path) -> Iterator[str]:
    return (path.read_text("utf-8", errors="ignore") for path in sorted(folder.rglob("*.txt")))


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def _texts(value: Any) -> Iterator[str]:
    """Every text of more than one word."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    elif isinstance(value, str) and " " in value:
        yield value


if __name__ == "__main__":
    main()
