"""What the agreement costs in all, and how and when it is billed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from service.agreements.passages import Passage
from service.agreements.patterns.amounts import PER_PERIOD, Amount, amounts
from service.agreements.quantities import durations
from service.agreements.rhythms import period
from service.agreements.terms import Billing, ContractValue, Per, Term

_BILLED = re.compile(
    r"\b(?:bill\w*|sent out|invoic\w*|pay(?:able|ments?|s)?|paid|installments?|charged|due|auto-?pay|collect\w*|draft\w*|debit\w*|remit\w*|statements?)\b",
    re.I,
)
_BILLING_LABEL = re.compile(r"\b(?:billing|billed|payments?|invoic\w*|pay)\b", re.I)
_OTHER = re.compile(
    r"\b(?:interest|late|finance|overdue|past due|unpaid|warranty|hour(?:ly)?|extra work|additional work|emergency|repairs?|parts)\b",
    re.I,
)
_EACH_VISIT = re.compile(
    r"\b(?:(?:after|upon|following) each(?: one)?\b|(?:after|upon|following|at|on) (?:completion of )?(?:each|every)(?: \w+)? (?:visit|service|cut|mow\w*|treatment|application|appointment)|per[- ](?:visit|service|cut|treatment|application|mow|call|job|work order)|(?:each|every) (?:work order|job|call|visit) is (?:invoiced|billed|charged|paid)|each time|(?:at|on) (?:the )?(?:time of|completion of) (?:each )?(?:service|visit)|due (?:up)?on completion|as (?:work|services?|jobs?|visits?|they|it) (?:is|are) (?:performed|completed|ordered|done|called for))",
    re.I,
)
_ONCE = re.compile(
    r"\b(?:in one (?:sum|payment|amount)|all at once|one[- ]?time (?:payment|charge|fee)|single payment|in full(?: (?:at|on|upon|in advance|before|when))?|lump sum|paid up front|up front|upfront|prepaid|one (?:payment|check|cheque))\b",
    re.I,
)
_FREQUENCIES: tuple[tuple[str, str], ...] = (
    (
        r"semi-?annual\w*|twice (?:a|per|each) year|every (?:six|6) months|two (?:\(2\) )?(?:equal )?(?:installments|payments|halves|parts)",
        "semi-annual",
    ),
    (
        r"quarterly|each quarter|every quarter|per quarter|every (?:three|3) months|four (?:\(4\) )?(?:equal )?(?:quarterly )?(?:installments|payments)|a quarter",
        "quarterly",
    ),
    (
        r"monthly|each month|every month|per month|a month|/ ?mo(?:nth)?\b|month'?s end|end of (?:the|each|every) month|month to month|(?:twelve|12) (?:\(12\) )?(?:equal )?(?:monthly )?(?:installments|payments)|of (?:each|every|the) month",
        "monthly",
    ),
    (
        r"annually|annual|yearly|once a year|per year|each year|every year|a year|/ ?(?:yr|year)\b|per annum|(?:each|every) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|fall|autumn|winter)",
        "annual",
    ),
)
_DUE = re.compile(
    r"\b(?:net[- ]?(?P<net>\d{1,3})(?: days)?|due (?:and payable )?(?:up)?on (?:receipt|completion|signing)|payable (?:up)?on receipt|upon receipt|due at (?:the )?time of service|in advance|in arrears|on or before the (?:\w+ )?(?:\(?\d+\)?\w* )?(?:day )?of (?:each|the) \w+|on the (?:\d+\w*|first|last|\w+) (?:day )?of (?:each|every|the) (?:month|quarter|year))",
    re.I,
)
_WITHIN = re.compile(r"\b(?:within|net|in|no later than)\b ?$", re.I)


def read(passage: Passage) -> Iterator[Term]:
    values = list(_values(passage))
    yield from values
    billing = _billing(passage)
    if billing:
        yield billing
    yield from _by_price(passage, values, billing)


def _by_price(passage: Passage, values: list[ContractValue], billing: Billing | None) -> Iterator[Billing]:
    """A price by the month or quarter is billed so, unless words of billing say otherwise."""
    told = {"month": "monthly", "quarter": "quarterly", "visit": "per_visit"}
    for value in values:
        if value.per in ("year", "season") and _ONCE.search(passage.text) and not (billing and billing.frequency):
            yield Billing(passage.pin(confidence=0.8), frequency="annual")
            return
        if value.per == "term" and re.search(r"\bonce\b", passage.low) and not (billing and billing.frequency):
            yield Billing(passage.pin(confidence=0.8), frequency="one_time")
            return
        if value.per in told and not (billing and billing.frequency):
            yield Billing(passage.pin(confidence=0.8), frequency=told[value.per], due=billing.due if billing else "")
            return


_ADDED = re.compile(
    r"(?:\+|\b(?:increas\w+|rais\w+|goes up|go up) (?:of|by)(?: an additional)?|\badditional) ?\$?$", re.I
)
"""What is added to a price is not the price: "+$18/mo"."""


def _values(passage: Passage) -> Iterator[ContractValue]:
    for amount in amounts(passage):
        if amount.role == "value" and not _ADDED.search(amount.before):
            per, sure = _value_period(passage, amount)
            yield ContractValue(
                passage.pin(confidence=sure),
                amount=amount.value,
                per=per,
                currency="CAD" if re.search(r"\bcad\b|c\$", passage.low) else "USD",
            )


def _value_period(passage: Passage, amount: Amount) -> tuple[Per, float]:
    """The amount's period and how sure it is the agreement's whole price (an installment is less than the sum)."""
    installment = re.search(r"\b(?:installments?|payments?)\b[^.;]{0,25}$", amount.before) or re.search(
        r"^ ?each\b", amount.after
    )
    match = PER_PERIOD.match(amount.after)
    direct = period(match.group()) if match else None
    if direct:
        return direct.value, 0.8 if installment else 0.95
    if re.match(r"[ (]*(?:per|each|a|/) ?(?:visit|cut|service|treatment|application|mow)", amount.after):
        return "visit", 0.85
    before = [
        one
        for word in re.finditer(
            r"\b(?:annual|yearly|monthly|quarterly|seasonal|season|per visit|total|month|year|quarter)\b",
            amount.before + " ",
        )
        if (one := word.group())
    ] or [passage.label]
    if re.search(
        r"\b(?:per|each|a) (?:spray|cut|mow\w*|visit|treatment|application|cleaning|inspection|sweep|pumping|push|plow\w*)\b[^.;$]{0,12}$",
        f"{passage.label} {amount.before}",
    ):
        return "visit", 0.85
    named = period(before[-1]) or period(f"per {before[-1]}")
    if named:
        return named.value, 0.75 if installment else 0.92
    after = period(amount.after.split(".")[0][:40])
    if after and after.value in get_args(Per) and not re.search(r"\b(?:bill|pay|invoice|due)", amount.after[:40]):
        return after.value, 0.85
    seasonal = re.search(r"\bseason\b", f"{passage.low} {passage.heading}")
    return (
        ("season", 0.8)
        if seasonal
        else ("term", 0.8 if re.search(r"total|contract|agreement|price", f"{amount.before} {passage.label}") else 0.6)
    )


def _billing(passage: Passage) -> Billing | None:
    row = passage.item
    topical = _BILLING_LABEL.search(f"{passage.label} {row}")
    due = _due(passage)
    for start, end in _billing_phrases(passage, bool(topical)):
        phrase = passage.text[start:end]
        if (
            _OTHER.search(phrase)
            and not topical
            and not re.search(r"\b(?:plan|agreement|annual|contract|membership|maintenance)\b", phrase, re.I)
        ):
            continue
        frequency = _frequency(phrase)
        if frequency:
            return Billing(passage.pin(confidence=0.92 if topical else 0.88), frequency=frequency, due=due)
    heading = passage.heading.split(" > ")[-1]
    if (
        _BILLING_LABEL.search(heading)
        and not _OTHER.search(passage.low)
        and (frequency := _frequency(passage.text))
        and len(passage.text) < 120
    ):
        return Billing(passage.pin(confidence=0.75), frequency=frequency, due=due)
    if due and _BILLED.search(f"{passage.text} {heading}") and not re.search(r"\binterest|late\b", passage.low):
        return Billing(passage.pin(confidence=0.7), frequency="", due=due)
    return None


def _billing_phrases(passage: Passage, topical: bool) -> Iterator[tuple[int, int]]:
    if topical:
        yield 0, len(passage.text)
        return
    begin = 0
    for match in [*re.finditer(r"[;]|, (?:and|but) (?=we|you|customer|contractor|any)", passage.text), None]:
        end = match.start() if match else len(passage.text)
        if _BILLED.search(passage.text, begin, end):
            yield begin, end
        begin = match.end() if match else end


def _frequency(phrase: str) -> str:
    """How often it is billed; words nearest to a word of billing win over the price's own "per year"."""
    billed = _BILLED.search(phrase)
    near = [phrase[max(0, m.start() - 45) : m.end() + 70] for m in _BILLED.finditer(phrase)] or [phrase]
    if any(_EACH_VISIT.search(one) for one in near):
        return "per_visit"
    titled = r"(?! (?:\w+ )?(?:fee|price|charge|cost|sum|amount|contract|total|agreement|plan|number|count|limit|maximum|allowance|visits?|treatments?|inspections?|tune-?ups?|maintenance))"
    found = [
        (
            abs(match.start() - m.start())
            + (3 if match.start() < m.start() else 0)
            + (200 if name == "annual" and not re.match(titled, phrase[match.end() :], re.I) else 0),
            name,
        )
        for m in _BILLED.finditer(phrase)
        for words, name in _FREQUENCIES
        for match in re.finditer(rf"\b(?:{words})", phrase, re.I)
        if abs(match.start() - m.start()) < 70
    ]
    if found and not (_ONCE.search(phrase) and "annual" in {name for _, name in found}):
        return min(found)[1]
    if _ONCE.search(phrase):
        return (
            "annual"
            if re.search(
                r"\b(?:annual\w*|(?:each|every|per|a) (?:\w+ )?(?:year|season)|yearly|renewal|for the year)\b",
                phrase,
                re.I,
            )
            else "one_time"
        )
    return (
        "" if billed else next((name for words, name in _FREQUENCIES if re.search(rf"\b(?:{words})", phrase, re.I)), "")
    )


def _due(passage: Passage) -> str:
    match = _DUE.search(passage.text)
    if match:
        return f"net {match['net']}" if match["net"] else match.group().lower()
    for found in durations(passage.text):
        after = passage.text[found.end : found.end + 40].lower()
        if (
            found.value.unit == "day"
            and _WITHIN.search(passage.text[: found.start])
            and re.search(r"\b(?:invoice|receipt|billing|statement)\b", after)
            and _BILLED.search(passage.text)
        ):
            return f"net {found.value.count}"
    return ""
