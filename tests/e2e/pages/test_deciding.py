"""Pages that change something: approve a write, change who may come in, forget a client; and who sees which page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Browser, Page, expect

from anonymize.boundary import Scope
from ingest.ledger import State
from retrieval.model import DocumentKind
from service.auth.roles import Role
from tests.e2e.conftest import Served
from tests.e2e.installation import journal
from tests.e2e.pages.accessibility import serious_faults
from tests.e2e.pages.conftest import PATIENCE, Open

Shot = Callable[[Page], None]


def writes(served: Served) -> list[str]:
    return [entry["mutation"] for entry in journal(served.installation.jobber_url)]


def propose(page: Page, served: Served, client: str = "Eleanor O'Brien") -> None:
    """An admin turns custom fields on, and an extraction proposes them."""
    page.goto("/approvals")
    form = page.locator("#rollout form").filter(has_text="Set custom field")
    form.get_by_label("Mode").select_option("guided")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#rollout form").filter(has_text="Set custom field")).to_contain_text("a person decides")
    with served.client(Role.MANAGER) as manager:
        manager.post("/api/extractions", json={"clients": [client], "dry_run": False}).raise_for_status()


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


def test_all_that_are_pending_are_approved_with_the_keyboard_alone(page_of: Open, served: Served) -> None:
    propose(page_of(Role.ADMIN), served, "Anna Lindgren")
    before = len(writes(served))
    page = page_of(Role.MANAGER)
    page.goto("/approvals")
    count = page.locator("article").count()
    assert count > 1
    tab_to(page, "Approve all")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text(f"{count} approved")
    wait_for(page, lambda: len(writes(served)) == before + count)


def tab_to(page: Page, words: str) -> None:
    """Press Tab until something called so has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(e => (e.labels?.[0]?.textContent || e.getAttribute('aria-label') || e.textContent))(document.activeElement)"
        )
        if told.strip().startswith(words):
            return
    raise AssertionError(f"Tab never comes to {words!r}")


def wait_for(page: Page, true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
        page.wait_for_timeout(200)
    raise AssertionError("what was waited for did not come")


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
    admin.get_by_role("button", name="Add", exact=True).click()
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
    expect(page.locator(".who")).to_contain_text("office@example.com")
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


def test_an_answer_called_wrong_is_looked_into_and_closed(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.STAFF)
    page.goto("/")
    page.fill("#question", "What is O'Brien's parts discount?")
    page.press("#question", "Enter")
    page.get_by_text("Something is wrong").click()
    page.get_by_label("What is wrong").fill("the rider raised it")
    page.get_by_role("button", name="Send for review").click()
    expect(page.locator(".feedback")).to_contain_text("Thank you")
    manager = page_of(Role.MANAGER, width=360, height=740, dark=True)
    manager.goto("/reviews")
    expect(manager.locator("article")).to_contain_text("the rider raised it")
    assert serious_faults(manager) == []
    assert manager.evaluate("document.documentElement.scrollWidth") <= 360
    shot(manager)
    manager.get_by_label("What came of it").fill("the vocabulary lacked it")
    manager.get_by_role("button", name="Close").click()
    expect(manager.locator("article")).to_contain_text("the vocabulary lacked it")


def test_a_quarantined_document_is_read_again_at_the_press_of_a_button(page_of: Open, served: Served) -> None:
    with served.installation.opened() as app:
        broken = next(one for one in app.ledger.documents(Scope(app.account())) if one.kind is DocumentKind.NOTE)
        app.ledger.save(replace(broken, state=State.QUARANTINED, reason="it could not be masked"))
    page = page_of(Role.STAFF)
    page.goto("/documents?state=quarantined")
    row = page.locator(f"#row-{broken.id}")
    expect(row).to_contain_text("It could not be masked.")
    row.get_by_role("button", name="Read").click()
    expect(row.locator(".chip")).to_have_text("read")


def test_a_sync_is_followed_live_and_the_leak_meter_finds_nothing(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.ADMIN)
    page.goto("/setup")
    page.get_by_role("button", name="Sync now").click()
    expect(page.locator("#sync progress")).to_be_visible()
    expect(page.get_by_role("button", name="Sync now")).to_be_visible()
    page.get_by_role("button", name="Scan now").click()
    expect(page.locator("#leaks")).to_contain_text("No known value stands in clear anywhere")
    assert serious_faults(page) == []
    shot(page)


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
