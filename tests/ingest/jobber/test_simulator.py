"""The simulator keeps to what is known of Jobber: ids, inheritance, cost, throttling, versions, bad folders."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from graphql import parse

from ingest.jobber.cost import requested_cost
from ingest.jobber.errors import Disconnected, Refused
from ingest.jobber.ids import opaque_id, short_id
from ingest.jobber.oauth import OAuth
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import Client
from ingest.jobber.simulator.cost import Limits, actual_cost
from ingest.jobber.simulator.load import AccountFolderError, load_account
from ingest.jobber.simulator.server import build_app, connection_settings, running
from ingest.jobber.throttle import Throttle
from tests.fakes.account import HandClock, Served, client, job, note, served, small_account, write_account

JOB, CLIENT = opaque_id("Job", "job-1001"), opaque_id("Client", "client-1")


class Asked:
    """Sends GraphQL of its own, as another program would."""

    def __init__(self, jobber: Served, http: httpx.Client) -> None:
        self._url, self._http = jobber.app.graphql_url, http
        access = OAuth(http, jobber.app).exchange(jobber.code()).access
        self.headers = {"Authorization": f"Bearer {access}", "X-JOBBER-GRAPHQL-VERSION": "2026-07-27"}

    def __call__(self, query: str, **variables: Any) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        answer: dict[str, Any] = self._http.post(self._url, json=body, headers=self.headers).json()
        return answer


@pytest.fixture
def ask(jobber: Served, http: httpx.Client) -> Asked:
    return Asked(jobber, http)


def messages(answer: dict[str, Any], root: str) -> set[str]:
    return {node["message"] for node in answer["data"][root]["notes"]["nodes"]}


@pytest.mark.parametrize(
    ("root", "short", "inherited"),
    [
        ("client", "client-1", {1}),
        ("request", "request-1", {1, 2}),
        ("quote", "quote-1", {1, 2, 3}),
        ("job", "job-1001", {1, 2, 3, 4}),
        ("invoice", "invoice-1", {1, 2, 3, 4, 5}),
        ("visit", "visit-1", {1, 2, 3, 4}),
    ],
)
def test_notes_are_inherited_downwards(ask: Asked, root: str, short: str, inherited: set[int]) -> None:
    query = f"""query($id: EncodedId!) {{ {root}(id: $id) {{ notes(first: 20) {{
        nodes {{ ... on NoteInterface {{ id message }} }} totalCount }} }} }}"""
    answer = ask(query, id=opaque_id(root.title(), short))
    assert {int(message.split()[1]) for message in messages(answer, root)} == inherited
    assert answer["data"][root]["notes"]["totalCount"] == len(inherited)


def test_a_note_linked_to_quotes_only_does_not_show_on_jobs(tmp_path: Path, http: httpx.Client) -> None:
    link = {"requests": False, "quotes": True, "jobs": False, "invoices": False}
    plain = small_account() | {"notes": [note(1, "client-1", linkedTo=link)]}
    with served(write_account(tmp_path / "other", plain)) as jobber:
        ask = Asked(jobber, http)
        query = "query($id: EncodedId!) { %s(id: $id) { notes(first: 5) { totalCount } } }"
        assert ask(query % "quote", id=opaque_id("Quote", "quote-1"))["data"]["quote"]["notes"]["totalCount"] == 1
        assert ask(query % "job", id=JOB)["data"]["job"]["notes"]["totalCount"] == 0


def test_relations_run_both_ways(ask: Asked) -> None:
    query = """query($id: EncodedId!) { client(id: $id) {
        clientProperties(first: 5) { nodes { id jobs(first: 5) { nodes { id } } } }
        jobs(first: 5) { nodes { visits(first: 5) { nodes { id } } expenses(first: 5) { nodes { id } }
            timeSheetEntries(first: 5) { nodes { id targetItem { __typename } } } invoices(first: 5) { nodes { id } } } }
        quotes(first: 5) { nodes { jobs(first: 5) { nodes { id } } } } } }"""
    found = ask(query, id=CLIENT)["data"]["client"]
    (worked,) = found["jobs"]["nodes"]
    assert found["clientProperties"]["nodes"][0]["jobs"]["nodes"] == [{"id": JOB}]
    assert found["quotes"]["nodes"][0]["jobs"]["nodes"] == [{"id": JOB}]
    assert [len(worked[name]["nodes"]) for name in ("visits", "expenses", "timeSheetEntries", "invoices")] == [1] * 4
    assert worked["timeSheetEntries"]["nodes"][0]["targetItem"]["__typename"] == "Visit"


def test_only_opaque_ids_are_taken(ask: Asked) -> None:
    query = "query($id: EncodedId!) { job(id: $id) { jobNumber } }"
    assert ask(query, id=JOB)["data"]["job"] == {"jobNumber": 1001}
    for wrong in ("job-1001", "1001", "MQ=="):
        assert "errors" in ask(query, id=wrong)
    assert ask(query, id=CLIENT)["data"]["job"] is None


def test_numbers_that_two_short_ids_share_are_told_apart(tmp_path: Path) -> None:
    plain = small_account() | {"tasks": [{"id": "task-1", "title": "A"}, {"id": "todo-1", "title": "B"}]}
    account = load_account(write_account(tmp_path / "other", plain))
    assert {short_id(each) for each in account.records["Task"]} == {"task-1", "todo-1"}


def test_filters_sorts_and_cursors_from_both_ends(tmp_path: Path, http: httpx.Client) -> None:
    jobs = [job(1000 + n, jobType="RECURRING" if n % 2 else "ONE_OFF") for n in range(1, 8)]
    with served(write_account(tmp_path / "other", small_account() | {"jobs": jobs})) as jobber:
        ask = Asked(jobber, http)
        query = """query($filter: JobFilterAttributes, $first: Int, $after: String, $last: Int, $before: String) {
            jobs(filter: $filter, sort: [{key: JOB_NUMBER, direction: DESCENDING}],
                 first: $first, after: $after, last: $last, before: $before) {
                nodes { jobNumber } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""

        def numbers(**variables: Any) -> list[int]:
            return [node["jobNumber"] - 1000 for node in ask(query, **variables)["data"]["jobs"]["nodes"]]

        assert numbers(filter={"jobType": "RECURRING"}) == [7, 5, 3, 1]
        assert numbers(filter={"ids": [opaque_id("Job", "job-1003")]}) == [3]
        assert numbers(first=3) == [7, 6, 5]
        info = ask(query, first=3)["data"]["jobs"]["pageInfo"]
        assert numbers(first=3, after=info["endCursor"]) == [4, 3, 2]
        assert numbers(last=2) == [2, 1]
        assert numbers(last=2, before=info["endCursor"]) == [7, 6]
        assert (info["hasNextPage"], info["hasPreviousPage"]) == (True, False)
        assert "errors" in ask(query, first=1, after="nonsense")


def test_a_page_has_at_most_a_hundred_records(tmp_path: Path, http: httpx.Client) -> None:
    plain = small_account() | {"clients": [client(n) for n in range(1, 131)]}
    with served(write_account(tmp_path / "other", plain)) as jobber:
        ask = Asked(jobber, http)
        assert len(ask("{ clients { nodes { id } } }")["data"]["clients"]["nodes"]) == 100
        assert len(ask("{ clients(first: 500) { nodes { id } } }")["data"]["clients"]["nodes"]) == 100


def test_dates_become_times_and_absent_values_stay_null_or_empty_as_the_schema_says(ask: Asked) -> None:
    invoice = ask("{ invoices(first: 1) { nodes { issuedDate receivedDate amounts { discountAmount } } } }")
    node = invoice["data"]["invoices"]["nodes"][0]
    assert node == {"issuedDate": "2026-01-06T00:00:00Z", "receivedDate": None, "amounts": {"discountAmount": 0.0}}
    house = ask("{ properties(first: 1) { nodes { name address { city } } } }")["data"]["properties"]["nodes"][0]
    assert house == {"name": None, "address": {"city": None}}


def test_a_job_without_schedules_is_still_a_job_of_the_schema(tmp_path: Path, http: httpx.Client) -> None:
    plain = small_account() | {"jobs": [job(1001, invoiceSchedule=None, visitSchedule=None)]}
    with served(write_account(tmp_path / "other", plain)) as jobber:
        query = "{ jobs(first: 1) { nodes { invoiceSchedule { billingFrequency } visitSchedule { startDate } } } }"
        (found,) = Asked(jobber, http)(query)["data"]["jobs"]["nodes"]
    assert found == {"invoiceSchedule": {"billingFrequency": "NEVER"}, "visitSchedule": {"startDate": None}}


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ account { id name } }", 3),
        ("{ clients(first: 50) { nodes { id name } pageInfo { hasNextPage endCursor } } }", 50 * 5),
        ("{ clients { nodes { id } } }", 100),
        ("{ clients(last: 3) { edges { node { id } } } }", 3),
        ("query($n: Int) { jobs(first: $n) { nodes { id lineItems(first: 10) { nodes { id name } } } } }", 7 * 21),
        ("{ jobs(first: 2) { nodes { ...F } } } fragment F on Job { id ... on Job { title client { id } } }", 8),
    ],
)
def test_requested_cost_is_jobbers_rule(query: str, cost: int) -> None:
    assert requested_cost(parse(query), None, {"n": 7}) == cost


def test_actual_cost_counts_what_came() -> None:
    data = {"clients": {"nodes": [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}], "pageInfo": {"hasNextPage": False}}}
    assert actual_cost(data) == 1 + 4 + 2
    assert actual_cost(None) == 0


def test_every_answer_says_its_cost_and_version(ask: Asked) -> None:
    extensions = ask("{ account { id name } }")["extensions"]
    assert extensions["versioning"]["version"] == "2026-07-27"
    assert extensions["cost"]["requestedQueryCost"] == extensions["cost"]["actualQueryCost"] == 3
    assert set(extensions["cost"]["throttleStatus"]) == {"maximumAvailable", "currentlyAvailable", "restoreRate"}


def test_a_query_beyond_what_is_available_is_throttled_at_200_until_points_are_back(
    tmp_path: Path, http: httpx.Client, clock: HandClock
) -> None:
    folder = write_account(tmp_path / "other")
    with served(folder, clock=clock, limits=Limits(maximum=100, restore_rate=10)) as jobber:
        ask = Asked(jobber, http)
        full = "{ clients(first: 50) { nodes { id name } } }"
        assert ask(full)["extensions"]["cost"]["actualQueryCost"] == 5
        answer = ask(full)
        assert answer["errors"][0]["extensions"]["code"] == "THROTTLED"
        assert answer["errors"][0]["message"] == "Throttled"
        assert answer["extensions"]["cost"]["throttleStatus"]["currentlyAvailable"] == 95
        clock.advance(seconds=1)
        assert "data" in ask(full)


def test_our_client_sits_out_the_throttling_of_a_small_bucket(tmp_path: Path, http: httpx.Client) -> None:
    plain = small_account() | {"clients": [client(n) for n in range(1, 111)]}
    clock = HandClock()
    with served(write_account(tmp_path / "other", plain), clock=clock, limits=Limits(5500, 500)) as jobber:
        started = clock.now
        throttle = Throttle(clock=lambda: clock.now.timestamp(), sleep=lambda seconds: clock.advance(seconds=seconds))
        reader = JobberReader(jobber.client(http, throttle=throttle))
        found = [record for page in reader.pages(Client) for record in page.records]
    assert len(found) == 110
    assert clock.now > started


def test_a_query_above_the_whole_bucket_never_runs(tmp_path: Path, http: httpx.Client) -> None:
    with served(write_account(tmp_path / "other"), limits=Limits(10, 1000)) as jobber:
        api = jobber.client(http)
        with pytest.raises(Refused, match="above the 10 there can ever be"):
            JobberReader(api).page(Client)


def test_answers_without_a_good_token_are_jobbers(jobber: Served, http: httpx.Client, clock: HandClock) -> None:
    ask = Asked(jobber, http)
    clock.advance(hours=2)
    body = {"query": "{ account { id } }"}
    expired = http.post(jobber.app.graphql_url, json=body, headers=ask.headers)
    unknown = http.post(jobber.app.graphql_url, json=body, headers=ask.headers | {"Authorization": "Bearer x.y.z"})
    none = http.post(jobber.app.graphql_url, json=body)
    assert (expired.status_code, expired.json()) == (401, {"message": "Access token expired"})
    assert (unknown.status_code, unknown.json()) == (401, {"message": "Token not recognized"})
    assert (none.status_code, none.json()["errors"][0]["extensions"]["code"]) == (200, "UNAUTHENTICATED")


def test_the_version_header_and_json_are_required(jobber: Served, http: httpx.Client) -> None:
    ask = Asked(jobber, http)
    without = {"Authorization": ask.headers["Authorization"]}
    assert http.post(jobber.app.graphql_url, json={"query": "{ account { id } }"}, headers=without).status_code == 400
    assert http.post(jobber.app.graphql_url, data={"query": "{}"}, headers=ask.headers).status_code == 415


@pytest.mark.parametrize("query", ["{", "{ agreements { id } }", "", "{ job { id } }"])
def test_a_query_that_is_not_valid_is_an_error_and_costs_nothing(ask: Asked, query: str) -> None:
    answer = ask(query)
    assert answer["errors"]
    assert answer["extensions"]["cost"]["actualQueryCost"] == 0


def test_what_changed_in_the_folder_is_served_after_a_reload(
    jobber: Served, http: httpx.Client, reader: JobberReader
) -> None:
    plain = small_account()
    plain["clients"][0]["lastName"] = "Renamed"
    write_account(jobber.simulator.folder, plain)
    assert http.post(f"{jobber.url}/simulator/reload").json() == {"reloaded": True}
    assert reader.one(Client, CLIENT).last_name == "Renamed"  # type: ignore[union-attr]
    (jobber.simulator.folder / "account.json").write_text("{}")
    assert http.post(f"{jobber.url}/simulator/reload").status_code == 422
    assert reader.one(Client, CLIENT) is not None


def test_tokens_of_another_secret_are_not_known(jobber: Served, http: httpx.Client) -> None:
    with pytest.raises(Disconnected):
        OAuth(http, jobber.app).refresh("a.b.c")


def broken(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    plain = small_account()
    change(plain)
    return plain


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda p: p.pop("account"), "account: one record"),
        (lambda p: p.update(agreements=[]), "agreements: unknown"),
        (lambda p: p.update(jobs={}), "jobs: must be a list"),
        (lambda p: p["jobs"][0].pop("client"), "jobs[0].client: required"),
        (lambda p: p["jobs"][0].update(client="client-9"), "jobs[0].client: there is no client-9 in clients"),
        (lambda p: p["jobs"][0].update(jobStatus="ACTIVE"), "jobs[0].jobStatus: 'ACTIVE' is none of"),
        (lambda p: p["jobs"][1].update(id="job-1001"), "jobs[1].id: job-1001 is there twice"),
        (lambda p: p["jobs"][0].update(startAt="tomorrow"), "jobs[0].startAt: 'tomorrow' is no ISO 8601 time"),
        (lambda p: p["jobs"][0]["lineItems"][0].pop("name"), "jobs[0].lineItems[0]: name required"),
        (lambda p: p["visits"][0].update(assignedUsers=["user-9"]), "visits[0].assignedUsers: there is no user-9"),
        (lambda p: p["notes"][0].update(__typename="JobNote"), "notes[0].parent: a JobNote hangs on a Job"),
        (lambda p: p["notes"][0].update(__typename="Memo"), "notes[0].__typename: 'Memo' is no type"),
        (lambda p: p["notes"][0]["parent"].update(id="client-9"), "notes[0].parent: there is no client-9"),
        (lambda p: p["notes"][0].update(createdBy="nobody"), "notes[0].createdBy: there is no user or client nobody"),
        (
            lambda p: p["notes"][0]["fileAttachments"][0].update(path="../account.json"),
            "notes[0].fileAttachments[0].path: there is no file files/../account.json",
        ),
        (
            lambda p: p["notes"][0]["fileAttachments"][0].update(fileSize=1),
            "notes[0].fileAttachments[0].fileSize: 1, but the file has 28 bytes",
        ),
        (
            lambda p: p["clients"][0]["customFields"][0].update(configuration="field-9"),
            "clients[0].customFields: there is no configuration field-9",
        ),
    ],
)
def test_what_is_wrong_with_a_folder_is_said(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], problem: str
) -> None:
    with pytest.raises(AccountFolderError) as raised:
        load_account(write_account(tmp_path, broken(change)))
    assert any(each.startswith(problem) for each in raised.value.problems), raised.value.problems


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    plain = broken(lambda p: [p["jobs"][0].pop("client"), p["visits"][0].pop("job")])
    with pytest.raises(AccountFolderError) as raised:
        load_account(write_account(tmp_path, plain))
    assert len(raised.value.problems) == 2


@pytest.mark.parametrize("content", [None, "not json", json.dumps([1])])
def test_a_folder_without_an_account_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "account.json").write_text(content)
    with pytest.raises(AccountFolderError, match=r"account\.json"):
        build_app(tmp_path)


def test_a_port_that_is_taken_is_said(jobber: Served) -> None:
    port = int(jobber.url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="give another port"), running(build_app(jobber.simulator.folder), port=port):
        pass


def test_the_settings_that_connect_to_it_are_told() -> None:
    assert connection_settings("http://127.0.0.1:4000") == {
        "FINEPRINT_JOBBER_URL": "http://127.0.0.1:4000",
        "FINEPRINT_JOBBER_CLIENT_ID": "demo-client",
        "FINEPRINT_JOBBER_CLIENT_SECRET": "demo-secret",
    }
