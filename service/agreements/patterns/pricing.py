"""Prices the contract fixes: rates, multiples, minimums, and fees the customer pays each time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from service.agreements.passages import Passage
from service.agreements.patterns.amounts import HOURLY, PER_UNIT, Amount, amounts, subject, when_of, whens_of
from service.agreements.quantities import number
from service.agreements.rhythms import period
from service.agreements.terms import Rate, ServiceFee, Term, When

_MULTIPLE = re.compile(
    r"\b(?P<half>(?:time|one)[- ]and[- ](?:a|one)[- ]half(?: times)?)|\b(?P<twice>double(?:[- ]time)?|twice)\b|\b(?P<triple>triple(?:[- ]time)?)|\b(?P<n>\d(?:\.\d+)?) ?(?:x\b|times\b)"
    r"|\b(?P<percent>1[1-9]\d|2\d\d|300) ?(?:%|percent) of (?:the |our )?(?:regular|standard|normal|base)",
    re.I,
)
_RATE_WORDS = re.compile(r"\b(?:rates?|labou?r|hourly|price|charged?|bill\w*|time)\b", re.I)
_MINIMUM = re.compile(
    r"\b(?:minimum(?: charge)?(?: of| is)? (?P<after>[\w() -]{1,25}?)[ -](?P<unit1>hours?|minutes?)|(?P<before>[\w()]{1,15}(?: \(\d\))?)[ -](?P<unit2>hour|minute)s? minimum)",
    re.I,
)
_WAIVED = re.compile(
    r"\b(?:waived?|credited|applied (?:to|toward)|not charged|no charge|free|deducted)\b(?P<when>[^.;]*)", re.I
)
_MATERIALS_PLUS = re.compile(r"\b(?:cost|wholesale|invoice) ?(?:plus|\+) (?P<n>\d{1,3}) ?(?:%|percent)", re.I)


def read(passage: Passage) -> Iterator[Term]:
    found = amounts(passage)
    for amount in found:
        if amount.role == "rate":
            yield from _rates(passage, amount)
        elif amount.role == "fee":
            yield _fee(passage, amount)
        elif amount.role == "minimum":
            yield Rate(
                passage.pin(),
                what=subject(amount, passage) or "minimum charge",
                minimum=amount.value,
                minimum_unit="dollar",
                unit="visit",
            )
    yield from _multiples(passage)
    yield from _cost_plus(passage)


def _rates(passage: Passage, amount: Amount) -> Iterator[Rate]:
    what = subject(amount, passage)
    unit = _unit(amount, passage)
    count, minimum_unit = _minimum(passage, amount)
    for when in _whens(passage, amount, what):
        yield Rate(
            passage.pin(confidence=0.9 if what else 0.7), what=what or "labor", amount=amount.value, unit=unit, when=when,
            minimum=count, minimum_unit=minimum_unit,
        )  # fmt: skip


def _unit(amount: Amount, passage: Passage) -> str:
    match = PER_UNIT.match(amount.after)
    if HOURLY.match(amount.after) or re.search(
        r"\bhourly|(?:per|every|each|an) (?:\w+ )?hour|/ ?hr\b|/ ?hour", f"{amount.who.lower()} {amount.before[-50:]}"
    ):
        return "hour"
    if match:
        return {"hr": "hour", "lb": "pound", "ft": "foot", "sq": "square foot"}.get(match["unit"], match["unit"])
    column = next(
        (cell.header.lower() for cell in passage.cells if cell.start <= amount.start < max(cell.end, cell.start + 1)),
        "",
    )
    if "hour" in column or re.search(r"\bper hour\b|\bhourly\b", passage.heading.split(" > ")[-1]):
        return "hour"
    labour = re.search(r"\blabou?r\b|\brate\b", f"{amount.who.lower()} {amount.before[-40:]}") and not re.search(
        r"\bflat\b", passage.low
    )
    return "hour" if labour else "each"


def _whens(passage: Passage, amount: Amount, what: str) -> tuple[When, ...]:
    """The times a rate holds, from the words on its own side of the neighbouring amounts, else from its column or heading."""
    column = next(
        (cell.header for cell in passage.cells if cell.start <= amount.start < max(cell.end, cell.start + 1)), ""
    )
    own = f"{what} {column} {amount.before} {re.split(r'[;.]|, | and (?=[$])', amount.after)[0]}"
    found = whens_of(own)
    if found != ("regular",) or re.search(r"\b(?:regular|standard|normal|business hours|straight)\b", own.lower()):
        return (
            ("regular",)
            if re.search(
                r"\b(?:regular|standard|normal|straight)[ -](?:time|rate|hours|business|labou?r)|\bduring (?:regular|normal|business)",
                own.lower(),
            )
            and found == ("regular",)
            else found
        )
    return (when_of(passage.heading.split(" > ")[-1]),)


def _minimum(passage: Passage, amount: Amount) -> tuple[Decimal | None, str]:
    match = _MINIMUM.search(passage.text, amount.end) or (
        _MINIMUM.search(passage.text) if passage.text.count("$") == 1 else None
    )
    if not match:
        return None, ""
    value = number(re.sub(r"^(?:an? )?", "", match["after"] or match["before"]) or "a")
    return value, (match["unit1"] or match["unit2"]).rstrip("s").lower()


def _multiples(passage: Passage) -> Iterator[Rate]:
    for match in _MULTIPLE.finditer(passage.text):
        around = passage.text[max(0, match.start() - 120) : match.end() + 100]
        whens = whens_of(f"{passage.label} {around}" + (passage.heading.split(" > ")[-1] if passage.cells else ""))
        if whens == ("regular",) or not _RATE_WORDS.search(f"{passage.heading} {around}"):
            continue
        near = _nearest_when(passage.text, match) if len(_MULTIPLE.findall(passage.text)) > 1 else whens
        minimum, unit = _minimum(passage, Amount(Decimal(0), match.start(), match.end(), "", "", "rate"))
        for when in near:
            yield Rate(
                passage.pin(),
                what="labor",
                unit="hour",
                when=when,
                multiple=_multiple(match),
                minimum=minimum,
                minimum_unit=unit,
            )


def _nearest_when(text: str, match: re.Match[str]) -> tuple[When, ...]:
    """With several multiples in one sentence each takes the times after it, up to the next one, else those before it."""
    following = _MULTIPLE.search(text, match.end())
    after = whens_of(re.split(r"[;.]", text[match.end() : following.start() if following else len(text)])[0])
    if after != ("regular",):
        return after
    earlier = [m.end() for m in _MULTIPLE.finditer(text, 0, match.start())]
    return whens_of(text[earlier[-1] if earlier else 0 : match.start()])


def _multiple(match: re.Match[str]) -> Decimal:
    if match["half"]:
        return Decimal("1.5")
    if match["percent"]:
        return Decimal(match["percent"]) / 100
    return Decimal(match["n"]) if match["n"] else Decimal(2 if match["twice"] else 3)


def _cost_plus(passage: Passage) -> Iterator[Rate]:
    for match in _MATERIALS_PLUS.finditer(passage.text):
        what = "materials" if "material" in passage.low else "parts"
        yield Rate(passage.pin(), what=what, unit="cost", multiple=1 + Decimal(match["n"]) / 100)


def _fee(passage: Passage, amount: Amount) -> ServiceFee:
    waived = _WAIVED.search(passage.text)
    named = re.search(
        r"(?:[\w-]+ ){0,3}(?:fee|charge|deductible|surcharge|co-?pay(?:ment)?|call)\b",
        passage.text[max(0, amount.start - len(amount.before)) : amount.start][::1],
        re.I,
    )
    what = subject(amount, passage) or (named.group() if named else "") or _after(amount)
    unit = period(amount.after[:30])
    per = unit.value if unit and unit.value in ("visit", "month", "year", "quarter", "term") else "visit"
    return ServiceFee(
        passage.pin(),
        amount=amount.value,
        per=per,
        what=what or "service call",
        waived_when=waived["when"].strip(" .,") if waived else "",
    )


def _after(amount: Amount) -> str:
    match = re.match(
        r" ?(?P<what>(?:[\w-]+ ){0,3}(?:fee|charge|deductible|surcharge|co-?pay(?:ment)?|call))\b", amount.after
    )
    return match["what"].strip() if match else ""


__all__ = ["read"]
