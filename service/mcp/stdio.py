"""The MCP server on standard input and output, for a client that starts it: `fineprint mcp`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from mcp.server.mcpserver import Context

from service.auth.roles import PERMISSIONS, Permission, Role
from service.desk import Desk
from service.mcp.tools import mcp_server
from service.writing import NotPermitted

Json = dict[str, Any]


class AskingDesk(Protocol):
    """A desk that can search: of this process, or of the owner that serves."""

    def ask(self, question: str, *, client: str | None = None, job: str | None = None) -> Json: ...


@dataclass(frozen=True)
class StdioDesk:
    """Questions go to who holds the index; everything else is read here."""

    asking: AskingDesk
    reading: Desk

    def ask(self, question: str, *, client: str | None = None, job: str | None = None) -> Json:
        return self.asking.ask(question, client=client, job=job)

    def check(self, job: str, *, as_of: date | None = None) -> Json:
        return self.reading.check(job, as_of=as_of)

    def check_planned(self, client: str, place: str | None, day: date, lines: Sequence[Json]) -> Json:
        return self.reading.check_planned(client, place, day, lines)

    def documents_of(self, client: str | None) -> list[Json]:
        return self.reading.documents_of(client)

    def clauses(self, document_id: str, *, number: str | None = None, at: int | None = None) -> list[Json]:
        return self.reading.clauses(document_id, number=number, at=at)


def run_stdio(desk: StdioDesk, role: Role) -> None:
    """Serve until standard input ends."""

    def desk_for(_: Context[Any, Any], permission: Permission) -> StdioDesk:
        if permission not in PERMISSIONS[role]:
            raise NotPermitted(f"the role {role} may not {permission.replace('_', ' ')}")
        return desk

    asyncio.run(mcp_server(desk_for).run_stdio_async())
