"""Forgetting a client of the sample account while the service runs; neither a sync nor a backup brings the client back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anonymize.leaks import find_leaks
from tests.e2e.installation import Installation, journal, stopped_after, wait_until

OBRIEN = "Eleanor O'Brien"
QUESTION = "how expensive may a part be before Mrs O'Brien has to say yes in writing?"


@pytest.mark.timeout(600)
def test_a_client_erased_while_the_service_runs_stays_erased(own: Installation, tmp_path: Path) -> None:
    backup = own.copy(tmp_path / "backup")
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
    _stays_erased(own, answer["citations"][0]["document_id"])
    _stays_erased_in_a_backup(own, backup, answer["citations"][0]["document_id"])


def _is_proven(own: Installation, certificate: dict[str, object]) -> None:
    proof = own.folder / "proof.json"
    assert json.loads(proof.read_text()) == certificate == own.json("erase", "show", str(certificate["id"]))
    assert own.json("erase", "verify", proof)["signed_by_this_installation"] is True
    proof.write_text(proof.read_text().replace('"passed": true', '"passed": false'))
    own.run("erase", "verify", proof, status=1)


def _stays_erased(own: Installation, document_id: str) -> None:
    """The next sync reads the client in Jobber, who is still there, and keeps nothing."""
    own.run("sync", "--full")
    assert document_id not in [each["id"] for each in own.json("documents")]
    assert find_leaks(own.data, [OBRIEN, document_id]) == []
    own.run("erase", "--client", OBRIEN, "--yes", status=1)


def _stays_erased_in_a_backup(own: Installation, backup: Installation, document_id: str) -> None:
    """The old data folder beside the register: it opens nothing, and is cleared as soon as somebody owns it."""
    (backup.folder / "home").rmdir()
    (own.folder / "home").rename(backup.folder / "home")
    assert document_id in [each["id"] for each in backup.json("documents")]
    answer = backup.json("ask", QUESTION)
    assert document_id not in str(answer)
    assert document_id not in [each["id"] for each in backup.json("documents")]
    assert find_leaks(backup.data, [OBRIEN, document_id]) == []
