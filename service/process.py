"""What a process of an installation is called, and what it tells of itself."""

from __future__ import annotations

import socket
from functools import cached_property, partial
from typing import TYPE_CHECKING

from anonymize.boundary import Scope
from ingest.jobber.shared_throttle import SharedThrottle
from ingest.jobber.throttle import Throttle
from ingest.known_names import PAST, NameBook
from ingest.status import SyncStatus
from service.coverage.vocabulary import extended, standard
from service.llm.tally import Tally
from service.pace import Pace
from service.queues import Queues
from service.seats import Seat, is_taken
from service.settings import Settings
from service.stores import Stores
from service.tracing import Tracing, tracing_of
from service.trade_words import TradeWords

if TYPE_CHECKING:
    from service.leak_meter import LeakMeter, LeakReport
    from service.metrics import Metrics
    from service.workflows.reaper import Reaper


class Process(Stores):
    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._throttles: dict[str, Throttle] = {}

    @cached_property
    def seat(self) -> Seat:
        """This process's place among several."""
        return Seat(self.engine, socket.gethostname())

    @cached_property
    def process_name(self) -> str:
        """As the executor of workflows, in logs and traces."""
        return self.seat.name if self.settings.is_shared else "local"

    @cached_property
    def reaper(self) -> Reaper:
        """For who leads several processes; the workflows must have been launched."""
        from service.workflows.reaper import Reaper

        return Reaper(self.process_name, partial(is_taken, self.engine))

    @cached_property
    def trade_words(self) -> TradeWords:
        own = self.settings.vocabulary
        return TradeWords(extended(own) if own else standard())

    @cached_property
    def tally(self) -> Tally:
        return Tally()

    @cached_property
    def pace(self) -> Pace:
        """How fast each of its callers may ask."""
        return Pace(self.settings.questions_per_minute)

    @property
    def leak_meter(self) -> LeakMeter:
        from service.leak_meter import LeakMeter

        return LeakMeter(self.settings, self.engine)

    def look_for_leaks(self, account: str) -> LeakReport | None:
        """Looks through everything stored; None where nothing is known of the account's people yet."""
        names = NameBook.of(self.records, Scope(account)).with_past(self.vault(account).owned(PAST))
        return self.leak_meter.measure(account, names, self.canary(account)) if names.entities else None

    @cached_property
    def metrics(self) -> Metrics:
        from service.metrics import Metrics, StoreCollector

        leaks = self.leak_meter.last
        status, queues = SyncStatus(self.engine), Queues(self.engine)
        return Metrics(self.tally, [StoreCollector(self.tokens.accounts, status, queues, self._points, leaks)])

    @cached_property
    def tracing(self) -> Tracing:
        return tracing_of(self.settings.traces_url, self.process_name)

    def throttle_of(self, account: str) -> Throttle:
        """Every call to Jobber for an account passes this, whichever of the processes makes it."""
        if account not in self._throttles:
            self._throttles[account] = self._throttle(account)
        return self._throttles[account]

    def _throttle(self, account: str) -> Throttle:
        reserve = self.settings.jobber_reserve
        if self.settings.is_shared:
            return SharedThrottle(self.engine, account, self.process_name, reserve)
        return Throttle(reserve)

    def _points(self) -> dict[str, float]:
        return {account: throttle.points_left for account, throttle in self._throttles.items()}
