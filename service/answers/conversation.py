"""A question read in its conversation: "and the compressor?" asks what was asked before, of the compressor.

Every turn of the person's is made a question that stands alone, in order, so that follow-ups may follow follow-ups.
Whom and which job it is about carries on until another is named. Turns bound nothing and open nothing: they are text
the caller sent, and what they name is looked up inside the reader's scope like any question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from service.answers.kinds import Kind, understand
from service.answers.scope import Missing, Resolver, Subject, Unclear
from service.answers.vocabulary import content

ASKED_BACK = "Which one do you mean: "
MOST_TURNS = 20
"""How far back a conversation is read."""


@dataclass(frozen=True)
class Turn:
    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True)
class Standalone:
    """A question that needs no other; `client` and `job` are ids, where they were named in this or an earlier turn."""

    question: str
    client: str | None = None
    job: str | None = None


def in_conversation(resolver: Resolver, turns: Sequence[Turn], today: date) -> Standalone:
    """The last turn of the person's, read with those before it. There has to be one."""
    before: Standalone | None = None
    asked_back = False
    for turn in turns[-MOST_TURNS:]:
        if turn.role == "user":
            before = _next(_Context(resolver, today), before, turn.text.strip(), asked_back)
        asked_back = turn.role == "assistant" and turn.text.startswith(ASKED_BACK)
    if before is None:
        raise ValueError("a conversation needs a question")
    return before


@dataclass(frozen=True)
class _Context:
    resolver: Resolver
    today: date

    def read(self, question: str, client: str | None = None) -> Subject | Unclear | Missing:
        return self.resolver.resolve(question, client=client, today=self.today)

    def bare(self, question: str) -> str:
        """A question without the clients it names."""
        read = self.read(question)
        words = read.words if isinstance(read, Subject) else question
        return re.sub(r"(?:\s+(?:for|of|at|with|by|under|on|to|is|does))?\s*\?*\s*$", "", words, flags=re.I)


def _next(context: _Context, before: Standalone | None, text: str, asked_back: bool) -> Standalone:
    if before is None:
        return _resolved(context, text, None)
    if asked_back:
        chosen = context.read(before.question, client=text)
        if isinstance(chosen, Subject) and len(chosen.clients) == 1:
            return replace(before, client=chosen.clients[0].id)
    return _resolved(context, follow_up(context, text, before.question), before)


def _resolved(context: _Context, question: str, before: Standalone | None) -> Standalone:
    read = context.read(question)
    client = read.clients[0].id if isinstance(read, Subject) and len(read.clients) == 1 else None
    job = read.job.id if isinstance(read, Subject) and read.job else None
    if before is None or client or job or understand(question).kind is Kind.LIST:
        return Standalone(question, None, job)
    if isinstance(read, Missing) or (isinstance(read, Subject) and read.clients):
        return Standalone(question)
    if isinstance(read, Unclear) and not _is_among(context, read, before):
        return Standalone(question)
    earlier = context.read(before.question)
    named = earlier.clients[0].id if isinstance(earlier, Subject) and len(earlier.clients) == 1 else None
    return Standalone(question, before.client or named, before.job)


def _is_among(context: _Context, unclear: Unclear, before: Standalone) -> bool:
    """Whether one of the namesakes is whom the conversation is about already."""
    if before.client is None:
        return False
    own = context.read("", client=before.client)
    names = [client.name for client in own.clients] if isinstance(own, Subject) else []
    return any(choice.startswith(name) for choice in unclear.choices for name in names)


_OPENS = re.compile(
    r"^(?:(?:ok(?:ay)?|thanks?(?: you)?|so|well)[,.!]? +)?(?:(?:and|also|or|but|then)\b[ ,]*)?(?:(?:what|how) about\b|(?:the )?same (?:question )?(?:for|with|thing for)\b)?[ ,:]*(?P<rest>.*?)[\s?.!]*$",
    re.I | re.S,
)
_SAYS = re.compile(
    r"\b(?:is|are|was|were|am|be|do|does|did|can|could|will|would|should|shall|has|have|had|may|must|needs?|pays?|costs?|covers?|includes?|who|whom|whose|what|what's|when|where|which|why|how|list|show|tell|give|name|compare|explain)\b",
    re.I,
)
_PLACED = re.compile(r"^(?P<word>on|in|at|after|before|during|for|with|without|under|per|from|until|outside)\b", re.I)
_TIMES = ("on", "in", "at", "after", "before", "during", "outside", "from", "until")
# Where a question names the thing it asks about.
_THINGS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:is|are|was|were)\s+(?P<thing>(?!there\b|it\b)[\w'/ -]+?)\s+(?:still |also |ever )?(?:covered|included|excluded|free|part of|chargeable|billable|extra)\b",
        r"\b(?:do|does|did|will|can|could|would)\s+(?:we|they|he|she|you|the (?:plan|agreement|contract))\s+(?:still |also )?(?:cover|include|repair|fix|replace|clean|service|do|charge for|bill for|pay for)\s+(?P<thing>[\w'/ -]+?)(?=\s+(?:on|in|at|after|during|for|under|with)\b|[,?]|$)",
        r"\b(?:do|does|did|will|would)\s+(?P<thing>(?:the|a|an|his|her|their|our|any|one)\s+[\w'/ -]+?)\s+(?:cost|need|come|count|last|get|fall|run|require)\b",
        r"\b(?:cost|price|fee|rate|charge|warranty|discount|limit|cap|deductible|approval)s? (?:of|for|on|off)\s+(?P<thing>[\w'/ -]+?)(?=\s+(?:on|in|at|after|during|for|under|with)\b|[,?]|$)",
        r"\b(?:pay|charge|bill|owe|due) for\s+(?P<thing>[\w'/ -]+?)(?=\s+(?:on|in|at|after|during|under|with)\b|[,?]|$)",
    )
)
# "What about her other house?" asks of the same client, elsewhere.
_OF_PLACE = re.compile(
    r"^(?:for |at |in |on )?(?P<place>(?:her|his|their|our|its|the) (?:\w+ ){0,2}(?:house|home|place|property|building|site|location|address|cabin|rental|clinic|shop|store|office|warehouse|duplex|condo))$",
    re.I,
)
_IT = re.compile(r"\b(?:it|that|this|them|those|these)\b", re.I)


def follow_up(context: _Context, text: str, before: str) -> str:
    """The text as a question that stands alone; unchanged where it does already."""
    opened = _OPENS.match(text)
    rest = opened["rest"] if opened else text
    if not rest or _SAYS.search(rest):
        return _with_thing(text, context.bare(before))
    place = _OF_PLACE.match(rest)
    if place:
        return f"{context.bare(before)} at {place['place']}?"
    named = context.read(rest)
    if isinstance(named, Subject) and named.words.strip(" ?.") and _tells(named.words):
        return _asked_of(rest, context.bare(before) if named.clients else before)
    if isinstance(named, Subject | Unclear):
        return f"{context.bare(before)} for {re.sub(r'^(?:for|at|with|of) +', '', rest, flags=re.I)}?"
    return text


def _tells(words: str) -> bool:
    return any(True for _ in content(words))


def _asked_of(rest: str, before: str) -> str:
    """What was asked before, of another thing or under another circumstance."""
    asked = before.rstrip(" ?.!")
    placed = _PLACED.match(rest)
    if placed:
        words = _TIMES if placed["word"].lower() in _TIMES else (placed["word"],)
        changed = re.sub(rf"\b(?:{'|'.join(words)})\b [^?,]*$", rest, asked, count=1, flags=re.I)
        return f"{changed if changed != asked else f'{asked} {rest}'}?"
    for pattern in _THINGS:
        found = pattern.search(asked)
        if found:
            return f"{asked[: found.start('thing')]}{rest}{asked[found.end('thing') :]}?"
    return f"{asked}: {rest}?"


def _with_thing(text: str, before: str) -> str:
    """ "How much is it?" names nothing of its own: what was asked about before stands in for "it"."""
    if _tells(text) or not _IT.search(text):
        return text
    found = next((match for pattern in _THINGS if (match := pattern.search(before))), None)
    return _IT.sub(found["thing"], text, count=1) if found else text
