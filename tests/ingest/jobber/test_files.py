from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from ingest.jobber.client import JobberClient
from ingest.jobber.errors import Damaged, Missing, NotReady, Refused, Unavailable
from ingest.jobber.files import TRIES, AttachmentFiles
from ingest.jobber.ids import opaque_id
from ingest.jobber.reader import JobberReader, files_of
from ingest.jobber.records import Client, Job, Note
from ingest.jobber.simulator.faults import FILES, Conditions, Fault, FaultKind
from ingest.jobber.throttle import Throttle
from tests.fakes.account import PDF, HandClock, Served, attached, note, served, small_account, write_account
from tests.fakes.offline import Offline

CLIENT = opaque_id("Client", "client-1")


def contract(client: JobberClient) -> Note:
    return JobberReader(client).notes_of(Client, CLIENT).records[0]


def test_the_bytes_are_those_of_the_file(client: JobberClient, http: httpx.Client) -> None:
    note = contract(client)
    assert AttachmentFiles(client, http).download(note, note.attachments[0].id) == PDF


def test_the_token_of_the_account_is_never_sent_to_the_files_address(client: JobberClient, http: httpx.Client) -> None:
    sent: list[httpx.Request] = []
    http.event_hooks = {"request": [sent.append]}
    note = contract(client)
    AttachmentFiles(client, http).download(note, note.attachments[0].id)
    downloads = [request for request in sent if "/files/" in request.url.path]
    assert len(downloads) == 1
    assert "Authorization" not in downloads[0].headers


def test_an_address_expires_and_a_download_asks_for_a_new_one(
    client: JobberClient, http: httpx.Client, clock: HandClock
) -> None:
    note = contract(client)
    variables = {"id": CLIENT, "note": note.id, "first": 10, "after": None}
    old = files_of(client, "Client", variables)["nodes"][0]["downloadUrl"]
    assert http.get(old).content == PDF
    clock.advance(hours=73)
    assert http.get(old).status_code == 403
    assert AttachmentFiles(client, http).download(note, note.attachments[0].id) == PDF


@pytest.mark.parametrize("change", ["expires=9999999999", "expires=", "expires=soon"])
def test_an_address_cannot_be_made_up(client: JobberClient, http: httpx.Client, change: str) -> None:
    variables = {"id": CLIENT, "note": contract(client).id, "first": 10, "after": None}
    url = files_of(client, "Client", variables)["nodes"][0]["downloadUrl"]
    expires = url.split("?")[1].split("&")[0]
    assert http.get(url.replace(expires, change)).status_code == 403


def test_a_file_that_is_being_processed_comes_later(tmp_path: Path, http: httpx.Client) -> None:
    plain = small_account() | {"notes": [note(1, "client-1", fileAttachments=[attached(1, status="PROCESSING")])]}
    with served(write_account(tmp_path / "other", plain)) as jobber:
        client = jobber.client(http)
        with pytest.raises(NotReady) as raised:
            AttachmentFiles(client, http).download(contract(client), contract(client).attachments[0].id)
    assert raised.value.retry


@pytest.mark.parametrize("tampered", [PDF[:-5], PDF + b"and more"])
def test_a_file_that_stays_of_another_size_is_not_taken(
    jobber: Served, client: JobberClient, http: httpx.Client, tampered: bytes
) -> None:
    note = contract(client)
    (jobber.simulator.folder / "files" / "agreement.pdf").write_bytes(tampered)
    with pytest.raises(Damaged, match="did not come in the size") as raised:
        AttachmentFiles(client, http).download(note, note.attachments[0].id)
    assert (raised.value.retry, raised.value.of_account) == (False, False)


def test_a_photo_that_calls_itself_a_pdf_is_not_taken(client: JobberClient, http: httpx.Client) -> None:
    (note,) = JobberReader(client).notes_of(Job, opaque_id("Job", "job-1001")).records
    with pytest.raises(Damaged, match="not a PDF though Jobber calls it one"):
        AttachmentFiles(client, http).download(note, note.attachments[0].id)


@pytest.mark.parametrize(
    "kind",
    [
        FaultKind.EXPIRED,
        FaultKind.WRONG_SIZE,
        FaultKind.WRONG_TYPE,
        FaultKind.TRUNCATED,
        FaultKind.RESET,
        FaultKind.SERVER_ERROR,
        FaultKind.SLOW,
    ],
)
def test_a_spoiled_download_begins_again_with_a_new_address(tmp_path: Path, kind: FaultKind) -> None:
    offline = Offline(tmp_path / "account")
    note = contract(offline.client())
    offline.requests.clear()
    offline.simulator.faults.add(Fault(kind, FILES, times=TRIES - 1))
    assert AttachmentFiles(offline.client(), offline.http).download(note, note.attachments[0].id) == PDF
    assert [request.url.path == "/api/graphql" for request in offline.requests] == [True, False] * TRIES


def test_a_download_that_fails_every_time_may_be_tried_later(tmp_path: Path) -> None:
    offline = Offline(tmp_path / "account")
    note = contract(offline.client())
    offline.simulator.faults.add(Fault(FaultKind.EXPIRED, FILES, times=None))
    with pytest.raises(Unavailable, match="answered 403") as raised:
        AttachmentFiles(offline.client(), offline.http).download(note, note.attachments[0].id)
    assert raised.value.retry


def test_a_file_that_jobber_still_processes_is_not_asked_for_in_vain(tmp_path: Path) -> None:
    offline = Offline(tmp_path / "account")
    note = contract(offline.client())
    offline.simulator.conditions = Conditions(processing=frozenset({"file-1"}))
    offline.requests.clear()
    with pytest.raises(NotReady):
        AttachmentFiles(offline.client(), offline.http).download(note, note.attachments[0].id)
    assert len(offline.requests) == 1
    offline.simulator.conditions = Conditions(processing=frozenset({"file-2"}))
    assert AttachmentFiles(offline.client(), offline.http).download(note, note.attachments[0].id) == PDF


def test_a_file_above_the_limit_is_not_fetched(client: JobberClient, http: httpx.Client) -> None:
    note = contract(client)
    with pytest.raises(Refused, match="more than the 10 allowed"):
        AttachmentFiles(client, http, largest=10).download(note, note.attachments[0].id)


def test_files_and_notes_that_are_gone_are_missing(client: JobberClient, http: httpx.Client) -> None:
    note = contract(client)
    with pytest.raises(Missing, match="file is no longer"):
        AttachmentFiles(client, http).download(note, "other")
    gone = replace(note, id=opaque_id("ClientNote", "note-99"))
    with pytest.raises(Missing, match="note this file hangs on"):
        AttachmentFiles(client, http).download(gone, note.attachments[0].id)


@pytest.mark.parametrize("url", ["http://storage.example.com/a", "ftp://storage.example.com/a", "file:///etc/passwd"])
def test_only_encrypted_addresses_are_fetched(url: str) -> None:
    file = {"id": "file-1", "status": "READY", "fileSize": 1, "downloadUrl": url}
    files = {"nodes": [file], "pageInfo": {"hasNextPage": False, "endCursor": None}}
    data = {"client": {"notes": {"nodes": [{"id": "note-1", "fileAttachments": files}]}}}
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return httpx.Response(200, json={"data": data})

    with httpx.Client(transport=httpx.MockTransport(answer)) as http:
        client = JobberClient(http, "https://jobber.test/api/graphql", httpx.Auth(), Throttle())
        with pytest.raises(Refused, match="neither HTTPS"):
            AttachmentFiles(client, http).download(Note("note-1", parent_id=CLIENT), "file-1")
    assert asked == ["POST"]
