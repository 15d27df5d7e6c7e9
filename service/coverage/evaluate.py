"""Scores coverage verdicts against a gold file of the sample accounts' format (samples/README.md). Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from retrieval.gold import overlaps, share

Json = Mapping[str, Any]
CARRIED = ("covered", "partially_covered")
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True)
class LineScore:
    """`amounts` is None where the gold has no amount to compare; `cited` None where it names no citation."""

    job: str
    line: str
    name: str
    wanted: str
    given: str
    amounts: bool | None
    cited: bool | None
    said: str = ""
    confidence: float = 0.0

    @property
    def right(self) -> bool:
        return self.wanted == self.given


@dataclass(frozen=True)
class Scores:
    lines: tuple[LineScore, ...] = field(default_factory=tuple)

    @property
    def verdicts(self) -> float:
        """The share of lines with the right verdict."""
        return share(line.right for line in self.lines)

    @property
    def amounts(self) -> float:
        """The share of lines whose amounts are right to the cent."""
        return share(line.amounts for line in self.lines if line.amounts is not None)

    @property
    def citations(self) -> float:
        """The share of lines one of whose citations overlaps one of the gold's."""
        return share(line.cited for line in self.lines if line.cited is not None)

    @property
    def wrongly_covered(self) -> int:
        """The costly mistake: called covered what is not."""
        return sum(line.given == "covered" and not line.right for line in self.lines)

    @property
    def wrongly_not_covered(self) -> int:
        """Called not covered what the agreement carries, whole or in part."""
        return sum(line.given == "not_covered" and line.wanted in CARRIED for line in self.lines)

    @property
    def unclear(self) -> int:
        return sum(line.given == "unclear" for line in self.lines)

    def calibration(self, edges: Sequence[float] = EDGES) -> list[dict[str, Any]]:
        """Verdicts by the confidence given with them: how many, what they promised on average, how many were right."""
        rows = []
        for low, high in pairwise(edges):
            inside = [line for line in self.lines if low <= line.confidence < high]
            if inside:
                said = sum(line.confidence for line in inside) / len(inside)
                right = share(line.right for line in inside)
                rows.append(
                    {"from": low, "to": high, "lines": len(inside), "said": round(said, 3), "right": round(right, 3)}
                )
        return rows

    def confusion(self) -> dict[tuple[str, str], int]:
        """(wanted, given) → lines."""
        return dict(Counter((line.wanted, line.given) for line in self.lines))

    def to_json(self) -> dict[str, Any]:
        return {
            "lines": len(self.lines),
            "verdict_accuracy": round(self.verdicts, 4),
            "amounts_exact": round(self.amounts, 4),
            "citations_right": round(self.citations, 4),
            "wrongly_covered": self.wrongly_covered,
            "wrongly_not_covered": self.wrongly_not_covered,
            "unclear": self.unclear,
            "calibration": self.calibration(),
            "confusion": [{"wanted": w, "given": g, "lines": n} for (w, g), n in sorted(self.confusion().items())],
            "wrong": [_wrong(line) for line in self.lines if not line.right or line.amounts is False],
        }


def score(gold: Sequence[Json], given: Mapping[str, Json]) -> Scores:
    """`gold` is the file's `coverage` list; `given` holds a Coverage document (`to_json`) for each gold job id.

    A job or line that was not answered counts as wrong ("missing").
    """
    return Scores(tuple(line for job in gold for line in _job(job, given.get(str(job["job"])))))


def _job(job: Json, coverage: Json | None) -> list[LineScore]:
    answers = {line["line_item_id"]: line for line in (coverage or {}).get("lines", [])}
    return [_line(str(job["job"]), wanted, answers.get(wanted["line_item_id"])) for wanted in job["lines"]]


def _line(job: str, wanted: Json, given: Json | None) -> LineScore:
    if given is None:
        return LineScore(job, str(wanted["line_item_id"]), "", str(wanted["verdict"]), "missing", False, False)
    quotes = wanted.get("citations") or []
    return LineScore(
        job, str(wanted["line_item_id"]), str(given["name"]), str(wanted["verdict"]), str(given["verdict"]),
        amounts=_amounts(wanted, given),
        cited=any(overlaps(quote, citation) for quote in quotes for citation in given["citations"]) if quotes else None,
        confidence=float(given.get("confidence", 0.0)),
        said=f"{_amount(wanted.get('customer_pays'))} / {_amount(given['customer_pays'])}: {given['reason']}",
    )  # fmt: skip


def _amounts(wanted: Json, given: Json) -> bool | None:
    names = ("customer_pays", "if_approved_customer_pays")
    if wanted["verdict"] == "unclear":
        return None
    return all(_amount(wanted.get(name)) == _amount(given[name]) for name in names)


def _amount(value: Any) -> Decimal | None:
    if isinstance(value, Mapping):
        value = value["amount"]
    return None if value is None else Decimal(str(value))


def _wrong(line: LineScore) -> dict[str, Any]:
    return {
        "job": line.job,
        "line": line.line,
        "name": line.name,
        "wanted": line.wanted,
        "given": line.given,
        "said": line.said,
    }
