"""Sentences that leave work out whatever it is done to: for what brought it on, or because no other clause names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.patterns.at_list import priced_at_list
from service.agreements.patterns.coverage_terms import terms_of
from service.agreements.patterns.polarity import of_words
from service.agreements.terms import Exclusion, Term

_CAUSE_IS = re.compile(
    r"(?:if|when|where|should) (?:the|its|their) (?:cause|reason|culprit|trouble|fault)s?(?: of [^,]{3,30})? "
    r"(?:(?:turns? out|proves?) to be|is found to be|is|was|be) (?P<cause>[^;]+), (?P<then>[^,;]+)$",
    re.I,
)
"""Work that is the customer's for what brought it on: "If the cause is mice or hail, the call is billed in full"."""
_REST = re.compile(
    r"(?P<rest>(?:whatever|(?:any|every)thing(?: that| which)?) (?:is|are)(?: not|n't) "
    r"(?:named|listed|mentioned|included|covered|described|set out|provided)\b[^,;]*?) "
    r"(?P<then>(?:is|are|will be|shall be|counts as)\b[^,;]*)"
    r"(?:, including(?: without limitation| but not limited to|, but not limited to,)? (?P<list>.+))?$",
    re.I,
)
"""The closing rule and its examples: "Whatever is not named in part 2 is extra work, including valves and wiring"."""


def outright(passage: Passage, segment: str) -> Iterator[Term]:
    """What the segment leaves out so; nothing where it says another thing."""
    whole = (0, len(passage.text))
    if (told := _CAUSE_IS.match(segment)) and of_words(told["then"]) == "excluded":
        yield from terms_of(passage, "excluded", f"damage caused by {told['cause']}", "", whole, 0.9)
    if (told := _REST.match(segment)) and of_words(told["then"]) == "excluded":
        yield Exclusion(passage.pin(), what=told["rest"], everything_else=True, at_list=priced_at_list(passage))
        yield from terms_of(passage, "excluded", told["list"] or "", "", whole, 0.85)
