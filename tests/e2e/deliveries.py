"""Jobber's side of a webhook: signs and posts them over several connections, and times the answers."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from ingest.jobber.webhooks import SIGNATURE_HEADER, signature

SECRET = "demo-secret"


@dataclass(frozen=True)
class Delivered:
    status: int
    seconds: float


def event(account: str, topic: str, item: str, number: int) -> bytes:
    """The body of the webhook with this number; each number has a time of its own."""
    occurred = (datetime.now(UTC) + timedelta(microseconds=number)).isoformat()
    told = {"topic": topic, "appId": "demo", "accountId": account, "itemId": item, "occurredAt": occurred}
    return json.dumps({"data": {"webHookEvent": told}}).encode()


def deliver(url: str, bodies: Sequence[bytes], *, connections: int = 8, secret: str = SECRET) -> list[Delivered]:
    """Post every body, each connection one after the other, as fast as they are answered."""
    answers: list[Delivered] = []
    lanes = [
        threading.Thread(target=_post_all, args=(url, bodies[lane::connections], secret, answers))
        for lane in range(connections)
    ]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    return answers


def _post_all(url: str, bodies: Sequence[bytes], secret: str, answers: list[Delivered]) -> None:
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    for body in bodies:
        headers = {"Content-Type": "application/json", SIGNATURE_HEADER: signature(body, secret)}
        began = time.perf_counter()
        connection.request("POST", "/webhooks/jobber", body, headers)
        response = connection.getresponse()
        response.read()
        answers.append(Delivered(response.status, time.perf_counter() - began))
    connection.close()


def percentile(answers: Sequence[Delivered], share: float) -> float:
    """Seconds within which this share of the answers came."""
    seconds = sorted(each.seconds for each in answers)
    return seconds[min(int(len(seconds) * share), len(seconds) - 1)]
