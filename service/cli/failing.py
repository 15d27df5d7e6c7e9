"""Which errors are a person's to mend, told in one line."""

from __future__ import annotations


def explain(error: Exception) -> str | None:
    """The line for an expected error, or None for one that is a fault of ours and should show its traceback."""
    from httpx import ConnectError
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        name = "_".join(str(part) for part in fault["loc"])
        return f"FINEPRINT_{name.upper()}: {fault['msg']}"
    if isinstance(error, ConnectError):
        return "nothing answers at that address; check FINEPRINT_JOBBER_URL, or start what it names"
    return " ".join(str(error).split()) if isinstance(error, _expected()) else None


def _expected() -> tuple[type[Exception], ...]:
    from anonymize.errors import AnonymizeError
    from ingest.jobber.errors import JobberError
    from ingest.jobber.simulator.load import AccountFolderError
    from ingest.lookup import LookupFailed
    from retrieval.errors import RetrievalError
    from retrieval.evaluate import BenchmarkUnreadable
    from service.access import AccessError
    from service.approvals.learned import NothingLearned
    from service.approvals.proposal import ProposalError
    from service.backup.making import BackupFailed
    from service.cli.callback import CannotListen
    from service.cli.remote import OwnerRefused
    from service.coverage.work import CoverageError
    from service.demo import DemoError
    from service.desk import NotFound, Unanswerable
    from service.erasure.certificate import NotACertificate
    from service.erasure.erase import StillWorking
    from service.erasure.file_scan import ScanFailed
    from service.extraction.field_map import FieldMapFaulty
    from service.owner import OwnedElsewhere
    from service.scoring import GoldUnreadable
    from service.stores import NotConnected
    from service.workflows.kept_errors import StepFailed
    from service.working import NotShared
    from service.writing import NotPermitted

    return (
        AnonymizeError,
        JobberError,
        AccountFolderError,
        LookupFailed,
        RetrievalError,
        NotConnected,
        ProposalError,
        NothingLearned,
        AccessError,
        FieldMapFaulty,
        NotPermitted,
        OwnerRefused,
        CannotListen,
        CoverageError,
        NotFound,
        Unanswerable,
        OwnedElsewhere,
        DemoError,
        GoldUnreadable,
        NotACertificate,
        StillWorking,
        ScanFailed,
        BenchmarkUnreadable,
        StepFailed,
        NotShared,
        BackupFailed,
        OSError,
    )
