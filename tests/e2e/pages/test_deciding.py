"""Pages that change something: approve a write, change who may come in, forget a client; and who sees which page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from service.auth.roles import Role
from tests.e2e.conftest import Served
from tests.e2e.installation import journal
from tests.e2e.pages.accessibility import serious_faults
from tests.e2e.pages.conftest import PATIENCE, Open

Shot = Callable[[Page], None]
ALL, OFFICE = frozenset(Role) - {Role.SERVICE}, frozenset({Role.STAFF, Role.MANAGER, Role.ADMIN})
LEADING, ADMINS = frozenset({Role.MANAGER, Role.ADMIN}), frozenset({Role.ADMIN})
SEEN_BY = {
    "/": ALL, "/jobs": ALL, "/agreements": ALL, "/documents": ALL,
    "/approvals": OFFICE, "/audit": LEADING, "/setup": ADMINS,
}  # fmt: skip


def writes(served: Served) -> list[str]:
    return [entry["mutation"] for entry in journal(served.installation.jobber_url)]


def propose(page: Page, served: Served) -> None:
    """An admin turns custom fields on, and an extraction proposes them."""
    page.goto("/approvals")
    form = page.locator("#rollout form").filter(has_text="Set custom field")
    form.get_by_label("Mode").select_option("guided")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#rollout form").filter(has_text="Set custom field")).to_contain_text("a person decides")
    with served.client(Role.MANAGER) as manager:
        manager.post("/api/extractions", json={"clients": ["Eleanor O'Brien"], "dry_run": False}).raise_for_status()


def test_an_approved_value_stands_in_jobber_and_a_rejected_one_does_not(
    page_of: Open, served: Served, shot: Shot
) -> None:
    propose(page_of(Role.ADMIN), served)
    before = len(writes(served))
    page = page_of(Role.MANAGER)
    page.goto("/approvals")
    first, second = page.locator("article").nth(0), page.locator("article").nth(1)
    rejected = second.get_attribute("id")
    second.get_by_text("Reject", exact=True).first.click()
    second.get_by_label("Note").fill("not on this client")
    second.get_by_role("button", name="Reject").click()
    expect(page.locator(f"#{rejected} .chip.rejected")).to_be_visible()
    approved = first.get_attribute("id")
    first.get_by_role("button", name="Approve").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{approved} .chip").last).to_have_text(re.compile("approved|executing|done"))
    page.goto("/approvals?state=done")
    for _ in range(60):
        if page.locator(f"#{approved}").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator(f"#{approved}")).to_contain_text("done")
    assert len(writes(served)) == before + 1
    assert serious_faults(page) == []
    shot(page)


def test_a_proposal_that_changed_meanwhile_is_not_approved_but_shown_anew(page_of: Open, served: Served) -> None:
    propose(page_of(Role.ADMIN), served)
    page = page_of(Role.MANAGER)
    page.goto("/approvals")
    card = page.locator("article").last
    with served.client(Role.MANAGER) as elsewhere:
        id = str(card.get_attribute("id"))
        version = elsewhere.get(f"/api/approvals/{id}").json()["version"]
        elsewhere.post(f"/api/approvals/{id}/reject", json={"version": version}).raise_for_status()
    card.get_by_role("button", name="Approve").click()
    expect(page.locator(f"#{id}")).to_contain_text("look again")


def test_the_audit_log_is_searched_and_checked(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.MANAGER)
    page.goto("/audit?kind=rollout")
    page.get_by_role("button", name="Check that it is whole").click()
    expect(page.get_by_role("status")).to_contain_text("none is gone")
    assert serious_faults(page) == []
    shot(page)


def test_a_user_signs_in_once_by_a_link_and_out_again(browser: Browser, served: Served, page_of: Open) -> None:
    admin = page_of(Role.ADMIN)
    admin.goto("/setup")
    admin.get_by_label("Address of mail").fill("office@example.com")
    admin.locator("#access form").filter(has_text="Address of mail").get_by_label("Role").select_option("manager")
    admin.get_by_role("button", name="Add").click()
    expect(admin.locator("#access")).to_contain_text("office@example.com")
    link = served.installation.json("users", "link", "office@example.com")["url"]
    context = browser.new_context(base_url=served.url)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto("/approvals")
    assert page.url.endswith("/sign-in?then=/approvals")
    page.goto("/sign-in/" + link.rpartition("/")[2])
    page.get_by_role("button", name="Sign in on this browser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask")
    page.fill("#question", "What is O'Brien's parts discount?")
    page.press("#question", "Enter")
    page.wait_for_selector(".citation")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/")
    assert "/sign-in" in page.url
    page.goto("/sign-in/" + link.rpartition("/")[2])
    page.get_by_role("button", name="Sign in on this browser").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    context.close()


def test_setting_up_has_no_serious_fault_of_access(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.ADMIN, width=360, height=740)
    page.goto("/setup")
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shot(page)


@pytest.mark.parametrize("role", sorted(ALL))
def test_a_role_sees_the_pages_it_may_and_no_other(served: Served, role: Role) -> None:
    with served.client(role) as client:
        told = {path: client.get(path, headers={"Accept": "text/html"}).status_code for path in SEEN_BY}
        first = client.get("/").text
    assert told == {path: 200 if role in roles else 403 for path, roles in SEEN_BY.items()}
    linked = set(re.findall(r'<li><a href="(/[a-z]*)"', first))
    assert linked == {path for path, roles in SEEN_BY.items() if role in roles and path != "/audit"}


def test_a_client_is_forgotten_only_when_the_name_is_typed_again(page_of: Open, served: Served, shot: Shot) -> None:
    page = page_of(Role.ADMIN)
    page.goto("/setup")
    page.get_by_label("Client's name or id").fill("Harold Tveit")
    page.get_by_role("button", name="Show what would go").click()
    page.get_by_label("Type the name to go on").fill("Somebody else")
    page.get_by_role("button", name="Forget this client").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing was deleted")
    page.get_by_label("Type the name to go on").fill("Harold Tveit")
    page.get_by_role("button", name="Forget this client").click()
    expect(page.get_by_text("was forgotten")).to_be_visible(timeout=4 * PATIENCE)
    shot(page)
    page.goto("/agreements?named=tveit")
    expect(page.locator("tbody tr")).to_have_count(0)
