"""docs/simulator.md names everything that can be switched on, and its example runs."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from ingest.jobber.simulator.control import _ACTS, ROOT
from ingest.jobber.simulator.faults import Conditions, Fault, FaultKind
from ingest.jobber.simulator.simulator import Simulator

HERE = Path(__file__).parents[3]
TEXT = (HERE / "docs" / "simulator.md").read_text(encoding="utf-8")
NAMES = [*FaultKind, *(field.name for cls in (Fault, Conditions) for field in dataclasses.fields(cls))]


@pytest.mark.parametrize("name", NAMES)
def test_every_fault_and_condition_is_in_a_table(name: str) -> None:
    assert f"| `{name}` |" in TEXT


@pytest.mark.parametrize("path", sorted({path for _, path in _ACTS}))
def test_every_address_for_developers_is_documented(path: str) -> None:
    assert f"{ROOT}{path}" in TEXT


def test_the_example_in_python_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, Any] = {}
    exec(example.replace('Path("', f'Path("{HERE}/'), names)
    simulator = names["simulator"]
    assert isinstance(simulator, Simulator)
    assert [fault.kind for fault in simulator.faults.waiting] == [FaultKind.RESET]
    assert names["http"].get("https://jobber.test/api/oauth/authorize").status_code == 400
