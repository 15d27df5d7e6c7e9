"""Taking webhooks in: signature, shape, age and account are looked at, then the event is stored before Jobber is answered.

Deliveries that come at the same time share one commit, made by a thread of its own: a commit waits for the disk and for
whoever else writes, and the answer must not wait for one of each.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from ingest.jobber.errors import Unreadable
from ingest.jobber.inbox import KEEP_FOR, Inbox
from ingest.jobber.topics import KEPT, OF_NOTHING_KEPT
from ingest.jobber.webhooks import WebhookEvent, parse, verify

TOO_OLD = KEEP_FOR - timedelta(days=1)  # its stored twin may be dropped soon, so that a replay would pass for new
COMMIT_AT_MOST = 500  # events
COUNTS_WAIT = 1.0  # seconds that counts of refused deliveries wait for a commit they can share
ACCOUNTS_KNOWN_FOR = 5.0


class Outcome(StrEnum):
    """What became of a delivery at the door."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    TOO_OLD = "too old"
    UNKNOWN_ACCOUNT = "unknown account"
    UNKNOWN_TOPIC = "unknown topic"
    NOTHING_KEPT = "of nothing kept"
    BAD_SIGNATURE = "bad signature"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"


_Waiting = tuple[WebhookEvent, "Future[Outcome]"]


class Receiver:
    """`receive` may be called from any thread, and never waits. `close` stores what is on its way first."""

    def __init__(self, inbox: Inbox, secret: str, accounts: Callable[[], Collection[str]]) -> None:
        self._inbox, self._secret, self._accounts = inbox, secret, accounts
        self._known, self._known_until = frozenset[str](), 0.0
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._counts, self._guard = Counter[str](), threading.Lock()
        self._writer = threading.Thread(target=self._write, name="webhook inbox", daemon=True)
        self._writer.start()

    def receive(self, raw_body: bytes, signature: str | None) -> Future[Outcome]:
        """What becomes of it; `accepted` and `duplicate` once it is on the disk. The future raises what the database did."""
        if not verify(raw_body, signature, self._secret):
            return self.refuse(Outcome.BAD_SIGNATURE)
        try:
            event = parse(raw_body)
        except Unreadable:
            return self.refuse(Outcome.UNREADABLE)
        if event.topic not in KEPT:
            return self.refuse(Outcome.NOTHING_KEPT if event.topic in OF_NOTHING_KEPT else Outcome.UNKNOWN_TOPIC)
        if event.occurred_at < datetime.now(UTC) - TOO_OLD:
            return self.refuse(Outcome.TOO_OLD)
        future: Future[Outcome] = Future()
        future.set_running_or_notify_cancel()  # whoever stops waiting does not stop the storing
        self._queue.put((event, future))
        return future

    def refuse(self, outcome: Outcome) -> Future[Outcome]:
        """Count a delivery that is not stored."""
        with self._guard:
            self._counts[outcome.value] += 1
        future: Future[Outcome] = Future()
        future.set_result(outcome)
        return future

    def close(self) -> None:
        self._queue.put(None)
        self._writer.join()

    def _write(self) -> None:
        going_on = True
        while going_on:
            waiting, going_on = self._gather()
            counted = self._take_counts()
            if waiting or counted:
                self._commit(waiting, counted)

    def _gather(self) -> tuple[list[_Waiting], bool]:
        """What has come, as soon as something has; and whether to go on."""
        found: list[_Waiting] = []
        try:
            while len(found) < COMMIT_AT_MOST:
                each = self._queue.get_nowait() if found else self._queue.get(timeout=COUNTS_WAIT)
                if each is None:
                    return found, False
                found.append(each)
        except queue.Empty:
            pass
        return found, True

    def _commit(self, waiting: list[_Waiting], counted: Counter[str]) -> None:
        try:
            known = self._connected()
            ours = [event for event, _ in waiting if event.account_id in known]
            strange = len(waiting) - len(ours)
            new = self._inbox.store(ours, counted + Counter({Outcome.UNKNOWN_ACCOUNT.value: strange}))
        except Exception as error:  # noqa: BLE001 - the thread must live on; whoever waits is told, and Jobber sends again
            for _, future in waiting:
                future.set_exception(error)
            self._put_back(counted)
            return
        for event, future in waiting:
            future.set_result(_outcome(event, known, new))

    def _connected(self) -> Collection[str]:
        """The connected accounts, asked for seldom: one connected a moment ago has nothing to tell yet."""
        if time.monotonic() >= self._known_until:
            self._known = frozenset(self._accounts())
            self._known_until = time.monotonic() + ACCOUNTS_KNOWN_FOR
        return self._known

    def _take_counts(self) -> Counter[str]:
        with self._guard:
            counted, self._counts = self._counts, Counter()
        return counted

    def _put_back(self, counted: Counter[str]) -> None:
        with self._guard:
            self._counts += counted


def _outcome(event: WebhookEvent, known: Collection[str], new: set[str]) -> Outcome:
    """`new` gives each of its keys to one delivery; the others of the same commit repeat it."""
    if event.account_id not in known:
        return Outcome.UNKNOWN_ACCOUNT
    if event.key not in new:
        return Outcome.DUPLICATE
    new.discard(event.key)
    return Outcome.ACCEPTED
