"""What happens at the end: renewal and the notice against it, price escalation, early termination."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.agreements.dates import dates
from service.agreements.passages import Passage
from service.agreements.patterns.amounts import amounts
from service.agreements.patterns.words import any_of
from service.agreements.quantities import Duration, Found, durations, percents
from service.agreements.terms import Escalator, Pin, Renewal, Term, Termination

_GOES_ON = any_of(
    r"renew(?:s|ed|al|ing)?", r"extend(?:s|ed)?", r"prolong(?:s|ed)?", r"continue(?:s|d)?", r"roll(?:s|ed)?(?: over| on| into)?", r"carr(?:y|ies|ied) (?:on|over|forward)",
    r"go(?:es)? on", r"go(?:es)? over", r"pass(?:es)? (?:over )?into", r"moves? into", r"runs? on", r"keeps? (?:going|running|renewing|on)", r"starts? (?:over|again|anew)", r"repeats?", r"recurs?",
)  # fmt: skip
_AUTO = re.compile(
    any_of(
        rf"\bauto(?:matic(?:ally)?|[- ])? ?-?(?:be |get )?{_GOES_ON}", rf"\b{_GOES_ON}(?: itself)?(?: \w+){{0,4}} automatic\w*", rf"\b{_GOES_ON} (?:itself|by itself|on its own)\b", r"\bevergreen\b", r"\bself-renew\w*",
        r"\b(?:shall|will|is|to) (?:then |thereafter )?(?:be )?(?:then |thereafter )?(?:renew(?:ed|s)?|extend(?:ed)?|prolonged|continue)\b(?! (?:to|only|if|upon|by|for (?:an?|the|one|two|three|[a-z-]+ \(\d)|in effect until|in (?:full )?force (?:and effect )?(?:until|for)))",
        rf"\b{_GOES_ON} (?:itself )?(?:each|every|from|at the end|year|annually|month|for (?:another|(?:an?|one|two|three|\w+ \(\d+\)) (?:additional|further|more|successive)|successive|additional|the same))", r"\b(?:from )?(?:(?P<span>year|quarter|month)(?:[- ]to[- ]| by )(?P=span)|(?:an?|one) (?:year|month|season|quarter) at a time)\b",
        r"\bthen (?:on )?for (?:another|one more|(?:an?|one) (?:further|additional|more)) (?:year|season|month)\b",
        rf"\b{_GOES_ON} (?:yearly|annually|monthly|quarterly|year|each)\b", r"\brolls? (?:over|on)\b(?! (?:unused|hours|visits))", r"\b(?:month after month|year after year)\b", r"\bagain (?:each|every) (?:year|month|season|january|february|march|april|may|june|july|august|september|october|november|december|spring|fall)\b", rf"\b{_GOES_ON} into (?:an?|further|additional|successive|new)\b",
    ),
    re.I,
)  # fmt: skip
_NOT_AUTO = re.compile(
    any_of(
        rf"\b(?:(?:do|does|will|shall|is|are)(?: not|n't)|won't|not|never) (?:be )?(?:auto\w* |self-)?{_GOES_ON}", r"\bno (?:automatic|auto-?)\s?renew\w*", r"\bnot (?:an? )?(?:auto\w*)[ -]?renew\w*", r"\bnon-?renew(?:ing|able)",
        rf"\b{_GOES_ON}[^.;]{{0,60}}\b(?:only|upon|by|with)\b[^.;]{{0,40}}\b(?:mutual|written|both|new agreement|signed|sign)", r"\b(?:may|can|could) be (?:renewed|extended|prolonged)\b",
        r"\bunless (?:it is |the parties |we (?:both|all) |both (?:of us )?|you )?(?:renew\w*|re-?(?:issued|signed|ordered)|extend\w*|sign\w*(?: again| a new)?|agree\w* again)", r"\boption to (?:renew|extend)", r"\bauto(?:matic)?[- ]renew(?:al)?\s?[:|] ?no\b", r"\brenews? automatically\s?[:|] ?no\b",
        r"\bwithout renew\w*", r"\bno renewals?\b", r"\bis over, so is (?:this|it|the \w+)", r"\bso (?:does|is) (?:this|it) (?:end|over)", r"\b(?:do|does|will)(?:n't| not) (?:do|have|offer|believe in|make) (?:\w+ )?(?:automatic )?renewals?\b", r"\bto (?:renew|stay in|stay on|go on|continue|keep it|remain)\b,? (?:\w+ ){0,4}?(?:fill|sign|apply|agree|enrol|ask|call|write|send|pay)\w*\b",
        r"\b(?:membership|plan|agreement|cover|coverage|it|card|contract) (?:lapses|ends|expires|stops) on the last day\b", r"\b(?:extension|renewal|prolongation)s? ?(?:[|:]|is|are) ?(?:none|no\b|not)", rf"\bnothing (?:\w+ )?{_GOES_ON}", r"\b(?:then |thereafter |and )?(?:stops?|ends?|lapses?|expires?) (?:there|by itself|on its own|automatically|of itself|then|with the (?:year|season)|when the (?:year|season|term) (?:does|ends))\b", r"\b(?:no|without) roll-?overs?\b",
        r"\b(?:ends?|stops?|lapses?|expires?)[;,:]? (?:and )?(?:a )?new (?:agreement|order|certificate|contract|plan|card|sheet|form|schedule)\b", r"\bnew (?:order|sheet|form|schedule|letter|sign-?up) (?:is |will be )?(?:needed|required|necessary)\b", r"\ba new (?:agreement|certificate|contract|plan|card) (?:is|will be) (?:needed|required|necessary)",
    ),
    re.I,
)  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:agreement|contract|plan|term|membership|renew\w*|coverage|cover|it|program|service|period|subscription|order|sheet|schedule|letter|card|last day|expir\w*|after that|how long|then)\b",
    re.I,
)
_PLAINLY = re.compile(
    r"auto|year|quarter|month|evergreen|certificate|itself|sign|nothing|stop|ends?\b|laps|expire|new ", re.I
)
_LABELLED = re.compile(
    r"\b(?:auto(?:matic)?[- ]?renew(?:al|s)?|renewal|renews?|extension|prolongation)(?: automatically)?\b", re.I
)
_OTHER = re.compile(
    r"\b(?:filters?|chemicals?|licen[cs]e|permit|insurance polic\w+|hours?|visits?|unused|credits?)\b", re.I
)
_LENGTH = re.compile(r"\b(?:successive|additional|further|another|consecutive|renewal|like|subsequent|new|extra|for|by|each|same|of|periods?|terms?|automatically|basis)\b[^.;]{0,45}$", re.I)  # fmt: skip
_YEARLY = re.compile(r"\byear(?:[- ]to[- ]| by )year|\bannually\b|\b(?:each|every) year\b|\byearly\b|\bannual (?:basis|terms?|periods?)|\beach anniversary|\bsuccessive annual", re.I)  # fmt: skip
_QUARTERLY = re.compile(r"\bquarter(?:[- ]to[- ]| by )quarter|\bquarterly (?:basis|periods?|terms?)", re.I)
_MONTHLY = re.compile(r"\bmonth[- ]to[- ]month|\beach month|\bmonthly (?:basis|periods?|terms?)|\bmonth by month", re.I)
_NOTICE = re.compile(
    r"\b(?:notice|warning|send us|notif\w*|in writing|written|writes?|send us|a line|unless|let (?:us|the other|each other) know|tell|tells|told|inform\w*|opt(?:s|ing)? out|cancel\w*|elects? not|wish\w*|decline[sd]?|call or|say so|drop us|give us|hear from you|terminat\w*|"
    r"advis\w*|certified mail|stop|letter|word\b)",
    re.I,
)  # fmt: skip
_AT_ANY_TIME = re.compile(
    r"\b(?:at any time|for (?:any|no) reason|breach|default|price|increase|after the (?:initial|first))\b", re.I
)
_AS_NOTICE = re.compile(
    r"['s]*,? ?(?:or more |advance |prior |written |in |clear )*(?:notice|warning|before|prior|in advance|ahead|advance|written|word\b)",
    re.I,
)
_NOTICE_OF = re.compile(r"\bnotice (?:period )?(?:of |is |at least )?(?:at least |not less than |no less than )?$|\b(?:within|at least|not less than|no(?:t)? later than|no less than|(?:no|not) fewer than|minimum of) $", re.I)  # fmt: skip
_NEW_DATE = re.compile(r"\b(?:renew(?:al|s|ed)?(?: date)?|up for renewal)(?: is| on| due|:| \|)* ?(?:on |is )?$", re.I)
_ENDING = re.compile(r"\b(?:terminat\w*|cancel\w*|end (?:this|it)\b|end (?:the|your) (?:agreement|contract|plan|membership)|call (?:this|it) off|leave the plan|leave at|ending early|leaving|walk away|quit|stop (?:this|the) (?:plan|agreement|service))\b", re.I)  # fmt: skip
_ENDED = re.compile(r"\b(?:agreement|contract|plan|membership|it)\b[^.;]{0,60}\b(?:hereby )?(?:terminated|cancel+ed|ended)\b[^.;]{0,50}\b(?:effective|as of|on)\b[^.;]{0,10}$", re.I)  # fmt: skip
_FREELY = re.compile(r"\b(?:may|can|right to|free to|either (?:party|side|of us)\b|(?:either|any) side|at any time|any ?time|for any reason|without cause|for convenience|fee|penalty|you're free|option of|to end the (?:contract|agreement|plan))\b", re.I)  # fmt: skip
_ESCALATES = re.compile(
    r"\b(?:increas\w*|escalat\w*|go(?:es)? up|rises?|adjust\w*|raise[sd]?|cpi|consumer price)\b", re.I
)
_PRICE = re.compile(r"\b(?:price|fee|cost|rate|charge|amount|payment|premium|dues|value|sum)s?\b|\bcpi\b", re.I)
LARGEST_ESCALATION = 25  # percent a year; more is a surcharge or a discount, not an escalator


def read_clause(passages: Sequence[Passage]) -> Iterator[Term]:
    """A renewal is read over the clause: the notice often stands in the sentence after it."""
    stated = [one for one in passages if _says_renewal(one)]
    if stated:
        yield _renewal(stated, passages)
    for passage in passages:
        yield from _escalators(passage)
        yield from _terminations(passage)


def _says_renewal(passage: Passage) -> bool:
    said = next((one for one in _AUTO.finditer(passage.text) if not _only_lasts(passage, one)), None)
    said = said or _NOT_AUTO.search(passage.text)
    if (
        said
        and _OTHER.search(passage.text[: said.start()][-60:])
        and not re.search(r"\b(?:agreement|contract|plan|term|membership)\b", passage.text[: said.start()][-60:], re.I)
    ):
        return False
    if (
        said
        and not _PLAINLY.search(f"{said.group()} ")
        and not re.search(r"renew|roll|exten|prolong|\bso (?:is|does)|again", said.group(), re.I)
        and not _ABOUT.search(passage.text[max(0, said.start() - 160) : said.start()])
    ):
        return False
    named = _LABELLED.search(passage.label) or _LABELLED.search(passage.item)
    renews = any(_NEW_DATE.search(passage.text[: one.start]) for one in dates(passage.text))
    about = _ABOUT.search(f"{passage.text} {passage.heading.split(' > ')[-1]} {passage.item}")
    plainly = said and re.search(
        r"renew|sign|auto|roll|so is|so does|again", passage.text[said.start() : said.end() + 50], re.I
    )
    return bool(named or renews or (said and (about or plainly)))


def _only_lasts(passage: Passage, said: re.Match[str]) -> bool:
    """ "Shall continue until …", "the remaining provisions continue in effect", "has not been renewed": nothing renews itself."""
    if re.search(r"auto|year|quarter|month|itself|evergreen|again|each|every", said.group(), re.I):
        return False
    before, after = passage.text[: said.start()], passage.text[said.end() :]
    renewed = re.search(r"renew", said.group(), re.I)
    lasts = _UNTIL.match(after) or _SURVIVES.search(before[-110:]) or _SURVIVES.search(said.group())
    return bool(re.search(r"\b(?:has|have|had|not|been)(?: \w+)? $", before, re.I) if renewed else lasts)


_UNTIL = re.compile(r"(?: \w+){0,6}? (?:until|through|under|to any|in (?:full )?(?:force|effect)(?! (?:for|from|year|month|thereafter|unless|automatically)))\b", re.I)  # fmt: skip
_SURVIVES = re.compile(
    r"\b(?:provisions?|obligations?|undertakings?|liabilit\w*|rights?|restrictions?|indemni\w*|remaining|surviv\w*|covenants?|confidential\w*|assets?|employment|disclos\w*|duty|duties|warrant\w*|terminat\w*)\b",
    re.I,
)


def _renewal(stated: list[Passage], around: Sequence[Passage]) -> Renewal:
    length = next((found for one in stated if (found := _length(one))), None)
    notice, told = _notice(stated, around)
    last = told if told and told not in stated else stated[-1]
    renews_on = next(
        (one.value for passage in stated for one in dates(passage.text) if _NEW_DATE.search(passage.text[: one.start])),
        None,
    )
    return Renewal(
        _spanning(stated[0], last), auto=_is_auto(stated), count=length.count if length else None, unit=length.unit if length else "",
        notice_days=notice, renewal_date=renews_on,
    )  # fmt: skip


def _is_auto(stated: list[Passage]) -> bool:
    words = " ".join(one.text for one in stated)
    if _NOT_AUTO.search(words):
        return False
    if _AUTO.search(words):
        return True
    values = [
        one.text[one.value_start :] if one.label else one.cells[1].text if len(one.cells) > 1 else "" for one in stated
    ]
    return any(
        re.match(r"(?:yes|auto\w*|annual\w*|y\b|on\b|successive|like|each|every)", value, re.I) for value in values
    )


def _length(passage: Passage) -> Duration | None:
    renew = _AUTO.search(passage.text) or _LABELLED.search(passage.text)
    for found in durations(passage.text):
        near = _LENGTH.search(passage.text[: found.start]) or re.match(
            r"[- ]?(?:terms?|periods?|basis)", passage.text[found.end :], re.I
        )
        if (
            found.value.unit in ("month", "year")
            and near
            and not _is_notice(passage, found)
            and (renew is None or found.start > renew.start() - 60)
        ):
            return found.value
    if another := re.search(r"\b(?:another|a further|one more) (?P<unit>year|month)\b", passage.text, re.I):
        return Duration(Decimal(1), another["unit"].lower())
    if _YEARLY.search(passage.text):
        return Duration(Decimal(1), "year")
    if _QUARTERLY.search(passage.text):
        return Duration(Decimal(3), "month")
    return Duration(Decimal(1), "month") if _MONTHLY.search(passage.text) else None


def _is_notice(passage: Passage, found: Found[Duration]) -> bool:
    return bool(_AS_NOTICE.match(passage.text[found.end : found.end + 45]))


def _notice(stated: list[Passage], around: Sequence[Passage]) -> tuple[int | None, Passage | None]:
    """The notice period and the passage it stands in: the renewal's own, else one right after it."""
    first = around.index(stated[0])
    before = [
        one
        for one in around[max(0, first - 1) : first]
        if re.match(r"(?:if not|otherwise|unless|without (?:that|notice))\b", stated[0].low)
    ]
    following = before + [
        one for one in around[first : first + 4] if one not in stated and not _AT_ANY_TIME.search(one.text)
    ]
    for passage in (*stated, *following):
        if not _NOTICE.search(passage.text):
            continue
        for found in durations(passage.text):
            days = found.value.days if found.value.unit != "year" else None
            if days and (_is_notice(passage, found) or _NOTICE_OF.search(passage.text[: found.start])):
                return days, passage
    return None, None


def _spanning(first: Passage, last: Passage) -> Pin:
    """One pin from the first passage to the last; both stand in one clause."""
    start, end = first.pin(), last.pin()
    if last is first or last.start < first.start:
        return start
    text = first.clause.text[first.at[0] : last.at[-1] + 1]
    return Pin(
        start.document_id, start.clause_id, start.section, text, start.start, end.end, start.page, 0.9, start.number
    )


def _escalators(passage: Passage) -> Iterator[Escalator]:
    grows = _ESCALATES.search(passage.text)
    if not grows or not _PRICE.search(f"{passage.text} {passage.heading} {passage.label}"):
        return
    if re.search(r"\b(?:discount|deductible|cap|deposit)\b", passage.low) or re.search(
        r"\b(?:is|are) (?:hereby )?(?:increased|decreased|raised)\b", passage.low
    ):
        return
    for found in percents(passage.text):
        if found.value <= LARGEST_ESCALATION:
            yield Escalator(passage.pin(), percent=found.value)
            return
    yield from (Escalator(passage.pin(), amount=one.value) for one in amounts(passage)[:1] if one.role == "escalator")


def _terminations(passage: Passage) -> Iterator[Termination]:
    ended = [one.value for one in dates(passage.text) if _ENDED.search(passage.text[: one.start])]
    if ended:
        yield Termination(passage.pin(), text=passage.text, effective=ended[0])
        return
    heading = passage.heading.split(" > ")[-1]
    if not _ENDING.search(f"{passage.text} {heading}") or not _FREELY.search(passage.text):
        return
    days = next(
        (
            one.value.days
            for one in durations(passage.text)
            if one.value.days and _is_notice(passage, one) and one.value.unit != "year"
        ),
        None,
    )
    fee = next((one.value for one in amounts(passage) if one.role == "termination"), None)
    if (
        days is not None
        or fee is not None
        or re.search(r"\bany ?time|for any reason|without (?:penalty|cause)|for convenience", passage.low)
    ):
        yield Termination(passage.pin(confidence=0.85), notice_days=days, fee=fee, text=passage.text)
