"""While `fineprint serve` owns the data folder: the command line calls it, and programs do, each within its role."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest

from anonymize.boundary import Scope
from service.auth.roles import Role
from tests.e2e.conftest import TECHNICIAN, Served
from tests.e2e.installation import HARBORLINE, journal
from tests.e2e.quotes import citations_in, faults
from tests.e2e.test_main_job import one_line

Json = dict[str, Any]
QUESTION = "What did O'Brien's rider actually change, and from when?"
OPEN_TO_ALL = {"/healthz", "/readyz"}
PROVED_OTHERWISE = {
    "/oauth/jobber/open",
    "/oauth/jobber/callback",
    "/auth/signin",
    "/auth/callback",
}  # a browser's one-time state; tests/service/api/test_oauth.py, test_signin.py


@pytest.fixture
def staff(served: Served) -> Iterator[httpx.Client]:
    with served.client(Role.STAFF) as client:
        yield client


@pytest.fixture
def manager(served: Served) -> Iterator[httpx.Client]:
    with served.client(Role.MANAGER) as client:
        yield client


@pytest.fixture
def technician(served: Served) -> Iterator[httpx.Client]:
    with served.client(Role.TECHNICIAN) as client:
        yield client


def is_problem(response: httpx.Response, status: int) -> bool:
    """Of our own shape, or of OpenAI's on its routes."""
    body = response.json()
    if response.request.url.path.startswith("/v1/"):
        return response.status_code == status and {"message", "type"} <= body["error"].keys()
    return (
        response.status_code == status == body["status"]
        and response.headers["content-type"] == "application/problem+json"
        and {"type", "title", "detail"} <= body.keys()
    )


def _place(citation: Json) -> tuple[Any, ...]:
    return citation["document_id"], citation["page"], citation["start"], citation["end"]


def short(id: str) -> str:
    """`client-1` of Jobber's opaque id."""
    kind, number = base64.b64decode(id).decode().rsplit("/", 2)[1:]
    return f"{kind.lower()}-{number}"


def clients_of_technician() -> set[str]:
    visits = json.loads((HARBORLINE / "account.json").read_text())["visits"]
    return {visit["client"] for visit in visits if TECHNICIAN in visit["assignedUsers"]}


def test_the_command_line_asks_checks_and_syncs_through_the_service(served: Served) -> None:
    installation = served.installation
    assert installation.json("ask", QUESTION)["citations"]
    assert installation.json("check", "1004")["lines"]
    assert installation.json("sync")["unchanged"] > 200


def test_a_question_from_the_command_line_that_cannot_be_answered_says_why_in_one_line(served: Served) -> None:
    done = served.installation.run("ask", "Who pays?", "--client", "Nobody Known", status=1)
    assert one_line(done.stderr)
    assert "Nobody Known" in done.stderr


def test_a_second_service_is_refused_and_told_where_the_first_is(served: Served) -> None:
    done = served.installation.run("serve", "--port", "0", status=1)
    assert one_line(done.stderr)
    assert served.url in done.stderr


def test_approving_from_the_command_line_waits_until_the_service_has_written(served: Served) -> None:
    installation = served.installation
    before = len(journal(installation.jobber_url))
    [first, *_] = installation.json("extract", "--client", "Raymond Kowalczyk")["proposals"]
    [done] = installation.json("approvals", "approve", first)
    assert done["state"] == "done"
    assert len(journal(installation.jobber_url)) == before + 1


def test_an_answer_over_http_is_cited_word_for_word_and_can_be_looked_up_again(
    served: Served, staff: httpx.Client
) -> None:
    answer = staff.post("/api/ask", json={"question": QUESTION}).json()
    assert not answer["abstained"]
    with served.installation.opened() as app:
        for citation in citations_in(answer):
            text = app.pages.get(Scope(app.account()), citation["document_id"])
            assert text is not None
            assert faults(citation, text) == []
    kept = staff.get(f"/api/decisions/{answer['id']}").json()["decision"]
    assert [_place(citation) for citation in citations_in(kept)] == [_place(each) for each in citations_in(answer)]


def test_a_job_and_work_not_yet_done_are_both_judged(staff: httpx.Client) -> None:
    job = staff.post("/api/coverage/check", json={"job_id": "1004"}).json()
    assert [line["verdict"] for line in job["lines"]]
    planned = {
        "client": "Eleanor O'Brien",
        "property": "418 Tamarack Lane",
        "date": "2026-11-20",
        "line_items": [{"name": "HVAC labor", "description": "furnace repair", "quantity": 2, "unit_price": "130.00"}],
    }
    judged = staff.post("/api/coverage/check", json={**planned, "property": "O'Brien home"}).json()
    assert judged["as_of"] == "2026-11-20"
    assert [line["list_amount"] for line in judged["lines"]] == [{"amount": "260.00", "currency": "USD"}]
    ambiguous = staff.post("/api/coverage/check", json={**planned, "property": "Tamarack Lane"})
    assert is_problem(ambiguous, 404) or is_problem(ambiguous, 422)


def test_an_extraction_can_be_read_back(staff: httpx.Client) -> None:
    made = staff.post("/api/extractions", json={"clients": ["Walter Lindgren"], "dry_run": True})
    assert made.status_code == 201
    run = made.json()
    assert run["counts"]["contracts"] >= 1
    assert run["proposals"] == []
    assert staff.get(f"/api/extractions/{run['id']}").json() == run


def test_a_proposal_is_decided_as_it_was_seen_and_once(served: Served, manager: httpx.Client) -> None:
    [first, second, *_] = manager.post("/api/extractions", json={"clients": ["client-5"], "dry_run": False}).json()[
        "proposals"
    ]
    seen = manager.get(f"/api/approvals/{first}").json()
    assert first in {each["id"] for each in manager.get("/api/approvals", params={"state": "pending"}).json()}
    stale = manager.post(f"/api/approvals/{first}/approve", json={"version": seen["version"] + 1})
    assert is_problem(stale, 409)
    approved = manager.post(f"/api/approvals/{first}/approve", json={"version": seen["version"]})
    assert approved.json()["state"] in ("approved", "executing", "done")
    assert is_problem(manager.post(f"/api/approvals/{first}/approve", json={"version": seen["version"]}), 409)
    version = manager.get(f"/api/approvals/{second}").json()["version"]
    rejected = manager.post(f"/api/approvals/{second}/reject", json={"version": version, "note": "too early"})
    assert rejected.json()["state"] == "rejected"


def test_documents_are_listed_and_their_originals_handed_out_byte_for_byte(staff: httpx.Client) -> None:
    rider = next(each for each in staff.get("/api/documents").json() if each["file"] == "OBrien_Rider_1.pdf")
    assert staff.get(f"/api/documents/{rider['id']}").json() == rider
    original = staff.get(f"/api/documents/{rider['id']}/file")
    assert original.content == (HARBORLINE / "files" / "OBrien_Rider_1.pdf").read_bytes()
    assert original.headers["cache-control"] == "no-store"


def test_health_needs_no_key(served: Served) -> None:
    with served.client(None) as anybody:
        assert {path: anybody.get(path).status_code for path in OPEN_TO_ALL} == dict.fromkeys(OPEN_TO_ALL, 200)


def test_every_other_route_of_the_description_refuses_without_a_key(served: Served) -> None:
    with served.client(None) as anybody:
        described = anybody.get("/openapi.json").json()["paths"]
        refused = {
            (method, path): anybody.request(method, re.sub(r"\{\w+\}", "x", path), json={})
            for path, methods in described.items()
            for method in methods
            if path not in OPEN_TO_ALL | PROVED_OTHERWISE
        }
    assert len(refused) >= 14
    assert [route for route, response in refused.items() if not is_problem(response, 401)] == []


def test_a_key_that_was_never_made_is_refused(served: Served) -> None:
    response = httpx.get(f"{served.url}/api/documents", headers={"Authorization": "Bearer fp_never"})
    assert is_problem(response, 401)


def test_the_owners_own_routes_are_closed_to_keys(served: Served) -> None:
    with served.client(Role.ADMIN) as admin:
        assert is_problem(admin.post("/local/sync", json={"run": "x"}), 403)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/documents/none", None, 404),
        ("GET", "/api/documents/none/file", None, 404),
        ("GET", "/api/extractions/none", None, 404),
        ("GET", "/api/decisions/none", None, 404),
        ("GET", "/api/approvals/none", None, 404),
        ("GET", "/api/none", None, 404),
        ("POST", "/api/coverage/check", {"job_id": "9999"}, 404),
        ("POST", "/api/ask", {"question": "Who pays?", "client": "Nobody Known"}, 404),
        ("POST", "/api/ask", {"question": ""}, 422),
        ("POST", "/api/ask", {}, 422),
        ("POST", "/api/coverage/check", {"client": "client-1"}, 422),
        ("POST", "/api/coverage/check", {"job_id": "1004", "as_of": "soon"}, 422),
        ("GET", "/api/approvals?state=nonsense", None, 422),
        ("POST", "/v1/chat/completions", {"messages": []}, 400),
        ("POST", "/v1/chat/completions", {"messages": [{"role": "system", "content": "x"}]}, 400),
        ("DELETE", "/api/documents", None, 405),
    ],
)
def test_bad_input_is_a_problem_that_says_what_is_wrong(
    staff: httpx.Client, method: str, path: str, body: Any, status: int
) -> None:
    assert is_problem(staff.request(method, path, json=body), status)


def test_a_technician_sees_the_clients_of_his_visits_only(
    served: Served, technician: httpx.Client, staff: httpx.Client
) -> None:
    mine, documents = clients_of_technician(), staff.get("/api/documents").json()
    assert 0 < len(mine) < 14
    seen = {short(each["client_id"]) for each in technician.get("/api/documents").json()}
    assert seen <= mine
    others = next(each for each in documents if each["client_id"] and short(each["client_id"]) not in mine)
    assert is_problem(technician.get(f"/api/documents/{others['id']}"), 404)
    foreign = next(iter({short(each["client_id"]) for each in documents if each["client_id"]} - mine))
    asked = {"question": "What does the agreement cover?", "client": foreign}
    assert is_problem(technician.post("/api/ask", json=asked), 404)


def test_an_answer_to_a_technician_quotes_none_of_the_others(technician: httpx.Client) -> None:
    answer = technician.post("/api/ask", json={"question": QUESTION}).json()
    allowed = {each["id"] for each in technician.get("/api/documents").json()}
    assert {citation["document_id"] for citation in citations_in(answer)} <= allowed


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        (Role.TECHNICIAN, "GET", "/api/documents/x/file"),
        (Role.TECHNICIAN, "GET", "/api/approvals"),
        (Role.TECHNICIAN, "POST", "/api/extractions"),
        (Role.STAFF, "POST", "/api/approvals/x/approve"),
        (Role.STAFF, "POST", "/api/approvals/x/reject"),
        (Role.SERVICE, "GET", "/api/documents/x/file"),
        (Role.SERVICE, "POST", "/api/approvals/x/approve"),
    ],
)
def test_what_a_role_may_not_do_is_refused(served: Served, role: Role, method: str, path: str) -> None:
    with served.client(role) as client:
        assert is_problem(client.request(method, path, json={"version": 1}), 403)


def test_the_official_openai_client_chats_with_citations(served: Served) -> None:
    chat = openai.OpenAI(base_url=f"{served.url}/v1", api_key=served.keys[Role.STAFF], max_retries=0)
    assert [model.id for model in chat.models.list()] == ["fineprint"]
    completion = chat.chat.completions.create(
        model="fineprint", messages=[{"role": "user", "content": QUESTION}], metadata={"client": "client-1"}
    )
    message = completion.choices[0].message
    assert message.content is not None
    assert "[1]" in message.content
    extra = message.model_extra or {}
    assert extra["abstained"] is False
    assert [citation["n"] for citation in extra["citations"]] == list(range(1, len(extra["citations"]) + 1))


def test_a_stream_says_the_same_piece_by_piece(served: Served) -> None:
    chat = openai.OpenAI(base_url=f"{served.url}/v1", api_key=served.keys[Role.STAFF], max_retries=0)
    asked: Any = {"model": "fineprint", "messages": [{"role": "user", "content": QUESTION}]}
    whole = chat.chat.completions.create(**asked).choices[0].message.content
    chunks = list(chat.chat.completions.create(**asked, stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert (chunks[-1].choices[0].delta.model_extra or {})["citations"]


def test_a_chat_with_a_wrong_key_is_refused_as_the_client_expects(served: Served) -> None:
    chat = openai.OpenAI(base_url=f"{served.url}/v1", api_key="fp_never", max_retries=0)
    with pytest.raises(openai.AuthenticationError):
        chat.models.list()
