"""Scores as a person reads them: the totals first, then where it fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from retrieval.evaluate import BUDGET, PRODUCT, WAYS, Report
from service.answers.evaluate import AnswerScores
from service.cli.show import console
from service.coverage.evaluate import Scores

MASKED = "masked_"


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
    """A row a cut: precision and recall of the product's way, the recall of every way, and of each what masking leaves.

    The last row has no `k` but the number of `characters` read.
    """
    rows = []
    for at, row in enumerate(raw.run(PRODUCT).rows):
        cut = {"k": row.k} if row.k is not None else {"characters": BUDGET}
        rows.append(cut | {"precision": row.precision, "recall": row.recall} | _recalls(raw, at, ""))
        if masked:
            own = masked.run(PRODUCT).rows[at]
            rows[-1] |= {"masked_precision": own.precision, "masked_recall": own.recall} | _recalls(masked, at, MASKED)
    return rows


def show_retrieval(rows: Sequence[Mapping[str, Any]], questions: int) -> None:
    """Recall of every way at every cut, with precision of the product's; the same below over masked texts."""
    out = console()
    for title, prefix in (("texts as they are", ""), ("the same, masked", MASKED)):
        if f"{prefix}recall" in rows[0]:
            out.print(_recall_table(rows, prefix, f"{title}: character recall, {questions} questions"))


def _recalls(report: Report, at: int, prefix: str) -> dict[str, float]:
    return {f"{prefix}{run.name}_recall": run.rows[at].recall for run in report.runs}


def _recall_table(rows: Sequence[Mapping[str, Any]], prefix: str, title: str) -> Table:
    columns = [f"{prefix}{name}_recall" for name in WAYS] + [f"{prefix}precision"]
    table = Table("first", *WAYS, "precision", box=None, title=title, title_justify="left")
    for row in rows:
        first = f"{row['k']} clauses" if "k" in row else f"{row['characters']} characters"
        table.add_row(first, *(f"{row[name]:.3f}" for name in columns))
    return table
