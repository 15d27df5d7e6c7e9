"""What readers think of answers: whoever asks may say so, and managers look into what was called bad."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from service.api.routes import desk_of
from service.auth.roles import Permission
from service.desk import Desk
from service.reviews import State, Verdict

router = APIRouter(prefix="/api", tags=["reviews"])
Json = dict[str, Any]
ReviewingDesk = Annotated[Desk, desk_of(Permission.REVIEW)]


class Feedback(BaseModel):
    verdict: Verdict
    note: Annotated[str, Field(max_length=2000)] = ""


class Closing(BaseModel):
    note: Annotated[str, Field(max_length=2000)] = ""


@router.post("/answers/{id}/feedback", status_code=201)
def give_feedback(id: str, body: Feedback, desk: Annotated[Desk, desk_of(Permission.ASK)]) -> Json:
    """Say that an answer was good or bad, and why; what is said again counts instead."""
    return desk.reviewing.give(id, body.verdict, body.note)


@router.get("/reviews")
def reviews(desk: ReviewingDesk, state: Literal["open", "closed", "all"] = "open") -> list[Json]:
    """The newest reviews, each with what was asked and answered."""
    return desk.reviewing.all(None if state == "all" else State(state))


@router.get("/reviews/{id}")
def review(id: str, desk: ReviewingDesk) -> Json:
    return desk.reviewing.one(id)


@router.post("/reviews/{id}/close")
def close(id: str, body: Closing, desk: ReviewingDesk) -> Json:
    """Close an open review, with a note of what came of it; 409 where somebody else was faster."""
    return desk.reviewing.close(id, body.note)
