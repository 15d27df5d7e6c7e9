"""The main job as a user does it: connect, sync, ask, check, extract, approve; each command a process of its own."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from anonymize.boundary import Scope
from ingest.jobber.connection import client_of
from ingest.jobber.oauth import JobberApp
from ingest.jobber.records import Client, Job, Property, Record
from ingest.jobber.throttle import Throttle
from ingest.jobber.writer import JobberWriter
from tests.e2e.conftest import Synced
from tests.e2e.installation import HARBORLINE, Installation, journal
from tests.e2e.quotes import citations_in, faults
from tests.fakes.tokens import MemoryTokenStore

Json = dict[str, Any]
TARGETS: dict[str, type[Record]] = {"Client": Client, "Property": Property, "Job": Job}
HEAVY = ("torch", "spacy", "sentence_transformers", "llama_index.core", "presidio_analyzer", "pypdfium2")


def one_line(error: str) -> bool:
    return error.startswith("fineprint: ") and len(error.strip().splitlines()) == 1


def unverified(installation: Installation, value: Any) -> list[tuple[str, list[str]]]:
    """The citations in `value` that do not stand where they say; fails where there is none at all."""
    cited = list(citations_in(value))
    assert cited
    with installation.opened() as app:
        scope = Scope(app.account())
        texts = {each["document_id"]: app.pages.get(scope, each["document_id"]) for each in cited}
    found = [(each["quote"], faults(each, text)) for each in cited if (text := texts[each["document_id"]])]
    assert len(found) == len(cited)
    return [(quote, wrong) for quote, wrong in found if wrong]


def test_connecting_names_the_account(connected: Installation) -> None:
    with connected.opened() as app:
        assert app.account() == app.tokens.accounts()[0]


def test_the_first_sync_brings_every_document_to_an_end(synced: Synced) -> None:
    documents = synced.installation.json("documents")
    assert sum(synced.counts.values()) == len(documents)
    assert synced.counts["quarantined"] == synced.counts["changed"] == synced.counts["deleted"] == 0
    files = {document["file"] for document in documents if document["kind"] == "file"}
    assert files == {path.name for path in (HARBORLINE / "files").iterdir()}
    assert {document["state"] for document in documents} == {"indexed", "skipped"}
    assert [document["reason"] is None for document in documents] == [
        document["state"] == "indexed" for document in documents
    ]


def test_a_second_sync_finds_everything_unchanged(own: Installation, synced: Synced) -> None:
    counts = own.json("sync", "--communications", HARBORLINE / "communications")
    assert counts == synced.counts | {"new": 0, "unchanged": synced.counts["new"]}


def test_a_job_number_a_short_id_and_an_opaque_id_name_the_same_job(synced: Synced) -> None:
    by_number = synced.installation.json("check", "1001")
    assert synced.installation.json("check", "job-1001") == by_number
    assert synced.installation.json("check", by_number["job_id"]) == by_number


def test_an_answer_cites_the_amendment_word_for_word(synced: Synced) -> None:
    answer = synced.installation.json("ask", "What did O'Brien's rider actually change, and from when?")
    assert not answer["abstained"]
    assert "OBrien_Rider_1.pdf" in {citation["file"] for citation in answer["citations"]}
    assert [citation["n"] for citation in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    assert unverified(synced.installation, answer) == []


def test_a_question_may_be_narrowed_to_a_client_and_to_what_a_role_may_see(synced: Synced) -> None:
    question = "Which discount on parts does the rider give?"
    elsewhere = synced.installation.json("ask", question, "--client", "Harold Tveit")
    assert "OBrien_Rider_1.pdf" not in {citation["file"] for citation in elsewhere["citations"]}
    stranger = synced.installation.json("ask", question, "--as", "technician", "--jobber-user", "user-13")
    assert stranger["searched"]["documents"] < len(synced.installation.json("documents"))


def test_every_line_of_every_job_is_judged_with_quotes_that_stand_on_their_pages(own: Installation) -> None:
    output = own.folder / "verdicts.jsonl"
    own.run("check", "--all", "--output", output)
    verdicts = [json.loads(line) for line in output.read_text().splitlines()]
    jobs = json.loads((HARBORLINE / "account.json").read_text())["jobs"]
    assert len(verdicts) == sum(bool(job["lineItems"]) for job in jobs)
    assert unverified(own, verdicts) == []
    own.run("check", "--all", "--output", output)
    assert len(output.read_text().splitlines()) == len(verdicts), "a second run judges nothing twice"


def test_fields_are_extracted_without_proposing_anything_in_a_dry_run(synced: Synced, tmp_path: Path) -> None:
    run = synced.installation.json("extract", "--dry-run", "--output", tmp_path / "fields.csv")
    assert run["counts"]["contracts"] == len(run["contracts"]) > 0
    assert run["proposals"] == synced.installation.json("approvals", "list") == []
    with (tmp_path / "fields.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["file"] for row in rows} == {contract["file"] for contract in run["contracts"]}
    assert len(rows) == sum(len(contract["fields"]) for contract in run["contracts"])


def test_an_approved_value_is_written_once_and_reads_back(own: Installation) -> None:
    proposed = own.json("extract", "--client", "St. Brendan's Chapel")["proposals"]
    waiting = own.json("approvals", "list", "--state", "pending")
    assert proposed == [proposal["id"] for proposal in waiting]
    first, second, *_ = proposed
    assert unverified(own, own.json("approvals", "show", first)) == []

    done = own.json("approvals", "approve", first)
    assert [proposal["state"] for proposal in done] == ["done"]
    [written] = journal(own.jobber_url)
    after = done[0]["after"]
    assert [change["field"] for change in written["customFields"]] == [after["label"]]
    assert live_value(own, done[0]) == after["value"]

    rejected = own.json("approvals", "reject", second, "--reason", "the parish pays by season")
    assert [proposal["state"] for proposal in rejected] == ["rejected"]
    again = own.run("approvals", "approve", first, second, status=1)
    assert one_line(again.stderr)
    assert len(journal(own.jobber_url)) == 1


def test_what_was_approved_stands_in_jobber_each_once_and_a_second_run_writes_nothing(own: Installation) -> None:
    proposed = own.json("extract", "--all")["proposals"]
    done = own.json("approvals", "approve", "--all", "--field", "billing_frequency")
    assert 1 < len(done) < len(proposed)
    assert {proposal["state"] for proposal in done} == {"done"}
    written = [
        (entry["target"]["id"], *(each["after"] for each in entry["customFields"])) for entry in journal(own.jobber_url)
    ]
    assert sorted(written) == sorted((each["target"]["id"], each["after"]["value"]) for each in done)
    assert all(live_value(own, proposal) == proposal["after"]["value"] for proposal in done)
    own.run("sync")
    again = own.json("extract", "--all")
    assert set(again["proposals"]) <= set(proposed)
    assert len(journal(own.jobber_url)) == len(done)
    assert own.json("audit", "verify")["whole"] is True
    told = own.json("audit", "list", "--kind", "proposal.done")
    assert {event["subject"] for event in told} == {proposal["id"] for proposal in done}


def live_value(installation: Installation, proposal: Json) -> str | None:
    """The custom field as Jobber has it now, as the queue writes numbers."""
    app = JobberApp(installation.jobber_url, "demo-client", "demo-secret", installation.settings.redirect_uri)
    with installation.opened() as opened, httpx.Client() as http:
        account, store = opened.account(), MemoryTokenStore()
        tokens = opened.tokens.load(account)
        assert tokens is not None
        store.connect(account, tokens)
        writer = JobberWriter(client_of(http, app, store, account, Throttle(0)))
        target = proposal["target"]
        live = writer.custom_field(TARGETS[target["type"]], target["id"], proposal["after"]["configuration_id"])
    return live if isinstance(live, str) or live is None else f"{live:.2f}"


def test_an_api_key_is_shown_once_and_can_be_revoked(own: Installation) -> None:
    made = own.json("api-keys", "create", "--role", "manager")
    assert made.keys() == {"id", "key", "role"}
    [listed] = own.json("api-keys", "list")
    assert (listed["id"], listed["role"], listed["revoked"]) == (made["id"], "manager", False)
    assert made["key"] not in own.run("api-keys", "list").stdout
    own.run("api-keys", "revoke", made["id"])
    assert own.json("api-keys", "list")[0]["revoked"] is True
    assert one_line(own.run("api-keys", "revoke", made["id"], status=1).stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("check",),
        ("check", "1001", "--all"),
        ("check", "1001", "--as-of", "yesterday"),
        ("extract", "--client", "x", "--all"),
        ("api-keys", "create", "--role", "king"),
        ("api-keys", "create", "--role", "technician"),
        ("ask", "Who pays?", "--as", "king"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(synced: Synced, arguments: tuple[str, ...]) -> None:
    assert synced.installation.run(*arguments, status=2).stdout == ""


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("check", "9999"), "9999"),
        (("ask", "Who pays?", "--client", "Nobody Known"), "Nobody Known"),
        (("approvals", "show", "prop_none"), "prop_none"),
        (("extract", "--client", "Lindgren", "--dry-run"), "Lindgren"),
        (("connect", "--code", "spent"), "code"),
    ],
)
def test_a_failure_is_one_line_that_says_what_and_ends_with_1(
    synced: Synced, arguments: tuple[str, ...], named: str
) -> None:
    done = synced.installation.run(*arguments, status=1)
    assert one_line(done.stderr)
    assert named in done.stderr
    assert done.stdout == ""


def test_an_installation_that_is_not_connected_says_what_to_do(harborline: str, tmp_path: Path) -> None:
    fresh = Installation.new(tmp_path / "fresh", harborline)
    for arguments in (("sync",), ("ask", "Who pays?"), ("documents",)):
        done = fresh.run(*arguments, status=1)
        assert one_line(done.stderr)
        assert "fineprint connect" in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("documents",), ("approvals", "list"), ("check", "1001")])
def test_what_only_reads_the_records_loads_no_model(synced: Synced, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "service.cli", *arguments]
    done = subprocess.run(
        command, env=synced.installation.environment, cwd=synced.installation.folder, text=True, capture_output=True
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")}
    assert done.returncode == 0
    assert "service.cli" in imported
    assert imported.isdisjoint(HEAVY)
