"""Masked clauses for tests: accounts with a seal each, and clauses made from plain words."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from anonymize.boundary import Seal
from retrieval.model import Clause, DocumentKind, DocumentRole, Source, Span


def seal_for(account: str) -> Seal:
    return Seal(account, b"key of " + account.encode(), "test-policy")


def masked_clause(
    text: str,
    *,
    account: str = "acme",
    client: str | None = "client-1",
    document: str = "doc-1",
    ordinal: int = 0,
    heading: str = "Terms",
    number: str = "1.1",
    role: DocumentRole | None = DocumentRole.AGREEMENT,
    kind: DocumentKind = DocumentKind.FILE,
    start: int = 0,
    page: int | None = 1,
) -> Clause:
    seal = seal_for(account)
    span = Span(start, start + len(text))
    id = str(uuid5(NAMESPACE_URL, f"{account}|{document}|{ordinal}|{span}"))
    source = Source(document, account, client, kind, role)
    return Clause(id, source, ordinal, number, seal.sign(heading), seal.sign(text), page, span)
