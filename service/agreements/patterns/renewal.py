"""What happens at the end: renewal and its notice, price escalation, early termination."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.agreements.passages import Passage
from service.agreements.patterns.amounts import amounts
from service.agreements.quantities import Duration, Found, dates, durations, percents
from service.agreements.terms import Escalator, Pin, Renewal, Term, Termination

_AUTO = re.compile(
    r"\b(?:auto(?:matic(?:ally)?|[- ])? ?-?(?:be |get )?(?:renew\w*|extend\w*|continu\w*|roll\w*)|(?:renew\w*|extend\w*|continu\w*|roll\w*)(?: itself)?(?: \w+){0,4} automatic\w*|(?:roll|carr(?:y|ies))s? (?:over|on|forward)|rolls (?:into|to)|evergreen|"
    r"(?:shall|will|is|to) (?:be )?(?:then |thereafter )?(?:renew(?:ed|s)?|extend(?:ed)?|continue)\b(?! (?:to|only|if|upon|by|in effect until|in (?:full )?force (?:and effect )?(?:until|for)))|renews? (?:itself )?(?:each|every|for|on|from|at|year)|"
    r"(?:continue[sd]?|keeps? going|run|renew\w*|thereafter) (?:in effect |on a )?(?:from )?(?:year[- ]to[- ]year|month[- ]to[- ]month)|keeps? (?:going|running|renewing)|(?:year[- ]to[- ]year|month[- ]to[- ]month) (?:thereafter|after that|basis thereafter|until))",
    re.I,
)
_NOT_AUTO = re.compile(
    r"\b(?:(?:do|does|will|shall|is|are)(?: not|n't)|won't|not) (?:be )?(?:auto\w* |self-)?(?:renew\w*|extend\w*|roll)|\bno (?:automatic|auto-?)\s?renew\w*|\bnot (?:an? )?(?:auto\w*)[ -]?renew\w*|\bnon-?renew(?:ing|able)|"
    r"\brenew\w*[^.;]{0,60}\b(?:only|upon|by|with)\b[^.;]{0,40}\b(?:mutual|written|both|new agreement|signed)|\b(?:may|can|could) be (?:renewed|extended)\b|\bdoesn't (?:auto-?)?renew|\bunless (?:it is |the parties )?(?:renewed|extended|renew)|\boption to (?:renew|extend)|auto(?:matic)?[- ]renew(?:al)?: ?no\b|renews? automatically: ?no\b",
    re.I,
)
_LABELLED = re.compile(r"\b(?:auto(?:matic)?[- ]?renew(?:al|s)?|renewal|renews?)(?: automatically)?\b", re.I)
_LENGTH = re.compile(
    r"\b(?:successive|additional|further|another|consecutive|renewal|like|subsequent|new|extra|for|by|each|same|of|periods?|terms?|automatically|basis)\b[^.;]{0,45}$",
    re.I,
)
_SAME = re.compile(
    r"\b(?:for )?(?:the same|like|another|a (?:like|similar|further)|an (?:equal|identical)|successive|additional) (?:period|term|length|duration)s?\b",
    re.I,
)
_YEARLY = re.compile(
    r"\byear[- ]to[- ]year|\bannually\b|\b(?:each|every) year\b|\byearly\b|\bannual (?:basis|terms?|periods?)|\beach anniversary|\bsuccessive annual",
    re.I,
)
_MONTHLY = re.compile(r"\bmonth[- ]to[- ]month|\beach month|\bmonthly (?:basis|periods?|terms?)|\bmonth by month", re.I)
_NOTICE = re.compile(
    r"\b(?:notice|notif\w*|in writing|written|unless|let (?:us|the other|each other) know|tell|inform\w*|opt(?:s|ing)? out|cancel\w*|elects? not|wish\w* to|decline[sd]?|call or|say so|drop us|give us|hear from you|terminat\w*|advis\w*)\b",
    re.I,
)
_BEFORE_END = re.compile(r"(?:\b(?:before|prior|ahead|in advance|of notice|written|notice|advance)\b|'|’)", re.I)
_NEW_DATE = re.compile(r"\b(?:renew(?:al|s|ed)?(?: date)?|up for renewal)(?: is| on| due|:| \|)* ?(?:on |is )?$", re.I)
_ENDING = re.compile(
    r"\b(?:terminat\w*|cancel\w*|end (?:this|the|your) (?:agreement|contract|plan|membership)|walk away|quit)\b", re.I
)
_ENDED = re.compile(
    r"\b(?:agreement|contract|plan|membership|it)\b[^.;]{0,60}\b(?:is|are|was|has been|will be|shall be)? ?(?:hereby )?(?:terminated|cancel+ed|ended)\b[^.;]{0,50}\b(?:effective|as of|on)\b[^.;]{0,10}$",
    re.I,
)
_ESCALATES = re.compile(
    r"\b(?:increas\w*|escalat\w*|go(?:es)? up|rises?|adjust\w*|raise[sd]?|cpi|consumer price)\b", re.I
)
_PRICE = re.compile(r"\b(?:price|fee|cost|rate|charge|amount|payment|premium|dues|value|sum)s?\b|\bcpi\b", re.I)


def read_clause(passages: Sequence[Passage]) -> Iterator[Term]:
    """A renewal is read over the clause: the notice often stands in the sentence after it."""
    stated = [one for one in passages if _says_renewal(one)]
    if stated:
        yield _renewal(stated, passages)
    for passage in passages:
        yield from _escalators(passage)
        yield from _terminations(passage)


def _says_renewal(passage: Passage) -> bool:
    if (
        re.search(r"\b(?:filters?|chemical|licen[cs]e|permit|insurance polic)\b", passage.low)
        and "agreement" not in passage.low
    ):
        return False
    about = re.search(
        r"\b(?:agreement|contract|plan|term|membership|renew\w*|coverage|it|program|service|period)\b", passage.low
    )
    named = _LABELLED.search(passage.label) or (passage.cells and _LABELLED.search(passage.cells[0].text))
    renews = re.search(
        r"\brenew|month[- ]to[- ]month|year[- ]to[- ]year|automatic|extend|roll|evergreen|keeps? going", passage.low
    )
    return bool(
        named
        or (about and renews and (_AUTO.search(passage.text) or _NOT_AUTO.search(passage.text)))
        or any(_NEW_DATE.search(passage.text[: one.start]) for one in dates(passage.text))
    )


def _renewal(stated: list[Passage], around: Sequence[Passage]) -> Renewal:
    auto = _is_auto(stated)
    length = next((found for one in stated if (found := _length(one))), None)
    notice, told = _notice(stated, around)
    last = told if told and told not in stated else stated[-1]
    renews_on = next(
        (one.value for passage in stated for one in dates(passage.text) if _NEW_DATE.search(passage.text[: one.start])),
        None,
    )
    return Renewal(
        _spanning(stated[0], last), auto=auto, count=length.count if length else None, unit=length.unit if length else "",
        notice_days=notice, renewal_date=renews_on,
    )  # fmt: skip


def _is_auto(stated: list[Passage]) -> bool:
    words = " ".join(one.text for one in stated)
    if _NOT_AUTO.search(words):
        return False
    if _AUTO.search(words):
        return True
    for one in stated:
        value = one.text[one.value_start :] if one.label else one.cells[1].text if len(one.cells) > 1 else ""
        if re.match(r"(?:yes|auto\w*|annual\w*|y\b|on\b)", value, re.I):
            return True
    return False


def _length(passage: Passage) -> Duration | None:
    renew = _AUTO.search(passage.text) or _LABELLED.search(passage.text)
    for found in durations(passage.text):
        notice = _as_notice(passage, found)
        if (
            found.value.unit in ("month", "year")
            and not notice
            and (
                _LENGTH.search(passage.text[: found.start])
                or re.match(r"[- ]?(?:terms?|periods?|basis)", passage.text[found.end :], re.I)
            )
        ):
            if renew is None or found.start > renew.start() - 60:
                return found.value
    if _YEARLY.search(passage.text):
        return Duration(Decimal(1), "year")
    return Duration(Decimal(1), "month") if _MONTHLY.search(passage.text) else None


def _as_notice(passage: Passage, found: Found[Duration]) -> bool:
    after = passage.text[found.end : found.end + 45]
    return bool(
        re.match(
            r"['s]*,? ?(?:or more |advance |prior |written |in )*(?:notice|before|prior|in advance|ahead|advance|written)",
            after,
            re.I,
        )
    )


def _notice(stated: list[Passage], around: Sequence[Passage]) -> tuple[int | None, Passage | None]:
    first = around.index(stated[0])
    following = [one for one in around[first : first + 4] if one not in stated]
    for passage in (*stated, *following):
        if not _NOTICE.search(passage.text) or (
            passage in following
            and re.search(r"\b(?:at any time|for (?:any|no) reason|breach|default|price|increase)\b", passage.low)
        ):
            continue
        for found in durations(passage.text):
            if (
                found.value.days
                and found.value.unit != "year"
                and (
                    _as_notice(passage, found)
                    or re.search(
                        r"\bnotice (?:period )?(?:of |is |at least )?(?:at least |not less than |no less than )?$|\b(?:within|at least|not less than|no(?:t)? later than|no less than|minimum of) $",
                        passage.text[: found.start],
                        re.I,
                    )
                )
            ):
                return found.value.days, passage
    return None, None


def _spanning(first: Passage, last: Passage) -> Pin:
    """One pin from the first passage to the last; both stand in one clause."""
    if last is first or last.start < first.start:
        return first.pin()
    start, end = first.pin(), last.pin()
    text = first.clause.text
    begin = first.at[0]
    stop = last.at[-1] + 1
    return Pin(
        start.document_id,
        start.clause_id,
        start.section,
        text[begin:stop],
        start.start,
        end.end,
        start.page,
        0.9,
        start.number,
    )


def _escalators(passage: Passage) -> Iterator[Escalator]:
    if not _ESCALATES.search(passage.text) or not _PRICE.search(f"{passage.text} {passage.heading} {passage.label}"):
        return
    if re.search(r"\b(?:discount|deductible|cap)\b", passage.low) or re.search(
        r"\b(?:is|are|hereby) (?:hereby )?(?:increased|decreased|raised)\b", passage.low
    ):
        return
    for found in percents(passage.text):
        if found.value <= 25:
            yield Escalator(passage.pin(), percent=found.value)
            return
    for amount in amounts(passage):
        if amount.role == "escalator":
            yield Escalator(passage.pin(), amount=amount.value)
            return


def _terminations(passage: Passage) -> Iterator[Termination]:
    ended = [one.value for one in dates(passage.text) if _ENDED.search(passage.text[: one.start])]
    if ended:
        yield Termination(passage.pin(), text=passage.text, effective=ended[0])
        return
    may = re.search(
        r"\b(?:may|can|right to|free to|either party|at any time|any ?time|for any reason|without cause|fee|penalty|you're free|option of)\b",
        passage.low,
    )
    if not _ENDING.search(passage.text) or not may:
        return
    days = next(
        (
            one.value.days
            for one in durations(passage.text)
            if one.value.days and _as_notice(passage, one) and one.value.unit != "year"
        ),
        None,
    )
    fee = next((one.value for one in amounts(passage) if one.role == "termination"), None)
    if (
        days is not None
        or fee is not None
        or re.search(r"\bany ?time|for any reason|without (?:penalty|cause)", passage.low)
    ):
        yield Termination(passage.pin(confidence=0.85), notice_days=days, fee=fee, text=passage.text)
