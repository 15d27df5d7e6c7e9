"""A service over one office with two clients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.jobber.records import Address, Client, Property, Visit
from tests.fakes.branch import Branch, open_branch
from tests.fakes.contracts import PEST, POOL
from tests.fakes.http_service import served

OKAFOR = Client(id="c-1", first_name="Denise", last_name="Okafor")
YOO = Client(id="c-3", first_name="Martin", last_name="Yoo")
PLACES = (
    Property(id="p-1", client_id="c-1", name="Home", address=Address(street1="88 Larch Court", city="Mesa")),
    Property(id="p-3", client_id="c-3", name="Home", address=Address(street1="15 Cypress Bend")),
)
VISIT = Visit(id="v-1", job_id="j-1", client_id="c-3", assigned_user_ids=("u-1",))


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    """`u-1` is assigned to a visit at Yoo's; Okafor is nobody of his."""
    with open_branch(tmp_path_factory.mktemp("branch"), public_url="https://fineprint.example.com") as branch:
        branch.know(OKAFOR, YOO, *PLACES, VISIT)
        branch.file(OKAFOR, "okafor.pdf", PEST)
        branch.file(YOO, "pool.pdf", POOL)
        branch.note(YOO, "note-1", "gate code is 4471, dog is friendly")
        yield branch


@pytest.fixture(scope="module")
def address(branch: Branch) -> Iterator[str]:
    with served(branch.http_app()) as url:
        yield url
