"""Forgetting a client of the sample account while the service runs; neither a sync nor a backup brings the client back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from anonymize.boundary import Scope
from anonymize.leaks import find_leaks
from ingest.jobber.ids import opaque_id
from ingest.marks import BELONGS_TO_ERASED
from tests.e2e.installation import HARBORLINE, Installation, journal, stopped_after, wait_until

Json = dict[str, Any]
OBRIEN, MAIL, CLIENT = "Eleanor O'Brien", "eleanor.obrien@example.com", opaque_id("Client", "client-1")
QUESTION = "how expensive may a part be before Mrs O'Brien has to say yes in writing?"


@pytest.mark.timeout(600)
def test_a_client_erased_while_the_service_runs_stays_erased(own: Installation, tmp_path: Path) -> None:
    backup, before = own.copy(tmp_path / "backup"), own.json("documents")
    with stopped_after(own.start("serve", "--port", "0")) as serving:
        wait_until(lambda: (own.data / "owner.json").exists(), serving)
        answer = own.json("ask", QUESTION)
        assert answer["citations"]
        own.run("erase", "--client", OBRIEN, status=2)
        certificate = own.json("erase", "--client", OBRIEN, "--yes", "--output", own.folder / "proof.json")
        again = own.json("ask", QUESTION)
    assert certificate["passed"] is True
    assert certificate["deleted"]["answers_about_several_clients"] == 1
    assert all(certificate["deleted"][table] for table in ("records", "documents", "clauses", "page_texts"))
    found = {probe["probe"]: probe["found_before"] for probe in certificate["probes"]}
    assert found["masked lines of the client's documents, in every file"] > 0
    assert again["abstained"] or not any("O'Brien" in str(cited) for cited in again["citations"])
    assert journal(own.jobber_url) == [], "nothing was written to Jobber"
    _is_proven(own, certificate)
    hers = {each["id"] for each in before if each["client_id"] == CLIENT}
    assert answer["citations"][0]["document_id"] in hers
    _stays_erased(own, before, hers)
    _stays_erased_in_a_backup(own, backup, hers)


def _is_proven(own: Installation, certificate: dict[str, object]) -> None:
    proof = own.folder / "proof.json"
    assert json.loads(proof.read_text()) == certificate == own.json("erase", "show", str(certificate["id"]))
    assert own.json("erase", "verify", proof)["signed_by_this_installation"] is True
    proof.write_text(proof.read_text().replace('"passed": true', '"passed": false'))
    own.run("erase", "verify", proof, status=1)


def _stays_erased(own: Installation, before: list[Json], hers: set[str]) -> None:
    """The next sync reads her in Jobber and her mails in the folder, where both still are, and keeps nothing."""
    counts, after = own.json("sync", "--communications", HARBORLINE / "communications"), own.json("documents")
    passed_over = [each for each in after if each["reason"] == BELONGS_TO_ERASED]
    assert len(passed_over) == len(_messages(before) & hers) > 2
    assert {(each["client_id"], each["file"], each["state"]) for each in passed_over} == {(None, None, "skipped")}
    assert counts["skipped"] >= len(passed_over)
    assert _messages(after) == _messages(before) - hers
    assert hers.isdisjoint(each["id"] for each in after)
    assert find_leaks(own.data, [OBRIEN, MAIL, *hers]) == []
    _has_nothing_of_her(own)


def _messages(documents: list[Json]) -> set[str]:
    live = (each for each in documents if each["state"] in ("indexed", "unchanged"))
    return {each["id"] for each in live if each["kind"] == "communication"}


def _has_nothing_of_her(own: Installation) -> None:
    """Looked at without the erasure register, which would hide it."""
    with own.opened() as app:
        hers = Scope(app.account(), frozenset({CLIENT}))
        assert app.records.counts(hers) == {}
        assert app.ledger.ids(hers, client_id=CLIENT) == set()
        assert [index.point_ids(hers) for index in app.index.everywhere()] == [set()]


def _stays_erased_in_a_backup(own: Installation, backup: Installation, hers: set[str]) -> None:
    """The old data folder beside the register: it opens and lists nothing, and is cleared once somebody owns it."""
    (backup.folder / "home").rmdir()
    (own.folder / "home").rename(backup.folder / "home")
    assert hers.isdisjoint(each["id"] for each in backup.json("documents"))
    assert find_leaks(backup.data, hers), "not cleared yet"
    backup.run("erase", "--client", OBRIEN, "--yes", status=1)
    _has_nothing_of_her(backup)
    assert find_leaks(backup.data, [OBRIEN, MAIL, *hers]) == []
