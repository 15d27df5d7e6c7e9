"""A sync whose detector fails indexes nothing, says why, and makes up for it once the detector is mended."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from anonymize.detect import FAILED, NOT_LOADED, PresidioDetector
from anonymize.keys import Keyring
from anonymize.recognizers.rule import Match, Recognizer, Rule
from ingest.jobber.records import Client, Job, Note
from ingest.ledger import State, document_id
from tests.fakes.jobber import JobberInMemory
from tests.fakes.workplace import WHOLE, workplace

ROSA = Client("client-1", first_name="Rosa", last_name="Zwetschgenbaum")
JOB = Job("job-1", client_id="client-1", title="Boiler service")
GATE = Note(
    "note-1", note_type="JobNote", client_id="client-1", parent_id="job-1", job_id="job-1", message="gate 4471#"
)
GATE_ID = document_id("acme", "JobNote", "note-1")


def _fails(match: Match) -> bool:
    raise RuntimeError(f"cannot judge {match.group()}")


BROKEN = Recognizer("broken", (Rule("PERSON", re.compile(r"gate \S+"), _fails),))


@pytest.mark.parametrize(
    ("name", "broken", "reason"),
    [("MODEL", "no_such_model", NOT_LOADED), ("RECOGNIZERS", (BROKEN,), FAILED)],
    ids=["the model is missing", "a recognizer fails"],
)
def test_nothing_is_indexed_while_the_detector_fails(
    name: str,
    broken: object,
    reason: str,
    engine: Engine,
    keyring: Keyring,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with workplace(JobberInMemory(ROSA, JOB, GATE), engine, keyring, tmp_path, PresidioDetector()) as work:
        with monkeypatch.context() as patch:
            patch.setattr(f"anonymize.presidio.{name}", broken)
            work.run("run-1")
        assert (work.document(GATE_ID).state, work.document(GATE_ID).reason) == (State.QUARANTINED, reason)
        assert not work.index.point_ids(WHOLE, GATE_ID)
        assert not work.words(GATE_ID)
    with workplace(JobberInMemory(ROSA, JOB, GATE), engine, keyring, tmp_path, PresidioDetector()) as mended:
        mended.run("run-2")
        assert mended.document(GATE_ID).state is State.INDEXED
        assert "4471" not in mended.words(GATE_ID)
