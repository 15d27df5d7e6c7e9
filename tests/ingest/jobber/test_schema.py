"""Our SDL is a true part of Jobber's, and every operation we send is valid against both."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    OperationDefinitionNode,
    build_schema,
    get_named_type,
    parse,
    validate,
)
from graphql.language import Visitor, visit
from graphql.utilities import TypeInfo, TypeInfoVisitor

from ingest.jobber.cost import requested_cost
from ingest.jobber.documents import FOLDER, document, operations, schema_text
from ingest.jobber.reads import FILES_SIZE, IDS_SIZE, NOTED_PAGES, NOTED_SIZE, NOTES_SIZE, READS, REST_SIZE

REAL = Path(os.environ.get("FINEPRINT_SHARED", "../shared")) / "jobber" / "schema.2026-07-27.graphql"
needs_real = pytest.mark.skipif(not REAL.is_file(), reason=f"Jobber's own schema is not at {REAL}")


FIRST_FEW = ("ContactModel",)  # the first addresses and numbers of a contact are enough


@pytest.fixture(scope="module")
def ours() -> GraphQLSchema:
    return build_schema(schema_text())


@pytest.fixture(scope="module")
def real() -> GraphQLSchema:
    return build_schema(REAL.read_text())


@pytest.mark.parametrize("operation", operations())
def test_every_operation_is_valid_against_our_schema(ours: GraphQLSchema, operation: str) -> None:
    assert validate(ours, parse(document(operation))) == []


@needs_real
@pytest.mark.parametrize("operation", operations())
def test_every_operation_is_valid_against_jobbers_schema(real: GraphQLSchema, operation: str) -> None:
    assert validate(real, parse(document(operation))) == []


@pytest.mark.parametrize("operation", operations())
def test_each_file_holds_one_operation_named_as_the_file(operation: str) -> None:
    found = [each for each in parse(document(operation)).definitions if isinstance(each, OperationDefinitionNode)]
    assert [each.name and each.name.value for each in found] == [operation]


@pytest.mark.parametrize("operation", operations())
def test_every_connection_says_how_many_it_wants_and_asks_for_the_page_after(
    ours: GraphQLSchema, operation: str
) -> None:
    info, found = TypeInfo(ours), _Connections()
    found.info = info
    visit(parse(document(operation)), TypeInfoVisitor(info, found))
    assert all("first" in arguments for arguments, _ in found.seen), "without `first` a connection counts as 100"
    assert all("pageInfo" in inside or "filter" in arguments for arguments, inside in found.seen)


def test_every_fragment_is_used() -> None:
    written = {path.stem for path in (FOLDER / "queries" / "fragments").glob("*.graphql")}
    assert {name for name in written if any(f"fragment {name} " in document(each) for each in operations())} == written


@pytest.mark.parametrize("operation", operations())
def test_no_page_is_rated_above_half_of_what_jobber_allows(operation: str) -> None:
    sizes = {read.pages: read.size for read in READS.values()}
    rest = FILES_SIZE if operation.endswith("NoteFiles") else max(REST_SIZE, IDS_SIZE)
    sizes |= {operation: NOTED_SIZE for operation, _ in NOTED_PAGES.values()}
    first = NOTES_SIZE if operation.endswith("Notes") else sizes.get(operation, rest)
    assert 0 < requested_cost(parse(document(operation)), operation, {"first": first}) <= 5000


@needs_real
def test_our_schema_is_a_part_of_jobbers(ours: GraphQLSchema, real: GraphQLSchema) -> None:
    problems = [problem for name in ours.type_map for problem in _differences(name, ours, real)]
    assert problems == []


def _differences(name: str, ours: GraphQLSchema, real: GraphQLSchema) -> list[str]:
    mine, theirs = ours.type_map[name], real.type_map.get(name)
    if name.startswith("__"):
        return []
    if type(mine) is not type(theirs):
        return [f"{name} is another kind of type"]
    if isinstance(mine, GraphQLUnionType) and isinstance(theirs, GraphQLUnionType):
        extra = {each.name for each in mine.types} - {each.name for each in theirs.types}
        return [f"{name}: {each} is no member" for each in sorted(extra)]
    if isinstance(mine, GraphQLEnumType) and isinstance(theirs, GraphQLEnumType):
        return _enum_differences(name, mine, theirs, ours)
    if isinstance(mine, GraphQLInputObjectType) and isinstance(theirs, GraphQLInputObjectType):
        return _input_differences(mine, theirs)
    if isinstance(mine, GraphQLObjectType | GraphQLInterfaceType):
        assert isinstance(theirs, GraphQLObjectType | GraphQLInterfaceType)
        missing = {each.name for each in mine.interfaces} - {each.name for each in theirs.interfaces}
        fields = [problem for field in mine.fields for problem in _field_differences(mine, theirs, field)]
        return [f"{name} does not implement {each}" for each in sorted(missing)] + fields
    return []


def _enum_differences(name: str, mine: GraphQLEnumType, theirs: GraphQLEnumType, ours: GraphQLSchema) -> list[str]:
    """An enum Jobber answers with must be whole; one we only send may lack values we never send."""
    answered = {
        get_named_type(field.type).name
        for kind in ours.type_map.values()
        if isinstance(kind, GraphQLObjectType)
        for field in kind.fields.values()
    }
    extra, missing = set(mine.values) - set(theirs.values), set(theirs.values) - set(mine.values)
    return [f"{name}.{value}" for value in sorted(extra | (missing if name in answered else set()))]


def _input_differences(mine: GraphQLInputObjectType, theirs: GraphQLInputObjectType) -> list[str]:
    wrong = [n for n, f in mine.fields.items() if n not in theirs.fields or str(theirs.fields[n].type) != str(f.type)]
    required = [n for n, field in theirs.fields.items() if str(field.type).endswith("!") and n not in mine.fields]
    return [f"{mine.name}.{name}" for name in wrong + required]


def _field_differences(
    mine: GraphQLObjectType | GraphQLInterfaceType, theirs: GraphQLObjectType | GraphQLInterfaceType, name: str
) -> list[str]:
    field, other = mine.fields[name], theirs.fields.get(name)
    if other is None or str(field.type) != str(other.type):
        return [f"{mine.name}.{name}: {field.type}, not {other and other.type}"]
    if other.deprecation_reason:
        return [f"{mine.name}.{name} is deprecated"]
    wrong = [n for n, a in field.args.items() if n not in other.args or str(other.args[n].type) != str(a.type)]
    required = [n for n, a in other.args.items() if str(a.type).endswith("!") and n not in field.args]
    return [f"{mine.name}.{name}({argument})" for argument in wrong + required]


class _Connections(Visitor):
    """Every field that answers a connection: its arguments' names and what is selected in it."""

    info: TypeInfo

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[set[str], set[str]]] = []

    def enter_field(self, node: FieldNode, *_: object) -> None:
        kind = self.info.get_type()
        if kind is not None and str(get_named_type(kind)).endswith("Connection"):
            inside = node.selection_set.selections if node.selection_set else ()
            names = {each.name.value for each in inside if isinstance(each, FieldNode)}
            parent = self.info.get_parent_type()
            few = {"pageInfo"} if parent is not None and parent.name in FIRST_FEW else set()
            self.seen.append(({argument.name.value for argument in node.arguments}, names | few))
