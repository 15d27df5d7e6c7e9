"""A contract's fields as rows of a table. What a spreadsheet would take for a formula is told as words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

COLUMNS = (
    "file",
    "document_id",
    "client_id",
    "contract_type",
    "field",
    "value",
    "quote",
    "page",
    "confidence",
    "review",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(contract: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """A row for each field: its value in words, the quote it rests on and where, how sure it is."""
    for name, field in contract["fields"].items():
        yield (
            _inert(contract["file"]),
            contract["document_id"],
            contract["client_id"],
            contract.get("contract_type"),
            name,
            _inert(words(field["value"])),
            _inert(" ".join(field["quote"].split())),
            field["page"],
            field["confidence"],
            "yes" if field["needs_review"] else "no",
        )


def words(value: Any) -> str:
    """A value of a field or a custom field in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(words(item) for item in value)
    if isinstance(value, dict):
        return " ".join(words(item) for item in value.values() if item is not None)
    return str(value)


def _inert(text: str | None) -> str | None:
    """CSV injection: https://owasp.org/www-community/attacks/CSV_Injection"""
    return f"'{text}" if text and text.startswith(_FORMULA) else text
