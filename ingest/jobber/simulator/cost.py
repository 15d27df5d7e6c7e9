"""Jobber's query cost and leaky bucket (API rate limits, in its documentation).

Every field costs 1; `edges`, `nodes` and `node` cost nothing; a connection costs `first` (or `last`, else 100) times
what is selected in it. A query runs while its requested cost is available; only its actual cost is taken.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from ingest.jobber.simulator.account import Fields

_FREE = {"edges", "nodes", "node"}
_DEFAULT_FIRST = 100


def requested_cost(document: DocumentNode, operation: str | None, variables: Fields) -> int:
    """The worst case: every list full."""
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    found = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    chosen = [each for each in found if operation is None or (each.name and each.name.value == operation)]
    return _Rating(fragments, variables).of(chosen[0].selection_set) if chosen else 0


def actual_cost(data: Any) -> int:
    """What really came: the fields of the answer."""
    if isinstance(data, list):
        return sum(actual_cost(each) for each in data)
    if not isinstance(data, dict):
        return 0
    return sum((name not in _FREE) + actual_cost(value) for name, value in data.items())


class _Rating:
    def __init__(self, fragments: dict[str, FragmentDefinitionNode], variables: Fields) -> None:
        self._fragments, self._variables = fragments, variables

    def of(self, selections: SelectionSetNode | None) -> int:
        return sum(self._one(each) for each in selections.selections) if selections else 0

    def _one(self, node: Any) -> int:
        if isinstance(node, FragmentSpreadNode):
            return self.of(self._fragments[node.name.value].selection_set)
        if isinstance(node, InlineFragmentNode):
            return self.of(node.selection_set)
        inside = self.of(node.selection_set)
        if _is_connection(node):
            return self._size(node) * inside
        return inside + (node.name.value not in _FREE)

    def _size(self, node: FieldNode) -> int:
        for argument in node.arguments:
            if argument.name.value in ("first", "last"):
                return self._number(argument.value)
        return _DEFAULT_FIRST

    def _number(self, value: Any) -> int:
        if isinstance(value, IntValueNode):
            return int(value.value)
        given = self._variables.get(value.name.value) if isinstance(value, VariableNode) else None
        return _DEFAULT_FIRST if given is None else int(given)


def _is_connection(node: FieldNode) -> bool:
    names = (
        {each.name.value for each in node.selection_set.selections if isinstance(each, FieldNode)}
        if (node.selection_set)
        else set()
    )
    return bool(names & {"edges", "nodes", "pageInfo", "totalCount"})


@dataclass(frozen=True)
class Limits:
    """Points the bucket holds, and how many come back a second."""

    maximum: float = 10_000
    restore_rate: float = 500


class Bucket:
    """The points of one app and account. Thread-safe."""

    def __init__(self, limits: Limits, clock: Callable[[], datetime]) -> None:
        self._limits, self._clock = limits, clock
        self._available, self._at = limits.maximum, clock()
        self._lock = threading.Lock()

    def admits(self, requested: float) -> bool:
        with self._lock:
            self._refill()
            return requested <= self._available

    def take(self, actual: float) -> None:
        with self._lock:
            self._refill()
            self._available = max(0.0, self._available - actual)

    def status(self) -> Fields:
        with self._lock:
            self._refill()
            return {
                "maximumAvailable": self._limits.maximum,
                "currentlyAvailable": int(self._available),
                "restoreRate": self._limits.restore_rate,
            }

    def _refill(self) -> None:
        now = self._clock()
        restored = max(0.0, (now - self._at).total_seconds()) * self._limits.restore_rate
        self._available, self._at = min(self._limits.maximum, self._available + restored), now
