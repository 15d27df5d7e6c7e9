from __future__ import annotations

import pytest

from service.auth.roles import Role
from tests.service.web.conftest import Browser

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/approvals?state=done"}


@pytest.mark.parametrize(
    ("role", "path", "status", "words"),
    [
        (Role.STAFF, "/nothing-here", 404, "There is no page at this address"),
        (Role.STAFF, "/documents/none/sheet", 404, "Look for it by name"),
        (Role.STAFF, "/setup", 403, "An admin changes roles under Set-up"),
        (Role.STAFF, "/documents?state=lost", 422, "not well formed"),
    ],
)
def test_a_person_is_told_on_a_page_what_is_wrong_and_what_helps(
    browser: Browser, role: Role, path: str, status: int, words: str
) -> None:
    answer = browser(role).get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_page_of_a_refusal_keeps_the_navigation_of_whoever_is_known(browser: Browser) -> None:
    assert 'href="/jobs"' in browser(Role.STAFF).get("/setup").text


def test_what_a_button_was_refused_stands_at_the_top_and_leaves_the_page_as_it_is(browser: Browser) -> None:
    answer = browser(Role.STAFF).post("/approvals/none/approve", data={"version": 1}, headers=HTMX)
    assert answer.status_code == 403
    assert (answer.headers["hx-retarget"], answer.headers["hx-reswap"]) == ("#trouble", "innerHTML")
    assert 'role="status"' in answer.text


def test_whose_session_has_ended_signs_in_and_comes_back_to_the_page(browser: Browser) -> None:
    answer = browser(Role.STAFF).post("/approvals/none/approve", headers=HTMX | {"Authorization": "Bearer old"})
    assert answer.headers["hx-redirect"] == "/sign-in?then=/approvals"


def test_a_program_gets_a_problem_document_whatever_it_accepts(browser: Browser) -> None:
    answer = browser(Role.STAFF).get("/api/documents/none")
    assert answer.headers["content-type"] == "application/problem+json"
