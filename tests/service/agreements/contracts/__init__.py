"""Short contracts of different trades and styles, in our own words, and how to read them."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from service.agreements.compile import compile_text
from service.agreements.terms import Agreement, Term

T = TypeVar("T", bound=Term)
FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))


def text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text()


def compiled(name: str) -> Agreement:
    return compile_text(text(name), document_id=name)


def of(agreement: Agreement, kind: type[T]) -> list[T]:
    return [one for one in agreement.terms if isinstance(one, kind)]
