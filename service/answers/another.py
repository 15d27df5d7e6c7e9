"""Whether what a passage states is stated of another thing than the one asked about: of one that lacks a word of its name
or its label, of other hours, or of a part of the agreement where the whole is asked about.
"""

from __future__ import annotations

import re

from service.agreements.quantities import in_digits, money
from service.agreements.terms import ContractTerm, Discount, Rate
from service.answers.aspects import PRICE, Datum
from service.answers.evidence import Evidence, is_place
from service.answers.hours import odd_hours
from service.answers.kinds import Asked, Kind
from service.answers.vocabulary import canon, content, stems

# A cosine of a question and a clause that are surely of one thing; for MiniLM.
SURELY = 0.52
# What a contract tells of one thing or another, never of itself.
OF_A_THING = frozenset(("price", "rate", "discount", "allowance", "off_hours", "repeat", "fee"))


def is_of_another(one: Evidence, asked: Asked) -> bool:
    return one.of_another or any(
        differs(one, asked)
        for differs in (_prices_a_part, _is_partly_named, _is_at_other_hours, _lacks_label, _is_of_another_time)
    )


_OF_PRICE_WORDS = "fee price charge rent sum total month year quarter week season advance arrears payable invoice bill monthly yearly tax plus usd cad cent cents dollar"
_PERIODS = stems("month year quarter season")
_OF_PRICE = frozenset(canon(word) for word in _OF_PRICE_WORDS.split())


def is_bare_price(one: Evidence) -> bool:
    """Whether it tells a sum and names no thing that it is of: "The fee is $90 a month"."""
    said = {word.stem for word in content(in_digits(one.passage.text)) if not is_place(word.stem)}
    return not said - _OF_PRICE and bool(money(one.words))


def _is_of_another_time(one: Evidence, asked: Asked) -> bool:
    """Whether a sum is asked for in a year after the agreement's last day that the passage does not name, or the last day
    of an agreement of a passage that has its first alone."""
    later = asked.year and one.until and one.until.year < asked.year and str(asked.year) not in one.passage.text
    if later and Datum.MONEY in asked.data and one.is_contract:
        return True
    runs = [term for term in one.terms if isinstance(term, ContractTerm)]
    begins = runs and all(term.start and term.end is None and term.count is None for term in runs)
    return bool(asked.ending and begins) and len(runs) == len(one.terms)


def _prices_a_part(one: Evidence, asked: Asked) -> bool:
    """Whether the agreement's own price is asked for, of nothing in particular, and what is told is a rate or a reduction."""
    of_itself = all(is_place(form) for form in one.missing) and not one.named and not asked.narrow
    priced = [term for term in one.terms if isinstance(term, PRICE.terms)]
    by_period = asked.thing & _PERIODS and one.own < SURELY
    asks = (asked.data or by_period) and one.step <= 0 and not is_bare_price(one)
    return of_itself and bool(asks and priced) and all(isinstance(term, Rate | Discount) for term in priced)


def _lacks_label(one: Evidence, asked: Asked) -> bool:
    """Whether a value is asked of what a label tells from its like ("Plan C"), and the clause has not that label."""
    if asked.kind is not Kind.VALUE or not asked.data:
        return False
    clause = _in_its_clause(one)
    return not all(re.search(rf"(?<![\w.,$]){re.escape(label)}(?!\w)", clause) for label in asked.labels)


def _is_at_other_hours(one: Evidence, asked: Asked) -> bool:
    """Whether a price is asked for at odd hours, and none of them are named beside the one told; of several in one row
    the columns may name them."""
    names = {aspect.name for aspect in asked.aspects}
    if "off_hours" not in names or not names <= OF_A_THING or len(money(one.words)) > 1:
        return False
    return not asked.odd & odd_hours(_in_its_clause(one))


def _is_partly_named(one: Evidence, asked: Asked) -> bool:
    """Whether a value of one thing stands in a clause that lacks a word of the thing asked about, and is not surely near.
    An amendment names clauses by their numbers."""
    of_one = asked.kind in (Kind.VALUE, Kind.FACT) and all(aspect.name in OF_A_THING for aspect in asked.aspects)
    if not (of_one and asked.data) or one.own >= SURELY or one.is_amending or one.step > 0 or takes_in_all(one, asked):
        return False
    lacking = {form for form in one.missing & asked.thing if not is_place(form)}
    return bool(lacking - stems(one.kept.clause.text.text))


def _in_its_clause(one: Evidence) -> str:
    """A passage with its headings and the clause it stands in."""
    return f"{one.unit} {one.kept.clause.text.text}"


_ALL_WORK = re.compile(r"\b(?:labou?r|hour(?:s|ly)?|hr|time|work|rate)\b", re.I)
_ALL_GOODS = re.compile(
    r"\b(?:parts?|materials?|repairs?|work|everything|anything|all (?:our|other)|any other(?! time))\b", re.I
)


def takes_in_all(one: Evidence, asked: Asked) -> bool:
    """An hourly rate holds for whatever is done by the hour, a reduction or a limit for whatever is a part or a repair."""
    names = {aspect.name for aspect in asked.aspects}
    if "rate" in names or "off_hours" in names:
        return bool(_ALL_WORK.search(one.unit))
    return bool(names & {"discount", "cap", "repeat", "fee"}) and bool(_ALL_GOODS.search(one.unit))
