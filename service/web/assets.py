"""Static files by addresses that change with what they hold, so that they may be kept for ever; all styles come as one."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

STATIC = Path(__file__).parent / "static"
STYLES = ("vendor/jobber-foundation.css", "vendor/jobber-dark.css", "fineprint.css")
SHEET = "site.css"


@lru_cache(maxsize=256)
def asset(name: str) -> str:
    """The address of a static file."""
    return f"/static/{name}?v={sha256(content(name)).hexdigest()[:12]}"


def content(name: str) -> bytes:
    return styles() if name == SHEET else (STATIC / name).read_bytes()


@lru_cache(maxsize=1)
def styles() -> bytes:
    """Jobber's design tokens and what stands on them: a page waits for one answer before it is painted."""
    return b"\n".join((STATIC / name).read_bytes() for name in STYLES)


async def _sheet(_: Request) -> Response:
    return Response(styles(), media_type="text/css")


ROUTE = Route(f"/static/{SHEET}", _sheet)
