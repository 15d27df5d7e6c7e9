"""`fineprint mcp` as a client starts it."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters
from pydantic import SecretStr

from anonymize.master_key import new_master_key
from ingest.jobber.tokens import Tokens
from tests.fakes.branch import ACCOUNT, open_branch
from tests.fakes.contracts import PEST
from tests.fakes.databases import USUAL
from tests.service.api.conftest import OKAFOR, PLACES


@pytest.mark.skipif(USUAL != "sqlite", reason="a command opens the installation of its folder, on SQLite")
def test_a_client_that_starts_the_command_reads_documents_and_is_told_what_is_wrong(tmp_path: Path) -> None:
    key = new_master_key()
    with open_branch(tmp_path, master_key=SecretStr(key)) as branch:
        branch.know(OKAFOR, *PLACES)
        branch.file(OKAFOR, "okafor.pdf", PEST)
        branch.tokens.connect(ACCOUNT, Tokens("access", "refresh"))
    own = {"DATA_DIR": str(tmp_path / "data"), "MASTER_KEY": key, "ERASURE_REGISTER": str(tmp_path / "erased")}
    env = {**os.environ, **{f"FINEPRINT_{name}": value for name, value in own.items()}}
    command = StdioServerParameters(command=sys.executable, args=["-m", "service.cli", "mcp", "--as", "staff"], env=env)

    async def exchanged() -> tuple[str, str, str]:
        async with Client(command) as client:
            listed = (await client.call_tool("list_documents", {})).structured_content or {}
            [document] = listed["documents"]
            read = await client.call_tool("get_clause", {"document_id": document["id"], "number": "5"})
            refused = await client.call_tool("check_coverage", {"job": "99"})
        assert refused.is_error
        return document["file"], str(read.structured_content), str(refused.content)

    file, clauses, refusal = asyncio.run(exchanged())
    assert file == "okafor.pdf"
    assert "costs $150" in clauses
    assert "there is no job '99' here" in refusal
