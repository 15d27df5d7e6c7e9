"""What answers are made from, passed in by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from anonymize.boundary import Scope
from anonymize.masked import Masked
from ingest.ledger import Ledger
from ingest.pages import Pages
from ingest.records import Records
from retrieval.search import Searcher
from service.agreements.terms import Agreement, Effective
from service.answers.meaning import Guess, WordsAlone
from service.llm.tally import Tally


class Masking(Protocol):
    """The account's anonymizer: the same person gets the same pseudonym everywhere."""

    def mask(self, text: str, *, client_id: str | None, ours: bool = False) -> Masked: ...

    def reveal(self, text: str, scope: Scope) -> str:
        """Pseudonyms put back as far as this scope may see whom they stand for."""


class Agreements(Protocol):
    """Compiled agreements, read inside a scope."""

    def of_client(self, scope: Scope, client_id: str) -> Sequence[Agreement]: ...

    def all(self, scope: Scope) -> Sequence[Agreement]: ...


class Precedence(Protocol):
    """Which agreements are in force on a day, amendments put in place of what they override."""

    def __call__(
        self, agreements: Sequence[Agreement], *, property_id: str | None, on: date
    ) -> Sequence[Effective]: ...


OtherWords = Callable[[str], Mapping[str, tuple[frozenset[str], ...]]]
"""For the forms of words in a text, phrases that name the same thing or a wider one, each by the forms of its words."""


def no_other_words(_text: str) -> Mapping[str, tuple[frozenset[str], ...]]:
    return {}


@dataclass(frozen=True)
class Sources:
    """`masking` gives the anonymizer of an account; `zone_name` is the account's time zone ("UTC" when unset);
    `tally` counts what the verifier found again, and what it dropped; `guess` reads questions no word of which tells
    what they ask for; `other_words` tells what else the things are called that a question names."""

    records: Records
    ledger: Ledger
    pages: Pages
    searcher: Searcher
    masking: Callable[[str], Masking]
    agreements: Agreements
    effective: Precedence
    zone_name: str = "UTC"
    tally: Tally = field(default_factory=Tally)
    guess: Guess = field(default_factory=WordsAlone)
    other_words: OtherWords = no_other_words
