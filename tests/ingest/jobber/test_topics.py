"""Every topic is known, and what is read again is of a type that is kept."""

from __future__ import annotations

from graphql import GraphQLEnumType, build_schema

from ingest.jobber.documents import schema_text
from ingest.jobber.reads import READS
from ingest.jobber.topics import APP_DISCONNECT, KEPT, OF_NOTHING_KEPT, RECORD_OF_TOPIC, TOPIC_OF


def test_each_topic_is_kept_or_dropped() -> None:
    topics = build_schema(schema_text()).type_map["WebHookTopicEnum"]
    assert isinstance(topics, GraphQLEnumType)
    assert set(topics.values) == KEPT | OF_NOTHING_KEPT
    assert len(topics.values) == 46
    assert KEPT.isdisjoint(OF_NOTHING_KEPT)


def test_a_topic_names_a_record_that_jobber_gives_by_its_id() -> None:
    by_id = {kind.type_name for kind, read in READS.items() if read.one is not None}
    assert set(RECORD_OF_TOPIC.values()) <= by_id
    assert set(RECORD_OF_TOPIC) | {APP_DISCONNECT} == KEPT


def test_a_change_of_a_record_has_its_topic() -> None:
    assert TOPIC_OF["TimeSheetEntry", "DESTROY"] == "TIMESHEET_DESTROY"
    assert TOPIC_OF["ProductOrService", "UPDATE"] == "PRODUCT_OR_SERVICE_UPDATE"
    assert ("Task", "UPDATE") not in TOPIC_OF
    assert ("User", "DESTROY") not in TOPIC_OF
