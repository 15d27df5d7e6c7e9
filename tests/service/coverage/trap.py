"""Short papers with jobs that tempt an engine to say "covered", and what each line should come to (traps/*.toml)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ingest.clauses import clause_text, split
from ingest.document_text import plain
from ingest.jobber.records import LineItem
from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document
from service.agreements.precedence import effective
from service.agreements.terms import Agreement
from service.coverage.coverage import Sources, check
from service.coverage.verdict import LineVerdict
from service.coverage.work import Place, Statement, Work
from tests.fakes.terms import cited, cited_record

FOLDER = Path(__file__).parent / "traps"
HOME, OTHER = Place("home", "14 Alder Lane"), Place("other", "90 Birch Road")
WEEKDAY, MORNING = date(2026, 6, 10), time(10)  # a Wednesday
KINDS = {"part": "PRODUCT", "work": "SERVICE", "item": ""}
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Trap:
    """One line of one job under one paper: where it stands, what it is, what is right (`pays` None: not known) and why."""

    id: str
    paper: Json
    case: Json
    at: int
    verdict: str
    pays: str | None
    why: str


def traps() -> Iterator[Trap]:
    """Every line of every case in the order of the files; ids are file/paper/line, counted where a line comes again."""
    seen: Counter[str] = Counter()
    for file in sorted(FOLDER.glob("*.toml")):
        for paper in tomllib.loads(file.read_text(encoding="utf-8"))["papers"]:
            for case in paper["cases"]:
                for at, text in enumerate(case["lines"]):
                    _, name, *_, verdict, pays = _cells(text)
                    due = None if pays == "?" else f"{Decimal(pays):.2f}"
                    id = f"{file.stem}/{paper['name']}/{name}"
                    seen[id] += 1
                    again = f" ({seen[id]})" if seen[id] > 1 else ""
                    yield Trap(f"{id}{again}", paper, case, at, verdict, due, case["why"])


def found(trap: Trap) -> LineVerdict:
    return _checked(_Same(trap.paper, trap.case))[trap.at]


class _Same:
    """A paper and a case as one key: the lines of a job are judged together, once."""

    def __init__(self, paper: Json, case: Json) -> None:
        self.paper, self.case = paper, case

    def __hash__(self) -> int:
        return hash((id(self.paper), id(self.case)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.paper is other.paper and self.case is other.case


@cache
def _checked(asked: _Same) -> tuple[LineVerdict, ...]:
    agreements = compiled(asked.paper)
    sources = Sources(
        lambda place, on: effective(agreements, property_id=place, on=on),
        cited, cited_record, zone=ZoneInfo("America/Chicago"), on_file=agreements,
    )  # fmt: skip
    return check(_work(asked.case), sources).lines


def compiled(paper: Json) -> list[Agreement]:
    texts = [("plan.pdf", paper["text"], False)]
    texts += [(f"rider-{n}.pdf", text, True) for n, text in enumerate(paper.get("amendments", ()), 1)]
    return [_document(*each) for each in texts]


def _document(name: str, text: str, is_amendment: bool) -> Agreement:
    document = plain(text)
    clauses = [
        ClauseText(f"{name}-{one.ordinal}", one.ordinal, one.number, " > ".join(one.heading), clause_text(document, one), 1, one.start)
        for one in split(document)
    ]  # fmt: skip
    facts = DocumentFacts(name, client_id="client", file=name, is_amendment=is_amendment)
    return compile_document(facts, clauses, resolve_address=_place)


def _place(address: str, _sentence: str) -> list[str]:
    return [one.id for one in (HOME, OTHER) if one.street.lower() in re.sub(r"\W+", " ", address).lower()]


def _work(case: Json, number: int = 100) -> Work:
    day = case.get("day", WEEKDAY)
    earlier = tuple(_work(one, number - n) for n, one in enumerate(case.get("earlier", ()), 1))
    return Work(
        "client", OTHER.id if case.get("elsewhere") else HOME.id, day, case.get("at", MORNING),
        tuple(_item(n, text) for n, text in enumerate(case["lines"])),
        job_id=f"job-{number}", number=str(number), title=case.get("title", ""),
        statements=tuple(_note(n, text, day, number) for n, text in enumerate(case.get("notes", ()))),
        correspondence=tuple(_letter(n, text) for n, text in enumerate(case.get("mail", ()))),
        places=(HOME, OTHER), earlier=earlier,
    )  # fmt: skip


def _cells(text: str) -> list[str]:
    """ "part | Fan motor | 1 | 240 | not_covered | 240"; an earlier job's line ends after its price."""
    return [cell.strip() for cell in text.split("|")]


def _item(at: int, text: str) -> LineItem:
    kind, name, quantity, price, *_ = _cells(text)
    name, _, description = name.partition(" :: ")
    many, each = Decimal(quantity), Decimal(price)
    return LineItem(f"line-{at}", name, description, KINDS[kind], many, each, many * each)


def _note(at: int, text: str, day: date, number: int) -> Statement:
    written = datetime.combine(day, time(20), UTC)
    return Statement("Note", f"note-{number}-{at}", text, written, "Kim", True, job_id=f"job-{number}")


def _letter(at: int, text: str) -> Statement:
    """ "2026-06-01: Please go ahead": the customer's own words, sent that morning."""
    day, _, said = text.partition(": ")
    sent = datetime.combine(date.fromisoformat(day), time(14), UTC)
    return Statement("Message", f"mail-{at}", said, sent, "Pat Doe <pat@example.com>", False)
