"""Whether words speak of what an agreement carries or of what it does not."""

from __future__ import annotations

import re
from typing import Literal

from service.agreements.passages import Passage

Polarity = Literal["included", "excluded"]

EXCLUDED = re.compile(
    r"\bnot (?:be )?(?:cover|includ|provid|part of|responsib|our|in the)|\b(?:is|are|do|does|wo|was)n't (?:cover|includ|part|pay|do|provid|touch|our|in the)|"
    r"\bexclu(?:sion|ded|des)|\b(?:does|do|will|shall) not (?:cover|include|pay|apply)|\bout(?:side)? (?:of )?(?:the |our |this )?(?:scope|plan|agreement|coverage)|"
    r"\bnon-?covered|\buncovered|\b(?:extra|additional|separate) (?:charges?|costs?|work|fees?)|\bbilled (?:separately|extra|additionally)|\bbillable|\bchargeable|"
    r"\bwhat(?:'s| is| we| you)? ?(?:not|don't|won't)|\b(?:owner|customer|client|homeowner|tenant|your)'?s? (?:own )?(?:responsibilit|expense|cost)|"
    r"\bnot (?:provided|included|covered)|\bwe (?:don't|do not|won't|will not|can't|cannot)\b|\blimits? of (?:coverage|the plan)|\bexceptions?\b|\bat (?:your|customer's|owner's|client's) (?:expense|cost)",
    re.I,
)
INCLUDED = re.compile(
    r"\bcover(?:ed|s|age)?\b|\binclu(?:ded|des|sions?|ding)\b|\bscope\b|\bwhat (?:you|we|your|is|'s|the)|\bwhat's (?:in|cover)|\bservices?\b.{0,30}\b(?:provided|performed|we|included|description)|"
    r"\b(?:services|work|tasks) to be (?:performed|provided)|\bservices? (?:provided|performed|included|plan|visits?|description)|\b(?:our|the|basic|included|contract|regular|routine|scheduled|preventive|preventative) (?:services?|maintenance|work)|"
    r"\bwe (?:will|do|provide|cover|take care|handle)|\bbenefits?\b|\btasks?\b|\bcheck-?list|\btune-?ups?|\b(?:each|every|the|spring|fall|summer|winter|annual|seasonal|monthly|weekly|quarterly|service|maintenance) (?:maintenance |service )?visits?|"
    r"\b(?:your|the|this) (?:plan|membership|agreement|program)|\b(?:contractor|company|provider|vendor)(?: agrees to| will| shall|'s (?:duties|responsibilit|obligations|services))|\bat no (?:additional |extra )?(?:charge|cost)|\bprotected",
    re.I,
)
ASIDE = re.compile(
    r"\b(?:liabilit|indemn|insurance|governing|jurisdiction|dispute|arbitrat|confidential|force majeure|assign(?:ment)?\b|entire agreement|severab|"
    r"notices?\b|payment|billing|invoic|price|pricing|fees?\b|rates?\b|renewal|termination|cancel|signature|signed|definitions?|recital|parties|"
    r"customer(?:'s)? (?:duties|obligations)|client(?:'s)? (?:duties|obligations)|access\b|warrant|approval|authoriz|response|term\b|term of)",
    re.I,
)
YES = re.compile(
    r"^(?:yes|y|✓|✔|☑|☒|●|x|incl(?:uded|\.)?|covered|full(?:y)?(?: coverage)?|no charge|free|parts (?:and|&|\+) labou?r|parts only|labou?r only|parts|labou?r|100 ?%)\b",
    re.I,
)
NO = re.compile(
    r"^(?:no|n|✗|✘|not (?:covered|included|provided)|excluded|exclusion|billable|billed|extra|customer|owner|n/?a|none|-+|not)(?:\b|$)",
    re.I,
)


def of_words(words: str) -> Polarity | None:
    """A heading's own polarity; None where it has none or names both sides ("Coverage and exclusions")."""
    low = words.lower()
    excluded = EXCLUDED.search(low)
    rest = EXCLUDED.sub(" ", low) if excluded else low
    included = INCLUDED.search(
        re.sub(r"\b(?:what|the|your|this|plan|agreement|coverage of)\b", " ", rest) if excluded else rest
    )
    if excluded and included and re.search(r"\band\b|&|/|\|", low):
        return None
    return "excluded" if excluded else "included" if included else None


def of_heading(passage: Passage) -> Polarity | None:
    """The innermost heading that says; a heading about prices, notices and the like says neither."""
    for part in reversed(passage.heading.split(" > ")):
        said = None if "|" in part else of_words(part)
        if said:
            return said
        if ASIDE.search(part):
            return None
    return None


def aside(passage: Passage) -> bool:
    """Stands under a heading that speaks of something else than the work."""
    innermost = [part for part in passage.heading.split(" > ") if "|" not in part][-1:]
    return bool(innermost) and bool(ASIDE.search(innermost[0])) and of_heading(passage) is None
