"""One Jobber account as its API shows it, without a server: every exchange as a function from request to reply."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, execute_sync, parse, validate
from graphql.execution import ExecutionResult

from ingest.jobber.client import VERSION
from ingest.jobber.cost import requested_cost
from ingest.jobber.simulator.account import Fields, SimulatedAccount
from ingest.jobber.simulator.call import Call
from ingest.jobber.simulator.cost import Bucket, Limits, Window, actual_cost
from ingest.jobber.simulator.exchange import (
    Asked,
    Reply,
    blocked,
    in_json,
    in_text,
    instead,
    redirect,
    spoiled,
    too_many,
)
from ingest.jobber.simulator.faults import BLOCK_SECONDS, FILES, TOKEN, Conditions, Fault, FaultKind, Faults
from ingest.jobber.simulator.file_urls import FileUrls
from ingest.jobber.simulator.journal import Journal
from ingest.jobber.simulator.load import load_account
from ingest.jobber.simulator.oauth import NotAccepted, Registration, TokenServer
from ingest.jobber.simulator.resolvers import Hiding, executable_schema
from ingest.jobber.simulator.webhooks import Webhooks

GRAPHQL, AUTHORIZE, TOKENS, FILE = "/api/graphql", "/api/oauth/authorize", "/api/oauth/token", "/files/"


def real_clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Simulator:
    """The state behind the API. Queries run one at a time, as one account's writes must."""

    folder: Path
    account: SimulatedAccount
    schema: GraphQLSchema
    tokens: TokenServer
    bucket: Bucket
    urls: FileUrls
    clock: Callable[[], datetime]
    limits: Limits = field(default_factory=Limits)
    journal: Journal = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)
    blocked_until: datetime | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._requests, self._writes = Window(self.clock), Window(self.clock, 60.0)
        self._conditions = Conditions()
        self.webhooks = Webhooks(self.tokens.registration, self.account.account["id"], self.clock)

    @classmethod
    def of(
        cls,
        account_dir: Path,
        *,
        clock: Callable[[], datetime] = real_clock,
        registration: Registration | None = None,
        limits: Limits | None = None,
    ) -> Simulator:
        """The simulator of an account folder; raises `AccountFolderError`."""
        account, limits = load_account(account_dir), limits or Limits()
        return cls(
            account_dir,
            account,
            executable_schema(),
            TokenServer(registration or Registration(), account.account["id"], clock),
            Bucket(limits, clock),
            FileUrls(clock),
            clock,
            limits,
        )

    @property
    def conditions(self) -> Conditions:
        return self._conditions

    @conditions.setter
    def conditions(self, conditions: Conditions) -> None:
        self.bucket.status()  # counts what came back until now
        self.bucket.foreign = conditions.foreign_points
        self._conditions = conditions

    def respond(self, asked: Asked) -> Reply:
        """What Jobber, its OAuth server and its file storage answer."""
        if asked.path == GRAPHQL:
            return self._struck(_operation_name(asked.body), asked, self._graphql)
        if asked.path == TOKENS:
            return self._struck(TOKEN, asked, self._token)
        if asked.path.startswith(FILE):
            return self._struck(FILES, asked, self._file)
        return self._authorize(asked) if asked.path == AUTHORIZE else in_text("Not found", 404)

    def block(self, seconds: float = BLOCK_SECONDS) -> None:
        """Answer every call as Jobber does after unusual activity."""
        self.blocked_until = self.clock() + timedelta(seconds=seconds)

    def answer(self, body: Fields, base: str) -> Fields:
        """The GraphQL response to `{query, operationName, variables}`, with cost and versioning in its extensions."""
        variables, operation = body.get("variables") or {}, body.get("operationName")
        document, errors = _checked(self.schema, str(body.get("query") or ""))
        if document is None or errors:
            return self._response({"errors": [error.formatted for error in errors]}, 0, 0)
        requested = int(requested_cost(document, operation, variables) * self.conditions.cost_factor)
        if not self.bucket.admits(requested):
            throttled = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
            return self._response({"errors": [throttled]}, requested, 0)
        return self._executed(document, operation, variables, requested, base)

    def _struck(self, operation: str, asked: Asked, answer: Callable[[Asked], Reply]) -> Reply:
        """The answer, or what the block or a fault makes of it."""
        if self.blocked_until and self.clock() < self.blocked_until and operation != FILES:
            return blocked()
        fault = self.faults.strike(operation)
        if fault is None:
            return answer(asked)
        self._set_in(fault)
        spoiling = None if fault.after else instead(fault)
        return spoiling or spoiled(answer(asked), fault)

    def _set_in(self, fault: Fault) -> None:
        """Faults that change the state the next calls meet."""
        if fault.kind is FaultKind.BLOCKED:
            self.block(BLOCK_SECONDS if fault.seconds is None else fault.seconds)
        if fault.kind is FaultKind.THROTTLED:
            self.bucket.take(self.limits.maximum)

    def _graphql(self, asked: Asked) -> Reply:
        refused = self._unauthorized(asked)
        if refused:
            return refused
        if "json" not in asked.headers.get("content-type", ""):
            return in_json({"message": "Only application/json is accepted"}, 415)
        if not asked.headers.get("x-jobber-graphql-version"):
            return in_json({"message": "GraphQL API version header is missing"}, 400)
        if not self._requests.admits(self.limits.requests):
            return too_many()
        try:
            body = json.loads(asked.body)
        except ValueError:
            return in_json({"message": "The body is no JSON"}, 400)
        return in_json(self.answer(body, asked.base)) if self._writes_slowly(body) else blocked()

    def _unauthorized(self, asked: Asked) -> Reply | None:
        """As probed with Jobber: no token is HTTP 200 with an error, a bad or expired one is 401."""
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token:
            return in_json({"errors": [{"message": "Not authenticated", "extensions": {"code": "UNAUTHENTICATED"}}]})
        try:
            self.tokens.check_access(token)
        except NotAccepted as error:
            return in_json({"message": str(error)}, 401)
        return None

    def _writes_slowly(self, body: Fields) -> bool:
        """Whether the app's writes keep below the pace at which Jobber blocks; begins the block where not."""
        most = self.conditions.writes_a_minute
        if most is None or not str(body.get("query")).lstrip().startswith("mutation") or self._writes.admits(most):
            return True
        self.block()
        return False

    def _executed(
        self, document: DocumentNode, operation: str | None, variables: Fields, requested: int, base: str
    ) -> Fields:
        hidden = self.conditions.hidden
        with self.lock:
            call = Call(
                self.account,
                self.journal,
                self.clock(),
                lambda file_id: self.urls.url(base, file_id),
                self.tokens.disconnect,
                self.conditions,
                self.webhooks,
            )
            result = execute_sync(
                self.schema,
                document,
                context_value=call,
                variable_values=variables,
                operation_name=operation,
                middleware=[Hiding(hidden)] if hidden else None,
            )
        actual = int(actual_cost(result.data) * self.conditions.cost_factor)
        self.bucket.take(actual)
        return self._response(_plain(result), requested, actual)

    def _response(self, result: Fields, requested: int, actual: int) -> Fields:
        cost = {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": self.bucket.status()}
        warning = self.conditions.version_warning
        versioning = {"version": self.conditions.served_version or VERSION} | ({"warning": warning} if warning else {})
        return {**result, "extensions": {"cost": cost, "versioning": versioning}}

    def _authorize(self, asked: Asked) -> Reply:
        query, uri = asked.query, asked.query.get("redirect_uri", "")
        if query.get("client_id") != self.tokens.registration.client_id or query.get("response_type") != "code":
            return in_text("client_id is unknown, or response_type is not code", 400)
        if not self.tokens.registration.redirects_to(uri):
            return in_text("redirect_uri is neither on this machine nor registered", 400)
        if query.get("deny"):
            return redirect(uri)
        given = {"code": self.tokens.code(uri)} | ({"state": query["state"]} if "state" in query else {})
        return redirect(f"{uri}{'&' if '?' in uri else '?'}{urlencode(given)}")

    def _token(self, asked: Asked) -> Reply:
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        try:
            return in_json(self.tokens.grant(form))
        except NotAccepted as error:
            return in_json({"message": str(error)}, 401)

    def _file(self, asked: Asked) -> Reply:
        file_id, query = unquote(asked.path.removeprefix(FILE)), asked.query
        if not self.urls.allows(file_id, query.get("expires", ""), query.get("signature", "")):
            return in_text("The link has expired or is not valid", 403)
        path = self.account.files.get(file_id)
        if path is None or not path.is_file():
            return in_text("Not found", 404)
        return Reply(200, path.read_bytes(), {"content-type": guess_type(path)[0] or "application/octet-stream"})


@lru_cache(maxsize=256)
def _checked(schema: GraphQLSchema, query: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
    """A program sends the same few documents again and again."""
    try:
        document = parse(query)
    except GraphQLError as error:
        return None, [error]
    return document, validate(schema, document)


def _operation_name(body: bytes) -> str:
    """`operationName`, else the name written in the query; empty where there is none."""
    try:
        asked = json.loads(body)
        if asked.get("operationName"):
            return str(asked["operationName"])
        found = [each for each in parse(asked["query"]).definitions if isinstance(each, OperationDefinitionNode)]
    except (ValueError, KeyError, AttributeError, TypeError, GraphQLError):
        return ""
    return found[0].name.value if found and found[0].name else ""


def _plain(result: ExecutionResult) -> dict[str, Any]:
    errors = {"errors": [error.formatted for error in result.errors]} if result.errors else {}
    return {"data": result.data, **errors}
