"""The desk of the process that owns the data folder, called over loopback."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import httpx

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
        self, question: str, *, client: str | None = None, job: str | None = None, as_of: date | None = None
    ) -> Json:
        body = {"question": question, "client": client, "job": job, "as_of": as_of.isoformat() if as_of else None}
        answer: Json = self._call("POST", "/api/ask", body)
        return answer

    def approve(self, id: str) -> Json:
        """Approve, and wait until the owner has carried it out."""
        seen = self._call("GET", f"/api/approvals/{id}")
        proposal: Json = self._call("POST", f"/api/approvals/{id}/approve", {"version": seen["version"]})
        deadline = time.monotonic() + SETTLED_AFTER_SECONDS
        while proposal["state"] in ("approved", "executing") and time.monotonic() < deadline:
            time.sleep(0.2)
            proposal = self._call("GET", f"/api/approvals/{id}")
        return proposal

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
