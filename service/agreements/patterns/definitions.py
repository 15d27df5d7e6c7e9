"""Words the contract defines for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.terms import Definition, Exclusion, Term

_MEANS = re.compile(
    r"(?:^|\b(?:the term |as used (?:herein|in this agreement),? |for (?:the )?purposes of this \w+,? ))(?:an? |the |by )?\"?(?P<name>[A-Za-z][\w /-]{2,45}?)\"? (?:shall |will )?(?P<verb>means?|refers? to|(?:is|are) defined as|is (?=any\b)|we mean)\b:? (?P<meaning>.{8,})",
    re.I,
)
_QUOTED = re.compile(r"\"(?P<name>[A-Z][\w /-]{2,45})\" (?:is|are|includes?|covers?) (?P<meaning>.{8,})")
_IN_THE_PLACE = re.compile(
    r"\b(?:names?|appoints?|designates?)(?: hereby)? (?P<meaning>(?:[^.;]|(?<=Mr)\.|(?<=Ms)\.|(?<=Mrs)\.|(?<=Dr)\.){3,80}?) as (?:its |the |their |new )*(?P<name>[A-Z][\w -]{2,45}?),? in (?:the )?(?:place|stead) of\b"
)
"""Who bears a name from now on: "the Owner appoints Rosa Bell as Site Agent in the place of Mr. Finch"."""
_ADDED = re.compile(
    r"(?:extra|additional|added|billable|chargeable|other|non-?covered) (?:work|services?|labou?r|jobs?)$", re.I
)
_UNNAMED = re.compile(
    r"(?:any|all|every|such)? ?(?:thing|whatever|labou?r|work|services?|materials?|parts?|repairs?)\b[^.;]*?\b(?:not|n't|other than|outside|beyond|except)\b[^.;]*?\b(?:section|article|part|exhibit|schedule|base|scope|fee|named|listed|included|covered|described|agreement|plan)\b",
    re.I,
)
"""A name for all that the rest of the paper does not carry: "Extra Work means any labor that Article 2 does not include"."""


def read(passage: Passage) -> Iterator[Term]:
    match = _MEANS.search(passage.text) or _QUOTED.search(passage.text) or _IN_THE_PLACE.search(passage.text)
    topical = "definition" in passage.heading
    if match:
        yield Definition(passage.pin(), name=match["name"].strip(), meaning=match["meaning"].strip())
        if _ADDED.match(match["name"]) and _UNNAMED.match(match["meaning"]):
            yield Exclusion(passage.pin(), what=match["name"].strip(), everything_else=True)
    elif topical and passage.label:
        yield Definition(passage.pin(confidence=0.8), name=passage.label, meaning=passage.text[passage.value_start :])
