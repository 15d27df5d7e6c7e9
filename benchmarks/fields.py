"""How well contract fields are read: two public sets, and the shipped sample accounts.

    python -m benchmarks.fields [--evaluation FOLDER] [--errors]

Kleister-NDA is scored as its README says, micro F1 over upper-cased key=value pairs; CUAD's service contracts by equality
of normalised answers; the samples by `service.agreements.evaluate`, of those held out the totals alone. A claim is false where the contract has no such field
(`claimed, absent`); one that has the field but another value counts as wrong. `--errors` lists what was missed and what
was claimed instead, of the public sets.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.field_sets import Pairs, cuad_gold, cuad_pairs, kleister_gold, kleister_pairs
from ingest.document_text import DocumentText, Unreadable
from ingest.parsing import Parser
from service.agreements.evaluate import FieldScore, score_document, totals
from service.agreements.fields import fields_of
from service.agreements.terms import Agreement
from service.offline import compiled

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("FINEPRINT_SHARED", ROOT.parent / "shared"))
SEEN = (
    "harborline",
    "harborline/second",
    "bluebonnet",
    "fennimore",
    "kestrel",
    "juniper",
    "quarry",
    "tamarack",
    "osprey",
)
HELD_OUT = ("wexford", "ardmore")
SAMPLES = {name: ROOT / "samples" / name for name in SEEN} | {
    f"{name} (held out)": ROOT / "samples" / name for name in HELD_OUT
}
Claims = Callable[[Agreement], Pairs]


@dataclass(frozen=True)
class Read:
    """A PDF of a folder with what was read from it."""

    file: str
    text: DocumentText
    agreement: Agreement


@dataclass(frozen=True)
class Score:
    """Of one field or all: labelled pairs, claimed pairs, those that are equal, documents that lack the field and of
    those the ones it was claimed for."""

    labelled: int
    claimed: int
    right: int
    lacking: int
    claimed_lacking: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.labelled + self.claimed) if self.labelled + self.claimed else 0.0

    def cells(self) -> tuple[str, ...]:
        precision = f"{self.right / self.claimed:.2f}" if self.claimed else "-"
        recall = f"{self.right / self.labelled:.2f}" if self.labelled else "-"
        return str(self.labelled), precision, recall, f"{self.f1:.3f}", f"{self.claimed_lacking} of {self.lacking}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evaluation", type=Path, default=SHARED / "evaluation", help="the folder of the public sets")
    parser.add_argument("--errors", action="store_true", help="list what was missed and claimed in the public sets")
    arguments = parser.parse_args()
    console = Console(width=120)
    sets = {"Kleister-NDA": ("kleister-nda", kleister_gold, kleister_claims), "CUAD services": ("cuad-service", cuad_gold, cuad_claims)}  # fmt: skip
    for title, (name, gold_of, claims) in sets.items():
        folder = arguments.evaluation / name
        if not folder.exists():
            console.print(f"{title}: no {folder}, not measured")
            continue
        gold = gold_of(folder)
        found = {one.file: claims(one.agreement) for one in read_folder(folder / "pdf")}
        console.print(shown(title, gold, found))
        for line in errors(gold, found) if arguments.errors else ():
            console.print(line, markup=False, highlight=False)
    there = {name: folder for name, folder in SAMPLES.items() if (folder / "gold.json").exists()}
    console.print(shown_samples({name: sample_scores(folder) for name, folder in there.items()}))


def kleister_claims(agreement: Agreement) -> Pairs:
    return kleister_pairs({name: one.value for name, one in fields_of(agreement).items()})


def cuad_claims(agreement: Agreement) -> Pairs:
    return cuad_pairs({name: one.value for name, one in fields_of(agreement).items()}, agreement)


def read_folder(folder: Path) -> Iterator[Read]:
    with tempfile.TemporaryDirectory() as workdir, Parser(Path(workdir)) as parser:
        for path in sorted(folder.glob("*.pdf")):
            try:
                text = parser.read(path.read_bytes())
            except Unreadable as unreadable:
                print(f"{path.name}: {unreadable.reason}")
                continue
            yield Read(path.name, text, compiled(text, path.name)[1])


def scores(gold: Mapping[str, Pairs], found: Mapping[str, Pairs]) -> dict[str, Score]:
    """By key, and "all" over every pair."""
    keys = sorted({key for pairs in gold.values() for key, _ in pairs})
    return {key: _score(gold, found, {key}) for key in keys} | {"all": _score(gold, found, set(keys))}


def _score(gold: Mapping[str, Pairs], found: Mapping[str, Pairs], keys: set[str]) -> Score:
    wanted = {(file, *pair) for file, pairs in gold.items() for pair in pairs if pair[0] in keys}
    claimed = {(file, *pair) for file in gold for pair in found.get(file, ()) if pair[0] in keys}
    has = {(file, key) for file, key, _ in wanted}
    lacking = {(file, key) for file in gold for key in keys} - has
    claimed_lacking = {(file, key) for file, key, _ in claimed} - has
    return Score(len(wanted), len(claimed), len(wanted & claimed), len(lacking), len(claimed_lacking))


def shown(title: str, gold: Mapping[str, Pairs], found: Mapping[str, Pairs]) -> Table:
    table = Table(title, "n", "precision", "recall", "F1", "claimed, absent", box=None, title=f"{len(gold)} contracts")
    for key, score in scores(gold, found).items():
        table.add_row(key, *score.cells())
    return table


def errors(gold: Mapping[str, Pairs], found: Mapping[str, Pairs]) -> Iterator[str]:
    for file in sorted(gold):
        missed, extra = gold[file] - found.get(file, set()), found.get(file, set()) - gold[file]
        for key in sorted({key for key, _ in missed | extra}):
            said = [[value for k, value in sorted(pairs) if k == key] for pairs in (missed, extra)]
            yield f"{file[:34]}  {key}: missed {said[0]}, claimed {said[1]}"


@dataclass(frozen=True)
class Sample:
    """`unquoted` counts fields whose quote does not stand on their page."""

    scores: tuple[FieldScore, ...]
    fields: int
    unquoted: int


def sample_scores(folder: Path) -> Sample:
    gold: list[dict[str, Any]] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["fields"]
    read = {one.file: one for one in read_folder(folder / "files")}
    scored: list[FieldScore] = []
    fields = unquoted = 0
    for item in gold:
        one = read[item["file"]]
        found = fields_of(one.agreement)
        fields += len(found)
        unquoted += sum(not on_its_page(one.text, field.pin.page, field.pin.quote) for field in found.values())
        scored += score_document(one.file, item["fields"], {name: field.value for name, field in found.items()})
    return Sample(tuple(scored), fields, unquoted)


def on_its_page(text: DocumentText, page: int | None, quote: str) -> bool:
    return any(quote in one.text for one in text.pages if one.number == page)


def shown_samples(samples: Mapping[str, Sample]) -> Table:
    table = Table(
        "sample accounts", "contracts", "n", "precision", "recall", "F1", "false claims", "unquoted", box=None
    )
    for name, sample in samples.items():
        total = totals(sample.scores)
        claimed = sum(one.expected is None for one in sample.scores)
        documents = len({one.document for one in sample.scores})
        table.add_row(
            name, str(documents), str(total.expected), f"{total.precision:.3f}", f"{total.recall:.3f}", f"{total.f1:.3f}",
            f"{claimed} of {sample.fields}", f"{sample.unquoted} of {sample.fields}",
        )  # fmt: skip
    return table


if __name__ == "__main__":
    main()
