"""Jobber's webhooks: signed, thin, delivered at least once. The record they name is read again before anything is done.

Signature: header `X-Jobber-Hmac-SHA256` is base64 of HMAC-SHA256 over the raw body under the OAuth client secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.jobber.errors import Unreadable

SIGNATURE_HEADER = "X-Jobber-Hmac-SHA256"
LONGEST_ID = 200  # characters; Jobber's ids have some thirty


@dataclass(frozen=True)
class WebhookEvent:
    """`topic` is a WebHookTopicEnum (`JOB_UPDATE`); Jobber sends no delivery id, so equal events are one event."""

    topic: str
    account_id: str
    item_id: str
    app_id: str
    occurred_at: datetime

    @property
    def key(self) -> str:
        """The same for every delivery of one event, however its time is written."""
        parts = (self.account_id, self.topic, self.item_id, self.occurred_at.astimezone(UTC).isoformat())
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def signature(raw_body: bytes, secret: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), raw_body, hashlib.sha256).digest()).decode()


def verify(raw_body: bytes, header: str | None, secret: str) -> bool:
    """Whether Jobber signed exactly these bytes; false without a header or a secret."""
    if not header or not secret:
        return False
    return hmac.compare_digest(signature(raw_body, secret).encode(), header.strip().encode())


def parse(raw_body: bytes) -> WebhookEvent:
    """Raises `Unreadable` for anything but Jobber's shape. Apps made before 2023-12-08 get `occuredAt`."""
    try:
        event = json.loads(raw_body)["data"]["webHookEvent"]
        occurred = datetime.fromisoformat(event.get("occurredAt") or event["occuredAt"])
        topic, account, item, app = (event[name] for name in ("topic", "accountId", "itemId", "appId"))
        occurred = (occurred if occurred.tzinfo else occurred.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise Unreadable("the webhook's body does not look as Jobber's documentation says") from None
    if not all(_is_id(each) for each in (topic, account, item, app)):
        raise Unreadable("the webhook's ids are not short plain texts")
    return WebhookEvent(topic, account, item, app, occurred)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isascii() and value.isprintable()
