from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from qdrant_client import QdrantClient, models

from retrieval.generations import FolderShelf, Generation, Shelf, is_current, switch
from retrieval.qdrant_server import CollectionShelf, QdrantServerIndex
from tests.fakes.clauses import seal_for

OLD = Generation("all-MiniLM-L6-v2", 384, "clauses-1", "policy-1")
NEW = replace(OLD, model="all-mpnet-base-v2", dimension=768)


@pytest.mark.parametrize("changed", [{"dimension": 8}, {"splitter": "clauses-2"}, {"policy": "policy-2"}])
def test_every_part_of_a_generation_changes_its_name(changed: dict[str, object]) -> None:
    assert replace(OLD, **changed).name != OLD.name  # type: ignore[arg-type]


@pytest.fixture(params=["folders", "collections"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    if request.param == "folders":
        return _folders(tmp_path)
    return _collections()


def _folders(root: Path) -> Shelf:
    shelf = FolderShelf(root)
    for generation in (OLD, NEW):
        shelf.folder(generation.name).mkdir()
    return shelf


def _collections() -> Shelf:
    client = QdrantClient(":memory:")
    for generation in (OLD, NEW):
        QdrantServerIndex(client, f"fineprint-{generation.name}", 4, seal_for)
    return CollectionShelf(client)


def test_nothing_is_active_before_the_first_switch(shelf: Shelf) -> None:
    assert shelf.active() is None
    assert not is_current(shelf, OLD)


def test_switching_makes_the_new_one_active_and_drops_the_old(shelf: Shelf) -> None:
    shelf.activate(OLD.name)
    assert is_current(shelf, OLD)
    assert switch(shelf, NEW) == {OLD.name}
    assert is_current(shelf, NEW)
    assert shelf.names() == {NEW.name}


def test_a_built_generation_is_not_used_until_the_switch(shelf: Shelf) -> None:
    shelf.activate(OLD.name)
    assert shelf.names() == {OLD.name, NEW.name}
    assert shelf.active() == OLD.name


def test_the_active_folder_is_known_after_a_restart(tmp_path: Path) -> None:
    FolderShelf(tmp_path).activate(OLD.name)
    assert FolderShelf(tmp_path).active() == OLD.name


def test_what_lies_at_a_servers_points_can_be_looked_through() -> None:
    client = QdrantClient(":memory:")
    QdrantServerIndex(client, f"fineprint-{OLD.name}", 4, seal_for)
    vectors = {"dense": [0.0, 0.0, 0.0, 1.0]}
    points = [models.PointStruct(id=n, vector=vectors, payload={"account": f"acme-{n}"}) for n in range(300)]
    client.upsert(f"fineprint-{OLD.name}", points)
    found = list(CollectionShelf(client).payloads(OLD.name))
    assert {payload["account"] for payload in found} == {f"acme-{n}" for n in range(300)}
    assert len(found) == 300
