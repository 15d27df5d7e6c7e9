"""What happened, read from the words written about a job: causes with their certainty, each with its source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from service.agreements.stem import stem
from service.coverage.vocabulary import tokens, word_list
from service.coverage.work import RecordQuote, Statement

HALF = 0.5
_CLAUSES = re.compile(r"[,()]|\bbut\b", re.I)
_EMPTY = word_list("general") | word_list("stop")

_SENTENCE = re.compile(r"[^.;!?\n]+(?:\.(?=\d)[^.;!?\n]+)*[.;!?]*")
_DENIED = re.compile(
    r"\b(?:no sign of|no signs of|no evidence of|not|isn't|is not|wasn't|was not|weren't|no|none|"
    r"nothing to do with|ruled out|never|without|rather than|instead of|n't)\b[^,;]{0,35}$",
    re.I,
)
_DOUBTED = re.compile(
    r"\?|\b(?:maybe|may have|might|possibly|perhaps|could be|could have|not sure|unsure|unclear|can't (?:say|tell)|cannot (?:say|tell)|couldn't (?:see|tell|say)|could not (?:see|tell|say)"
    r"|suspect|don't know|do not know|or just|hard to (?:say|tell)|if its|if it's|whether|unknown|needs? camera|probably|likely|guess|i think|looks? like it could)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:watch out|beware|call first|friendly|keep|loose|reminder|next time|in case|if it|so it (?:doesn't|won't))\b",
    re.I,
)
_GUARD = re.compile(
    r"\b(?:surge|lightning|freeze|frost|flood|storm|hail|fire|wind|rodent|animal|bird)[- ](?:protect\w*|suppress\w*|arrest\w*|guards?|doors?|windows?|drains?|stats?|alarms?|lights?|screens?|extinguishers?|sprinklers?|rods?|proof\w*|plugs?)\b",
    re.I,
)
"""A thing named by what it keeps out ("surge protector", "storm door") tells of no surge and no storm."""
_STATE = re.compile(
    r"\b(?P<failed>died|dead|quit|failed|failure|broke(?: down)?|breakdown|down|out|stopped|not (?:running|working|firing|heating)|won't (?:run|fire|start)|locked out|no heat)\b"
    r"|\b(?P<working>(?:was |were |is |been )?(?:running|ran|working|worked|operating) (?:fine|ok|okay|normally|well|all)|(?:was|is) (?:fine|ok|okay|on)|fine)\b",
    re.I,
)


FROM_OUTSIDE = frozenset(
    [
        "misuse",
        "accident",
        "vandalism",
        "freeze",
        "flood",
        "lightning",
        "animals",
        "storm",
        "fire",
        "others_work",
        "tenant",
        "vehicle",
    ]
)
"""Causes that are no wear and no fault of a repair."""


class State(StrEnum):
    """How sure the words are."""

    CERTAIN = "certain"
    DOUBTED = "doubted"
    DENIED = "denied"


@dataclass(frozen=True)
class Circumstance:
    cause: str
    state: State
    source: RecordQuote


@cache
def causes() -> dict[str, re.Pattern[str]]:
    """Cause id → the stems by which contracts and technicians name it."""
    table: dict[str, list[str]] = _table()["causes"]
    return {id: re.compile("|".join(rf"\b{re.escape(stem)}" for stem in stems), re.I) for id, stems in table.items()}


@cache
def told() -> dict[str, re.Pattern[str]]:
    """Cause id → how a technician tells it happened; stricter than the contract's stems where those say too little."""
    return causes() | {id: re.compile(pattern, re.I) for id, pattern in _table()["told"].items()}


def _table() -> dict[str, Any]:
    return tomllib.loads(files("service.coverage.vocabulary").joinpath("causes.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=20_000)
def causes_in(text: str) -> frozenset[str]:
    """The causes a contract's words name."""
    padded = f"{text.replace('’', chr(39))} "
    return frozenset(id for id, pattern in causes().items() if pattern.search(padded))


def circumstances(statements: Iterable[Statement]) -> tuple[Circumstance, ...]:
    """Every cause the statements speak of, sentence by sentence; a question mark or a "maybe" makes it doubted."""
    return tuple(found for statement in statements for found in _of(statement))


@lru_cache(maxsize=5_000)
def _of(statement: Statement) -> tuple[Circumstance, ...]:
    return tuple(_in(statement))


def _in(statement: Statement) -> Iterator[Circumstance]:
    doubted = bool(_DOUBTED.search(statement.text))
    for sentence in _SENTENCE.finditer(statement.text):
        words = f"{sentence.group().replace('’', chr(39))} "
        if _TOLD.search(words):
            continue
        words = _GUARD.sub(lambda guard: " " * len(guard.group()), words)
        for id, pattern in told().items():
            match = pattern.search(words)
            if match:
                state = _state(words, match.start(), doubted)
                yield Circumstance(id, state, statement.quote(sentence.start(), sentence.end()))


def _state(words: str, at: int, doubted: bool) -> State:
    if _DOUBTED.search(words):
        return State.DOUBTED
    if _DENIED.search(words[:at]):
        return State.DOUBTED if doubted else State.DENIED
    return (
        State.DOUBTED
        if doubted and not re.search(r"\b(?:definitely|clearly|for sure|certain)", words, re.I)
        else State.CERTAIN
    )


@lru_cache(maxsize=20_000)
def told_in(condition: str, statements: tuple[Statement, ...]) -> State | None:
    """How far the statements tell of a condition in a contract's own words ("the fascia is rotten"): all its telling words
    in one sentence tell it, half of them leave it doubtful; None where nobody speaks of it."""
    wanted = _stems(condition)
    if not wanted:
        return None
    shares = [
        (len(wanted & _stems(sentence.group())) / len(wanted), sentence.group())
        for one in statements
        for sentence in _SENTENCE.finditer(one.text)
    ]
    share, words = max(shares, default=(0.0, ""), key=lambda found: found[0])
    if share < HALF:
        return None
    telling = " ".join(part for part in _CLAUSES.split(words) if wanted & _stems(part))
    if _DENIED.search(telling) or re.search(r"\b(?:not|no|isn't|wasn't|never)\b", telling, re.I):
        return State.DENIED if share == 1 else None
    return State.CERTAIN if share == 1 and not _DOUBTED.search(words) else State.DOUBTED


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in tokens(text) if len(word) > 2 and word not in _EMPTY)


def standing(found: Iterable[Circumstance], cause: str) -> State | None:
    """What the statements come to for one cause: contradiction and doubt are both doubt; None where nobody speaks of it."""
    states = {one.state for one in found if one.cause == cause}
    if State.DOUBTED in states or {State.CERTAIN, State.DENIED} <= states:
        return State.DOUBTED
    return next(iter(states), None)


def condition_of(thing: str, statements: Iterable[Statement]) -> bool | None:
    """Did a thing stop working by what people wrote? True failed, False worked, None nobody says or they differ."""
    said: set[bool] = set()
    for statement in statements:
        for match in re.finditer(rf"\b{re.escape(thing)}\b(?P<after>[^.;!?]{{0,40}})", statement.text, re.I):
            state = _STATE.search(match["after"])
            if state:
                said.add(state["failed"] is not None)
    return next(iter(said)) if len(said) == 1 else None
