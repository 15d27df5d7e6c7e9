"""The tools over HTTP as the official client calls them."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from service.auth.roles import Role
from tests.fakes.branch import Branch

Json = dict[str, Any]


def call(address: str, key: str, tool: str, **arguments: Any) -> tuple[bool, Json, str]:
    """Whether it failed, the structured content, and the text."""

    async def called() -> tuple[bool, Json, str]:
        http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=30)
        async with http, Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client:
            result = await client.call_tool(tool, arguments)
        text = " ".join(getattr(part, "text", "") for part in result.content)
        return bool(result.is_error), result.structured_content or {}, text

    return asyncio.run(called())


@pytest.fixture(scope="module")
def staff(branch: Branch) -> str:
    return branch.key(Role.STAFF)


@pytest.fixture(scope="module")
def technician(branch: Branch) -> str:
    return branch.key(Role.TECHNICIAN, jobber_user="u-1")


def test_the_tools_are_listed_with_what_they_take(address: str, staff: str) -> None:
    async def listed() -> dict[str, Any]:
        http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {staff}"}, timeout=30)
        async with http, Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client:
            return {tool.name: tool for tool in (await client.list_tools()).tools}

    tools = asyncio.run(listed())
    assert set(tools) == {"ask_contract", "check_coverage", "list_documents", "get_clause"}
    assert tools["ask_contract"].input_schema["required"] == ["question"]
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())


def test_a_question_is_answered_with_citations_that_lead_to_their_clause(address: str, staff: str) -> None:
    failed, answer, _ = call(address, staff, "ask_contract", question="What is the quarterly price for Okafor?")
    assert not failed
    assert "$129" in answer["answer"]
    citation = answer["citations"][0]
    failed, read, _ = call(address, staff, "get_clause", document_id=citation["document_id"], start=citation["start"])
    assert not failed
    [clause] = read["clauses"]
    assert citation["quote"] in clause["text"]
    assert clause["citation"]["verified"] is True


def test_a_document_tells_its_clauses_and_gives_one_by_its_number(address: str, staff: str) -> None:
    _, listed, _ = call(address, staff, "list_documents", client="Denise Okafor")
    [document] = listed["documents"]
    assert document["file"] == "okafor.pdf"
    _, outline, _ = call(address, staff, "get_clause", document_id=document["id"])
    assert any("Price" in clause["heading"] for clause in outline["clauses"])
    assert "text" not in outline["clauses"][0]
    _, read, _ = call(address, staff, "get_clause", document_id=document["id"], number="4")
    assert any("$129 each quarter" in clause["text"] for clause in read["clauses"])


def test_planned_work_is_checked_line_by_line(address: str, staff: str) -> None:
    lines = [{"name": "Termite treatment", "unit_price": "400.00"}]
    failed, checked, _ = call(
        address, staff, "check_coverage", client="Denise Okafor", day="2026-08-20", line_items=lines
    )
    assert not failed
    [line] = checked["coverage"]["lines"]
    assert line["verdict"] in ("not_covered", "unclear")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "give job, or client"),
        ({"client": "Denise Okafor", "day": "2026-08-20", "line_items": [{"name": "", "unit_price": "1"}]}, "at least 1 character"),
        ({"client": "Denise Okafor", "day": "2026-08-20", "line_items": [{"name": "x", "unit_price": "a lot"}]}, "valid decimal"),
        ({"job": "1042"}, "1042"),
    ],
)  # fmt: skip
def test_a_faulty_call_is_told_how_to_mend_it(address: str, staff: str, arguments: Json, said: str) -> None:
    failed, _, text = call(address, staff, "check_coverage", **arguments)
    assert failed
    assert said in text


def test_a_technician_sees_nothing_of_other_clients_and_the_same_as_of_missing_ones(
    branch: Branch, address: str, staff: str, technician: str
) -> None:
    _, listed, _ = call(address, staff, "list_documents", client="Denise Okafor")
    others = listed["documents"][0]["id"]
    _, own, _ = call(address, technician, "list_documents")
    assert {document["client_id"] for document in own["documents"]} == {"c-3"}
    refused = [call(address, technician, "get_clause", document_id=id)[2] for id in (others, "no-such-id")]
    assert refused[0] == refused[1]
    unseen = [call(address, technician, "list_documents", client=name)[2] for name in ("Denise Okafor", "Nobody Else")]
    assert unseen[0].replace("Denise Okafor", "…") == unseen[1].replace("Nobody Else", "…")
    _, answer, _ = call(address, technician, "ask_contract", question="What is the quarterly price for Okafor?")
    assert "$129" not in str(answer)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic abc"}])
def test_nobody_calls_without_a_key(address: str, headers: dict[str, str]) -> None:
    answer = httpx.post(f"{address}/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_whoever_asks_too_fast_is_told_so(branch: Branch, address: str) -> None:
    key = branch.key(Role.STAFF)
    who = f"account-1 {branch.api_keys.list('account-1')[-1].id}"
    for _ in range(branch.settings.questions_per_minute):
        branch.pace.take(who)
    failed, _, text = call(address, key, "ask_contract", question="What is the price for Yoo?")
    assert failed
    assert "ask again in" in text
