"""Whether search finds the words that gold answers cite: among the first 1, 3 and 8 clauses, on the sample accounts.

    python -m benchmarks.sample_retrieval [ACCOUNT…] [--keep FOLDER]

Each account is synced through the simulator. A question is asked as an answer asks it: of the clients it names, without
their names; "everywhere" asks the whole question of the whole account instead, which is what routing saves. A question
counts as found where one of the first clauses overlaps one of the passages its gold answer may cite. No answer is composed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from anonymize.boundary import SanitizedText, Scope
from benchmarks.sample_scores import synced
from ingest.jobber.ids import is_named
from ingest.lookup import client_named, job_named
from retrieval.gold import overlaps
from retrieval.index import Narrowing
from retrieval.model import Hit
from retrieval.search import BOTH, EVERYTHING, Searcher
from service.answers.scope import Resolver, Subject
from service.answers.standing import standing
from service.app import App
from service.demo import SAMPLE
from service.scoring import Gold

ACCOUNTS = ("harborline", "bluebonnet", "fennimore", "kestrel", "juniper")
CUTS = (1, 3, 8)
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Put:
    """A question as it is searched with: masked, without its clients' names and with them."""

    words: SanitizedText
    whole: SanitizedText
    within: Narrowing
    behind: frozenset[str]


Way = Callable[[Searcher, Scope, Put], list[Hit]]
WAYS: dict[str, Way] = {
    "dense": lambda searcher, scope, put: searcher.first_stage(scope, put.words, put.within, 8, ("dense",)),
    "bm25": lambda searcher, scope, put: searcher.first_stage(scope, put.words, put.within, 8, ("sparse",)),
    "hybrid": lambda searcher, scope, put: searcher.first_stage(scope, put.words, put.within, 8, BOTH),
    "search": lambda searcher, scope, put: searcher.search(scope, put.words, put.within, 8, behind=put.behind),
    "everywhere": lambda searcher, scope, put: searcher.search(scope, put.whole, EVERYTHING, 8),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("accounts", nargs="*", default=ACCOUNTS)
    parser.add_argument("--keep", type=Path, help="keep the data folders below this folder and reuse them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = options.keep or Path(scratch)
        found = [each for name in options.accounts for each in _ranks(SAMPLE.parent / name, root / name)]
    table = Table("", *(f"first {k}" for k in CUTS), box=None, title=f"{len(found)} questions", title_justify="left")
    for way in WAYS:
        shares = (sum(ranks[way] < k for ranks in found) / len(found) for k in CUTS)
        table.add_row(way, *(f"{share:.1%}" for share in shares))
    Console().print(table)


def _ranks(folder: Path, place: Path) -> Iterator[dict[str, int]]:
    """Of each question with something to cite the rank of the first clause that holds it, by way; from 0."""
    gold = Gold.read(folder / "gold.json")
    with synced(folder, place) as (app, account, _):
        searcher, scope = app.index.searcher(), Scope(account)
        for item in gold.questions:
            if item["citations"] and (put := _put(app, scope, item, gold)):
                yield {name: _rank(app, scope, way(searcher, scope, put), item) for name, way in WAYS.items()}


def _put(app: App, scope: Scope, item: Json, gold: Gold) -> Put | None:
    """None for a question that is asked back."""
    client, job = item.get("client"), item.get("job")
    subject = Resolver(app.records, scope, gold.timezone).resolve(
        item["question"],
        client=client_named(app.records, scope, client).id if client else None,
        job=job_named(app.records, scope, job).id if job else None,
        today=date.fromisoformat(item["as_of"]) if item.get("as_of") else gold.today,
    )
    if not isinstance(subject, Subject):
        return None
    ids = tuple(one.id for one in subject.clients)
    one_client = ids[0] if len(ids) == 1 else None
    words, whole = app.anonymizer(scope.account).mask_many(
        [subject.words, item["question"]], client_id=one_client, ours=True
    )
    sources = app.answerer(scope.account).sources
    behind = frozenset(gone for id in ids for gone in standing(sources, scope, id, subject.on).not_in_force)
    return Put(words.text, whole.text, Narrowing(clients=ids), behind)


def _rank(app: App, scope: Scope, hits: Sequence[Hit], item: Json) -> int:
    return next((rank for rank, hit in enumerate(hits) if _is_wanted(app, scope, hit, item["citations"])), max(CUTS))


def _is_wanted(app: App, scope: Scope, hit: Hit, wanted: Sequence[Json]) -> bool:
    document = app.ledger.document(scope, hit.clause.source.document_id)
    if document is None:
        return False
    said = app.anonymizer(scope.account).reveal(hit.clause.text.text, scope)
    for each in wanted:
        record = each["record"] if each.get("record") and is_named(document.record_id, each["record"]) else None
        if overlaps(each, {"file": document.file, "record": {"id": record}, "quote": said}):
            return True
    return False


if __name__ == "__main__":
    main()
