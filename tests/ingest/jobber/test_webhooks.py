from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ingest.jobber.errors import Unreadable
from ingest.jobber.webhooks import WebhookEvent, parse, signature, verify

EVENT = {"topic": "JOB_UPDATE", "appId": "app-1", "accountId": "acc-1", "itemId": "job-9"}


def body(**more: Any) -> bytes:
    event = EVENT | {"occurredAt": "2026-03-01T15:04:05Z"} | more
    return json.dumps({"data": {"webHookEvent": event}}).encode()


def test_a_signed_body_is_taken() -> None:
    assert verify(body(), signature(body(), "secret"), "secret")


def test_the_signature_is_base64_of_hmac_sha256_under_the_client_secret() -> None:
    assert signature(b"{}", "secret") == "dzJZAsrKgS3CWXM6rNBGtzgXNyx3e42VtAJkdHRRbhM="


@pytest.mark.parametrize("header", [None, "", "nonsense", "é", signature(b"{}", "other")])
def test_a_body_without_its_signature_is_not_taken(header: str | None) -> None:
    assert not verify(b"{}", header, "secret")


def test_one_changed_byte_breaks_the_signature() -> None:
    assert not verify(body() + b" ", signature(body(), "secret"), "secret")


def test_no_secret_means_no_signature_is_right() -> None:
    assert not verify(b"{}", signature(b"{}", ""), "")


def test_an_event_is_read() -> None:
    expected = WebhookEvent("JOB_UPDATE", "acc-1", "job-9", "app-1", datetime(2026, 3, 1, 15, 4, 5, tzinfo=UTC))
    assert parse(body()) == expected


def test_the_spelling_of_older_apps_is_read() -> None:
    older = {"data": {"webHookEvent": EVENT | {"occuredAt": "2026-03-01T15:04:05Z"}}}
    assert parse(json.dumps(older).encode()) == parse(body())


def test_deliveries_of_one_event_share_a_key_and_other_events_do_not() -> None:
    assert parse(body()).key == parse(body(extra=1)).key
    assert parse(body()).key != parse(body(itemId="job-8")).key


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b'{"data": null}', b'{"data":{"webHookEvent":{"topic":"JOB_UPDATE"}}}', body(itemId=3)]
)
def test_anything_else_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        parse(raw)
