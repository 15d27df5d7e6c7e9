"""What readers say of answers: whoever asks says right or wrong, and a manager looks into what was called wrong."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from service.auth.roles import Permission
from service.reviews import AlreadyClosed, State, Verdict
from service.web.visit import Visit, visiting

router = APIRouter()
Asking = Annotated[Visit, visiting(Permission.ASK)]
Reviewing = Annotated[Visit, visiting(Permission.REVIEW)]
Note = Annotated[str, Form(max_length=2000)]
Json = dict[str, Any]
MOST_SHOWN = 50
THANKS = {
    Verdict.GOOD: "Thank you; it is noted that this answer was right.",
    Verdict.BAD: "Thank you; it waits under Reviews for a manager to look into.",
}


@router.post("/answers/{id}/feedback", response_class=HTMLResponse)
def give_feedback(visit: Asking, id: str, verdict: Annotated[Verdict, Form()], note: Note = "") -> HTMLResponse:
    visit.desk.reviewing.give(id, verdict, note)
    return visit.page("told.html", words=THANKS[verdict], kind="")


@router.get("/reviews", response_class=HTMLResponse)
def reviews_page(visit: Reviewing, state: Literal["open", "closed", "all"] = "open") -> HTMLResponse:
    found = visit.desk.reviewing.all(None if state == "all" else State(state))
    shown = [_with_citations(visit, one) for one in found[:MOST_SHOWN]]
    return visit.page("reviews.html", reviews=shown, found=len(found), state=state)


@router.post("/reviews/{id}/close", response_class=HTMLResponse)
def close(visit: Reviewing, id: str, note: Note = "") -> HTMLResponse:
    refused = ""
    try:
        closed = visit.desk.reviewing.close(id, note)
    except AlreadyClosed as error:
        closed, refused = visit.desk.reviewing.one(id), str(error)
    return visit.page("review.html", review=_with_citations(visit, closed), refused=refused)


def _with_citations(visit: Visit, review: Json) -> Json:
    return review | {"citations": visit.desk.decision(review["answer_id"])["decision"]["citations"]}
