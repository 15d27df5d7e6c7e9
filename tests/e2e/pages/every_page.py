"""Every page of a running service, by its address, and how much one weighs."""

from __future__ import annotations

from urllib.parse import quote

import httpx
from playwright.sync_api import Page, Response

MOST_BYTES = 300_000  # of a page with all it loads, but for the PDF viewer
FIXED = (
    "/", "/jobs", "/jobs/planned", "/jobs/1014", "/jobs/1014/receipt", "/agreements", "/documents",
    "/documents?state=quarantined", "/approvals", "/reviews", "/audit", "/setup", "/docs", "/sign-in", "/nothing-here",
)  # fmt: skip


def every_page(client: httpx.Client) -> list[str]:
    """The fixed addresses, and an agreement, its client's card and a note's card."""
    documents = client.get("/api/documents").json()
    agreement = next(one for one in documents if one["role"] == "agreement" and one["client_id"])
    note = next(one for one in documents if one["kind"] == "note")
    owner = quote(agreement["client_id"], safe="")
    return [*FIXED, f"/agreements/{agreement['id']}", f"/agreements/card/{owner}", f"/documents/{note['id']}/sheet"]


class Weighed:
    """The bytes a browser's page received, by address, from when it was made."""

    def __init__(self, page: Page) -> None:
        self.bodies: dict[str, int] = {}
        page.on("response", self._add)

    @property
    def total(self) -> int:
        return sum(self.bodies.values())

    def _add(self, answer: Response) -> None:
        self.bodies[answer.url] = 0 if 300 <= answer.status < 400 else len(answer.body())
