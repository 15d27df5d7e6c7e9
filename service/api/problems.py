"""Errors as RFC 9457 problem responses, and as pages for people: what is wrong and how to mend it, never customer data."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import DataError
from starlette.exceptions import HTTPException

from anonymize.errors import CannotMask
from ingest.jobber.errors import JobberError
from ingest.lookup import LookupFailed
from retrieval.errors import RetrievalError
from service.access import AccessError
from service.approvals.learned import NothingLearned
from service.approvals.proposal import Changed, NoSuchProposal, ProposalError
from service.coverage.work import CoverageError
from service.desk import NotFound, Unanswerable
from service.erasure.erase import StillWorking
from service.extraction.field_map import FieldMapFaulty
from service.pace import TooMany
from service.reading_again import NotQuarantined
from service.reviews import AlreadyClosed
from service.web.refusals import is_for_a_person, refusal
from service.writing import NotPermitted

STATUS: dict[type[Exception], tuple[int, str]] = {
    NotFound: (404, "Not found"),
    LookupFailed: (404, "Not found"),
    NoSuchProposal: (404, "Not found"),
    NothingLearned: (404, "Not found"),
    AlreadyClosed: (409, "Closed already"),
    Changed: (409, "Changed since it was seen"),
    ProposalError: (409, "Not possible as it is"),
    AccessError: (422, "Cannot be as asked"),
    FieldMapFaulty: (422, "The field map cannot be used"),
    TooMany: (429, "Too many questions"),
    NotQuarantined: (409, "Not possible as it is"),
    StillWorking: (409, "A sync is still running"),
    NotPermitted: (403, "Not permitted"),
    Unanswerable: (422, "Cannot be answered as asked"),
    CoverageError: (422, "Cannot be judged as it is"),
    CannotMask: (422, "Cannot be read"),
    JobberError: (502, "Jobber did not answer as needed"),
    RetrievalError: (503, "The index cannot be searched now"),
}

TITLES = {401: "Not signed in", 403: "Not permitted", 404: "Not found", 405: "Not possible here"}


def problem(request: Request, status: int, title: str, detail: str) -> Response:
    if is_for_a_person(request):
        return refusal(request, status, title, detail)
    return JSONResponse(
        {"type": "about:blank", "title": title, "status": status, "detail": detail},
        status_code=status,
        media_type="application/problem+json",
    )


def install(app: FastAPI) -> None:
    """Make every error of the service a problem response."""
    for kind in STATUS:
        app.add_exception_handler(kind, _expected)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(DataError, _unkeepable)
    app.add_exception_handler(Exception, _unexpected)


def _expected(request: Request, error: Exception) -> Response:
    status, title = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    response = problem(request, status, title, str(error))
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type only
    response = problem(request, error.status_code, TITLES.get(error.status_code, str(error.detail)), str(error.detail))
    response.headers.update(error.headers or {})
    return response


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type only
    faults = (
        f"{'.'.join(str(part) for part in fault['loc'][1:]) or 'body'}: {fault['msg']}" for fault in error.errors()
    )
    return problem(request, 422, "The request is not well formed", "; ".join(faults))


def _unkeepable(request: Request, _error: Exception) -> Response:
    """PostgreSQL takes no NUL in a text, for instance."""
    return problem(
        request, 422, "The request is not well formed", "it holds a character that cannot be looked up or kept"
    )


def _unexpected(request: Request, error: Exception) -> Response:
    told = f"{type(error).__name__}; the log has the time and the route"
    return problem(request, 500, "Something failed on our side", told)
