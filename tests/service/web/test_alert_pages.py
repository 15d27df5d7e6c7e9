"""The page an alert's link leads to: the proposal in the site's look, and a decision only by a press."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.approvals.rollout import Mode, Policy
from service.auth.roles import Role
from tests.fakes.branch import Branch
from tests.fakes.proposals import draft
from tests.service.web.conftest import OKAFOR, Browser


@pytest.fixture
def proposal(branch: Branch) -> str:
    evidence = ({"n": 1, "quote": "it renews on <March> 31", "document_id": "none", "file": "okafor.pdf", "page": 1,
                 "section": "", "record": {"type": "ClientNote", "id": "note-1"}, "start": 0, "end": 4},)  # fmt: skip
    wanted = replace(draft(client=OKAFOR.id), evidence=evidence)
    branch.queue.rollout.set("account-1", Policy(wanted.action, mode=Mode.GUIDED), by="owner")
    [made] = branch.queue.propose("account-1", [wanted], created_by="key_1")
    return made.id


def test_a_link_shows_the_proposal_in_the_sites_look_and_decides_nothing(browser: Browser, proposal: str) -> None:
    page = browser(Role.MANAGER).get(f"/alerts/{proposal}/approve")
    assert page.status_code == 200
    for words in ("site.css", "Approve this write to Jobber?", "Denise Okafor", "Mar 31, 2027", "&lt;March&gt;"):
        assert words in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert browser(Role.MANAGER).get(f"/api/approvals/{proposal}").json()["state"] == "pending"


def test_a_link_to_reject_has_the_form_for_it_open(browser: Browser, proposal: str) -> None:
    page = browser(Role.MANAGER).get(f"/alerts/{proposal}/reject").text
    assert "<details open><summary>Reject</summary>" in page
    assert "<details open>" not in browser(Role.MANAGER).get(f"/alerts/{proposal}/approve").text


def test_of_what_is_decided_already_the_link_says_so(browser: Browser, proposal: str) -> None:
    browser(Role.MANAGER).post(f"/approvals/{proposal}/reject", data={"version": 1, "note": "not this one"})
    page = browser(Role.MANAGER).get(f"/alerts/{proposal}/approve").text
    assert "This write is decided" in page
    assert "not this one" in page
    assert "hx-post" not in page.partition("<main")[2]


def test_who_may_not_decide_and_what_is_unknown_are_told_on_a_page(browser: Browser, proposal: str) -> None:
    refused = browser(Role.STAFF).get(f"/alerts/{proposal}/approve")
    unknown = browser(Role.MANAGER).get("/alerts/prop_none/approve")
    assert (refused.status_code, unknown.status_code) == (403, 404)
    assert "site.css" in refused.text
    assert "site.css" in unknown.text
