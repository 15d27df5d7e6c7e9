"""Scores as a person reads them: the totals first, then where it fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from retrieval.evaluate import BUDGET, HYBRID, ROUTED, Report
from service.answers.evaluate import AnswerScores
from service.cli.show import console
from service.coverage.evaluate import Scores


def show_answer_scores(scores: AnswerScores) -> None:
    out = console()
    for name, value in scores.to_json().items():
        if isinstance(value, int | float):
            out.print(f"{name.replace('_', ' ')}: [bold]{value if isinstance(value, int) else f'{value:.1%}'}[/]")
    for wrong in scores.to_json()["wrong"]:
        out.print(f"[red]✗[/] {escape(wrong['id'])} {escape(wrong['question'])}\n    {escape(wrong['why'])}")


def show_coverage_scores(scores: Scores) -> None:
    out, found = console(), scores.to_json()
    out.print(f"verdicts right: [bold]{found['verdict_accuracy']:.1%}[/] of {found['lines']} lines")
    out.print(f"amounts right to the cent: [bold]{found['amounts_exact']:.1%}[/]")
    out.print(f"citations right: [bold]{found['citations_right']:.1%}[/]")
    out.print(f"wrongly called covered: [bold]{found['wrongly_covered']}[/]")
    for wrong in found["wrong"]:
        out.print(
            f"[red]✗[/] {wrong['job']} {escape(wrong['name'])}: wanted {wrong['wanted']}, given {wrong['given']}"
            f"\n    {escape(wrong['said'])}"
        )


def retrieval_rows(raw: Report, masked: Report | None = None) -> list[dict[str, Any]]:
    """A row a cut: precision and recall of the product's way, the recall of the others, and what masking leaves of it.

    The last row has no `k` but the number of `characters` read.
    """
    hidden = (masked.run(ROUTED).rows, masked.run(HYBRID).rows) if masked else None
    rows = []
    for at, row in enumerate(raw.run(ROUTED).rows):
        cut = {"k": row.k} if row.k is not None else {"characters": BUDGET}
        ways = {f"{run.name}_recall": run.rows[at].recall for run in raw.runs if run.name != ROUTED}
        rows.append(cut | {"precision": row.precision, "recall": row.recall} | ways)
        if hidden:
            rows[-1] |= {"masked_recall": hidden[0][at].recall, "masked_hybrid_recall": hidden[1][at].recall}
    return rows


def show_retrieval(rows: Sequence[Mapping[str, Any]]) -> None:
    table = Table(box=None)
    for heading in ("first", *(name for name in rows[0] if name != "k")):
        table.add_column(heading.replace("_", " "), justify="right")
    for row in rows:
        first = f"{row['k']} clauses" if "k" in row else f"{row['characters']} characters"
        shown = (f"{value:.3f}" for name, value in row.items() if name not in ("k", "characters"))
        table.add_row(first, *shown)
    console().print(table)
