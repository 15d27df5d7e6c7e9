"""Routine care, which mends and renews nothing: in "inspect the panel, outlets and detectors" the outlets are inspected,
not given."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.agreements.patterns.statements import TASK
from service.agreements.patterns.words import VISITS

_SAID = (
    r"(?:inspect(?:ions?|s|ed|ing)?|examin\w+|check(?:s|ing|ed|-?ups?)?|test(?:s|ing|ed)?|monitor\w*|clean(?:s|ing|ed)?|lubricat\w+|adjust\w*"
    r"|calibrat\w+|tighten\w*|flush\w*|rins\w+|measur\w+|tune-?ups?|looks? over|walks? (?:the|of|through|round|all))"
)
"""Words of care that are nothing else wherever they stand."""
_CARE = re.compile(rf"\b(?P<care>{_SAID})\b(?P<object>[^:]*)", re.I)
_THINGS = r"(?:oil|water|drain|vacuum|grease|dust) (?:filters?|heaters?|hoses?|breakers?|pans?|valves?|pumps?|tanks?|traps?|softeners?|collectors?|burners?|coolers?|chemicals?)\b"
"""Names of things that open with a word which is a task elsewhere."""
_NAMED = re.compile(_THINGS, re.I)
_CARES = re.compile(
    rf"(?!{_THINGS})(?:thoroughly |visually |fully )?(?:{_SAID}|(?:oil|grease|mow|trim|edge|winteri[sz]e|start(?: up)?|shut down|open|close"
    r"|brush|skim|vacuum|empty|rake|scrub|bag|go over|dust|wipe|sweep|mop|verif(?:y|ie)|evaluate|tune|water|prune|aerate|balance|backwash|exercise|record|wash|drain|re-?connect|fill|blow|shovel|plow|plough|program|level)s?)\b",
    re.I,
)
_MENDS = re.compile(
    r"\b(?:repair|replac|fix|renew|rebuil|mend|chang|swap|exchang|parts?\b|labou?r|install|suppl|provid|furnish|cover)\w*",
    re.I,
)
_OWN_TASK = re.compile(
    r"\b(?:labou?r|repairs?|replac\w+|visits?|calls?|services?|treatments?|applications?|\w{2,}ing|removal|installation|discounts?|priority|reports?|up)\b",
    re.I,
)
_DONE_TO = re.compile(r"^(?!(?:of|in|on|to|for|and|with)\b)[a-z]+ (?:the|it|them|your|our|all|each|every|any)\b")
"""A verb and its object, whatever the verb: "bag the mess"."""
_OWN = (_OWN_TASK, _DONE_TO, _MENDS)
_TOLD_OF = re.compile(r"\b(?:including|such as)\b", re.I)


def is_care(what: str) -> bool:
    """Do the words open with a task that mends and renews nothing ("walk the roof")? One that also replaces is more."""
    visit = AT_VISIT.match(what)
    task = what[visit.end() :] if visit else what
    cares = any(told.match(task) for told in (_CARES, _IS_CARED, _COMINGS)) or _CARES.match(what)
    return bool(cares or _SURVEY.match(task)) and not _RENEWS.search(what)


_SURVEY = re.compile(
    r"(?:[\w'-]+ ){1,3}(?:inspections?|surveys?|walk-?(?:rounds?|throughs?)|check-?ups?|tune-?ups?)\b", re.I
)
"""A look at something, whatever it is called: "a camera inspection of both flues"."""


AT_VISIT = re.compile(rf"(?P<visit>(?:(?!\bbetween\b)[^:;]){{0,60}}\b{VISITS}\b[^:;]{{0,30}}): ?(?=[a-z])", re.I)
"""What is done at a visit is done to what it lists, and replaces none of it: "One tune-up a year: balance, rollers, grease"."""
AT_MAINTENANCE = "maintenance visit: "
"""What is used up at a visit, in our own words."""
_CARED = r"(?:cleaned|inspected|checked|tested|washed|flushed|rinsed|adjusted|lubricated|tightened|emptied|swept|mowed|shovell?ed|plowed|ploughed|looked at|cleared|trimmed|pruned|brushed|dusted|wiped|raked|greased|oiled|hosed|vacuumed|scrubbed|exercised|drained)\b"
_IS_CARED = re.compile(rf"^(?:[\w-]+ ){{1,4}}(?:is |are )?{_CARED}", re.I)
IS_CARED_FOR = re.compile(rf"(?:is|are|gets?|(?:will|shall) be) (?:\w+ly )?{_CARED}", re.I)
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
    lead, found = "", list[str]()
    for one in members:
        care = _CARE.search(one)
        if care and not _MENDS.search(one):
            lead = care["care"] if care["object"].strip() or _TOLD_OF.search(text) else ""
        elif (TASK.match(one) and len(one.split()) > 2 and not _NAMED.match(one)) or any(
            told.search(one) for told in _OWN
        ):
            lead = ""
        elif lead:
            one = f"{lead}: {one}"
        found.append(one)
    return found
