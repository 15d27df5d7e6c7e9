"""OpenTelemetry traces: what ran, how long, and how it ended. Attributes are ids, counts and route templates, no content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

Value = str | int | float | bool


class Tracing(Protocol):
    def span(self, name: str, told: dict[str, Value]) -> AbstractContextManager[dict[str, Value]]:
        """One span around a block; what the block adds to the given values is told with it."""

    def close(self) -> None: ...


class NoTraces:
    @contextmanager
    def span(self, name: str, told: dict[str, Value]) -> Iterator[dict[str, Value]]:  # noqa: ARG002
        yield told

    def close(self) -> None:
        """Nothing was opened."""


class Traces:
    """Sends spans in the background; a collector that does not answer holds nothing up."""

    def __init__(self, exporter: SpanExporter, process: str) -> None:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        resource = Resource({"service.name": "fineprint", "service.instance.id": process})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("fineprint")

    @contextmanager
    def span(self, name: str, told: dict[str, Value]) -> Iterator[dict[str, Value]]:
        """An error that passes through is told by its class; its message stays here."""
        from opentelemetry.trace import Status, StatusCode

        with self._tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            try:
                yield told
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(Status(StatusCode.ERROR))
                raise
            finally:
                span.set_attributes(told)

    def close(self) -> None:
        self._provider.shutdown()


def tracing_of(url: str | None, process: str) -> Tracing:
    """Traces to the OTLP collector at `url` (http, without a path), or none."""
    if url is None:
        return NoTraces()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return Traces(OTLPSpanExporter(endpoint=f"{url.rstrip('/')}/v1/traces"), process)
