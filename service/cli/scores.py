"""Scores as a person reads them: the totals first, then where it fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.markup import escape
from rich.table import Table

from retrieval.evaluate import Report
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


def masked_beside_raw(raw: Report, masked: Report) -> list[dict[str, Any]]:
    """The raw rows, with what masking makes of them."""
    return [
        asdict(row) | {"masked_precision": hidden.precision, "masked_recall": hidden.recall}
        for row, hidden in zip(raw.rows, masked.rows, strict=True)
    ]


def show_retrieval(rows: Sequence[Mapping[str, Any]]) -> None:
    table = Table(box=None)
    for heading in rows[0]:
        table.add_column(heading.replace("_", " "), justify="right")
    for row in rows:
        table.add_row(*(str(value) if isinstance(value, int) else f"{value:.3f}" for value in row.values()))
    console().print(table)
