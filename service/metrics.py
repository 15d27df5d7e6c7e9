"""What `/metrics` tells Prometheus: ids, counts and timings of this process, and of the installation from its database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, GCCollector, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from anonymize.boundary import Scope
from ingest.status import SyncStatus
from service.leak_meter import LeakReport
from service.llm.tally import Tally
from service.queues import Queues

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
# What a tally counts by its names' beginnings, and the label their ends become.
COUNTED = {
    "answers_": ("fineprint_answers", "outcome", "Questions answered, by what composed the answer, or abstained."),
    "verdicts_": ("fineprint_verdict_lines", "verdict", "Line items judged."),
    "quotes_": (
        "fineprint_quotes",
        "outcome",
        "Quotes looked for again in their document, and dropped where not found.",
    ),
    "sentences_": ("fineprint_model_sentences", "outcome", "Sentences of the language model, shown or dropped."),
    "calls_": ("fineprint_model_calls", "outcome", "Calls of the language model."),
    "tokens_": ("fineprint_model_tokens", "direction", "Tokens the language model read and wrote."),
}


class Metrics:
    """One registry of its own, so that two installations in one process do not count together."""

    content_type = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self, tally: Tally, collectors: Iterable[Collector] = ()) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "fineprint_request_seconds",
            "How long requests took, by route.",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        GCCollector(registry=self._registry)
        for collector in (TallyCollector(tally), *collectors):
            self._registry.register(collector)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """`route` is a template (`/api/documents/{id}`), never a path that was asked for."""
        self._requests.labels(method, route, f"{status // 100}xx").observe(seconds)

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self._registry)


class TallyCollector(Collector):
    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def describe(self) -> Iterable[Metric]:
        return [CounterMetricFamily(name, help, labels=[label]) for name, label, help in COUNTED.values()]

    def collect(self) -> Iterator[Metric]:
        counts = self._tally.counts()
        for beginning, (name, label, help) in COUNTED.items():
            family = CounterMetricFamily(name, help, labels=[label])
            for counted, number in counts.items():
                if counted.startswith(beginning):
                    family.add_metric([counted.removeprefix(beginning)], number)
            yield family


class StoreCollector(Collector):
    """The installation as its database has it; every process tells the same."""

    def __init__(
        self,
        accounts: Callable[[], Iterable[str]],
        status: SyncStatus,
        queues: Queues,
        points: Callable[[], Mapping[str, float]],
        leaks: Callable[[str], LeakReport | None],
    ) -> None:
        """`points` are what is left of Jobber's bucket, as far as known; `leaks` an account's last leak scan."""
        self._accounts, self._status, self._queues = accounts, status, queues
        self._points, self._leaks = points, leaks

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        accounts = sorted(self._accounts())
        yield self._behind(accounts)
        yield from self._waiting()
        points = GaugeMetricFamily("fineprint_jobber_points", "Points left in Jobber's bucket.", labels=["account"])
        for account, left in sorted(self._points().items()):
            points.add_metric([account], left)
        yield points
        yield from self._leaking(accounts)

    def _behind(self, accounts: list[str]) -> Metric:
        behind = GaugeMetricFamily(
            "fineprint_sync_behind_seconds", "How far the copy of an account is behind Jobber.", labels=["account"]
        )
        for account in accounts:
            seconds = self._status.behind(Scope(account))
            if seconds is not None:
                behind.add_metric([account], seconds)
        return behind

    def _waiting(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("fineprint_queue_waiting", "What waits to be worked on.", labels=["queue"])
        oldest = GaugeMetricFamily("fineprint_queue_oldest_seconds", "How long the first waits.", labels=["queue"])
        for each in self._queues.waiting():
            waiting.add_metric([each.name], each.number)
            oldest.add_metric([each.name], each.oldest_seconds)
        yield waiting
        yield oldest

    def _leaking(self, accounts: list[str]) -> Iterator[Metric]:
        label = ["account"]
        leaks = GaugeMetricFamily("fineprint_leaks", "Known values the leak meter found in clear.", labels=label)
        missed = GaugeMetricFamily("fineprint_leak_places_missed", "Places its canary was not found in.", labels=label)
        age = GaugeMetricFamily("fineprint_leak_scan_age_seconds", "How long ago it looked.", labels=label)
        for account in accounts:
            report = self._leaks(account)
            if report is not None:
                leaks.add_metric([account], report.leaks)
                missed.add_metric([account], len(report.missed))
                age.add_metric([account], (datetime.now(UTC) - report.measured_at).total_seconds())
        yield from (leaks, missed, age)
