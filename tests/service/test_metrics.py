"""What Prometheus is told, what logs and traces say, and that none of it holds content."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from prometheus_client.parser import text_string_to_metric_families

from anonymize.keys import Keyring
from ingest.jobber.records import Client
from service.api.server import Serving, http_app
from service.auth.roles import Role
from service.llm.tally import Tally
from service.logs import JsonLines, Lines
from service.metrics import Metrics
from service.store.sealed_json import SealedJson
from service.tracing import NoTraces, Traces, tracing_of
from tests.fakes.branch import Branch, open_branch

CLIENT = Client(id="client-1", first_name="Marian", last_name="Hale")
QUESTION = "What does Marian Hale pay for the diagnostic fee?"


class Kept(SpanExporter):
    def __init__(self) -> None:
        self.spans: list[ReadableSpan] = []

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        self.spans += spans
        return SpanExportResult.SUCCESS


def samples(text: bytes) -> dict[tuple[str, tuple[str, ...]], float]:
    families = text_string_to_metric_families(text.decode())
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    with open_branch(tmp_path) as branch:
        branch.know(CLIENT)
        branch.file(CLIENT, "hale.pdf", "1. Fees\nThe diagnostic fee is $89.00 per visit.")
        yield branch


def test_answers_abstentions_quotes_and_times_are_counted_by_route(branch: Branch) -> None:
    http, staff = TestClient(branch.http_app()), {"Authorization": f"Bearer {branch.key(Role.STAFF)}"}
    http.post("/api/ask", json={"question": QUESTION}, headers=staff)
    http.post("/api/ask", json={"question": "Does Marian Hale have a boat?"}, headers=staff)
    http.get("/api/documents/no-such-document", headers=staff)
    http.get("/nowhere/Marian%20Hale")
    told = http.get("/metrics", headers={"Authorization": f"Bearer {branch.key(Role.ADMIN)}"})
    known = samples(told.content)
    assert known["fineprint_answers_total", ("abstained",)] == 1
    assert sum(value for (name, _), value in known.items() if name == "fineprint_answers_total") == 2
    assert known["fineprint_quotes_total", ("verified",)] >= 1
    assert known["fineprint_request_seconds_count", ("POST", "/api/ask", "2xx")] == 2
    assert known["fineprint_request_seconds_count", ("GET", "/api/documents/{id}", "4xx")] == 1
    assert known["fineprint_request_seconds_count", ("GET", "unmatched", "4xx")] == 1
    assert known["fineprint_queue_waiting", ("webhooks",)] == 0
    assert b"Hale" not in told.content
    assert b"no-such-document" not in told.content


def test_only_who_may_see_metrics_sees_them(branch: Branch) -> None:
    http = TestClient(branch.http_app())
    staff = {"Authorization": f"Bearer {branch.key(Role.STAFF)}"}
    assert http.get("/metrics").status_code == 401
    assert http.get("/metrics", headers=staff).status_code == 403


def test_what_the_models_verifier_dropped_is_told() -> None:
    tally = Tally()
    tally.add("sentences_dropped_unproven", 2)
    tally.add("calls_ok")
    known = samples(Metrics(tally).text())
    assert known["fineprint_model_sentences_total", ("dropped_unproven",)] == 2
    assert known["fineprint_model_calls_total", ("ok",)] == 1


def test_a_process_that_was_asked_to_stop_lives_but_is_not_ready(branch: Branch) -> None:
    http = TestClient(branch.http_app())
    assert http.get("/readyz").status_code == 200
    branch.stopping.ask()
    assert http.get("/readyz").json()["status"] == 503
    assert http.get("/healthz").status_code == 200


def test_a_process_whose_database_is_away_is_not_ready(branch: Branch) -> None:
    if branch.engine.dialect.name != "sqlite":
        pytest.skip("a server's database is not taken away here; what is asked of it fails the same way")
    http = TestClient(branch.http_app())
    branch.engine.dispose()
    (branch.settings.data_dir / "fineprint.sqlite").rename(branch.settings.data_dir / "away")
    (branch.settings.data_dir / "fineprint.sqlite").mkdir()
    assert http.get("/readyz").status_code == 503


def test_a_request_is_traced_by_its_route_without_what_was_asked(branch: Branch) -> None:
    kept = Kept()
    traces = Traces(kept, "here")
    api = http_app(_traced(branch, traces))
    TestClient(api).get(
        "/api/coverage/card?client=Marian%20Hale", headers={"Authorization": f"Bearer {branch.key(Role.STAFF)}"}
    )
    traces.close()
    (span,) = [span for span in kept.spans if span.name == "http.request"]
    assert dict(span.attributes or {}) == {
        "http.request.method": "GET",
        "http.route": "/api/coverage/card",
        "http.response.status_code": 200,
    }


def test_an_error_is_traced_by_its_class_alone() -> None:
    kept = Kept()
    traces = Traces(kept, "here")
    with pytest.raises(ValueError, match="Marian"), traces.span("step", {"document": "doc-1"}):
        raise ValueError("Marian Hale")
    traces.close()
    (span,) = kept.spans
    assert dict(span.attributes or {}) == {"document": "doc-1", "error.type": "ValueError"}
    assert "Marian" not in span.to_json()


def test_nothing_is_traced_unless_a_collector_is_named() -> None:
    assert isinstance(tracing_of(None, "here"), NoTraces)


def _traced(branch: Branch, traces: Traces) -> Serving:
    return replace(branch.serving(), tracing=traces)


@pytest.mark.parametrize("form", [JsonLines("office-1"), Lines()])
def test_a_log_line_tells_of_an_error_its_class_and_never_its_message(form: logging.Formatter) -> None:
    try:
        raise KeyError("Marian Hale, 12 Elm Street")
    except KeyError as error:
        caught = (KeyError, error, error.__traceback__)
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "x.py", 1, "Exception in application", (), caught)
    line = form.format(record)
    assert "Marian" not in line
    assert "KeyError" in line
    assert "test_metrics.py" in line


def test_a_log_line_tells_the_way_through_our_own_code_and_what_an_error_came_out_of() -> None:
    try:
        SealedJson(cast(Keyring, None)).seal({"name": "Marian Hale"}, account="acme", client_id=None, context="x")
    except AttributeError as error:
        caught = (AttributeError, error, error.__traceback__)
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "x.py", 1, "Exception in application", (), caught)
    line = json.loads(JsonLines("office-1").format(record))
    assert line["through"].startswith("sealed_json.py:")
    try:
        raise RuntimeError("Marian Hale") from caught[1]
    except RuntimeError as error:
        record.exc_info = (RuntimeError, error, error.__traceback__)
    line = JsonLines("office-1").format(record)
    assert json.loads(line)["out_of"].startswith("AttributeError at sealed_json.py:")
    assert "Marian" not in line


def test_a_json_line_carries_who_wrote_it_and_what_it_was_told() -> None:
    record = logging.LogRecord("fineprint.http", logging.INFO, "x.py", 1, "request", (), None)
    record.told = {"route": "/api/ask", "status": 200, "ms": 12.5}
    line = json.loads(JsonLines("office-1").format(record))
    assert {name: line[name] for name in ("process", "level", "message", "route", "status", "ms")} == {
        "process": "office-1",
        "level": "info",
        "message": "request",
        "route": "/api/ask",
        "status": 200,
        "ms": 12.5,
    }
