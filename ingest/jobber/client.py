"""The one way to Jobber's GraphQL endpoint."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from ingest.jobber.actions import ApprovedAction, NotApproved
from ingest.jobber.answers import Answer, Json, cost_of, read_answer
from ingest.jobber.documents import document, is_write, needs_approval
from ingest.jobber.errors import JobberError, Throttled, Transient, Unavailable, Uncertain, Unreadable
from ingest.jobber.throttle import Throttle

log = logging.getLogger(__name__)

NoteVersion = Callable[[str | None, str | None], None]  # the version that was served, and Jobber's warning
VERSION = "2026-07-27"
ATTEMPTS = 4
LARGE = 1_000  # points
PATIENCE = 60.0  # seconds we sit out ourselves; longer waits belong to whoever schedules the work


@dataclass(frozen=True)
class Connection:
    """One page of a Relay connection; `next` is the cursor of the page after it."""

    nodes: tuple[Json, ...]
    next: str | None


def _not_kept(_served: str | None, _warning: str | None) -> None:
    """For a client whose account is not known yet."""


@dataclass(frozen=True)
class Served:
    version: str | None
    warning: str | None


class JobberClient:
    """Runs the operations of `queries/` for one account. Thread-safe as far as its httpx client is."""

    def __init__(
        self,
        http: httpx.Client,
        graphql_url: str,
        auth: httpx.Auth,
        throttle: Throttle,
        *,
        version: str = VERSION,
        note_version: NoteVersion = _not_kept,
    ) -> None:
        self._note, self._noted = note_version, Served("", None)
        self._http, self._url, self._auth, self._throttle = http, graphql_url, auth, throttle
        self.version, self._asked_points = version, False
        self.version_notice: str | None = None

    def execute(self, operation: str, variables: Mapping[str, Any], *, approved: ApprovedAction | None = None) -> Json:
        """The answer's `data`. Waits out short throttling and outages; a write is sent again only if it did not run.

        Raises a `JobberError`; `Uncertain` when a write got no answer, `NotApproved` where nobody approved one.
        """
        if approved is None and needs_approval(operation):
            raise NotApproved(f"{operation} changes the account; `JobberWriter.perform` an approved action instead")
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(operation, variables).data
            except Transient as error:
                wait = error.after if error.after is not None else float(2 ** (attempt - 1))
                if attempt == ATTEMPTS or wait > PATIENCE:
                    raise
                log.info("jobber %s: %s, attempt %d, waiting %.1f s", operation, type(error).__name__, attempt, wait)
                self._throttle.sleep(wait)
        raise AssertionError("unreachable")

    def connection(self, operation: str, variables: Mapping[str, Any], *path: str) -> Connection:
        """One page: the connection that lies at `path` in the data."""
        return read_connection(at(self.execute(operation, variables), *path))

    def pages(
        self, operation: str, variables: Mapping[str, Any], *path: str, after: str | None = None
    ) -> Iterator[Connection]:
        """Every page of a connection from the cursor `after` on; the operation takes `$after`."""
        while True:
            page = self.connection(operation, {**variables, "after": after}, *path)
            yield page
            if page.next is None:
                return
            if page.next == after:
                raise Unreadable("Jobber sent the same cursor twice; the list has no end")
            after = page.next

    def _once(self, operation: str, variables: Mapping[str, Any]) -> Answer:
        from ingest.jobber.cost import planned_cost  # graphql-core takes a while, and most commands ask Jobber nothing

        write, planned = is_write(operation), planned_cost(operation, variables)
        if planned > LARGE:
            self._learn_points()
        with self._throttle.call(operation, planned, write=write) as sent:
            response = self._send(operation, variables, write)
            sent.cost = cost_of(response)
        try:
            answer = read_answer(response)
        except JobberError as error:
            if response.status_code == 429 and isinstance(error, Throttled):
                self._throttle.pause(error.after or 0.0)
            raise _after_writing(error, write) from None
        self._note_version(answer)
        return answer

    def _learn_points(self) -> None:
        """How many points are there is only told in answers: a cheap call first, lest a large one uses up the reserve."""
        if not self._throttle.knows_points and not self._asked_points:
            self._asked_points = True
            self._once("Account", {})

    def _send(self, operation: str, variables: Mapping[str, Any], write: bool) -> httpx.Response:
        body = {"query": document(operation), "operationName": operation, "variables": dict(variables)}
        headers = {"X-JOBBER-GRAPHQL-VERSION": self.version, "Accept": "application/json"}
        try:
            return self._http.post(self._url, json=body, headers=headers, auth=self._auth)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unavailable(f"Jobber cannot be reached ({type(error).__name__})") from None
        except httpx.RequestError as error:
            lost = Unavailable(f"no answer from Jobber ({type(error).__name__})")
            raise _after_writing(lost, write) from None

    def _note_version(self, answer: Answer) -> None:
        """A removed version is silently served as another one: say so once, and keep it for `doctor`."""
        notice = answer.warning
        if answer.version and answer.version != self.version:
            notice = f"asked for API version {self.version}, served {answer.version}"
        if notice and notice != self.version_notice:
            log.warning("jobber api version: %s", notice)
        self.version_notice = notice
        if (served := Served(answer.version, answer.warning)) != self._noted:
            self._noted = served
            self._note(served.version, served.warning)


def at(data: Json, *path: str) -> Json | None:
    """The object at `path`; None where it or an object on the way is null, `Unreadable` where it is no object."""
    found: Any = data
    for name in path:
        if found is None:
            return None
        if not isinstance(found, dict) or name not in found:
            raise Unreadable(f"Jobber's answer has no {'.'.join(path)}")
        found = found[name]
    if found is not None and not isinstance(found, dict):
        raise Unreadable(f"Jobber's answer has no object at {'.'.join(path)}")
    return found


def read_connection(found: Any) -> Connection:
    """Raises `Unreadable` where nodes or pageInfo are missing, so that no broken answer passes for an empty list."""
    nodes = found.get("nodes") if isinstance(found, dict) else None
    info = found.get("pageInfo") if isinstance(found, dict) else None
    if not isinstance(nodes, list) or not isinstance(info, dict) or not isinstance(info.get("hasNextPage"), bool):
        raise Unreadable("Jobber's answer has no nodes and pageInfo where a list was asked for")
    if info["hasNextPage"] and not info.get("endCursor"):
        raise Unreadable("Jobber says there is another page but gives no cursor to it")
    return Connection(tuple(nodes), info["endCursor"] if info["hasNextPage"] else None)


def _after_writing(error: JobberError, write: bool) -> JobberError:
    """A write that was sent may have run unless Jobber said it did not."""
    if write and isinstance(error, Transient) and not isinstance(error, Throttled):
        return Uncertain(f"a write to Jobber got no clear answer ({error}); read back before doing it again")
    return error
