"""Whatever a caller sends, the service does not break: requests made from its own description, by schemathesis.

`FINEPRINT_TEST_FUZZ=200` sends so many to each operation.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok

from service.auth.roles import Role
from tests.fakes.branch import Branch

TRIES = int(os.environ.get("FINEPRINT_TEST_FUZZ", "2"))


@pytest.fixture(scope="module")
def app(branch: Branch) -> FastAPI:
    return branch.http_app()


@pytest.mark.filterwarnings("default")
def test_no_request_made_from_the_description_breaks_the_service(branch: Branch, app: FastAPI) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    headers = {"Authorization": f"Bearer {branch.key(Role.ADMIN)}"}
    broken: list[str] = []
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    asked = [_asked(operation, headers, broken) for operation in operations]
    assert broken == []
    assert len(asked) > 45
    assert min(asked) > 0


def _asked(operation: Any, headers: dict[str, str], broken: list[str]) -> int:
    """How many requests one operation was sent; those it broke under are noted."""
    sent = 0

    @settings(
        max_examples=TRIES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        nonlocal sent
        sent += 1
        response = case.call(headers=headers)
        if response.status_code >= 500:
            broken.append(
                f"{case.method} {case.formatted_path} {case.body!r:.200}: {response.status_code} {response.text:.200}"
            )

    ask()
    return sent
