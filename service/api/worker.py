"""What a worker answers: how it is, and how it does."""

from __future__ import annotations

from fastapi import FastAPI
from sqlalchemy import Engine

from service.api import health, problems
from service.api.observing import Observed
from service.auth.bearer import Doorkeeper
from service.metrics import Metrics
from service.stopping import Stopping
from service.tracing import Tracing


def worker_app(
    engine: Engine, doorkeeper: Doorkeeper, metrics: Metrics, stopping: Stopping, tracing: Tracing
) -> FastAPI:
    api = FastAPI(title="Fineprint worker", openapi_url=None)
    api.state.engine, api.state.stopping = engine, stopping
    api.state.doorkeeper, api.state.metrics = doorkeeper, metrics
    problems.install(api)
    api.include_router(health.router)
    api.add_middleware(Observed, metrics=metrics, tracing=tracing)
    return api
