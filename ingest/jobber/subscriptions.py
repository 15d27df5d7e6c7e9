"""The webhook endpoints that Jobber has for one account, made through its API; Jobber lists none, so we keep their ids.

These are settings of the app, not of the customer's data. An app-wide address in Jobber's Developer Center does as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, select

from ingest.jobber.answers import Json
from ingest.jobber.client import JobberClient, at
from ingest.jobber.errors import Refused
from ingest.jobber.tables import jobber_webhook_endpoints as endpoints
from ingest.jobber.topics import KEPT

CREATE, DELETE = "webhookEndpointCreate", "webhookEndpointDelete"
REFUSED = (
    "Jobber did not take an endpoint for {topic}: it may have one already (see its Developer Center), "
    "or the app may lack the scope to read what the topic is about"
)


@dataclass(frozen=True)
class Endpoint:
    """`id` is Jobber's."""

    topic: str
    url: str
    id: str
    created_at: datetime


class Subscriptions:
    """Each endpoint is kept as soon as Jobber has it, so whatever was interrupted goes on where it stopped."""

    def __init__(
        self, engine: Engine, account: str, client: Callable[[], JobberClient], *, connected_at: datetime
    ) -> None:
        """What was made before `connected_at` ended with the permission it was made under."""
        self._engine, self._account, self._client, self._connected_at = engine, account, client, connected_at

    def all(self) -> list[Endpoint]:
        mine = (endpoints.c.account == self._account, endpoints.c.created_at >= self._connected_at)
        query = select(endpoints).where(*mine).order_by(endpoints.c.topic)
        with self._engine.connect() as connection:
            return [Endpoint(row.topic, row.url, row.id, row.created_at) for row in connection.execute(query)]

    def subscribe(self, url: str) -> list[str]:
        """Have Jobber send every topic we use there, and nowhere else; returns the topics that were new. Raises `JobberError`."""
        known = {endpoint.topic: endpoint for endpoint in self.all()}
        wanted = [topic for topic in sorted(KEPT) if topic not in known or known[topic].url != url]
        for topic in wanted:
            made = _create(self._client(), topic, url)
            if topic in known:
                self._end([known[topic]])
            self._keep(Endpoint(topic, url, made, datetime.now(UTC)))
        return wanted

    def unsubscribe(self) -> list[str]:
        """Have Jobber send nothing more to what was made here; returns the topics. Raises `JobberError`."""
        ended = self.all()
        if ended:
            self._end(ended)
        return [endpoint.topic for endpoint in ended]

    def _end(self, ended: list[Endpoint]) -> None:
        payload = at(self._client().execute("WebhookEndpointDelete", {"ids": [each.id for each in ended]}), DELETE)
        _check(payload, "Jobber did not delete the webhook endpoints; delete them in its Developer Center")
        with self._engine.begin() as connection:
            connection.execute(
                delete(endpoints).where(
                    endpoints.c.account == self._account, endpoints.c.id.in_([each.id for each in ended])
                )
            )

    def _keep(self, endpoint: Endpoint) -> None:
        row = {"topic": endpoint.topic, "url": endpoint.url, "id": endpoint.id, "created_at": endpoint.created_at}
        same = (endpoints.c.account == self._account) & (endpoints.c.topic == endpoint.topic)
        with self._engine.begin() as connection:
            connection.execute(delete(endpoints).where(same))
            connection.execute(endpoints.insert().values(account=self._account, **row))


def _create(client: JobberClient, topic: str, url: str) -> str:
    payload = at(client.execute("WebhookEndpointCreate", {"input": {"topic": topic, "url": url}}), CREATE)
    made = _check(payload, REFUSED.format(topic=topic))
    endpoint = made.get("webhookEndpoint")
    if not isinstance(endpoint, dict) or not isinstance(endpoint.get("id"), str):
        raise Refused(f"Jobber gave no endpoint for {topic}")
    return str(endpoint["id"])


def _check(payload: Json | None, refused: str) -> Json:
    """The payload without errors; Jobber's own words stand in the error's reasons."""
    reasons = tuple(str(each["message"]) for each in (payload or {}).get("userErrors") or ())
    if payload is None or reasons:
        raise Refused(refused, reasons)
    return payload
