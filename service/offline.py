"""What can be measured without any Jobber: fields of a folder of PDFs, and search over a public benchmark."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes
from typing import Any

from sqlalchemy import create_engine

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import Seal
from anonymize.detect import PresidioDetector
from anonymize.gazetteer import Gazetteer
from anonymize.keys import Keyring
from anonymize.known import KnownEntity
from anonymize.policy import POLICY_VERSION
from anonymize.tables import metadata
from anonymize.vault import Vault
from ingest.classify import classify
from ingest.clauses import split
from ingest.document_text import DocumentText, Unreadable, plain
from ingest.parsing import Parser
from retrieval.embed import SentenceTransformerEmbedder
from retrieval.evaluate import ACCOUNT, Case, Mask, Report, measure
from retrieval.model import DocumentKind, DocumentRole
from retrieval.qdrant_edge import QdrantEdgeIndex
from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document
from service.agreements.fields import FieldValue, fields_of
from service.agreements.terms import Agreement

Json = dict[str, Any]
SEPARATOR = " > "


def fields_of_folder(folder: Path) -> Iterator[Json]:
    """One Fields document a PDF, by name; a PDF that cannot be read has no fields and says why under `reason`."""
    with tempfile.TemporaryDirectory() as workdir, Parser(Path(workdir)) as parser:
        for path in sorted(folder.glob("*.pdf")):
            yield _fields(path, parser)


def measured_retrieval(cases: Sequence[Case], corpus: Path, mask: Mask = list) -> Report:
    """Index the texts a benchmark's cases name and search them with its questions, all as `mask` gives them."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(
            cases,
            corpus,
            _split,
            SentenceTransformerEmbedder.bundled(),
            lambda dimension, seal_for: QdrantEdgeIndex(Path(folder) / "index", dimension, seal_for),
            mask=mask,
        )


@contextmanager
def masking(known: Iterable[KnownEntity] = ()) -> Iterator[Mask]:
    """The product's own masking, with a vault that is gone afterwards; `known` is what the account's records would tell."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/vault.sqlite")
        metadata.create_all(engine)
        keyring = Keyring(engine, token_bytes(32))
        seal = Seal(ACCOUNT, keyring.seal_key(ACCOUNT), POLICY_VERSION)
        vault = Vault(engine, keyring, ACCOUNT)
        anonymizer = Anonymizer(ACCOUNT, PresidioDetector(), Gazetteer(known), vault, seal)
        yield lambda texts: [masked.text.text for masked in anonymizer.mask_many(texts, client_id=None)]
        engine.dispose()


def _fields(path: Path, parser: Parser) -> Json:
    found: Json = {"document_id": path.stem, "file": path.name, "client_id": None, "fields": {}}
    try:
        text = parser.read(path.read_bytes())
    except Unreadable as unreadable:
        return found | {"reason": unreadable.reason}
    role, agreement = compiled(text, path.name)
    fields = {name: _shown(value, text) for name, value in fields_of(agreement).items()}
    return found | {"role": role.value, "fields": fields}


def compiled(text: DocumentText, file: str) -> tuple[DocumentRole, Agreement]:
    """What one unmasked document is, and its terms, whatever it is."""
    role = classify(text, file).role
    facts = DocumentFacts(Path(file).stem, is_amendment=role is DocumentRole.AMENDMENT)
    return role, compile_document(facts, _clause_texts(text))


def _clause_texts(text: DocumentText) -> list[ClauseText]:
    return [
        ClauseText(
            id=str(clause.ordinal),
            ordinal=clause.ordinal,
            number=clause.number,
            heading=SEPARATOR.join(clause.heading),
            text=text.text[clause.start : clause.end],
            page=clause.page,
            start=clause.start,
        )
        for clause in split(text)
    ]


def _shown(field: FieldValue, text: DocumentText) -> Json:
    pin = field.pin
    return {
        "value": field.value,
        "quote": text.text[pin.start : pin.end],
        "page": pin.page,
        "start": pin.start,
        "end": pin.end,
        "confidence": field.confidence,
        "needs_review": field.needs_review,
        **({"alternatives": [_shown(one, text) for one in field.alternatives]} if field.alternatives else {}),
    }


def _split(text: str) -> list[tuple[int, int, str]]:
    return [
        (clause.start, clause.end, SEPARATOR.join(clause.heading)) for clause in split(plain(text), DocumentKind.FILE)
    ]
