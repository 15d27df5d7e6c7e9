"""A note that an action wrote is deleted once, and nothing but that note as it was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.jobber.actions import ApprovedAction, Change, DeleteNote, NewNote, Outcome
from ingest.jobber.answers import Json
from ingest.jobber.client import JobberClient
from ingest.jobber.errors import Refused
from ingest.jobber.ids import opaque_id
from ingest.jobber.notes import reference, signed
from ingest.jobber.reader import JobberReader
from ingest.jobber.records import Client, Job, Quote, Record
from ingest.jobber.simulator.world import World
from ingest.jobber.writer import JobberWriter
from tests.fakes.account import HandClock, Served

CLIENT, JOB = opaque_id("Client", "client-1"), opaque_id("Job", "job-1001")
WORDS = "Renewal agreed by phone"


def approved(change: Change, id: str = "prop_2", *, tried: bool = False) -> ApprovedAction:
    return ApprovedAction(id, change, approved_by="ada", proposed_at=datetime.now(UTC), tried=tried)


def deletion(parent: type[Record] = Client, parent_id: str = CLIENT) -> DeleteNote:
    return DeleteNote(parent, parent_id, WORDS, reference("prop_1"), since=datetime.now(UTC))


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def writer(client: JobberClient, waited: list[float]) -> JobberWriter:
    return JobberWriter(client, sleep=waited.append)


@pytest.fixture
def world(jobber: Served, clock: HandClock) -> World:
    return World(jobber.simulator.account, clock)


@pytest.fixture
def note(writer: JobberWriter, jobber: Served) -> str:
    """The id of the client's note that `prop_1` wrote."""
    writer.perform(approved(NewNote(Client, CLIENT, WORDS, pinned=True), "prop_1"))
    return str(journal(jobber)[0]["note"]["id"])


def journal(jobber: Served) -> list[dict[str, Any]]:
    return jobber.simulator.journal.entries


def ids(reader: JobberReader, parent: type[Record], parent_id: str) -> list[str]:
    return [note.id for note in reader.notes_of(parent, parent_id).records]


@pytest.mark.parametrize(("parent", "parent_id"), [(Client, CLIENT), (Job, JOB)])
def test_a_note_is_deleted_once_and_no_other_with_it(
    writer: JobberWriter, reader: JobberReader, jobber: Served, parent: type[Record], parent_id: str
) -> None:
    before = ids(reader, parent, parent_id)
    writer.perform(approved(NewNote(parent, parent_id, WORDS), "prop_1"))
    action = approved(deletion(parent, parent_id))
    done = writer.perform(action)
    assert (done.outcome, done.said) == (Outcome.WRITTEN, "deleted, and no longer there when read back")
    assert ids(reader, parent, parent_id) == before
    assert writer.perform(replace(action, tried=True)).outcome is Outcome.ALREADY
    written, deleted = journal(jobber)
    assert (deleted["mutation"], deleted["target"]) == (f"{parent.type_name.lower()}DeleteNote", written["target"])
    assert deleted["deletedNote"] == written["note"]


def test_a_note_somebody_deleted_already_is_done_with_nothing_deleted(
    writer: JobberWriter, jobber: Served, world: World, note: str
) -> None:
    world.delete_note(note)
    done = writer.perform(approved(deletion()))
    assert (done.outcome, "nothing was deleted" in done.said) == (Outcome.ALREADY, True)
    assert len(journal(jobber)) == 1


@pytest.mark.parametrize(
    "edited",
    [signed(f"{WORDS}, twice", reference("prop_1")), WORDS, "Call on Friday"],
    ids=["words", "reference", "both"],
)
def test_a_note_somebody_edited_since_is_left_as_it_is(
    writer: JobberWriter, jobber: Served, world: World, note: str, edited: str
) -> None:
    world.change_note(note, edited)
    done = writer.perform(approved(deletion()))
    assert (done.outcome, "delete it in Jobber by hand" in done.said) == (Outcome.STALE, True)
    assert len(journal(jobber)) == 1


def test_a_note_somebody_put_a_file_on_is_left_as_it_is(
    writer: JobberWriter, jobber: Served, world: World, note: str, tmp_path: Path
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"a photo")
    world.attach(note, "photo.jpg", tmp_path / "photo.jpg")
    assert writer.perform(approved(deletion())).outcome is Outcome.STALE
    assert len(journal(jobber)) == 1


def test_a_note_with_the_same_words_that_somebody_else_wrote_stays(
    writer: JobberWriter, reader: JobberReader, world: World, note: str
) -> None:
    theirs = world.add_note(CLIENT, WORDS)
    assert writer.perform(approved(deletion())).outcome is Outcome.WRITTEN
    assert (theirs in (left := ids(reader, Client, CLIENT)), note in left) == (True, False)


def test_before_a_note_is_deleted_again_jobber_is_given_time_to_leave_it_out(
    writer: JobberWriter, waited: list[float], note: str
) -> None:
    waited.clear()
    assert writer.perform(approved(deletion(), tried=True)).outcome is Outcome.WRITTEN
    assert (waited[0], bool(note)) == (10.0, True)


class _Interfering:
    """A client before whose deletion somebody else has a say."""

    def __init__(self, client: JobberClient, world: World, note: str | None) -> None:
        self._client, self._world, self._note = client, world, note

    def execute(self, operation: str, variables: Json, *, approved: ApprovedAction | None = None) -> Json:
        if operation == "DeleteClientNote" and self._note is not None:
            self._world.delete_note(self._note)
        elif operation == "DeleteClientNote":
            variables = {"id": opaque_id("ClientNote", "note-999")}
        return self._client.execute(operation, variables, approved=approved)


def test_a_note_somebody_deletes_right_before_us_is_no_refusal(
    client: JobberClient, jobber: Served, world: World, note: str
) -> None:
    writer = JobberWriter(_Interfering(client, world, note), sleep=lambda _: None)  # type: ignore[arg-type]
    assert writer.perform(approved(deletion())).outcome is Outcome.WRITTEN
    assert len(journal(jobber)) == 1


def test_a_refusal_of_a_note_that_still_stands_is_told(
    client: JobberClient, reader: JobberReader, world: World, note: str
) -> None:
    writer = JobberWriter(_Interfering(client, world, None), sleep=lambda _: None)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=r"input\.noteId") as raised:
        writer.perform(approved(deletion()))
    assert (raised.value.reasons, note in ids(reader, Client, CLIENT)) == (("Note not found",), True)


def test_a_note_on_a_quote_is_refused_before_jobber_is_asked(writer: JobberWriter, jobber: Served) -> None:
    with pytest.raises(Refused, match="clients and jobs only"):
        writer.perform(approved(deletion(Quote, opaque_id("Quote", "quote-1"))))
    assert journal(jobber) == []
