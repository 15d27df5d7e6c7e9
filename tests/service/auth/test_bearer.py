from __future__ import annotations

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from anonymize.boundary import Scope
from service.auth.api_keys import ApiKeys
from service.auth.bearer import Doorkeeper, require
from service.auth.roles import Permission, Principal, Role

OWNER = "the-owners-token"
VISITS = {("acme", "user-1"): frozenset({"client-1", "client-2"})}


@pytest.fixture
def keys(engine: Engine) -> ApiKeys:
    return ApiKeys(engine)


@pytest.fixture
def doorkeeper(keys: ApiKeys) -> Doorkeeper:
    return Doorkeeper(keys, OWNER, lambda account, user: VISITS.get((account, user), frozenset()))


@pytest.fixture
def http(doorkeeper: Doorkeeper) -> TestClient:
    app = FastAPI()
    app.state.doorkeeper = doorkeeper

    @app.get("/approve")
    def approve(principal: Annotated[Principal, Depends(require(Permission.APPROVE))]) -> dict[str, str]:
        return {"name": principal.name, "role": principal.role, "account": principal.scope.account}

    return TestClient(app)


def admitted(doorkeeper: Doorkeeper, secret: str) -> Principal | None:
    return doorkeeper.admit(secret, account="rival", role="admin", jobber_user=None)


def test_a_key_brings_its_own_role_and_account_whatever_the_caller_claims(
    keys: ApiKeys, doorkeeper: Doorkeeper
) -> None:
    key, secret = keys.create("acme", Role.STAFF)
    assert admitted(doorkeeper, secret) == Principal(key.id, Role.STAFF, Scope("acme"))


def test_a_technicians_key_sees_the_clients_of_his_visits(keys: ApiKeys, doorkeeper: Doorkeeper) -> None:
    _, secret = keys.create("acme", Role.TECHNICIAN, jobber_user="user-1")
    principal = admitted(doorkeeper, secret)
    assert principal is not None
    assert principal.scope == Scope("acme", frozenset({"client-1", "client-2"}))


@pytest.mark.parametrize("user", ["user-9", None])
def test_a_technician_without_visits_sees_nobody(keys: ApiKeys, doorkeeper: Doorkeeper, user: str | None) -> None:
    _, secret = keys.create("acme", Role.TECHNICIAN, jobber_user=user)
    principal = admitted(doorkeeper, secret)
    assert principal is not None
    assert principal.scope == Scope("acme", frozenset())


@pytest.mark.parametrize(
    ("role", "client", "seen"),
    [
        (Role.SERVICE, "client-9", {"client-9"}),
        (Role.TECHNICIAN, "client-1", {"client-1"}),
        (Role.TECHNICIAN, "client-9", set()),
    ],
)
def test_a_key_for_one_client_narrows_and_never_widens(
    keys: ApiKeys, doorkeeper: Doorkeeper, role: Role, client: str, seen: set[str]
) -> None:
    _, secret = keys.create("acme", role, jobber_user="user-1", client_id=client)
    principal = admitted(doorkeeper, secret)
    assert principal is not None
    assert principal.scope == Scope("acme", frozenset(seen))


def test_the_owners_token_chooses_account_and_role(doorkeeper: Doorkeeper) -> None:
    principal = doorkeeper.admit(OWNER, account="acme", role="technician", jobber_user="user-1")
    assert principal == Principal("owner", Role.TECHNICIAN, Scope("acme", VISITS["acme", "user-1"]))


def test_no_key_and_a_wrong_key_are_refused(http: TestClient) -> None:
    assert http.get("/approve").status_code == 401
    answer = http.get("/approve", headers={"Authorization": "Bearer fp_wrong"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_role_without_the_permission_is_refused(keys: ApiKeys, http: TestClient) -> None:
    _, staff = keys.create("acme", Role.STAFF)
    _, manager = keys.create("acme", Role.MANAGER)
    assert http.get("/approve", headers={"Authorization": f"Bearer {staff}"}).status_code == 403
    assert http.get("/approve", headers={"Authorization": f"Bearer {manager}"}).json()["account"] == "acme"


def test_a_role_that_does_not_exist_is_a_fault_of_the_request(http: TestClient) -> None:
    headers = {"Authorization": f"Bearer {OWNER}", "X-Fineprint-As": "emperor", "X-Fineprint-Account": "acme"}
    assert http.get("/approve", headers=headers).status_code == 422
