"""The chat's stream: the question at once, a model's words as they come, then the answer with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi.testclient import TestClient

from service.answers.conversation import Turn
from service.answers.writing import Tell
from service.auth.roles import Role
from service.desk import Desk, Unanswerable
from tests.fakes.branch import Branch


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
