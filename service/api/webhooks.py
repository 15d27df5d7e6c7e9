"""`POST /webhooks/jobber`: what Jobber tells us is stored, then answered; the work goes on after.

Jobber wants its answer within a second, and gives no second one to who fails too often. What is signed but of no use (a
repetition, an account that is not connected, a topic of nothing we keep) is taken with 202 too, and counted.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request
from sqlalchemy.exc import SQLAlchemyError

from ingest.jobber.receiving import Outcome, Receiver
from ingest.jobber.webhooks import SIGNATURE_HEADER

router = APIRouter(tags=["webhooks"])
LARGEST = 16 * 1024  # bytes; Jobber's own have some 250
ANSWER_WITHIN = 0.9  # seconds; Jobber gives up after one
REFUSED = {
    Outcome.BAD_SIGNATURE: (401, f"{SIGNATURE_HEADER} does not fit the body and FINEPRINT_JOBBER_CLIENT_SECRET"),
    Outcome.UNREADABLE: (400, "the body is no webhook of Jobber's"),
    Outcome.TOO_LARGE: (413, f"a webhook of Jobber's has less than {LARGEST} bytes"),
}
BUSY = HTTPException(503, "the event is not stored yet; send it again")


@router.post("/webhooks/jobber", status_code=202)
async def jobber(
    request: Request, signature: Annotated[str | None, Header(alias=SIGNATURE_HEADER)] = None
) -> dict[str, str]:
    """202 once the event is on the disk; 401 for a wrong signature, 503 where it could not be stored in time."""
    receiver: Receiver = request.app.state.webhooks
    raw_body = await _body(request)
    stored = receiver.refuse(Outcome.TOO_LARGE) if raw_body is None else receiver.receive(raw_body, signature)
    try:
        outcome = await asyncio.wait_for(asyncio.wrap_future(stored), ANSWER_WITHIN)
    except (TimeoutError, SQLAlchemyError):
        raise BUSY from None
    if outcome in REFUSED:
        raise HTTPException(*REFUSED[outcome])
    return {"outcome": outcome.value}


async def _body(request: Request) -> bytes | None:
    """The raw bytes, None as soon as there are too many."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST:
            return None
    return bytes(read)
