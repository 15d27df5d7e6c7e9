"""What the resolvers of one request see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from graphql import GraphQLResolveInfo

from ingest.jobber.simulator.account import Fields, SimulatedAccount
from ingest.jobber.simulator.connections import moment
from ingest.jobber.simulator.faults import Conditions
from ingest.jobber.simulator.journal import Journal
from ingest.jobber.simulator.webhooks import Webhooks


@dataclass(frozen=True)
class Call:
    """`file_url` makes the expiring address of an attachment by its id; `disconnect` ends the app's permission."""

    account: SimulatedAccount
    journal: Journal
    now: datetime
    file_url: Callable[[str], str]
    disconnect: Callable[[], None]
    conditions: Conditions
    webhooks: Webhooks

    def indexed(self, type_name: str, arguments: Fields) -> list[Fields]:
        """The records a list can show: Jobber's lists lag behind what was just made or changed."""
        records = self.account.all(type_name)
        if not self.conditions.index_lag:
            return records
        known = self.now - timedelta(seconds=self.conditions.index_lag)
        by_change = bool((arguments.get("filter") or {}).get("updatedAt"))
        names = ("createdAt", "updatedAt") if by_change else ("createdAt",)
        return [each for each in records if all(not each.get(name) or moment(each[name]) <= known for name in names)]


def call_of(info: GraphQLResolveInfo) -> Call:
    call: Call = info.context
    return call
