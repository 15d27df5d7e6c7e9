"""The shipped sample account, from its PDFs to verdicts, against its gold file, and what every verdict must show of itself."""

from __future__ import annotations

import ast
import json
import operator
import os
import subprocess
import sys
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from service.coverage.ablation import without_cited, without_uncited
from service.coverage.evaluate import Scores, score
from service.coverage.facts import Facts, again, as_bytes, canonical
from service.coverage.verdict import Coverage
from tests.service.coverage.folder import Folder, checked

SAMPLE = Path(__file__).parents[3] / "samples" / "harborline"
Checked = dict[str, tuple[Coverage, Facts]]
OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


@pytest.fixture(scope="module")
def made() -> Checked:
    """Every job of the gold file, judged, with what was read for it."""
    gold = json.loads((SAMPLE / "gold.json").read_text(encoding="utf-8"))
    folder = Folder(SAMPLE, ZoneInfo(gold["timezone"]))
    days = {job["job"]: date.fromisoformat(job["as_of"]) if job["as_of"] else None for job in gold["coverage"]}
    return {job: checked(folder, job, day) for job, day in days.items()}


@pytest.fixture(scope="module")
def scores(made: Checked) -> Scores:
    gold = json.loads((SAMPLE / "gold.json").read_text(encoding="utf-8"))
    return score(gold["coverage"], {job: coverage.to_json() for job, (coverage, _) in made.items()})


def test_most_verdicts_and_amounts_are_right(scores: Scores) -> None:
    assert len(scores.lines) >= 120
    assert scores.verdicts >= 0.95
    assert scores.amounts >= 0.95


def test_hardly_anything_is_called_covered_that_is_not_and_little_is_left_open(scores: Scores) -> None:
    assert scores.wrongly_covered <= 0.03 * len(scores.lines)
    assert scores.unclear <= 0.1 * len(scores.lines)


def test_verdicts_cite_the_clauses_that_decide(scores: Scores) -> None:
    assert scores.citations >= 0.85


def worked_out(calculation: str) -> Decimal:
    """What a step's calculation comes to, to the cent."""
    tree = ast.parse(calculation.replace("×", "*").replace("−", "-").replace("÷", "/"), mode="eval")

    def of(node: ast.expr) -> Decimal:
        if isinstance(node, ast.BinOp):
            result: Decimal = OPERATIONS[type(node.op)](of(node.left), of(node.right))
            return result
        if isinstance(node, ast.UnaryOp):
            return -of(node.operand)
        return Decimal(ast.get_source_segment(source, node) or "")

    source = calculation.replace("×", "*").replace("−", "-").replace("÷", "/")
    return of(tree.body).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def test_every_amount_can_be_followed_step_by_step(made: Checked) -> None:
    lines = [line for coverage, _ in made.values() for line in coverage.lines]
    priced = [line for line in lines if (line.customer_pays, line.if_approved_customer_pays) != (None, None)]
    assert len(priced) > 100
    for line in priced:
        for step in line.steps:
            assert worked_out(step.calculation) == step.amount, (line.name, step)
        due = line.customer_pays if line.customer_pays is not None else line.if_approved_customer_pays
        assert line.steps[-1].amount == due, line.name


def test_verdicts_hang_on_the_clauses_they_cite_and_on_no_others(made: Checked) -> None:
    """A part of the sample; `make bench-coverage` takes all of it."""
    some = [made[job] for job in sorted(made)[:20]]
    turned = [one.turned for coverage, facts in some for one in without_cited(facts, coverage)]
    assert sum(turned) >= 0.95 * len(turned) > 20
    unmoved = [one for coverage, facts in some[:4] for one in without_uncited(facts, coverage)]
    assert unmoved
    assert all(unmoved)


def test_a_verdict_is_made_again_from_its_facts_to_the_same_bytes_in_another_process(
    made: Checked, tmp_path: Path
) -> None:
    """String hashes differ there; whatever iterated a set would come out in another order."""
    some = sorted(made)[:8]
    for job in some:
        coverage, facts = made[job]
        assert as_bytes(again(facts)) == as_bytes(coverage)
        (tmp_path / job).write_bytes(canonical(facts.to_json()))
    script = (
        "import json, sys; from pathlib import Path; from service.coverage.facts import Facts, again, as_bytes\n"
        "for name in sys.argv[1:]: print(as_bytes(again(Facts.from_json(json.loads(Path(name).read_text())))).decode())"
    )
    seeded = os.environ | {"PYTHONHASHSEED": "4711"}
    done = subprocess.run(
        [sys.executable, "-c", script, *(str(tmp_path / job) for job in some)],
        capture_output=True, check=True, env=seeded, cwd=SAMPLE.parents[1],
    )  # fmt: skip
    assert done.stdout == b"".join(as_bytes(made[job][0]) + b"\n" for job in some)
