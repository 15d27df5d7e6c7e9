"""Pages on which something is done, without a browser: what they answer and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from anonymize.boundary import Scope
from ingest.jobber.records import Client
from ingest.ledger import State
from retrieval.model import DocumentRole
from service.auth.roles import Role
from tests.fakes.branch import Branch
from tests.service.web.conftest import OKAFOR, Browser

REASON = "the PDF is encrypted; save it without a password and attach it again"


@pytest.fixture
def quarantined(branch: Branch) -> Iterator[str]:
    scope = Scope("account-1")
    read = next(one for one in branch.ledger.documents(scope) if one.file == "okafor.pdf")
    branch.ledger.save(replace(read, state=State.QUARANTINED, reason=REASON, source_digest="as it was"))
    yield read.id
    branch.ledger.save(read)


def answered(browser: Browser, question: str) -> str:
    return browser(Role.STAFF).post("/ask", data={"question": question}).text


def answer_id(page: str) -> str:
    return page.partition("/answers/")[2].partition("/feedback")[0]


def test_a_question_is_narrowed_by_the_chips_that_are_sent_with_it(browser: Browser) -> None:
    client = browser(Role.STAFF)
    found = client.get("/scope?named=larch").text
    assert "88 Larch Court" in found
    chips = client.get("/scope/property/p-1").text
    assert 'name="client" value="c-1"' in chips
    answer = client.post("/ask", data={"question": "What is the monthly price?", "property": "p-1"}).text
    assert "documents of Denise Okafor" in answer
    gone = client.post("/ask", data={"question": "What is the monthly price?", "property": "p-9"}).text
    assert "no such property" in gone


def test_a_quarantined_document_says_why_and_goes_back_before_the_next_sync(
    branch: Branch, browser: Browser, quarantined: str
) -> None:
    listed = browser(Role.STAFF).get("/documents?state=quarantined").text
    assert "Save it without a password" not in listed
    assert "encrypted; save it without a password" in listed
    assert f"/documents/{quarantined}/read-again" in listed
    answer = browser(Role.STAFF).post(f"/documents/{quarantined}/read-again")
    assert "waits for the next sync" in answer.text
    waiting = branch.ledger.document(Scope("account-1"), quarantined)
    assert waiting is not None
    assert waiting.source_digest == ""
    [event] = branch.audit.events(Scope("account-1"), kind="document")
    assert (event.kind, event.actor.startswith("key_")) == ("document.put_back", True)


def test_a_document_that_was_read_is_not_put_back(branch: Branch, browser: Browser) -> None:
    read = next(one for one in branch.ledger.documents(Scope("account-1")) if one.file == "okafor.pdf")
    answer = browser(Role.STAFF).post(f"/documents/{read.id}/read-again")
    assert answer.status_code == 409
    assert "only a quarantined document" in answer.text.lower()


def test_a_reader_calls_an_answer_wrong_and_a_manager_closes_the_review(browser: Browser) -> None:
    id = answer_id(answered(browser, "What is the monthly price for Okafor?"))
    told = browser(Role.STAFF).post(f"/answers/{id}/feedback", data={"verdict": "bad", "note": "it went up in May"})
    assert "for a manager to look into" in told.text
    listed = browser(Role.MANAGER).get("/reviews").text
    assert "it went up in May" in listed
    review = listed.partition("/reviews/")[2].partition("/close")[0]
    closed = browser(Role.MANAGER).post(f"/reviews/{review}/close", data={"note": "the new letter was missing"})
    assert "the new letter was missing" in closed.text
    again = browser(Role.MANAGER).post(f"/reviews/{review}/close", data={"note": "twice"})
    assert "closed already" in again.text
    assert "it went up in May" not in browser(Role.MANAGER).get("/reviews").text


def test_an_answer_called_right_leaves_nothing_to_look_into(browser: Browser) -> None:
    id = answer_id(answered(browser, "What is the yearly price for Okafor?"))
    assert "was right" in browser(Role.STAFF).post(f"/answers/{id}/feedback", data={"verdict": "good"}).text
    assert "Nothing to look into" in browser(Role.MANAGER).get("/reviews").text


def test_work_not_yet_done_is_judged_from_pasted_lines_and_has_a_receipt(browser: Browser) -> None:
    work = {"client": OKAFOR.id, "day": "2026-08-20", "lines": "Ant treatment 1 x $185.00\nBait station; 2; 20.00"}
    verdict = browser(Role.STAFF).post("/jobs/planned", data=work).text
    assert "Ant treatment" in verdict
    assert "$185.00" in verdict
    assert "$40.00" in verdict
    receipt = browser(Role.STAFF).get("/jobs/verdicts/" + verdict.partition("/jobs/verdicts/")[2].partition('"')[0])
    assert receipt.status_code == 200
    assert "work not yet done" in receipt.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"client": ""}, "Choose the client first"),
        ({"lines": "  "}, "at least one line"),
        ({"client": "nobody"}, "There is no client"),
        ({"lines": "Labor 2 hours $90"}, "price of one or of all"),
    ],
)
def test_what_is_missing_for_a_verdict_is_told(browser: Browser, changed: dict[str, str], words: str) -> None:
    work = {"client": OKAFOR.id, "day": "2026-08-20", "lines": "Ant treatment 1 x $185.00"} | changed
    assert words in browser(Role.STAFF).post("/jobs/planned", data=work).text


def test_the_leak_meter_scans_and_shows_counts_without_values(browser: Browser) -> None:
    client = browser(Role.ADMIN)
    assert "Nothing was looked through yet" in client.get("/setup").text
    shown = client.post("/setup/leaks").text
    assert "known values looked for" in shown
    assert "Okafor" not in shown
    assert "known values looked for" in client.get("/setup").text


def test_a_sync_begins_at_the_press_of_a_button(browser: Browser) -> None:
    assert "A sync begins" in browser(Role.ADMIN).post("/setup/sync").text


def test_a_role_is_changed_and_the_last_admin_keeps_his(branch: Branch, browser: Browser) -> None:
    client = browser(Role.ADMIN)
    user = branch.access.add_user("account-1", "office@example.com", Role.ADMIN, by="owner")
    refused = client.post(f"/setup/users/{user.id}/role", data={"role": "staff"}).text
    assert "admin" in refused.partition("</p>")[0]
    branch.access.add_user("account-1", "second@example.com", Role.ADMIN, by="owner")
    client.post(f"/setup/users/{user.id}/role", data={"role": "staff"})
    assert {one.email: one.role for one in branch.users.all("account-1")}["office@example.com"] is Role.STAFF


def test_a_key_is_shown_once_and_can_be_revoked(branch: Branch, browser: Browser) -> None:
    client = browser(Role.ADMIN)
    made = client.post("/setup/keys", data={"role": "staff"}).text
    key = made.partition("<code>")[2].partition("</code>")[0]
    assert branch.api_keys.find(key) is not None
    shown = client.get("/setup").text
    assert key not in shown
    id = key_id(branch, key)
    assert f"/setup/keys/{id}/revoke" in shown
    client.post(f"/setup/keys/{id}/revoke")
    assert branch.api_keys.find(key) is None


def key_id(branch: Branch, secret: str) -> str:
    found = branch.api_keys.find(secret)
    assert found is not None
    return found.id


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        ("/setup/users", {"email": "no address", "role": "staff"}, "address"),
        ("/setup/keys", {"role": "technician"}, "needs the Jobber user"),
        ("/setup/fields", {"yaml": "fields: 7"}, "field"),
        ("/setup/erasures", {"client": "nobody"}, "There is no client"),
    ],
)
def test_what_a_form_lacks_is_told_beside_it(browser: Browser, path: str, form: dict[str, str], words: str) -> None:
    answer = browser(Role.ADMIN).post(path, data=form)
    assert answer.status_code == 200
    assert words.lower() in answer.text.partition("</p>")[0].lower()


QUILL = Client(id="c-9", first_name="Ada", last_name="Quill")
RIDER = """AMENDMENT No. 1 to the Service Agreement
between Desert Shield Pest and Ada Quill. Effective June 1, 2026.

1. Labor. The rate for labor is $95.00 per hour.
"""
TWICE = """SERVICE AGREEMENT
between Desert Shield Pest and Ada Quill. It runs from January 1, 2026 to December 31, 2026.

1. Discount. Parts are discounted 10%.

2. Schedule. Parts are discounted 15%.

3. Order. Where this agreement and the Schedule differ, the Schedule wins.
"""


def test_an_agreement_shows_what_changed_it_and_what_it_says_twice(branch: Branch, browser: Browser) -> None:
    branch.know(QUILL)
    own = branch.file(QUILL, "twice.pdf", TWICE)
    branch.file(QUILL, "rider.pdf", RIDER, DocumentRole.AMENDMENT)
    page = browser(Role.STAFF).get(f"/agreements/{own}")
    assert page.status_code == 200
    assert "What changed it" in page.text
    assert "Said in two ways" in page.text


def test_why_terms_apply_is_said_once_where_it_is_the_same(branch: Branch, browser: Browser) -> None:
    own = next(one.id for one in branch.ledger.documents(Scope("account-1")) if one.file == "okafor.pdf")
    page = browser(Role.STAFF).get(f"/agreements/{own}").text
    assert page.count("stated in the agreement, in force") == 1
    assert "from Mar 15, 2026" in page


def test_a_list_that_finds_nothing_says_how_to_go_on(browser: Browser) -> None:
    client = browser(Role.STAFF)
    assert "Every document was read" in client.get("/documents?state=quarantined").text
    assert "No document found" in client.get("/documents?named=zeppelin").text
    assert "No agreement found" in client.get("/agreements?named=zeppelin").text
    assert "No job found" in client.get("/jobs?named=zeppelin").text


def test_a_document_on_a_page_of_its_own_has_a_heading_and_a_way_back(branch: Branch, browser: Browser) -> None:
    own = next(one.id for one in branch.ledger.documents(Scope("account-1")) if one.file == "okafor.pdf")
    page = browser(Role.STAFF).get(f"/documents/{own}/sheet").text
    assert "<h1>okafor.pdf</h1>" in page
    assert "data-close-sheet" not in page
    beside = browser(Role.STAFF).get(f"/documents/{own}/sheet", headers={"HX-Request": "true"}).text
    assert "data-close-sheet" in beside
