"""The webhooks of the simulated app: what Jobber would send of a change, and every way it can arrive wrongly.

Deliveries go to the endpoints made through `webhookEndpointCreate`, and to the address of the app itself, as set in
Jobber's Developer Center, for every topic. Nothing is sent twice because it was refused: Jobber's retries are not documented.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

import httpx
from graphql import GraphQLResolveInfo

from ingest.jobber.ids import encoded
from ingest.jobber.simulator.account import Fields, SimulatedAccount
from ingest.jobber.simulator.oauth import Registration
from ingest.jobber.simulator.world import Change
from ingest.jobber.topics import KEPT, OF_NOTHING_KEPT, TOPIC_OF
from ingest.jobber.webhooks import SIGNATURE_HEADER, signature

REMEMBERED = 1000  # deliveries
TIMEOUT = 1.0  # seconds; what Jobber gives


@dataclass(frozen=True)
class Disorder:
    """Shares of deliveries, 0 to 1, drawn from a seed; `delayed` ones wait `delay` seconds."""

    duplicated: float = 0.0
    lost: float = 0.0
    badly_signed: float = 0.0
    reordered: float = 0.0
    delayed: float = 0.0
    delay: float = 5.0
    old_spelling: bool = False  # `occuredAt`, as apps made before 2023-12-08 get it

    def __post_init__(self) -> None:
        shares = (self.duplicated, self.lost, self.badly_signed, self.reordered, self.delayed)
        if not all(0 <= share <= 1 for share in shares) or self.delay < 0:
            raise ValueError("shares lie between 0 and 1, and a delay is not negative")


@dataclass(frozen=True)
class Delivery:
    """One POST, `after` seconds; `status` is what came back, 0 for no answer, None before."""

    topic: str
    item_id: str
    url: str
    body: bytes = field(repr=False)
    signature: str = field(repr=False)
    after: float = 0.0
    status: int | None = None

    def as_json(self) -> Fields:
        return {name: value for name, value in asdict(self).items() if name not in ("body", "signature")}


class Webhooks:
    """Thread-safe. `tell` and `emit` plan deliveries; `send` makes them."""

    def __init__(
        self, registration: Registration, account_id: str, clock: Callable[[], datetime], seed: int = 0
    ) -> None:
        self._registration, self._account_id, self._clock = registration, account_id, clock
        self._random, self._lock = Random(seed), threading.Lock()  # noqa: S311
        self.disorder = Disorder()
        self.app_url: str | None = None
        self.endpoints: dict[str, Fields] = {}
        self.made: deque[Delivery] = deque(maxlen=REMEMBERED)

    def seed(self, seed: int) -> None:
        self._random.seed(seed)

    def create(self, topic: str, url: str) -> Fields | str:
        """A new endpoint, or Jobber's complaint."""
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            return "Url must be an https address"
        with self._lock:
            if any((each["topic"], each["url"]) == (topic, url) for each in self.endpoints.values()):
                return "Topic has already been taken"
            id = encoded("WebhookEndpoint", secrets.token_hex(6))
            self.endpoints[id] = {"id": id, "topic": topic, "url": url, "createdAt": self._clock().isoformat()}
            return self.endpoints[id]

    def delete(self, ids: Sequence[str]) -> list[Fields] | str:
        with self._lock:
            if not all(id in self.endpoints for id in ids):
                return "Webhook endpoint not found"
            return [self.endpoints.pop(id) for id in ids]

    def tell(self, changes: Iterable[Change], account: SimulatedAccount) -> list[Delivery]:
        """What Jobber sends of these changes, in the order and state in which it arrives."""
        found = ((TOPIC_OF.get((each.type_name, each.what)), each) for each in changes)
        return self._disordered(
            [
                delivery
                for topic, each in found
                if topic and not _is_later_visit(each, account)
                for delivery in self._deliveries(topic, each.id)
            ]
        )

    def emit(self, topic: str, item_id: str) -> list[Delivery]:
        """Any event at all; raises `ValueError` for a topic Jobber does not have."""
        if topic not in KEPT | OF_NOTHING_KEPT:
            raise ValueError(f"Jobber has no topic {topic}; it has {', '.join(sorted(KEPT | OF_NOTHING_KEPT))}")
        return self._disordered(self._deliveries(topic, item_id))

    def send(self, deliveries: Iterable[Delivery]) -> list[Delivery]:
        """Make the deliveries, one after the other; returns them with what came back."""
        began, done = time.monotonic(), []
        with httpx.Client(timeout=TIMEOUT) as http:
            for delivery in sorted(deliveries, key=lambda each: each.after):
                time.sleep(max(0.0, began + delivery.after - time.monotonic()))
                done.append(replace(delivery, status=_post(http, delivery)))
                self.made.append(done[-1])
        return done

    def send_soon(self, deliveries: list[Delivery]) -> None:
        """As `send`, behind the caller's back."""
        if deliveries:
            threading.Thread(target=self.send, args=(deliveries,), daemon=True).start()

    def _deliveries(self, topic: str, item_id: str) -> list[Delivery]:
        occurred = "occuredAt" if self.disorder.old_spelling else "occurredAt"
        event = {
            "topic": topic,
            "appId": self._registration.client_id,
            "accountId": self._account_id,
            "itemId": item_id,
            occurred: self._clock().isoformat(),
        }
        body = json.dumps({"data": {"webHookEvent": event}}).encode()
        signed = signature(body, self._registration.client_secret)
        with self._lock:
            urls = [each["url"] for each in self.endpoints.values() if each["topic"] == topic]
        return [
            Delivery(topic, item_id, url, body, signed) for url in (*urls, *([self.app_url] if self.app_url else []))
        ]

    def _disordered(self, deliveries: list[Delivery]) -> list[Delivery]:
        with self._lock:
            arriving = [each for delivery in deliveries for each in self._met(delivery)]
            for place in range(1, len(arriving)):
                if self._happens(self.disorder.reordered):
                    arriving[place - 1], arriving[place] = arriving[place], arriving[place - 1]
        return arriving

    def _met(self, delivery: Delivery) -> list[Delivery]:
        """No, one or two deliveries, as the disorder has it."""
        disorder = self.disorder
        if self._happens(disorder.lost):
            return []
        if self._happens(disorder.badly_signed):
            delivery = replace(delivery, signature=signature(delivery.body, "another secret"))
        if self._happens(disorder.delayed):
            delivery = replace(delivery, after=disorder.delay)
        return [delivery] * (2 if self._happens(disorder.duplicated) else 1)

    def _happens(self, share: float) -> bool:
        return self._random.random() < share


def _is_later_visit(change: Change, account: SimulatedAccount) -> bool:
    """Jobber tells of the first visit of a job's schedule only."""
    if (change.what, change.type_name) != ("CREATE", "Visit"):
        return False
    visit = account.find("Visit", change.id)
    return visit is not None and len([each for each in account.all("Visit") if each["job"] == visit["job"]]) > 1


def _post(http: httpx.Client, delivery: Delivery) -> int:
    headers = {"Content-Type": "application/json", SIGNATURE_HEADER: delivery.signature}
    try:
        return http.post(delivery.url, content=delivery.body, headers=headers).status_code
    except httpx.TransportError:
        return 0


def _create(_: Any, info: GraphQLResolveInfo, **arguments: Any) -> Fields:
    made = _webhooks(info).create(arguments["input"]["topic"], arguments["input"]["url"])
    return {"webhookEndpoint": None, "userErrors": _complaint(made)} if isinstance(made, str) else _created(made)


def _created(made: Fields) -> Fields:
    return {"webhookEndpoint": made, "userErrors": []}


def _delete(_: Any, info: GraphQLResolveInfo, **arguments: Any) -> Fields:
    deleted = _webhooks(info).delete(arguments["webhookEndpointsIds"])
    if isinstance(deleted, str):
        return {"deletedWebhookEndpoints": None, "userErrors": _complaint(deleted)}
    return {"deletedWebhookEndpoints": deleted, "userErrors": []}


def _webhooks(info: GraphQLResolveInfo) -> Webhooks:
    webhooks: Webhooks = info.context.webhooks
    return webhooks


def _complaint(message: str) -> list[Fields]:
    return [{"message": message, "path": ["input"]}]


MUTATIONS: dict[str, Callable[..., Any]] = {"webhookEndpointCreate": _create, "webhookEndpointDelete": _delete}
