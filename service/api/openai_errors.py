"""Errors of `/v1` in OpenAI's shape, which is what its clients read."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from service.api.problems import STATUS
from service.pace import TooMany

log = logging.getLogger("fineprint.chat")
_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
_CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded"}


class UnknownModel(LookupError):
    """The request names a model that is not ours."""


def error_body(status: int, message: str, *, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    kind = _TYPES.get(status, "invalid_request_error" if status < 500 else "server_error")
    return {"error": {"message": message, "type": kind, "param": param, "code": code or _CODES.get(status)}}


def told(error: Exception) -> tuple[int, dict[str, Any]]:
    """Status and body of an error; of one that nobody foresaw only its class is told."""
    if isinstance(error, HTTPException):
        return error.status_code, error_body(error.status_code, str(error.detail))
    if isinstance(error, RequestValidationError):
        return 400, _invalid(error)
    if isinstance(error, UnknownModel):
        return 404, error_body(404, str(error), param="model", code="model_not_found")
    if isinstance(error, TooMany):
        return 429, error_body(429, str(error))
    status = next((STATUS[kind][0] for kind in type(error).__mro__ if kind in STATUS), None)
    if status is not None:
        return (400, error_body(400, str(error))) if status == 422 else (status, error_body(status, str(error)))
    log.error("a chat failed: %s", type(error).__name__)
    return 500, error_body(500, f"something failed on our side ({type(error).__name__})")


class OpenAIRoute(APIRoute):
    """A route whose every error is told in OpenAI's shape."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:  # noqa: BLE001 - told to the caller, and logged where nobody foresaw it
                status, body = told(error)
                return JSONResponse(body, status_code=status, headers=_headers(error))

        return handled


def _headers(error: Exception) -> dict[str, str]:
    if isinstance(error, TooMany):
        return {"Retry-After": str(error.retry_after)}
    return dict(error.headers or {}) if isinstance(error, HTTPException) else {}


def _invalid(error: RequestValidationError) -> dict[str, Any]:
    faults = [(".".join(str(part) for part in fault["loc"][1:]) or "body", fault["msg"]) for fault in error.errors()]
    told_faults = "; ".join(f"{where}: {what}" for where, what in faults)
    return error_body(400, told_faults, param=faults[0][0] if faults else None)
