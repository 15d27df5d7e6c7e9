"""How every kind of answer of Jobber is read, and what is tried again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from ingest.jobber.actions import ApprovedAction, NewNote
from ingest.jobber.client import VERSION, JobberClient, at, read_connection
from ingest.jobber.errors import (
    Blocked,
    Disconnected,
    JobberError,
    Refused,
    Throttled,
    Unavailable,
    Uncertain,
    Unreadable,
)
from ingest.jobber.records import Client
from ingest.jobber.throttle import Throttle

URL = "http://jobber.test/api/graphql"
GOOD = {"data": {"account": {"id": "acc-1", "name": "Quill"}}}
THROTTLED = {
    "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
    "extensions": {
        "cost": {
            "requestedQueryCost": 4000,
            "actualQueryCost": 0,
            "throttleStatus": {"maximumAvailable": 10000, "currentlyAvailable": 1000, "restoreRate": 500},
        }
    },
}
NOTE = {"id": "client-1", "input": {"message": "hello"}}
APPROVED = ApprovedAction(
    "action-1", NewNote(Client, "client-1", "hello"), approved_by="ada", proposed_at=datetime(2026, 5, 1, tzinfo=UTC)
)
Answer = httpx.Response | Exception


class Jobber:
    """Answers what it was told to, one after the other, and keeps what it was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.requests, self.slept = list(answers), list[httpx.Request](), list[float]()

    def client(self) -> JobberClient:
        throttle = Throttle(0, clock=lambda: sum(self.slept), sleep=self.slept.append)
        http = httpx.Client(transport=httpx.MockTransport(self._answer))
        return JobberClient(http, URL, httpx.Auth(), throttle)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def ok(body: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body)


def test_the_data_comes_with_exact_decimals() -> None:
    text = '{"data": {"account": {"total": 0.1, "id": "acc-1"}}}'
    jobber = Jobber(httpx.Response(200, text=text, headers={"content-type": "application/json; charset=utf-8"}))
    assert jobber.client().execute("Account", {})["account"]["total"] == Decimal("0.1")


def test_every_call_names_the_api_version() -> None:
    jobber = Jobber(ok(GOOD))
    jobber.client().execute("Account", {})
    assert jobber.requests[0].headers["X-JOBBER-GRAPHQL-VERSION"] == VERSION


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (lambda: ok({"errors": [{"message": "x", "extensions": {"code": "UNAUTHENTICATED"}}]}), Disconnected),
        (lambda: ok({"message": "User has disconnected this app from their account."}), Disconnected),
        (lambda: ok({"errors": [{"message": "User has disconnected this app from their account"}]}), Disconnected),
        (lambda: ok({"error": {"message": "This account is not active"}}), Disconnected),
        (lambda: ok({"message": "Token not recognized"}, 401), Disconnected),
        (lambda: ok({"message": "GraphQL API version '2020-01-01' does not exist"}, 404), Refused),
        (lambda: ok({"errors": [{"message": "The field jobs was hidden due to permissions"}], "data": None}), Refused),
        (lambda: ok({"errors": [{"message": "odd", "path": ["account"]}], **GOOD}), Refused),
        (lambda: ok({"message": "Only application/json is accepted"}, 415), Refused),
        (lambda: ok({"data": None, "errors": [{"message": "no"}]}), Refused),
        (lambda: ok([1]), Unreadable),
        (lambda: httpx.Response(429, text="blocked due to unusual activity ... try again in 30 minutes"), Blocked),
    ],
)
def test_answers_that_cannot_be_mended_by_asking_again(
    answer: Callable[[], httpx.Response], error: type[JobberError]
) -> None:
    jobber = Jobber(answer())
    with pytest.raises(error) as raised:
        jobber.client().execute("Account", {})
    assert not raised.value.retry
    assert len(jobber.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        lambda: httpx.Response(200, html="<html>Waiting room</html>"),
        lambda: httpx.Response(200, text="{", headers={"content-type": "application/json"}),
        lambda: ok({}),
        lambda: ok({"data": None}),
        lambda: ok({"message": "Service temporarily unavailable"}),
        lambda: ok({"message": "Service temporarily unavailable"}, 503),
        lambda: httpx.Response(403, html="<html>Checking your browser</html>"),
        lambda: ok({"errors": [{"message": "Internal server error"}], "data": None}),
        lambda: httpx.Response(302, headers={"location": "https://status.test"}),
        lambda: httpx.DecodingError("no gzip"),
        lambda: httpx.ReadTimeout("slow"),
        lambda: httpx.ConnectError("down"),
    ],
)
def test_outages_are_waited_out_and_never_taken_for_an_empty_answer(answer: Callable[[], Answer]) -> None:
    jobber = Jobber(answer(), ok(GOOD))
    assert jobber.client().execute("Account", {}) == GOOD["data"]
    lasting = Jobber(*(answer() for _ in range(4)))
    with pytest.raises(Unavailable) as raised:
        lasting.client().execute("Account", {})
    assert raised.value.retry
    assert lasting.slept == [1, 2, 4]


def test_a_throttled_query_is_sent_again_when_its_points_are_back() -> None:
    jobber = Jobber(ok(THROTTLED), ok(GOOD))
    assert jobber.client().execute("Account", {}) == GOOD["data"]
    assert sum(jobber.slept) == pytest.approx((4000 - 1000) / 500)


def test_a_throttled_write_did_not_run_and_is_sent_again() -> None:
    done = ok({"data": {"clientCreateNote": {"clientNote": {"id": "note-1"}, "userErrors": []}}})
    jobber = Jobber(ok(THROTTLED), done)
    assert (
        jobber.client().execute("AddClientNote", NOTE, approved=APPROVED)["clientCreateNote"]["clientNote"]["id"]
        == "note-1"
    )


def test_a_long_wait_is_left_to_whoever_schedules_the_work() -> None:
    jobber = Jobber(httpx.Response(429, text="slow down", headers={"retry-after": "300"}))
    with pytest.raises(Throttled) as raised:
        jobber.client().execute("Account", {})
    assert raised.value.after == 300
    assert jobber.slept == []


@pytest.mark.parametrize(
    "answer",
    [
        lambda: httpx.ReadTimeout("slow"),
        lambda: httpx.RemoteProtocolError("cut"),
        lambda: httpx.Response(502, text="bad gateway"),
        lambda: httpx.Response(200, html="<html>"),
    ],
)
def test_a_write_without_an_answer_is_uncertain_and_not_sent_again(answer: Callable[[], Answer]) -> None:
    jobber = Jobber(answer())
    with pytest.raises(Uncertain, match="read back") as raised:
        jobber.client().execute("AddClientNote", NOTE, approved=APPROVED)
    assert not raised.value.retry
    assert len(jobber.requests) == 1


def test_after_a_429_every_other_call_of_the_account_waits_too() -> None:
    jobber = Jobber(httpx.Response(429, text="slow down", headers={"retry-after": "300"}), ok(GOOD))
    client = jobber.client()
    with pytest.raises(Throttled):
        client.execute("Account", {})
    client.execute("Account", {})
    assert jobber.slept == [300]


def test_before_the_first_large_query_a_small_one_asks_how_many_points_there_are() -> None:
    status = {"maximumAvailable": 10000, "currentlyAvailable": 600, "restoreRate": 500}
    cost = {"requestedQueryCost": 3, "actualQueryCost": 3, "throttleStatus": status}
    empty = {"data": {"users": {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}}}
    jobber = Jobber(ok({**GOOD, "extensions": {"cost": cost}}), ok(empty), ok(empty))
    client = jobber.client()
    for _ in range(2):
        client.execute("Users", {"first": 100})
    asked = [json.loads(request.content)["operationName"] for request in jobber.requests]
    assert asked == ["Account", "Users", "Users"]
    assert jobber.slept[0] == pytest.approx((1100 - 600) / 500)


def test_a_write_that_never_left_is_sent_again() -> None:
    done = ok({"data": {"clientCreateNote": {"clientNote": {"id": "note-1"}, "userErrors": []}}})
    jobber = Jobber(httpx.ConnectError("down"), done)
    jobber.client().execute("AddClientNote", NOTE, approved=APPROVED)
    assert len(jobber.requests) == 2


def test_error_messages_carry_no_words_of_the_account() -> None:
    error = {"message": "Rosa Quill owes $400", "path": ["client", "name"]}
    jobber = Jobber(ok({"data": None, "errors": [error]}))
    with pytest.raises(Refused, match=r"client\.name") as raised:
        jobber.client().execute("Account", {})
    assert "Rosa" not in str(raised.value)
    assert raised.value.reasons == ("Rosa Quill owes $400",)


def test_a_version_that_is_served_as_another_is_noticed() -> None:
    drifted = {**GOOD, "extensions": {"versioning": {"version": "2027-01-01"}}}
    warned = {**GOOD, "extensions": {"versioning": {"version": VERSION, "warning": "ends soon"}}}
    client = Jobber(ok(drifted), ok(warned), ok(GOOD)).client()
    client.execute("Account", {})
    assert client.version_notice == f"asked for API version {VERSION}, served 2027-01-01"
    client.execute("Account", {})
    assert client.version_notice == "ends soon"
    client.execute("Account", {})
    assert client.version_notice is None


def test_pages_follow_the_cursor_to_the_end() -> None:
    def page(number: int, cursor: str | None) -> httpx.Response:
        info = {"hasNextPage": cursor is not None, "endCursor": cursor}
        return ok({"data": {"users": {"nodes": [{"id": number}], "pageInfo": info}}})

    jobber = Jobber(page(1, "a"), page(2, "b"), page(3, None))
    found = list(jobber.client().pages("Users", {"first": 1}, "users"))
    assert [page.nodes[0]["id"] for page in found] == [1, 2, 3]
    assert [page.next for page in found] == ["a", "b", None]


def test_a_cursor_that_does_not_move_ends_in_an_error() -> None:
    stuck = {"data": {"users": {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": "a"}}}}
    with pytest.raises(Unreadable, match="same cursor"):
        list(Jobber(*(ok(stuck) for _ in range(3))).client().pages("Users", {}, "users"))


@pytest.mark.parametrize(
    "broken",
    [
        None,
        {},
        {"nodes": []},
        {"nodes": None, "pageInfo": {"hasNextPage": False}},
        {"nodes": [], "pageInfo": {}},
        {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": None}},
    ],
)
def test_a_broken_list_is_never_an_empty_one(broken: Any) -> None:
    with pytest.raises(Unreadable):
        read_connection(broken)


def test_what_lies_behind_a_null_is_null_and_what_is_not_there_is_an_error() -> None:
    assert at({"client": None}, "client", "notes") is None
    with pytest.raises(Unreadable):
        at({"client": {}}, "client", "notes")
    with pytest.raises(Unreadable):
        at({"client": 3}, "client")
