"""The chat's stream: the question at once, a model's words as they come, then the answer with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from typing import Any

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from anonymize.boundary import Scope
from ingest.jobber.records import Job
from service.answers.conversation import Turn
from service.answers.writing import Tell
from service.auth.roles import Principal, Role
from service.desk import Desk, Unanswerable
from service.web.rendering import Pages
from tests.fakes.branch import Branch
from tests.service.web.conftest import OKAFOR


class TellingDesk:
    """A desk whose answers are told in pieces first; it notes the turns it was given."""

    def __init__(self, desk: Desk, turns: list[Turn]) -> None:
        self._desk, self._turns = desk, turns

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def converse(self, turns: Sequence[Turn], *, tell: Tell, **narrowed: Any) -> dict[str, Any]:
        self._turns += turns
        if turns[-1].text == "refuse":
            raise Unanswerable("ask something else")
        if turns[-1].text == "fail":
            raise ArithmeticError("of our own")
        tell("It costs ")
        tell("$49 <b>a month</b>")
        return self._desk.converse(turns, **narrowed)


def streamed(branch: Branch, data: dict[str, Any], turns: list[Turn]) -> list[str]:
    app = branch.http_app()
    desk_for = app.state.desk_for
    app.state.desk_for = lambda principal: TellingDesk(desk_for(principal), turns)
    headers = {"Authorization": f"Bearer {branch.key(Role.STAFF)}"}
    client = TestClient(app, headers=headers, raise_server_exceptions=False)
    answer = client.post("/ask", data=data)
    assert answer.headers["content-type"].startswith("text/event-stream")
    return answer.text.strip().split("\n\n")


def test_the_question_comes_first_then_the_words_as_they_are_told_then_the_whole_answer(branch: Branch) -> None:
    events = streamed(branch, {"question": "What is the monthly price for Okafor?"}, [])
    assert [("asked" in one, "beforeend" in one, "Searched:" in one) for one in events] == [
        (True, False, False),
        (False, True, False),
        (False, True, False),
        (False, False, True),
    ]
    assert "$49 &lt;b&gt;a month&lt;/b&gt;" in events[2]


def test_what_was_asked_and_answered_before_goes_along(branch: Branch) -> None:
    turns: list[Turn] = []
    data = {"question": "and the yearly one?", "earlier": ["What is the price?"], "replied": ["$49."]}
    streamed(branch, data, turns)
    assert [(turn.role, turn.text) for turn in turns] == [
        ("user", "What is the price?"),
        ("assistant", "$49."),
        ("user", "and the yearly one?"),
    ]


def test_what_cannot_be_answered_as_asked_is_told_in_the_answers_place(branch: Branch) -> None:
    assert "Ask something else." in streamed(branch, {"question": "refuse"}, [])[-1]


def test_what_fails_on_our_side_is_told_there_too_without_what_it_was(branch: Branch) -> None:
    told = streamed(branch, {"question": "fail"}, [])[-1]
    assert "Something failed on our side" in told
    assert "of our own" not in told


def job_page(check: Callable[[], dict[str, Any]]) -> Iterator[str]:
    job = {"number": "1207", "title": "Wasp nest", "client_name": "Denise Okafor"}
    request = Request({"type": "http", "method": "GET", "path": "/jobs/1207", "headers": [], "query_string": b""})
    principal = Principal("key_1", Role.STAFF, Scope("account-1"))
    return Pages(UTC).pieces("job.html", request, principal, {"job": job, "check": check})


def test_a_jobs_name_stands_there_before_it_is_checked() -> None:
    checked: list[str] = []

    def check() -> dict[str, Any]:
        checked.append("yes")
        return {"coverage": None, "refused": "it has no line items"}

    pieces = job_page(check)
    head = next(pieces)
    assert "<h1>Job #1207</h1>" in head
    assert "site.css" in head
    assert checked == []
    assert "It has no line items." in "".join(pieces)


def test_of_what_fails_while_a_page_is_made_the_page_says_so() -> None:
    def fails() -> dict[str, Any]:
        raise ArithmeticError

    pieces = job_page(fails)
    assert "Job #1207" in next(pieces)
    assert "Something failed on our side" in next(pieces)
    with pytest.raises(ArithmeticError):
        next(pieces)


def test_a_job_that_cannot_be_judged_says_why_and_one_that_is_not_there_is_not_found(branch: Branch) -> None:
    branch.know(Job("j-bare", client_id=OKAFOR.id, number="1208", title="Nothing done yet"))
    client = TestClient(branch.http_app(), headers={"Authorization": f"Bearer {branch.key(Role.STAFF)}"})
    bare = client.get("/jobs/1208")
    assert "Nothing done yet" in bare.text
    assert 'role="alert"' in bare.text
    assert client.get("/jobs/1209").status_code == 404
