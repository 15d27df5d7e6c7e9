"""What comes back of an error that went through DBOS, and what of it is kept there."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from anonymize.errors import MissingMasterKey
from ingest.jobber.errors import Blocked, Disconnected, Refused, ScopeMissing, Uncertain
from ingest.ledger import State
from service.workflows.kept_errors import StepFailed
from tests.fakes.syncing import ScriptedSync
from tests.service.workflows.test_durable import launched

UNTIL = datetime(2030, 3, 3, 12, 30, tzinfo=UTC)


def raised(folder: Path, fault: Exception) -> tuple[Exception, ScriptedSync]:
    """What a sync raises whose only document meets this, and the sync."""
    sync = ScriptedSync({}, {"doc-1": State.INDEXED}, {"doc-1": [fault]})
    with launched(folder, sync=sync) as workflows, pytest.raises(Exception) as found:  # noqa: PT011
        workflows.sync("acme", "run-1", full=False, communications=None)
    return found.value, sync


def test_a_block_comes_back_with_its_end(tmp_path: Path) -> None:
    error, sync = raised(tmp_path, Blocked(UNTIL))
    assert isinstance(error, Blocked)
    assert error.until == UNTIL
    assert sync.calls[-1] == f"fail {Blocked(UNTIL)}"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Disconnected("run `fineprint connect`"), Disconnected),
        (Uncertain("no answer came; it is read back first"), Uncertain),
        (ScopeMissing(("read_jobs",), "Query.jobs"), Refused),
        (MissingMasterKey("the key is away"), MissingMasterKey),
    ],
)
def test_an_error_of_ours_comes_back_as_its_class_with_its_message(
    tmp_path: Path, fault: Exception, kind: type[Exception]
) -> None:
    error, sync = raised(tmp_path, fault)
    assert (type(error), str(error)) == (kind, str(fault))
    assert sync.calls[-1] == f"fail {fault}"


def test_of_any_other_error_nothing_is_kept_but_its_class(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        error, sync = raised(tmp_path, KeyError("Rosa Zwetschgenbaum"))
    assert isinstance(error, StepFailed)
    assert str(error) == "an unexpected fault (KeyError); the log of that time says more"
    assert sync.calls[-1] == f"fail {error}"
    assert "sync.document failed: KeyError at syncing.py:" in caplog.text
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("workflows.sqlite*"))
    assert b"KeyError" in stored
    assert b"Zwetschgenbaum" not in stored + caplog.text.encode()
