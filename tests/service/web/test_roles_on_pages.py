"""Every page and every role: which pages are open, what the navigation leads to, and which buttons stand on a page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from anonymize.boundary import Scope
from ingest.ledger import State
from service.auth.roles import Role
from tests.fakes.branch import Branch
from tests.service.web.conftest import OKAFOR, Browser

PEOPLE = (Role.TECHNICIAN, Role.STAFF, Role.MANAGER, Role.ADMIN)
# Page: which of technician, staff, manager and admin see it; the others are refused.
PAGES = {
    "/": "yyyy", "/jobs": "yyyy", "/jobs/planned": "yyyy", "/agreements": "yyyy", "/agreements/{agreement}": "yyyy",
    f"/agreements/card/{OKAFOR.id}": "yyyy", "/documents": "yyyy", "/documents/{agreement}/sheet": "yyyy",
    "/scope?named=okafor": "yyyy", "/approvals": "-yyy", "/reviews": "--yy", "/audit": "--yy", "/setup": "---y",
}  # fmt: skip
# What stands in the navigation, in its order.
NAVIGATION = {
    "/": "yyyy", "/jobs": "yyyy", "/agreements": "yyyy", "/documents": "yyyy", "/approvals": "-yyy", "/reviews": "--yy",
    "/setup": "---y",
}  # fmt: skip
# Page, what stands on it, and for whom.
SEEN = [
    ("/documents?state=quarantined", "Read again", "-yyy"),
    ("/agreements/{agreement}", "Technician card", "yyyy"),
    ("/documents/{note}/sheet", "dog is friendly", "yyyy"),
    ("/documents/{agreement}/sheet", "Download", "-yyy"),
    ("/approvals", ">Audit log<", "--yy"),
    ("/approvals", ">Save<", "---y"),
    ("/setup", "Forget a client", "---y"),
    ("/setup", "Keys for programs", "---y"),
    ("/setup", "Scan now", "---y"),
]
# What a page does, by what it calls: refused to those who may not, whatever stands on their page.
DEEDS = [
    ("/documents/none/read-again", {}, 404, "-yyy"),
    ("/answers/none/feedback", {"verdict": "good"}, 404, "yyyy"),
    ("/reviews/none/close", {}, 404, "--yy"),
    ("/approvals/propose", {}, 200, "-yyy"),
    ("/approvals/approve", {"count": 3}, 200, "--yy"),
    ("/approvals/none/approve", {"version": 1}, 404, "--yy"),
    ("/approvals/none/edit", {"version": 1, "value": "x"}, 404, "--yy"),
    ("/approvals/none/undo", {}, 404, "--yy"),
    ("/approvals/rollout", {"action": "fly", "mode": "guided"}, 409, "---y"),
    ("/audit/verify", {}, 200, "--yy"),
    ("/setup/fields", {"yaml": "[]"}, 200, "---y"),
    ("/setup/users", {"email": "none", "role": "staff"}, 200, "---y"),
    ("/setup/keys/none/revoke", {}, 200, "---y"),
    ("/setup/erasures", {"client": "nobody"}, 200, "---y"),
    ("/setup/sync", {}, 200, "---y"),
    ("/jobs/planned", {"day": "2026-08-20"}, 200, "yyyy"),
]


@pytest.fixture(scope="module")
def ids(branch: Branch) -> dict[str, str]:
    """An agreement, a note, and a file that could not be read."""
    scope = Scope("account-1")
    documents = {one.file or "note": one for one in branch.ledger.documents(scope)}
    unread = replace(documents["okafor.pdf"], id="unread", file="scan.pdf", state=State.QUARANTINED, reason="broken")
    branch.ledger.save(unread)
    return {"agreement": documents["okafor.pdf"].id, "note": documents["note"].id}


def roles(letters: str) -> list[Role]:
    return [role for role, letter in zip(PEOPLE, letters, strict=True) if letter == "y"]


@pytest.mark.parametrize(("path", "letters"), PAGES.items())
def test_a_page_is_open_to_some_roles_and_refuses_the_others_on_a_page(
    browser: Browser, ids: dict[str, str], path: str, letters: str
) -> None:
    answers = {role: browser(role).get(path.format(**ids)) for role in PEOPLE}
    assert {role: answer.status_code for role, answer in answers.items()} == {
        role: 200 if role in roles(letters) else 403 for role in PEOPLE
    }
    refused = [answer.text for answer in answers.values() if answer.status_code == 403]
    assert all("Not permitted" in text and "may not" in text for text in refused)


@pytest.mark.parametrize("role", PEOPLE)
def test_the_navigation_leads_where_a_role_may_go(browser: Browser, role: Role) -> None:
    linked = re.findall(r'<li><a href="(/[a-z]*)"', browser(role).get("/").text)
    assert linked == [path for path, letters in NAVIGATION.items() if role in roles(letters)]


@pytest.mark.parametrize(("path", "words", "letters"), SEEN)
def test_what_stands_on_a_page_is_for_whom_it_is_for(
    browser: Browser, ids: dict[str, str], path: str, words: str, letters: str
) -> None:
    assert [role for role in PEOPLE if words in browser(role).get(path.format(**ids)).text] == roles(letters)


@pytest.mark.parametrize(("path", "form", "status", "letters"), DEEDS)
def test_a_deed_is_refused_to_whoever_may_not(
    browser: Browser, path: str, form: dict[str, str], status: int, letters: str
) -> None:
    told = {role: browser(role).post(path, data=form).status_code for role in PEOPLE}
    assert told == {role: status if role in roles(letters) else 403 for role in PEOPLE}


def test_a_technician_finds_and_opens_nothing_of_clients_he_does_not_visit(branch: Branch, browser: Browser) -> None:
    other = replace(OKAFOR, id="c-9", first_name="Martin", last_name="Yoo")
    branch.know(other)
    note = branch.note(other, "note-9", "leave the key under the mat")
    client = browser(Role.TECHNICIAN)
    assert client.get(f"/documents/{note}/sheet").status_code == 404
    for path in ("/scope?named=yoo", "/documents?named=yoo", "/agreements?named=yoo"):
        assert "Martin Yoo" not in client.get(path).text
    assert "Martin Yoo" in browser(Role.STAFF).get("/scope?named=yoo").text
