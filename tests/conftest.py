from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from anonymize.keys import Keyring
from tests.fakes.databases import KINDS, database, keyring_of

# The same examples every time, however slow the machine is.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a file run on one worker. What takes long comes first, so that no worker is left alone with it in the end:
    whole installations, and of those the ones that wait for no other's sync."""
    synced = {item.path for item in items if "synced" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: ("e2e" not in item.path.parts, item.path in synced))
    for item in items:
        item.add_marker(pytest.mark.xdist_group(item.path.as_posix()))


@pytest.fixture(scope="session", autouse=True)
def _nothing_of_ours_in_this_persons_configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What an installation keeps beside its master key goes to a folder of the tests'."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("configuration")))
        yield


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with every table."""
    with database(request.param, tmp_path) as engine:
        yield engine


@pytest.fixture
def keyring(engine: Engine) -> Keyring:
    return keyring_of(engine)
