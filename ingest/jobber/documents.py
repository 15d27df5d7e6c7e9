"""The GraphQL documents we send, read from `queries/`: one operation a file, named as the operation."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_ROOT = re.compile(r"\{\s*(\w+)")
APPS_OWN = ("appDisconnect", "webhookEndpointCreate", "webhookEndpointDelete")
"""Mutations that change the app's own connection and nothing of the customer's."""
_SPREAD = re.compile(r"\.\.\.\s*(?!on\b)(\w+)")


@cache
def document(operation: str) -> str:
    """The operation with every fragment it spreads, each once."""
    text = (FOLDER / "queries" / f"{operation}.graphql").read_text()
    return "\n".join([text, *_fragments(text)])


@cache
def is_write(operation: str) -> bool:
    return document(operation).lstrip().startswith("mutation")


@cache
def needs_approval(operation: str) -> bool:
    """Whether the operation changes the customer's account."""
    root = _ROOT.search(document(operation))
    return is_write(operation) and (root is None or root.group(1) not in APPS_OWN)


def schema_text() -> str:
    """The SDL of the part of Jobber's schema we use."""
    return (FOLDER / "schema.graphql").read_text()


def operations() -> list[str]:
    return sorted(path.stem for path in (FOLDER / "queries").glob("*.graphql"))


def _fragments(text: str) -> list[str]:
    found: dict[str, str] = {}
    waiting = _SPREAD.findall(text)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = (FOLDER / "queries" / "fragments" / f"{name}.graphql").read_text()
            waiting.extend(_SPREAD.findall(found[name]))
    return [found[name] for name in sorted(found)]
