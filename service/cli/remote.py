"""The desk of the process that owns the data folder, called over loopback."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

import httpx

from service.answers.writing import Tell, tell_nobody
from service.approvals.filters import Filter
from service.owner import OwnerAddress

Json = dict[str, Any]
SETTLED_AFTER_SECONDS = 60.0


class OwnerRefused(RuntimeError):
    """What the owner answered instead; its own words."""


class RemoteDesk:
    """Calls the owner's HTTP routes with the token from `owner.json`; the same methods as `service.desk.Desk`."""

    def __init__(self, owner: OwnerAddress, account: str, role: str, jobber_user: str | None = None) -> None:
        headers = {
            "Authorization": f"Bearer {owner.token}",
            "X-Fineprint-Account": account,
            "X-Fineprint-As": role,
        }
        if jobber_user is not None:
            headers["X-Fineprint-Jobber-User"] = jobber_user
        self._http = httpx.Client(base_url=owner.url, headers=headers, timeout=httpx.Timeout(10, read=None))

    def ask(
        self,
        question: str,
        *,
        client: str | None = None,
        job: str | None = None,
        as_of: date | None = None,
        tell: Tell = tell_nobody,
    ) -> Json:
        """`tell` is given the whole text when it has come: the owner does not stream to its own machine."""
        body = {"question": question, "client": client, "job": job, "as_of": as_of.isoformat() if as_of else None}
        answer: Json = self._call("POST", "/api/ask", body)
        tell(answer["answer"])
        return answer

    def approve(self, id: str) -> Json:
        """Approve, and wait until the owner has carried it out."""
        seen = self._call("GET", f"/api/approvals/{id}")
        return self._settled(self._call("POST", f"/api/approvals/{id}/approve", {"version": seen["version"]}))

    def undo(self, id: str, *, note: str | None = None) -> Json:
        """Undo, and wait until the owner has carried it out."""
        return self._settled(self._call("POST", f"/api/approvals/{id}/undo", {"note": note}))

    def pending(self, meant: Filter) -> list[str]:
        given = {
            "action": meant.action,
            "contract_type": meant.contract_type,
            "field": meant.field,
            "most_money": None if meant.most_money is None else str(meant.most_money),
            "least_confidence": meant.least_confidence,
        }
        query = {"state": "pending"} | {name: value for name, value in given.items() if value is not None}
        return [proposal["id"] for proposal in self._call("GET", f"/api/approvals?{urlencode(query)}")]

    def extract(self, clients: Sequence[str] | None, *, dry_run: bool, anew: bool = False) -> Json:
        """Begin a run, and wait until the owner has read it to its end."""
        body = {"clients": "all" if clients is None else list(clients), "dry_run": dry_run, "anew": anew}
        return self._read(self._call("POST", "/api/extractions", body))

    def resume(self, run: str) -> Json:
        return self._read(self._call("POST", f"/api/extractions/{run}/resume"))

    def create_fields(self, of: str) -> list[Json]:
        made = self._call("POST", "/api/fields", {"on": of, "really": True})
        return [self._settled(proposal) for proposal in made]

    def _settled(self, proposal: Json) -> Json:
        deadline = time.monotonic() + SETTLED_AFTER_SECONDS
        while proposal["state"] in ("approved", "executing") and time.monotonic() < deadline:
            time.sleep(0.2)
            proposal = self._call("GET", f"/api/approvals/{proposal['id']}")
        return proposal

    def _read(self, run: Json) -> Json:
        """A run once it is no longer running, with its contracts."""
        while run["state"] == "running":
            time.sleep(0.5)
            run = self._call("GET", f"/api/extractions/{run['id']}?contracts=false")
        found: Json = self._call("GET", f"/api/extractions/{run['id']}")
        return found

    def sync(self, run: str, *, full: bool, communications: str | None) -> dict[str, int]:
        counts: dict[str, int] = self._call(
            "POST", "/local/sync", {"run": run, "full": full, "communications": communications}
        )
        return counts

    def erasure_preview(self, client: str) -> Json:
        seen: Json = self._call("POST", "/api/erasures", {"client": client})
        return seen

    def erase(self, client: str) -> Json:
        certificate: Json = self._call("POST", "/api/erasures", {"client": client, "dry_run": False})
        return certificate

    def close(self) -> None:
        self._http.close()

    def _call(self, method: str, path: str, body: Json | None = None) -> Any:
        response = self._http.request(method, path, json=body)
        if response.is_success:
            return response.json()
        raise OwnerRefused(response.json().get("detail", f"the service answered {response.status_code}"))
