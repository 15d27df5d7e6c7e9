"""Jobber's rule for what a query is rated at before it runs (API rate limits, in its documentation).

Every field costs 1; `edges`, `nodes` and `node` cost nothing; a connection costs `first` (or `last`, else 100) times
what is selected in it; connections in connections multiply.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
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
    parse,
)

from ingest.jobber.documents import document

FREE = frozenset({"edges", "nodes", "node"})
_DEFAULT_FIRST = 100


def planned_cost(operation: str, variables: Mapping[str, Any]) -> int:
    """Points that an operation of `queries/` is rated at with these variables."""
    return requested_cost(_parsed(operation), operation, variables)


@cache
def _parsed(operation: str) -> DocumentNode:
    return parse(document(operation))


def requested_cost(document: DocumentNode, operation: str | None, variables: Mapping[str, Any]) -> int:
    """Points: the worst case, every list full."""
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    found = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    chosen = [each for each in found if operation is None or (each.name and each.name.value == operation)]
    return _Rating(fragments, variables).of(chosen[0].selection_set) if chosen else 0


class _Rating:
    def __init__(self, fragments: dict[str, FragmentDefinitionNode], variables: Mapping[str, Any]) -> None:
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
        return inside + (node.name.value not in FREE)

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
    selections = node.selection_set.selections if node.selection_set else ()
    names = {each.name.value for each in selections if isinstance(each, FieldNode)}
    return bool(names & {"edges", "nodes", "pageInfo", "totalCount"})
