"""Words the contract defines for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.terms import Definition, Term

_MEANS = re.compile(
    r"(?:^|\b(?:the term |as used (?:herein|in this agreement),? |for (?:the )?purposes of this \w+,? ))(?:an? |the |by )?\"?(?P<name>[A-Za-z][\w /-]{2,45}?)\"? (?:shall |will )?(?P<verb>means?|refers? to|(?:is|are) defined as|is (?=any\b)|we mean)\b:? (?P<meaning>.{8,})",
    re.I,
)
_QUOTED = re.compile(r"\"(?P<name>[A-Z][\w /-]{2,45})\" (?:is|are|includes?|covers?) (?P<meaning>.{8,})")


def read(passage: Passage) -> Iterator[Term]:
    match = _MEANS.search(passage.text) or _QUOTED.search(passage.text)
    topical = "definition" in passage.heading
    if match:
        yield Definition(passage.pin(), name=match["name"].strip(), meaning=match["meaning"].strip())
    elif topical and passage.label:
        yield Definition(passage.pin(confidence=0.8), name=passage.label, meaning=passage.text[passage.value_start :])
