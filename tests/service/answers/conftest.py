"""Two offices: one for the whole contracts with the real model, a small one with the hashing embedder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.jobber.records import Address, Client, Job, LineItem, Property, Visit
from retrieval.embed import SentenceTransformerEmbedder
from retrieval.model import DocumentRole
from tests.fakes.contracts import CLEANING, LAWN, LAWN_CHANGE, PEST, POOL
from tests.fakes.databases import USUAL, database
from tests.fakes.office import Office

REAL_MODEL = SentenceTransformerEmbedder.bundled()
OKAFOR = Client(id="c-1", first_name="Denise", last_name="Okafor")
BROOKHAVEN = Client(
    id="c-2", first_name="Paul", last_name="Reyes", company_name="Brookhaven Homeowners Association", is_company=True
)
YOO = Client(id="c-3", first_name="Martin", last_name="Yoo")
BRANDT = Client(id="c-4", first_name="Julia", last_name="Brandt")
WITHOUT_PLAN = Client(id="c-5", first_name="Noel", last_name="Tanaka")
PLACES = (
    Property(id="p-1", client_id="c-1", name="Home", address=Address(street1="88 Larch Court", city="Mesa")),
    Property(id="p-3", client_id="c-3", name="Home", address=Address(street1="15 Cypress Bend")),
    Property(id="p-4", client_id="c-4", name="Office", address=Address(street1="400 Quarry Street")),
)

FILTERS = tuple(
    (
        Job(
            id=f"j-{month}", client_id="c-3", property_id="p-3", number=f"30{month}", title="Cartridge filter",
            total=Decimal(price), line_items=(LineItem(id=f"l-{month}", name="Cleaning of the cartridge filter"),),
        ),
        Visit(
            id=f"v-{month}", client_id="c-3", job_id=f"j-{month}", status="COMPLETED",
            start_at=datetime(2026, month, 3, 16, tzinfo=UTC), completed_at=datetime(2026, month, 3, 17, tzinfo=UTC),
        ),
    )
    for month, price in ((5, 80), (7, 95))
)  # fmt: skip
MANUAL = """1. Maintenance. The hose of the vacuum is covered with braided steel. Replacing the hose is included in each yearly
service of the vacuum.
"""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("office")
    with database(USUAL, folder) as engine:
        people = (OKAFOR, BROOKHAVEN, YOO, BRANDT, WITHOUT_PLAN, *PLACES)
        made = Office(engine, folder, people, REAL_MODEL)
        made.file(OKAFOR, "okafor.pdf", PEST)
        made.file(BROOKHAVEN, "lawn.pdf", LAWN)
        made.file(BROOKHAVEN, "addendum.pdf", LAWN_CHANGE, DocumentRole.AMENDMENT)
        made.file(YOO, "pool.pdf", POOL)
        made.file(BRANDT, "letter.pdf", CLEANING)
        made.file(BRANDT, "manual.pdf", MANUAL, DocumentRole.MANUAL)
        made.note(YOO, "note-1", "gate code is 4471, dog is friendly")
        for job, visit in FILTERS:
            made.job(job, [visit], "Cartridge filter\n\nCleaning of the cartridge filter")
        made.message(
            BRANDT, "mail-1.eml", "Julia Brandt <jb@example.com>", "Please go ahead with the windows, up to $260."
        )
        yield made
        made.close()
