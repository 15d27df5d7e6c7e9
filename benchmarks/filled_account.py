"""The sample account beside hundreds of made-up clients with their contracts and notes, in SQL and in the index.

The clients are drawn from lists (`benchmarks.generated_account`), without such as share a name or street with the sample's
own, so that a question means whom it meant before. Their clauses are drawn from the sample's words, their vectors and token
signs are drawn too: reading and searching cost the same whatever they say.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

import numpy as np

from anonymize.boundary import Scope, Seal
from anonymize.masked import Masked
from benchmarks.generated_account import Known, generated_account
from ingest.jobber.records import Client, Property
from ingest.ledger import Document, KeptClause
from retrieval.index import Point
from retrieval.late import Sketch
from retrieval.model import Clause, DocumentKind, DocumentRole, Span
from retrieval.qdrant_sparse import Bm25
from service.app import App

OF_CONTRACT, OF_NOTES, WORDS, CLIENTS = 36, 4, 70, 2000
PIECES = WORDS + 30  # word pieces of as many words


@dataclass(frozen=True)
class Drawing:
    """What clauses are drawn from."""

    account: str
    words: Sequence[str]
    dimension: int
    seal: Seal
    sparse: Bm25
    chance: random.Random

    def clause(self, document: Document, ordinal: int) -> tuple[KeptClause, Point]:
        text = self.seal.sign(" ".join(self.chance.choices(self.words, k=WORDS)))
        id = str(uuid5(NAMESPACE_URL, f"{document.id} {ordinal}"))
        place = Span(ordinal * 1000, ordinal * 1000 + len(text.text))
        clause = Clause(id, document.source, ordinal, "", self.seal.sign("Terms"), text, 1, place)
        noise = np.random.default_rng(self.chance.getrandbits(32))
        vector = noise.standard_normal(self.dimension)
        sketch = Sketch.of(
            noise.standard_normal((PIECES, self.dimension)), [(at, at + 4) for at in range(0, 5 * PIECES, 5)]
        )
        dense = tuple((vector / np.linalg.norm(vector)).tolist())
        return KeptClause(clause, Masked(text)), Point(clause, dense, self.sparse.clause(text.text), sketch)


def fill(app: App, account: str, wanted: int) -> int:
    """Add clients until the index holds `wanted` clauses of the account; returns how many there are."""
    scope, index = Scope(account), app.index.writing()
    drawing = Drawing(
        account,
        sorted({word for text in app.ledger.clause_texts(scope, besides=()) for word in text.split()}),
        app.index.embedder.dimension,
        app.seal_for(account),
        Bm25(),
        random.Random(11),
    )
    held = len(index.point_ids(scope))
    for known in _strangers(app, scope):
        if held >= wanted:
            break
        app.records.put(account, [known.client, *known.properties], run="made-up")
        for document, clauses in _documents(known.client.id, account):
            drawn = [drawing.clause(document, ordinal) for ordinal in range(min(clauses, wanted - held))]
            index.upsert([point for _, point in drawn])
            app.ledger.save(document)
            app.ledger.keep_clauses(scope, document.id, [kept for kept, _ in drawn])
            held += len(drawn)
    return held


def _strangers(app: App, scope: Scope) -> Iterator[Known]:
    """Made-up clients that are not known yet and are called like nobody who is."""
    clients, places = app.records.all(scope, Client), app.records.all(scope, Property)
    there = {client.id for client in clients}
    own = {word for client in clients if not client.id.startswith("made-up") for word in _words(client.name)}
    own |= {word for place in places if not place.id.startswith("made-up") for word in _words(place.address.street1)}
    for known in generated_account(CLIENTS).known:
        id = f"made-up-{known.client.id}"
        names = [known.client.name, *(place.address.street1 for place in known.properties)]
        if id not in there and not own & {word for name in names for word in _words(name)}:
            places_of = (replace(place, id=f"made-up-{place.id}", client_id=id) for place in known.properties)
            yield replace(known, client=replace(known.client, id=id), properties=tuple(places_of))


def _documents(client: str, account: str) -> Iterator[tuple[Document, int]]:
    contract = Document(
        f"contract-of-{client}", account, DocumentKind.FILE, "ClientNote", client, client, "Agreement signed.pdf",
        DocumentRole.AGREEMENT, pages=5,
    )  # fmt: skip
    yield contract, OF_CONTRACT
    for n in range(OF_NOTES):
        yield Document(f"note-{n}-of-{client}", account, DocumentKind.NOTE, "ClientNote", f"{client}-{n}", client), 1


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{3,}", name.lower())} - {
        "the",
        "and",
        "street",
        "avenue",
        "road",
        "lane",
    }
