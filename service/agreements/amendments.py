"""What an amendment says it changes: which agreement, which sections, and what it moves in or out of coverage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from service.agreements.dates import dates
from service.agreements.passages import Passage
from service.agreements.patterns.at_list import priced_at_list
from service.agreements.patterns.coverage_terms import terms_of
from service.agreements.patterns.polarity import Polarity, of_words
from service.agreements.terms import CoveredEquipment, Reference, Term

_TITLE = re.compile(
    r"\b(?:amendment|addendum|rider|change (?:order|slip|sheet|notice)|modification|supplement|endorsement|contract change)\b",
    re.I,
)
_OPENS = re.compile(
    rf"(?:[\w-]+ ){{0,4}}?{_TITLE.pattern}(?: (?:no\.?|number|#) ?\w+)?,? to (?:the|that|our|your|its|<)", re.I
)
"""A long first sentence that is title and opening in one: "Second instrument of amendment to the lawn contract between …"."""
_STANDS = re.compile(
    r"\b(?:everything|all|anything) else (?:in (?:it|the [\w-]+) )?(?:stays|remains|continues|holds|is left) (?:just |exactly )?(?:as|the same|unchanged|in (?:full )?(?:force|effect))\b"
    r"|\bon the (?:very )?same terms,? (?:but for|except|save|with (?:these|the following|one|two|three)|apart from)\b",
    re.I,
)
"""A letter that carries an agreement on and tells only what is new: "Everything else stays as it was written"."""
_MOST_PASSAGES = 40
"""What is longer is an agreement of its own, whatever it says of an earlier one."""
_CHANGES = re.compile(
    r"\b(?:hereby amended|is amended|are amended|amends? (?:the|your|our|section)|this (?:amendment|addendum|rider)|(?:is|are) (?:hereby )?(?:deleted|replaced)|the following changes? (?:to|is|are))",
    re.I,
)
_KIND = r"(?:agreements?|contracts?|plan|program|membership|proposal|policy)"
_REFERS = re.compile(
    rf"\b(?:to|of|amends?|modif\w+|changes?|supplements?|part of|under|between)\b (?:the|that certain|your|our|an?|existing|current|original|above|\s)*(?P<title>(?:[A-Z0-9\"&'][\w&'-]* |service |maintenance |annual |original |master |preventive |care |care plan ){{0,7}}\"?{_KIND}(?: (?:no\.? |number |#)?[A-Z\d-]*\d[\w-]*)?)\"?",
    re.I,
)
_REFERRED_DATE = re.compile(
    rf"{_KIND}\b[^.;]{{0,80}}?\b(?:dated|made|entered into|effective|signed|of|commencing|from|which began|that (?:began|started))\b(?: (?:on|as of|the))*[^.;]{{0,25}}$",
    re.I,
)
_SECTION = r"(?:sections?|paragraphs?|clauses?|articles?|§+|items?|exhibits?|schedules?|appendix|attachments?)"
_NUMBER = r"(?P<number>\d+(?:\.\d+)*(?:\([a-z\d]{1,3}\))*|[A-Z]\b|[IVX]+\b)"
_OVERRIDES = (
    re.compile(rf"\b{_SECTION} {_NUMBER}(?:(?!the (?:words?|phrase|figure|amount|number|sentence))[^.;\"]){{0,90}}?\b(?:is|are|shall be|will be|has been) (?:hereby )?(?:deleted|replaced|removed|struck|stricken|superseded|restated|void|amended (?:and restated )?(?:in its entirety|to read|as follows to read|so that it reads)|changed to read|revised to read)", re.I),
    re.compile(rf"\b(?:delet\w*|replac\w*|strik\w*|remov\w*|supersed\w*|in place of|instead of) (?:and replac\w* )?(?:all of |the whole of )?{_SECTION} {_NUMBER}", re.I),
    re.compile(rf"\b{_SECTION} {_NUMBER}[^.;]{{0,60}}? (?:now reads?|shall read|will read|should read|reads? as follows)", re.I),
)  # fmt: skip
_MOVED = re.compile(
    r"(?P<what>.+?),? (?:is|are|shall be|will be|has been|have been) (?:hereby |now )?(?P<verb>added|removed|deleted|struck|dropped|taken)\b(?: (?P<where>(?:to|from|off|out of|under|as) .+))?",
    re.I,
)  # fmt: skip
_ORDERED = re.compile(
    r"(?:\A|(?<= )(?-i:(?=[ADR])))(?:please |we )?(?P<verb>add|remove|delete|drop|take off)(?:s|ed|ing)?\b(?: the following)?(?: to (?:the |this )?(?:agreement|plan|contract|coverage))?(?: equipment| units?| systems?)?:? (?P<what>[^.;$+:]{3,})"
    r"|\bthe following\b[^.;:]{0,40}? (?:is|are|shall be|will be) (?:hereby |now )?(?P<moved>added|removed|deleted|dropped)\b[^.;:]{0,50}: (?P<listed>[^$+]{3,})",
    re.I,
)
"""A slip's orders: "Add heat pump HP-2 (guest house)", "the following unit is added to the agreement: …"."""
_UNIT = re.compile(r"\b[A-Z]{1,4}-?\d{1,3}[A-Z]?\b|\b(?:[Uu]nits?|[Ss]ystems?|[Ee]quipment|[Ss]erial|[Mm]odel)\b")
"""A machine told by its tag or called one: it joins those that are served, and no work on it is promised by that."""
_JOINS = re.compile(
    r"(?P<what>.+?),? (?:joins?|goes (?:on|into)|moves? (?:to|into)|comes? under|belongs? to) (?P<where>(?:the )?[^.;,]*\b(?:list|services?|plan|cover\w*|inclu\w*|exclu\w*|equipment)\b[^.;,]*)",
    re.I,
)
_ADD_TO = re.compile(
    rf"\b(?P<where>{_SECTION} [\w.()]+ \(?[^.;:]{{0,60}}?)\b(?:is|are|shall be) (?:hereby )?(?:amended|modified|expanded|changed|revised) (?:to (?P<add>add|include|insert|remove|delete)|by (?:the )?(?P<adding>adding|inserting|addition of|removing|deleting))(?: the following)?(?: (?:items?|sentence|words?))?:? \"?(?P<what>.+?)\"?(?: (?:to|at|after|from) the (?:list|end|beginning).*)?$",
    re.I,
)
_NEW_LINE = re.compile(
    rf"\b{_SECTION} {_NUMBER} (?:takes|gets|gains|receives|has|is given) (?:a |one )?(?:new |further |another |additional )?(?:line|item|row|entry)\b[^:]*: ?(?:[A-Z]{{0,3}}-?\d+[a-z]?, )?(?P<what>[^.]+)",
    re.I,
)
_EXCLUSION_OF = re.compile(
    r"\bthe exclusions? (?:of|for) (?P<what>.+?)(?: in section [\w.()]+)?,? (?:is|are|shall be|no longer|will no longer|does not) (?:hereby )?(?:deleted|removed|struck|dropped|appl\w*|lifted|waived)",
    re.I,
)
_NO_LONGER = re.compile(
    r"\b(?P<what>[^.;]+?) (?:is|are|will be) no longer (?P<state>covered|included|excluded|provided|part of|charged|billed|billable)",
    re.I,
)
_NOW = re.compile(
    r"\b(?P<what>[^.;]+?) (?:is|are|will be|shall be) now (?P<state>(?:fully )?(?:covered|included)|excluded|not covered|billable|part of)",
    re.I,
)


def is_amendment(title: str, opening: Sequence[Passage]) -> bool:
    """By its title or first words; a full agreement that mentions amendments in passing is not one."""
    if _TITLE.search(title):
        return True
    early = opening[:6]
    named = any(
        _TITLE.search(one.text) and len(one.text) < 160 and not re.search(r"\b(?:may be|no|any|unless)\b", one.low)
        for one in early[:3]
    )
    headed = any(_TITLE.search(one.heading.split(" > ")[0]) for one in early[:2])
    opens = any(_OPENS.match(one.text) for one in early[:1])
    carries_on = len(opening) <= _MOST_PASSAGES and any(_STANDS.search(one.text) for one in opening)
    return named or headed or opens or carries_on or sum(bool(_CHANGES.search(one.text)) for one in opening) >= 2


def reference(passages: Sequence[Passage]) -> Reference | None:
    """The agreement an amendment names: its title's words and its date, as far as they stand there."""
    title, dated = "", None
    for passage in passages:
        if not title and (match := _REFERS.search(passage.text)):
            title = re.sub(r'"', "", match["title"]).strip()
        dated = dated or _referred_date(passage)
    return Reference(title, dated) if title or dated else None


def _referred_date(passage: Passage) -> date | None:
    if re.search(r"\bwith effect\b|\bas follows\b", passage.low):
        return None
    return next((one.value for one in dates(passage.text) if _REFERRED_DATE.search(passage.text[: one.start])), None)


def overrides(passages: Sequence[Passage]) -> tuple[str, ...]:
    """ "section:4.2" for each section the amendment deletes, replaces or restates."""
    found = [
        f"section:{match['number'].lower()}"
        for one in passages
        for pattern in _OVERRIDES
        for match in pattern.finditer(one.text)
    ]
    return tuple(dict.fromkeys(found))


def moved(passage: Passage) -> Iterator[Term]:
    """Things an amendment adds to or takes from what is covered or excluded."""
    whole = (0, len(passage.text))
    for what, said in _moves(passage):
        if said == "included" and _UNIT.search(what):
            yield CoveredEquipment(passage.pin(), what=what.strip(" .,;"))
        else:
            yield from terms_of(passage, said, what, "", whole, 0.9)


def _moves(passage: Passage) -> Iterator[tuple[str, Polarity]]:
    if match := _EXCLUSION_OF.search(passage.text):
        yield match["what"], "included"
    elif (match := _NEW_LINE.search(passage.text)) and priced_at_list(passage):
        yield match["what"], "excluded"
    elif (match := _ORDERED.search(passage.text)) and not re.search(rf"\b{_SECTION} [\d(]", match.group(), re.I):
        verb, what = match["verb"] or match["moved"], match["what"] or match["listed"]
        yield what, _turned("included", not verb.lower().startswith("add"))
    elif match := _ADD_TO.search(passage.text):
        away = (match["add"] or match["adding"]).lower().startswith(("remov", "delet"))
        if said := of_words(match["where"]):
            yield match["what"], _turned(said, away)
    elif (match := _NO_LONGER.search(passage.text)) or (match := _NOW.search(passage.text)):
        off = "no longer" in match.group()
        yield (
            match["what"],
            _turned("excluded" if re.match(r"exclu|not|bill|charg", match["state"], re.I) else "included", off),
        )
    elif match := _JOINS.search(passage.text):
        yield match["what"], of_words(match["where"]) or "included"
    elif match := _MOVED.search(passage.text):
        away = match["verb"].lower() != "added"
        said = (
            of_words(match["where"] or "")
            or of_words(passage.heading.split(" > ")[-1])
            or (None if away and not match["where"] else "included")
        )
        if said and not re.search(rf"\b{_SECTION} [\d(]", match["what"], re.I):
            yield match["what"], _turned(said, away)


def _turned(said: Polarity, away: bool) -> Polarity:
    if not away:
        return said
    return "included" if said == "excluded" else "excluded"
