"""What the resolvers of one request see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from graphql import GraphQLResolveInfo

from ingest.jobber.simulator.account import SimulatedAccount
from ingest.jobber.simulator.journal import Journal


@dataclass(frozen=True)
class Call:
    """`file_url` makes the expiring address of an attachment by its id; `disconnect` ends the app's permission."""

    account: SimulatedAccount
    journal: Journal
    now: datetime
    file_url: Callable[[str], str]
    disconnect: Callable[[], None]


def call_of(info: GraphQLResolveInfo) -> Call:
    call: Call = info.context
    return call
