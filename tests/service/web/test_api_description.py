from __future__ import annotations

from typing import Any

import pytest

from service.auth.roles import Role
from service.web.api_description import type_words
from tests.service.web.conftest import Browser


def test_every_route_of_the_api_is_described_without_signing_in(browser: Browser) -> None:
    client = browser(Role.STAFF)
    del client.headers["Authorization"]
    described, shown = client.get("/openapi.json").json(), client.get("/docs").text
    assert [path for path in described["paths"] if path not in shown] == []
    assert client.get("/redoc").status_code == 404


def test_the_description_loads_nothing_from_another_host(browser: Browser) -> None:
    shown = browser(Role.STAFF).get("/docs").text
    assert 'src="http' not in shown
    assert 'href="http' not in shown
    assert "<script>" not in shown


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"$ref": "#/components/schemas/Meant"}, "Meant"),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}, "date or nothing"),
        ({"type": "array", "items": {"type": "string"}}, "list of string"),
        ({"enum": ["csv", "json"], "type": "string"}, "one of csv, json"),
        ({"const": "all", "type": "string"}, "“all”"),
        ({}, "anything"),
    ],
)
def test_types_are_told_in_words(schema: dict[str, Any], words: str) -> None:
    assert type_words(schema) == words
