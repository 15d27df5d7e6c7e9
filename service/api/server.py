"""The HTTP service: routes, problems and who may call them, put together from what the composition root gives."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from importlib.metadata import version

from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.routing import Route

from ingest.jobber.receiving import Receiver
from service.api import (
    access,
    audit,
    chat,
    erasures,
    health,
    local,
    oauth,
    problems,
    reviews,
    routes,
    signin,
    sync,
    webhooks,
    writing,
)
from service.api.local import Sync
from service.api.oauth import Connecting
from service.api.observing import Observed
from service.api.signin import SigningIn
from service.auth.bearer import Doorkeeper
from service.auth.oidc import NoIssuer
from service.auth.roles import Principal
from service.desk import Desk
from service.llm.tally import Tally
from service.mcp.http import PATH, McpEndpoint
from service.metrics import Metrics
from service.setting_up import SettingUp
from service.stopping import Stopping
from service.tracing import NoTraces, Tracing
from service.web import site
from service.web.rendering import Pages

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Serving:
    """What the routes need: the desk of a caller, who callers are, the sync for this machine's own command line, who
    takes webhooks, how an account is connected, how people sign in, what is known of an account for setting it up, what is told of this process, the zone its times are
    told in, and where people reach the pages."""

    desk_for: Callable[[Principal], Desk]
    doorkeeper: Doorkeeper
    engine: Engine
    sync: Sync
    webhooks: Receiver
    connecting: Connecting
    signing_in: SigningIn
    setting_up: SettingUp = field(default_factory=SettingUp)
    metrics: Metrics = field(default_factory=lambda: Metrics(Tally()))
    stopping: Stopping = field(default_factory=Stopping)
    tracing: Tracing = field(default_factory=NoTraces)
    zone: tzinfo = UTC
    public_url: str = ""


def http_app(serving: Serving, lifespan: Lifespan | None = None) -> FastAPI:
    mcp = McpEndpoint(serving.doorkeeper, serving.desk_for)
    app = FastAPI(
        title="Fineprint",
        version=version("fineprint"),
        summary="What a service agreement says, cited, for companies that run on Jobber.",
        docs_url=None,  # FastAPI's own loads from other hosts; `service.web.api_description` has ours
        redoc_url=None,
        lifespan=_with_mcp(mcp, lifespan),
    )
    app.router.routes.append(Route(PATH, endpoint=mcp, include_in_schema=False))
    app.state.desk_for = serving.desk_for
    app.state.doorkeeper = serving.doorkeeper
    app.state.engine = serving.engine
    app.state.sync = serving.sync
    app.state.metrics = serving.metrics
    app.state.stopping = serving.stopping
    app.state.webhooks = serving.webhooks
    app.state.connecting = serving.connecting
    app.state.signing_in = serving.signing_in
    app.state.setting_up = serving.setting_up
    app.state.access = serving.signing_in.access
    app.state.public_url = serving.public_url
    problems.install(app)
    for part in (
        routes,
        reviews,
        writing,
        audit,
        access,
        signin,
        chat,
        erasures,
        health,
        local,
        sync,
        webhooks,
        oauth,
    ):
        app.include_router(part.router)
    site.install(app, Pages(serving.zone, has_issuer=not isinstance(serving.signing_in.issuer, NoIssuer)))
    app.add_middleware(Observed, metrics=serving.metrics, tracing=serving.tracing)
    return app


def _with_mcp(mcp: McpEndpoint, lifespan: Lifespan | None) -> Lifespan:
    @asynccontextmanager
    async def both(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            if lifespan is not None:
                await stack.enter_async_context(lifespan(app))
            await stack.enter_async_context(mcp.running())
            yield

    return both
