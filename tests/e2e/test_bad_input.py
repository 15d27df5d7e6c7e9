"""What cannot be read ends with a reason a person can act on, and keeps nothing else from being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from anonymize.leaks import find_leaks
from tests.e2e.installation import Installation, simulated
from tests.e2e.troubled import GOOD, PAGES_OF_MANUAL, REMOVED, remove_the_note, write_troubled

Json = dict[str, Any]
QUARANTINED = {
    "cut short.pdf": ("damaged", "broken", "cannot be", "no pages"),
    "not a pdf.pdf": ("not a PDF",),
    "locked.pdf": ("password",),
    "empty.pdf": ("empty (0 bytes)",),
    "no pages.pdf": ("no pages", "damaged"),
    "blank.pdf": ("no text",),
    "no mail.eml": ("not an e-mail",),
}
ADVICE = ("again", "without", "save", "split", "export", "mend", "attach", "scan", "only")


@dataclass
class Troubled:
    """The account's folder, the installation that synced it, and what `documents` says of each."""

    folder: Path
    installation: Installation
    counts: dict[str, int]
    documents: list[Json]

    def of_file(self, name: str) -> list[Json]:
        return [document for document in self.documents if document["file"] == name]


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Troubled]:
    folder = write_troubled(tmp_path_factory.mktemp("troubled"))
    with simulated(folder) as jobber:
        installation = Installation.new(tmp_path_factory.mktemp("reading"), jobber)
        installation.connect()
        counts = installation.json("sync", "--communications", folder / "communications")
        yield Troubled(folder, installation, counts, installation.json("documents"))


def test_the_sync_ends_with_every_document_accounted_for(troubled: Troubled) -> None:
    assert sum(troubled.counts.values()) == len(troubled.documents)
    assert troubled.counts["quarantined"] == len(QUARANTINED) + 1
    assert troubled.counts["skipped"] == 2


@pytest.mark.parametrize("name", QUARANTINED)
def test_what_cannot_be_read_is_quarantined_with_what_is_wrong_and_what_to_do(troubled: Troubled, name: str) -> None:
    [document] = troubled.of_file(name)
    assert document["state"] == "quarantined"
    assert any(words in document["reason"] for words in QUARANTINED[name]), document["reason"]
    assert any(advice in document["reason"] for advice in ADVICE), document["reason"]
    assert document["indexed_at"] is None


def test_quarantined_documents_can_be_listed_alone(troubled: Troubled) -> None:
    listed = troubled.installation.json("documents", "--quarantined")
    assert listed == [document for document in troubled.documents if document["state"] == "quarantined"]


@pytest.mark.parametrize(("name", "words"), [("boiler.jpg", "photo"), ("letter.docx", "not a PDF")])
def test_what_is_not_for_reading_is_skipped_and_says_so(troubled: Troubled, name: str, words: str) -> None:
    [document] = troubled.of_file(name)
    assert document["state"] == "skipped"
    assert words in document["reason"]


def test_a_long_manual_and_a_long_note_are_read_whole(troubled: Troubled) -> None:
    [manual] = troubled.of_file("manual.pdf")
    assert (manual["state"], manual["pages"]) == ("indexed", PAGES_OF_MANUAL)
    clauses = dict(troubled.installation.rows("SELECT document_id, max(page) FROM clauses GROUP BY document_id"))
    assert clauses[manual["id"]] == PAGES_OF_MANUAL
    assert max(end for (end,) in troubled.installation.rows('SELECT max("end") FROM clauses')) > 99_000


def test_a_mail_without_a_body_is_known_by_its_subject_and_an_empty_one_is_nothing(troubled: Troubled) -> None:
    [mail] = troubled.of_file("no body.eml")
    assert mail["state"] == "indexed"
    assert troubled.of_file("nothing at all.eml") == []


def test_a_broken_row_of_the_report_is_named_by_its_line_and_the_others_are_read(troubled: Troubled) -> None:
    rows = troubled.of_file("client-communications.csv")
    assert sorted(row["state"] for row in rows) == ["indexed", "indexed", "quarantined"]
    [broken] = (row for row in rows if row["state"] == "quarantined")
    assert "line 3" in broken["reason"]


def test_good_documents_are_answered_from(troubled: Troubled) -> None:
    answer = troubled.installation.json("ask", "How fast do we have to be at Rosa Ferrante's when there is no heat?")
    assert not answer["abstained"]
    assert {citation["file"] for citation in answer["citations"]} == {GOOD}
    assert "three (3) hours" in " ".join(citation["quote"] for citation in answer["citations"])


def test_no_reason_holds_anything_of_what_was_read(troubled: Troubled) -> None:
    told = " ".join(document["reason"] or "" for document in troubled.documents)
    assert not any(words in told for words in ("Ferrante", "locked words", "log in", "no quote closes"))


def test_a_note_removed_in_jobber_is_gone_from_answers_and_from_every_file(troubled: Troubled, tmp_path: Path) -> None:
    question = ("ask", "Which brass union was swapped behind the softener?", "--client", "Rosa Ferrante")
    own = troubled.installation.copy(tmp_path / "own")
    assert REMOVED in str(own.json(*question)["citations"])
    assert find_leaks(own.data / "index", [REMOVED]), "masked words without names stand in the index"

    remove_the_note(troubled.folder)
    httpx.post(f"{own.jobber_url}/simulator/reload").raise_for_status()
    counts = own.json("sync")
    assert (counts["deleted"], counts["new"], counts["changed"]) == (1, 0, 0)
    assert REMOVED not in str(own.json(*question))
    assert find_leaks(own.data, [REMOVED]) == []
    states = [document["state"] for document in own.json("documents") if document["state"] == "deleted"]
    assert states == ["deleted"]
