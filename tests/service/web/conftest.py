"""Pages over a small installation filled by hand, called as a browser calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ingest.jobber.records import Address, Client, Property, Visit
from service.auth.roles import Role
from tests.fakes.branch import Branch, open_branch
from tests.fakes.contracts import PEST

OKAFOR = Client(id="c-1", first_name="Denise", last_name="Okafor")
PLACE = Property(id="p-1", client_id="c-1", name="Home", address=Address(street1="88 Larch Court", city="Mesa"))
Browser = Callable[[Role], TestClient]


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    """`u-1` is assigned to a visit at Okafor's."""
    with open_branch(tmp_path_factory.mktemp("branch")) as branch:
        branch.know(OKAFOR, PLACE, Visit(id="v-1", job_id="j-1", client_id="c-1", assigned_user_ids=("u-1",)))
        branch.file(OKAFOR, "okafor.pdf", PEST)
        branch.note(OKAFOR, "note-1", "gate code is 4471, dog is friendly")
        yield branch


@pytest.fixture(scope="module")
def browser(branch: Branch) -> Browser:
    """A browser of somebody in this role; what fails on the service's side is answered, not raised."""
    app = branch.http_app()

    def browser(role: Role) -> TestClient:
        narrowed: dict[str, Any] = {"jobber_user": "u-1"} if role is Role.TECHNICIAN else {}
        headers = {"Authorization": f"Bearer {branch.key(role, **narrowed)}", "Accept": "text/html"}
        return TestClient(app, headers=headers, follow_redirects=False, raise_server_exceptions=False)

    return browser
