"""Scores as a person reads them: the totals first, then where it fails."""

from __future__ import annotations

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


def show_retrieval(report: Report) -> None:
    table = Table(box=None)
    for heading in ("k", "precision", "recall"):
        table.add_column(heading, justify="right")
    for row in report.rows:
        table.add_row(str(row.k), f"{row.precision:.3f}", f"{row.recall:.3f}")
    console().print(table)
