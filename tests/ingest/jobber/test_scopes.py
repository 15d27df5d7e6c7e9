"""Every operation we send is covered by a scope in the table, and a missing one is named."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from ingest.jobber.connection import client_of
from ingest.jobber.documents import document, is_write, operations
from ingest.jobber.errors import ScopeMissing
from ingest.jobber.oauth import JobberApp
from ingest.jobber.reads import READS
from ingest.jobber.scope_probe import missing_scopes
from ingest.jobber.scopes import NEEDS, UNNAMED, UNSCOPED, scope_missing
from ingest.jobber.throttle import Throttle
from ingest.jobber.tokens import Tokens
from tests.fakes.account import Served
from tests.fakes.tokens import MemoryTokenStore

KNOWN = {name for need in NEEDS for name in need.names}


def root_fields(operation: str) -> set[str]:
    [found] = [each for each in parse(document(operation)).definitions if isinstance(each, OperationDefinitionNode)]
    return {each.name.value for each in found.selection_set.selections if isinstance(each, FieldNode)}


@pytest.mark.parametrize("operation", operations())
def test_every_operation_is_covered_by_a_scope(operation: str) -> None:
    assert root_fields(operation) - KNOWN - set(UNSCOPED) - set(UNNAMED) == set()


def test_every_scope_but_the_optional_serves_an_operation() -> None:
    read = set().union(*(root_fields(each) for each in operations() if not is_write(each)))
    assert [need.scope for need in NEEDS if need.required and not read & set(need.names)] == []
    assert len({need.scope for need in NEEDS}) == len(NEEDS)


@pytest.mark.parametrize(
    ("message", "scope"),
    [
        ("The field jobs on an object of type Query was hidden due to permissions", "read_jobs"),
        ("The field visits on an object of type Job was hidden due to permissions", "read_scheduled_items"),
        ("An object of type JobEdit was hidden due to permissions", "write_jobs"),
        ("An object of type InvoiceConnection was hidden due to permissions", "read_invoices"),
        ("An object of type ClientCreateNotePayload was hidden due to permissions", "write_clients"),
        ("The field products on an object of type Query was hidden due to permissions", "products and services"),
        ("The field gadgets on an object of type Query was hidden due to permissions", "gadgets"),
    ],
)
def test_a_hidden_field_names_the_scope_that_is_missing(message: str, scope: str) -> None:
    error = scope_missing(["something else", message])
    assert error is not None
    assert scope in str(error)
    assert "Developer Center" in str(error)
    assert "something else" not in str(error)


def test_what_is_refused_for_another_reason_names_no_scope() -> None:
    assert scope_missing(["Variable $id was provided invalid value"]) is None


def test_an_app_with_every_scope_lacks_none(jobber: Served, http: httpx.Client) -> None:
    assert missing_scopes(jobber.client(http)) == {}


def test_an_app_without_a_scope_is_told_which_and_the_other_types_are_asked_too(http: httpx.Client) -> None:
    asked = list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        body = request.content.decode()
        asked.append(body)
        for name in ("expenses", "timeSheetEntries"):
            if f"{name}(" in body:
                hidden = f"The field {name} on an object of type Query was hidden due to permissions"
                return httpx.Response(200, json={"data": None, "errors": [{"message": hidden}]})
        return httpx.Response(200, json={"data": {}})

    store = MemoryTokenStore()
    store.connect("acc-1", Tokens("access", "refresh"))
    with httpx.Client(transport=httpx.MockTransport(answer)) as somewhere:
        client = client_of(somewhere, JobberApp("http://jobber.test", "id", "secret"), store, "acc-1", Throttle(0))
        assert set(missing_scopes(client)) == {"read_expenses", "read_time_sheets"}
        with pytest.raises(ScopeMissing, match="read_expenses"):
            client.execute("Expenses", {"first": 1, "after": None})
    assert len(asked) == len(READS) + 1


def test_the_documentation_lists_exactly_the_scopes_of_the_table() -> None:
    page = (Path(__file__).parents[3] / "docs" / "jobber.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (.+) \|$", page, re.MULTILINE)
    assert listed == [(need.scope, need.serves) for need in NEEDS]
