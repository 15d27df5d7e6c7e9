"""What is only cared for: in "inspect the panel, outlets and detectors" the outlets are inspected, not given."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.agreements.patterns.statements import TASK

_CARE = re.compile(
    r"\b(?P<care>inspect(?:ions?|s|ed|ing)?|examin\w+|check(?:s|ing|ed|-?ups?)?|test(?:s|ing|ed)?|monitor\w*|clean(?:s|ing|ed)?|lubricat\w+|adjust\w*"
    r"|calibrat\w+|tighten\w*|flush\w*|rins\w+|measur\w+|tune-?ups?|looks? over|walks? the)\b(?P<object>[^:]*)",
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
