"""Headless Chromium before the pages of a running service. Screenshots are kept where `FINEPRINT_SCREENSHOTS` says."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from service.auth.roles import Role
from tests.e2e.conftest import Served

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
Open = Callable[..., Page]
PATIENCE = 120_000  # milliseconds; on a busy machine nothing comes at once


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: as long as it runs, so does its event loop, and nothing else may begin one in this thread."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium on this machine; `apt-get install chromium` brings one")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


PROVOKED = ("Failed to load resource", "htmx: htmx:error: Failed to fetch")


def _is_fault(said: ConsoleMessage) -> bool:
    return said.type == "error" and not said.text.startswith(PROVOKED)


@pytest.fixture
def page_of(browser: Browser, served: Served) -> Iterator[Open]:
    """Opens a page of the service for a role; whatever the browser reports as an error fails the test, but that the
    service could not be reached or refused a page, which tests provoke."""
    errors: list[str] = []
    contexts = []

    def page_of(role: Role, *, width: int = 1280, height: int = 860, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=served.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            extra_http_headers={"Authorization": f"Bearer {served.keys[role]}"},
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: errors.append(said.text) if _is_fault(said) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page], None]:
    """Keeps a screenshot under the test's name, where a folder for them is set."""

    def shot(page: Page) -> None:
        if folder := os.environ.get("FINEPRINT_SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"{request.node.name}.png", full_page=True)

    return shot
