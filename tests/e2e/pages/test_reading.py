"""Reading pages in a browser: ask, check a job, agreements and documents, and the cited words marked on their page."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from service.auth.roles import Role
from tests.e2e.pages.accessibility import serious_faults
from tests.e2e.pages.conftest import Open

QUESTION = "how expensive may a part be before Mrs O'Brien has to say yes in writing?"
Shot = Callable[[Page], None]


def asked(page: Page) -> None:
    page.goto("/")
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    page.wait_for_selector(".citation")


def test_an_answer_is_read_and_its_citation_marks_the_quoted_words_on_the_page(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.STAFF)
    asked(page)
    expect(page.locator(".answer")).to_contain_text("$500.00")
    quote = page.locator(".citation blockquote").first.inner_text()
    page.locator(".citation a").first.click()
    page.wait_for_selector(".pages[data-drawn=yes]")
    shot(page)
    marks = page.locator(".mark").all()
    assert len(marks) == 3, "the quote stands on three lines"
    assert all(holds_ink(mark.screenshot()) for mark in marks)
    assert quote.startswith("9.1 A part whose price to Customer")


def holds_ink(picture: bytes) -> bool:
    """Whether a cut-out of the rendered page has dark letters on the yellow of the mark."""
    red, green, blue = np.moveaxis(np.asarray(Image.open(BytesIO(picture)).convert("RGB"), dtype=int), -1, 0)
    yellow = (red > 200) & (green > 180) & (blue < 170)
    dark = np.maximum(np.maximum(red, green), blue) < 150
    return bool(yellow.mean() > 0.25 and dark.mean() > 0.005)


def test_a_note_opens_as_a_card_with_its_words_marked(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.STAFF)
    page.goto("/jobs/1014")
    page.get_by_role("link", name=re.compile("note 25")).first.click()
    expect(page.locator(".words mark").first).to_contain_text("cold inlet froze")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_empty()
    shot(page)


def test_a_receipt_quotes_the_agreement_and_nothing_written_in_the_office(page_of: Open) -> None:
    page = page_of(Role.STAFF, width=360, height=740)
    page.goto("/jobs/1014/receipt")
    expect(page.locator("main")).to_contain_text("damage caused by freezing")
    expect(page.locator("main")).not_to_contain_text("froze")
    assert page.evaluate("document.querySelector('main .scroll').scrollWidth") <= 360


def test_what_the_documents_do_not_say_is_told_with_what_was_searched(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.STAFF)
    page.goto("/")
    page.fill("#question", "What is Mrs. O'Brien's shoe size?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn").last).to_contain_text("What was searched")
    shot(page)


def test_a_question_is_narrowed_by_chips_that_can_be_changed_and_taken_away(page_of: Open) -> None:
    page = page_of(Role.STAFF)
    page.goto("/")
    page.get_by_text("Only about one client, property or job").click()
    page.get_by_label("Name, street or job number").press_sequentially("tveit")
    page.get_by_role("button", name="property 5561 Rice Lake Road").click()
    expect(page.locator("#scope .chip")).to_have_text([re.compile("Harold Tveit"), re.compile("5561 Rice Lake Road")])
    page.get_by_role("button", name="Ask no longer only about 5561 Rice Lake Road").click()
    expect(page.locator("#scope .chip")).to_have_count(1)
    page.get_by_role("button", name="job 1059").click()
    expect(page.locator("#scope input[name=job]")).to_have_count(1)


def test_a_follow_up_is_read_in_its_conversation_and_says_how(page_of: Open) -> None:
    page = page_of(Role.STAFF)
    asked(page)
    page.fill("#question", "and a trip charge?")
    page.press("#question", "Enter")
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator(".turn").last).to_contain_text("Read as “")
    expect(page.locator(".turn").last).to_contain_text("O'Brien")


def test_jobs_are_found_while_typing(page_of: Open) -> None:
    page = page_of(Role.STAFF)
    page.goto("/jobs")
    page.get_by_label("Job number, title or client").press_sequentially("1014")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Job #1014")


def test_an_agreement_shows_its_terms_each_linked_to_its_words(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.STAFF)
    page.goto("/agreements?named=O%27Brien")
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", name="What changed it")).to_be_visible()
    page.locator("main .card a.where").first.click()
    page.wait_for_selector(".pages[data-drawn=yes] .mark")
    shot(page)


def test_the_technicians_card_fits_a_telephone(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.TECHNICIAN, width=360, height=740)
    page.goto("/agreements")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Technician card").click()
    expect(page.get_by_role("heading", name="Call the manager first")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shot(page)


def test_an_answer_has_no_serious_fault_of_access(page_of: Open) -> None:
    page = page_of(Role.STAFF)
    asked(page)
    page.locator(".citation a").first.click()
    page.wait_for_selector(".pages[data-drawn=yes]")
    assert serious_faults(page) == []


def test_pasted_work_is_judged_before_it_is_done_and_has_a_receipt(page_of: Open, shot: Shot) -> None:
    page = page_of(Role.STAFF, width=360, height=740)
    page.goto("/jobs")
    page.get_by_role("link", name="Work not yet done").click()
    page.get_by_label("Client's name or street").press_sequentially("brien")
    page.get_by_role("button", name="client Eleanor O'Brien").click()
    page.get_by_label("Lines, one below the other").fill("Labor 2 hours @ $125.00\nFurnace igniter; 1; 84.00")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#verdict article")).to_have_count(2)
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shot(page)
    page.get_by_role("link", name="Customer receipt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What your agreement covers")
    expect(page.locator("tfoot")).to_contain_text("$334.00")


def test_what_the_service_refuses_or_does_not_answer_is_told_and_nothing_typed_is_lost(page_of: Open) -> None:
    page = page_of(Role.STAFF)
    page.goto("/")
    page.route("**/ask", lambda route: route.abort())
    page.fill("#question", QUESTION)
    page.press("#question", "Enter")
    expect(page.locator("#trouble")).to_contain_text("did not answer")
    expect(page.locator("#question")).to_have_value(QUESTION)
    page.unroute("**/ask")
    page.press("#question", "Enter")
    page.wait_for_selector(".citation")
    expect(page.locator("#question")).to_have_value("")
