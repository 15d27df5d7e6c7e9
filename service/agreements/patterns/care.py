"""Routine care, which mends and renews nothing: in "inspect the panel, outlets and detectors" the outlets are inspected,
not given."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.agreements.patterns.statements import TASK

_SAID = (
    r"(?:inspect(?:ions?|s|ed|ing)?|examin\w+|check(?:s|ing|ed|-?ups?)?|test(?:s|ing|ed)?|monitor\w*|clean(?:s|ing|ed)?|lubricat\w+|adjust\w*"
    r"|calibrat\w+|tighten\w*|flush\w*|rins\w+|measur\w+|tune-?ups?|looks? over|walks? the)"
)
"""Words of care that are nothing else wherever they stand."""
_CARE = re.compile(rf"\b(?P<care>{_SAID})\b(?P<object>[^:]*)", re.I)
_CARES = re.compile(
    rf"(?:thoroughly |visually |fully )?(?:{_SAID}|(?:oil|grease|mow|trim|edge|winteri[sz]e|start(?: up)?|shut down|open|close"
    r"|brush|skim|vacuum|empty|rake|scrub|bag|go over|dust|wipe|sweep|mop|verif(?:y|ie)|evaluate|tune|water|prune|aerate|balance|backwash|exercise|record|wash|drain|program|level)s?)\b",
    re.I,
)
_MENDS = re.compile(
    r"\b(?:repair|replac|fix|renew|rebuil|mend|parts?\b|labou?r|install|suppl|provid|furnish|cover)\w*", re.I
)
_OWN_TASK = re.compile(
    r"\b(?:labou?r|repairs?|replac\w+|visits?|calls?|services?|treatments?|applications?|\w{2,}ing|removal|installation|discounts?|priority|reports?|up)\b",
    re.I,
)
_TOLD_OF = re.compile(r"\b(?:including|such as)\b", re.I)


def is_care(what: str) -> bool:
    """Do the words open with a task that mends and renews nothing ("walk the roof")? One that also replaces is more."""
    return bool(_CARES.match(what) or _IS_CARED.search(what) or _COMINGS.match(what)) and not _RENEWS.search(what)


_IS_CARED = re.compile(
    r"^(?:[\w-]+ ){1,4}(?:is |are )?(?:cleaned|inspected|checked|tested|washed|flushed|rinsed|adjusted|lubricated|tightened|emptied)\b",
    re.I,
)
_COMINGS = re.compile(
    r"(?:one|two|three|four|five|six|\d+)(?: \(\d+\))? (?:(?:[\w-]+ ){0,2})(?:visits?|services|tune-?ups|inspections|check-?ups|cleanings)\b(?! (?:calls?|repairs?))",
    re.I,
)
"""So many visits to a thing promise to come, and to mend nothing of it."""


_RENEWS = re.compile(r"\b(?:and|or|,) (?:repair|replac|fix|renew|rebuild|mend)", re.I)


def cared(members: Iterable[str], text: str) -> list[str]:
    """The members of a list, care said once told again for those after it that say no task of their own.

    `text` is the whole list: "an annual inspection, including the panel" tells of what it inspects.
    """
    lead, told = "", []
    for one in members:
        care = _CARE.search(one)
        if care and not _MENDS.search(one):
            lead = care["care"] if care["object"].strip() or _TOLD_OF.search(text) else ""
        elif (TASK.match(one) and len(one.split()) > 2) or _OWN_TASK.search(one) or _MENDS.search(one):
            lead = ""
        elif lead:
            one = f"{lead}: {one}"
        told.append(one)
    return told
