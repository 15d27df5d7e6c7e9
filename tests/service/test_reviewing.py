"""What readers say of answers becomes reviews: masked, sealed, told in the audit log, closed once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from anonymize.boundary import Scope
from ingest.jobber.records import Address, Client, Property, Visit
from service.auth.roles import Role
from service.reviews import AlreadyClosed, State
from tests.fakes.branch import ACCOUNT, Branch, open_branch
from tests.fakes.contracts import PEST, POOL
from tests.fakes.databases import everything_stored

OKAFOR = Client(id="c-1", first_name="Denise", last_name="Okafor")
YOO = Client(id="c-3", first_name="Martin", last_name="Yoo")
PLACES = (
    Property(id="p-1", client_id="c-1", name="Home", address=Address(street1="88 Larch Court", city="Mesa")),
    Property(id="p-3", client_id="c-3", name="Home", address=Address(street1="15 Cypress Bend")),
)
VISIT = Visit(id="v-1", job_id="j-1", client_id="c-3", assigned_user_ids=("u-1",))
NOTE = "Denise Okafor pays the old price until May"


@pytest.fixture
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    with open_branch(tmp_path_factory.mktemp("reviewed")) as branch:
        branch.know(OKAFOR, YOO, *PLACES, VISIT)
        branch.file(OKAFOR, "okafor.pdf", PEST)
        branch.file(YOO, "pool.pdf", POOL)
        yield branch


def caller(branch: Branch, role: Role, **narrowed: Any) -> TestClient:
    return TestClient(branch.http_app(), headers={"Authorization": f"Bearer {branch.key(role, **narrowed)}"})


def asked(reader: TestClient, client: str) -> str:
    answered = reader.post("/api/ask", json={"question": "What is the price?", "client": client})
    assert answered.status_code == 200
    return str(answered.json()["id"])


def test_a_bad_answer_waits_until_a_manager_closes_it_and_the_log_tells_both(branch: Branch) -> None:
    staff, manager = caller(branch, Role.STAFF), caller(branch, Role.MANAGER)
    answer = asked(staff, "Denise Okafor")
    given = staff.post(f"/api/answers/{answer}/feedback", json={"verdict": "bad", "note": NOTE})
    assert given.status_code == 201
    [review] = manager.get("/api/reviews").json()
    assert (review["answer_id"], review["note"], review["question"]) == (answer, NOTE, "What is the price?")
    closed = manager.post(f"/api/reviews/{review['id']}/close", json={"note": "the rider was not filed"})
    assert (closed.json()["state"], closed.json()["outcome"]) == ("closed", "the rider was not filed")
    assert manager.get("/api/reviews").json() == []
    assert manager.get("/api/reviews?state=all").json() == [closed.json()]
    assert manager.post(f"/api/reviews/{review['id']}/close", json={}).status_code == 409
    kinds = [event["kind"] for event in manager.get("/api/audit?kind=review").json()]
    assert kinds == ["review.given", "review.closed"]


def test_a_good_answer_leaves_nothing_to_do_and_a_second_thought_counts_instead(branch: Branch) -> None:
    staff, manager = caller(branch, Role.STAFF), caller(branch, Role.MANAGER)
    answer = asked(staff, "Denise Okafor")
    staff.post(f"/api/answers/{answer}/feedback", json={"verdict": "bad"})
    staff.post(f"/api/answers/{answer}/feedback", json={"verdict": "good"})
    assert manager.get("/api/reviews").json() == []
    assert [one["verdict"] for one in manager.get("/api/reviews?state=closed").json()] == ["good"]


def test_a_technician_speaks_of_the_answers_about_his_own_clients_only(branch: Branch) -> None:
    technician, staff = caller(branch, Role.TECHNICIAN, jobber_user="u-1"), caller(branch, Role.STAFF)
    own, other = asked(technician, "Martin Yoo"), asked(staff, "Denise Okafor")
    given = technician.post(f"/api/answers/{own}/feedback", json={"verdict": "bad", "note": "Okafor has it too"})
    assert "Okafor" not in given.json()["note"]
    assert technician.post(f"/api/answers/{other}/feedback", json={"verdict": "bad"}).status_code == 404


def test_what_is_no_answer_cannot_be_called_bad(branch: Branch) -> None:
    staff = caller(branch, Role.STAFF)
    branch.decisions.keep(ACCOUNT, "coverage", "cov_1", {"summary": ""}, client_id="c-1")
    assert staff.post("/api/answers/cov_1/feedback", json={"verdict": "bad"}).status_code == 404


def test_notes_lie_sealed_and_masked(branch: Branch) -> None:
    staff = caller(branch, Role.STAFF)
    staff.post(f"/api/answers/{asked(staff, 'Denise Okafor')}/feedback", json={"verdict": "bad", "note": NOTE})
    [review] = branch.reviews.all(Scope(ACCOUNT), State.OPEN)
    assert "Okafor" not in review.note
    assert "pays the old price" in review.note
    assert b"the old price" not in everything_stored(branch.engine)


def test_of_two_who_close_a_review_one_is_told_so(branch: Branch) -> None:
    staff = caller(branch, Role.STAFF)
    staff.post(f"/api/answers/{asked(staff, 'Denise Okafor')}/feedback", json={"verdict": "bad"})
    [review] = branch.reviews.all(Scope(ACCOUNT), State.OPEN)
    branch.reviews.close(review, "", by="ada")
    with pytest.raises(AlreadyClosed):
        branch.reviews.close(review, "", by="bea")
