"""What axe-core finds on a page, at the levels that count as WCAG 2.2 AA."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SERIOUS = ("serious", "critical")


def serious_faults(page: Page) -> list[str]:
    """Each serious or critical finding with the first element it concerns."""
    found: dict[str, Any] = Axe().run(page, options={"runOnly": LEVELS}).response
    return [
        f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]})"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]
