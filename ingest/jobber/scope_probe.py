"""Finds out which scopes an app lacks, by asking for one record of each type. Writing scopes cannot be asked about."""

from __future__ import annotations

from ingest.jobber.client import JobberClient
from ingest.jobber.errors import ScopeMissing
from ingest.jobber.reads import READS


def missing_scopes(client: JobberClient) -> dict[str, str]:
    """Scope → what Jobber hides without it. One call a type; raises the other `JobberError`s."""
    missing: dict[str, str] = {}
    for operation in sorted({read.pages for read in READS.values()}):
        try:
            client.execute(operation, {"first": 1, "after": None})
        except ScopeMissing as error:
            missing |= dict.fromkeys(error.scopes, error.hidden)
    return missing
