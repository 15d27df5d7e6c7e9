"""What holds for every page: it can be used by everybody, fits a telephone, is small, and comes from here alone."""

from __future__ import annotations

import pytest

from service.auth.roles import Role
from tests.e2e.conftest import Served
from tests.e2e.pages.accessibility import serious_faults
from tests.e2e.pages.conftest import Open
from tests.e2e.pages.every_page import FIXED, MOST_BYTES, Weighed, every_page


def faults(page_of: Open, path: str, *, dark: bool) -> list[str]:
    """What is wrong with a page on a telephone."""
    page = page_of(Role.ADMIN, width=360, height=740, dark=dark)
    page.goto(path)
    width = page.evaluate("document.documentElement.scrollWidth")
    found = serious_faults(page)
    page.context.close()
    return [*found, *([f"it is {width} pixels wide"] if width > 360 else [])]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", FIXED)
def test_a_page_has_no_serious_fault_of_access_and_fits_360_pixels(page_of: Open, path: str, dark: bool) -> None:
    assert faults(page_of, path, dark=dark) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nor_has_the_page_of_an_agreement_a_client_or_a_note(page_of: Open, served: Served, dark: bool) -> None:
    with served.client(Role.ADMIN) as client:
        paths = [path for path in every_page(client) if path not in FIXED]
    assert {path: faults(page_of, path, dark=dark) for path in paths} == {path: [] for path in paths}


def test_every_page_comes_from_here_alone_and_is_small(page_of: Open, served: Served) -> None:
    with served.client(Role.ADMIN) as client:
        paths = every_page(client)
    for path in paths:
        page = page_of(Role.ADMIN)
        weighed = Weighed(page)
        page.goto(path, wait_until="networkidle")
        assert [url for url in weighed.bodies if not url.startswith(served.url)] == [], path
        assert 0 < weighed.total < MOST_BYTES, path
        page.context.close()
