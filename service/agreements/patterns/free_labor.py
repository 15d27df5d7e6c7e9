"""Hours that cost nothing, told beside who pays for the thing: "bulbs cost you no labor; you pay for the bulb"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from service.agreements.passages import Passage
from service.agreements.patterns.coverage_terms import terms_of
from service.agreements.terms import Inclusion, Term

_NO_LABOR = re.compile(r"^(?P<what>[^;:$]{3,160}?),? costs? (?:you|the \w+) no labou?r\b", re.I)
_FOR_NOTHING = re.compile(
    r"(?:^(?P<label>[^:.$]{3,60}): [^:.]*|\b(?:price|cost) of (?:an?|the|each) (?P<thing>[\w' -]{3,40}?) )\bnothing for "
    r"(?:the labou?r|our (?:labou?r|time)|fitting|installing|hanging|putting)\b",
    re.I,
)
_WORKERS_TIME = re.compile(
    r"\b(?:pays?|owes?|charged?)\b[^;]*?\bnothing for (?:the )?(?:technician|tech|mechanic|plumber|electrician|worker)'s (?:time|hours|labou?r)\b",
    re.I,
)
"""The hours of every repair: "you owe the trip charge and nothing for the technician's time"."""


def read(passage: Passage) -> Iterator[Term]:
    """The labor of the things that the sentence, its label or the price beside it names."""
    if _WORKERS_TIME.search(passage.text):
        yield Inclusion(passage.pin(confidence=0.85), what="repair labor", part="labour")
    match = _NO_LABOR.match(passage.text) or _FOR_NOTHING.search(passage.text)
    if match is None or passage.cells:
        return
    named = match.groupdict()
    what = named.get("what") or named.get("label") or named["thing"]
    for one in terms_of(passage, "included", what, "", (0, len(passage.text)), 0.85):
        yield replace(one, part="labour") if isinstance(one, Inclusion) else one
