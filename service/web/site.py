"""The pages staff use, put onto the HTTP service."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from service.web import (
    agreements,
    alerts,
    api_description,
    approvals,
    asking,
    assets,
    audit,
    checking,
    documents,
    reviews,
    setup,
    signing_in,
)
from service.web.headers import PageHeaders
from service.web.rendering import Pages

PAGES = (asking, checking, agreements, documents, approvals, alerts, reviews, audit, setup, signing_in, api_description)


def install(app: FastAPI, pages: Pages) -> None:
    """Pages are no part of the API: they are left out of its description."""
    app.state.pages = pages
    for part in PAGES:
        app.include_router(part.router, include_in_schema=False)
    app.router.routes.append(assets.ROUTE)
    app.mount("/static", StaticFiles(directory=assets.STATIC))
    app.add_middleware(PageHeaders)
