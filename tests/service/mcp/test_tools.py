"""The tools by themselves, and what may not come out of them."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, cast

import pytest
from mcp import Client

from service.auth.roles import Permission
from service.mcp.tools import McpDesk, mcp_server


class BrokenDesk:
    def ask(self, question: str, **_: Any) -> dict[str, Any]:
        raise KeyError("Denise Okafor, 88 Larch Court")


def test_an_error_nobody_foresaw_is_told_by_its_class_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def called() -> str:
        server = mcp_server(lambda _ctx, _permission: cast(McpDesk, BrokenDesk()))
        async with Client(server) as client:
            result = await client.call_tool("ask_contract", {"question": "What is the price?"})
        assert result.is_error
        return str(result.content)

    with caplog.at_level(logging.INFO):
        told = asyncio.run(called())
    assert "KeyError" in told
    assert "Okafor" not in told + caplog.text


def test_making_a_server_leaves_the_root_logger_as_it_is() -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    mcp_server(lambda _ctx, _permission: cast(McpDesk, BrokenDesk()))
    assert (logging.getLogger().handlers, logging.getLogger().level) == before


def test_each_tool_asks_for_its_permission() -> None:
    asked: list[Permission] = []

    def desk_for(_: Any, permission: Permission) -> McpDesk:
        asked.append(permission)
        raise PermissionError

    async def called() -> None:
        async with Client(mcp_server(desk_for)) as client:
            await client.call_tool("ask_contract", {"question": "?"})
            await client.call_tool("check_coverage", {"job": "1"})
            await client.call_tool("list_documents", {})
            await client.call_tool("get_clause", {"document_id": "1"})

    asyncio.run(called())
    assert asked == [Permission.ASK, Permission.CHECK, Permission.SEE_DOCUMENTS, Permission.SEE_DOCUMENTS]
