"""Limits in money: caps on what the agreement carries, not-to-exceed limits and approval thresholds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.agreements.passages import Passage
from service.agreements.patterns.amounts import PER_UNIT, Amount, amounts
from service.agreements.patterns.listing import trimmed
from service.agreements.patterns.priced import named_first, subject
from service.agreements.patterns.words import LIST
from service.agreements.rhythms import period
from service.agreements.terms import ApprovalThreshold, Cap, NotToExceed, Per, Permission, Term


def read(passage: Passage) -> Iterator[Term]:
    for amount in amounts(passage):
        if amount.role == "cap":
            each = _each_unit(amount)
            per: Per = "visit" if each else _cap_period(passage, amount)
            yield Cap(passage.pin(), amount=amount.value, per=per, what=_capped(passage, amount), each=each)
        elif amount.role == "not_to_exceed":
            found = _period(passage, amount)
            yield NotToExceed(passage.pin(), amount=amount.value, per=found, what=subject(amount, passage))
        elif amount.role == "approval":
            told = _above_it(passage)
            yield ApprovalThreshold(
                passage.pin(),
                amount=amount.value,
                what=_approved_work(passage, amount),
                approver=approver_of(told),
                form=form_of(told),
            )


_YES = r"(?:consent|approval|ok(?:ay)?|yes|word|signature|say-so|go-?ahead)"
_BARRED = (
    re.compile(rf"\b{_YES} (?:of|from) (?P<who>[^.;]{{3,80}}?),? (?:is not|isn't|are not|aren't|does not|doesn't|do not|don't|will not|won't) (?:enough|sufficient|suffice|satisfy|count|bind|an?|do)\b", re.I),
    re.compile(r"(?P<who>[A-Z][^.;:]{2,60}?) (?:cannot|can not|can't|may not|must not|is not allowed to|are not allowed to|has no authority to|have no authority to) (?:ok|okay|approve|say yes|say ok|authori[sz]e|agree|consent|sign)\b", re.I),
    re.compile(r"\b(?:somebody|someone|anybody|anyone) (?:at|in|on|from) (?P<who>[^.;]{3,60}?) (?:is not|isn't) enough\b", re.I),
)  # fmt: skip


def barred(passages: Sequence[Passage], terms: Sequence[Term]) -> list[Term]:
    """The terms, approvals with those who cannot give them, where their clause or section names some: "the consent of the
    pastor does not satisfy this section", "kitchen staff cannot say yes"."""
    named = [(one.clause, match["who"]) for one in passages for by in _BARRED for match in by.finditer(one.text)]
    return [
        replace(one, not_by=", ".join(who for where, who in named if _beside(one, where.id, where.heading)))
        if isinstance(one, ApprovalThreshold | Permission)
        else one
        for one in terms
    ]


def _beside(one: Term, clause_id: str, heading: str) -> bool:
    return one.pin.clause_id == clause_id or bool(heading and one.pin.section == heading)


def _period(passage: Passage, amount: Amount) -> Per | None:
    """The period after the amount, else before it, else in the row's name or its heading."""
    after = re.sub(
        r"\b(?:per|each|every|any one|any single|a single) (?:job|repair|breakdown|failure|incident|event|claim|ticket|work order|service call|service|project)\b",
        "per visit",
        re.split(r"[.;$]", amount.after)[0],
    )
    places = (after, amount.before[-60:], amount.who, passage.heading.split(" > ")[-1])
    for words in places:
        found = period(
            re.sub(
                r"\b(?:per|each|every|any one|any single|a single) (?:job|repair|incident|event|claim|ticket|work order|service call|service|project)\b",
                "per visit",
                words,
            )
        )
        if found:
            return found.value
    return None


def _cap_period(passage: Passage, amount: Amount) -> Per:
    found = _period(passage, amount)
    if found:
        return found
    return (
        "visit"
        if re.search(
            r"\b(?:repair|failure|occurrence|claim|incident|item|component|part|fixture|unit|system|appliance)\b",
            passage.low,
        )
        else "term"
    )


def _each_unit(amount: Amount) -> bool:
    """Is it so much for every unit: "$40 a pound", "to $75 each", "$250 in parts, each"?"""
    unit = PER_UNIT.match(amount.after)
    named = unit["unit"] or unit["noun"] if unit else ""
    alone = re.match(r"(?: in parts| in materials)?,? (?:each|apiece)(?=$|[.,;)|])", amount.after)
    return alone is not None or named in _UNITS


_UNITS = frozenset(
    [
        "pound",
        "lb",
        "foot",
        "ft",
        "yard",
        "gallon",
        "piece",
        "item",
        "filter",
        "bag",
        "valve",
        "head",
        "cable",
        "spring",
        "part",
    ]
)


def _capped(passage: Passage, amount: Amount) -> str:
    words = re.search(
        r"^ ?(?:maximum |limit |cap )?(?:per [\w ]{3,30}? |each [\w ]{3,20}? |a [\w]{3,10} )?(?:toward|towards|for|of|on|in)\b(?! (?:coverage|(?:the )?aggregate|the (?:term|agreement)|(?:[\w-]+ ){1,3}(?:year|month|quarter|season|term|visit)\b))(?: the)? (?P<what>[^.;,$]{3,60})",
        amount.after,
    )
    if (
        words
        and not passage.cells
        and not re.match(rf"(?:our |the )?{LIST} (?:prices?|rates?|charges?)\b", words["what"])
        and (named := trimmed(passage.text[amount.end + words.start("what") : amount.end + words.end("what")]))
    ):
        return re.split(r"\s(?:per|each|in any|during|every)\s", named)[0]
    if share := _OUR_SHARE.match(passage.text[: amount.start]):
        return trimmed(share["what"])
    if passage.label and _STATE.fullmatch(passage.text[passage.value_start : amount.start].strip()):
        return passage.label
    if passage.cells:
        return (
            passage.item
            if not re.match(r"(?:our|the) share\b|(?:[\w-]+ ){0,2}(?:limit|cap|maximum)$", passage.item, re.I)
            else ""
        )
    if topic := _TOPIC.match(passage.text[: amount.start]):
        return trimmed(topic["what"])
    if until := _INCLUDED_UNTIL.match(passage.text[: amount.start]):
        return trimmed(until["what"])
    if case := _IN_CASE.match(passage.text[: amount.start]):
        return trimmed(case["what"])
    told = _LIABLE.sub("", re.sub(r"^(?:per|each|every|a) \w+$", "", subject(amount, passage)))
    return "" if len(told.split()) > 5 or ("," in amount.before and not (passage.cells or passage.label)) else told


_INCLUDED_UNTIL = re.compile(
    r"(?P<what>[^,;:$]{3,70}?)(?:,[^,;$]*,)? (?:is|are) (?:included|covered|carried|borne|free|ours|on us|in the fee)\b[^;$]*\buntil\b",
    re.I,
)
"""What is carried up to a sum: "Fittings, whoever sets them, are included until they have come to $300"."""
_IN_CASE = re.compile(
    r"(?:if|when|where|should) (?:the |your )?(?:city|county|state|town|village|inspector|code|utility|law) (?:asks?|calls?|requires?|wants?|demands?)(?: for)? (?P<what>[^,;]{3,80}), (?:we|i|the \w+) (?:pays?|covers?|bears?|carr(?:y|ies))\b",
    re.I,
)
"""What a sum is for, told as its occasion: "Where the city asks for a permit, we pay up to $100"."""
_LIABLE = re.compile(
    r"^(?:total |aggregate |maximum |whole )*(?:liability|obligations?|responsibility|outlay|spending|costs?|payments?)\b(?: (?:for|on|of|toward)(?: (?:all|any|the))?\b)? ?",
    re.I,
)
_OUR_SHARE = re.compile(
    r"(?:(?:our|my|the) (?:half|share|part|portion) of|towards?) (?:the |any )?(?P<what>[\w' -]{3,40}?) (?:ends?|stops?|is|we|i|the plan|it|this plan|the club)\b",
    re.I,
)
_STATE = re.compile(r"(?:yes|included|covered|ours|free|half)?,?(?: up)?(?: to| until| till)?", re.I)
_TOPIC = re.compile(r"(?P<what>[A-Z][^:;.$]{3,90}): (?:we (?:pay|cover|carry|bear) )?(?:the first|up to) ?$")
"""What a limit is of, named first: "Parts for the pump: the first $300 a year is ours"."""
_THINGS = re.compile(
    r"\b(?P<what>(?:single |individual |any one |one )?(?:(?:replacement |repair |service |additional |extra |unscheduled |non-covered |billable |material |change |work )*)(?:parts?|repairs?|work orders?|work|jobs?|purchases?(?! orders?)|replacements?|materials?|invoices?|expenses?|expenditures?|charges?|services?|items?|installations?|labou?r|equipment)(?: (?:or|and|&) (?:parts?|repairs?|work|labou?r|replacements?|materials?))?)\b",
    re.I,
)
_APPROVER = (
    re.compile(
        r"(?:approv\w*|authori[sz]\w*|consent|permission|ok|okay|sign-?off|go-?ahead|signature) (?:(?:in writing|by e-?mail|in advance) )?(?:of|from|by) (?:either |both )?(?P<who>(?:the |our |your )?(?:(?:mr|mrs|ms|dr)\. )?[\w<>@'-]+(?:,? [\w<>@'-]+){0,7}?)(?=[,.;]|$| (?:in|before|prior|by|is|will|shall|for|and then|via|are|must|at least|or (?:it|we|the work)|on|which|to (?:proceed|start|begin)))",
        re.I,
    ),
    re.compile(
        r"\b(?P<who>(?:the |our |your )?(?:customer|owner|client|property manager|manager|board|board president|landlord|homeowner|facilit\w+ (?:manager|director)|superintendent|treasurer|you|<person_\w+>|<organization_\w+>)(?:'s)?) (?:must|shall|will|needs to|has to|have to|to)? ?(?:first |also )?(?:approve|authori[sz]e|ok\b|okay|sign|consent|give|(?:prior |written |advance |express )*(?:approval|authori[sz]ation|consent))",
        re.I,
    ),
)
_SAID_BY = re.compile(
    r"\b(?:ok'?d|okayed|approved|authori[sz]ed|signed|released|cleared|countersigned|(?:text|e-?mail|word|nod|yes|call|letter|po|purchase order)(?: in writing)?) (?:off )?(?:by|from) (?P<who>(?!us\b|our\b|e-?mail|phone|telephone|text)(?:(?:the|its|your|his|her) )?(?:(?:mr|mrs|ms|dr)\. )?[\w<>@'-]+(?: (?!by\b|in\b|before|first|via|with|is\b|on\b|and\b)[\w<>@'-]+){0,3})",
    re.I,
)
_UNTIL_BY = re.compile(
    r"\b(?:until|unless|before) (?P<who>(?!(?:you|we|i|it|they|this|that|such|written|prior|work|somebody|someone)\b)[^.;:$]{3,90}?),? (?:(?:has|have) (?:first |also |in writing |expressly )?(?:authori[sz]ed|approved|agreed|consented|signed|released|accepted|ok'?d|okayed|said (?:yes|so|ok)|given)|(?:says?|gives?|sends?) (?:us |me )?(?:yes|ok\b|okay|(?:the |an? |his |her |their )?(?:go-?ahead|consent|approval|authori[sz]ation))|authori[sz]es?|approves?|consents?|agrees?)\b",
    re.I,
)
"""Whoever work waits for: "not begun until the clerk of works has approved it", "unless Ana Ruiz or her son says yes"."""
_CALLED = re.compile(
    r"\b(?:call|ask|contact|check with|talk to|phone|text) (?P<who>you|(?:the )?(?:customer|owner|client|property manager|<person_\w+>))\b",
    re.I,
)
_FORMS = (
    ("written", r"\b(?:written|in writing|signed|signature)\b"),
    ("e-mail", r"\be-?mail"),
    ("text", r"\btext(?: message)?\b"),
    (
        "verbal",
        r"\b(?:verbal|oral|phone|by telephone|(?:an?|by|(?:we|i)(?:'ll| will)?) (?:phone )?call|^call|: call)\b",
    ),
)


_ABOVE_IT = re.compile(
    r"(?:anything |whatever is |everything )?(?:above|over|beyond|past|more than) (?:that|this|it|which)\b", re.I
)


def _above_it(passage: Passage) -> Passage:
    """Where the next sentence says who agrees to what is above the sum, it is read for that."""
    return replace(passage, text=passage.next_text) if _ABOVE_IT.match(passage.next_text) else passage


_SUCH = re.compile(r"\b(?:such|these|those) (?:items?|things?|parts?|repairs?|materials?)\b", re.I)
_SUCH_AS = re.compile(r"\b(?:such as|like) (?P<what>[^.;()]+?)(?:,? (?:costs?|are|is|you|we|i)\b|[.;()]|$)", re.I)
_MEASURED = re.compile(
    r"^(?:any |no |each |every |all |an? )*(?P<what>(?!we\b|you\b|i\b|if\b|when\b)[\w' -]{3,40}?)(?: that)? (?:over|above|exceeding|costing|priced|listing|estimated|of more|worth|adding|(?:is |are )?more than|(?:costs?|comes?|runs?) (?:to )?(?:more|over|above)|(?:is|are)\b[^.;$]*? limited to)\b",
    re.I,
)
"""What a sum is the measure of: "Tools priced at more than $500", "Fuel is billed at cost and is limited to $90 a month"."""


def _approved_work(passage: Passage, amount: Amount) -> str:
    if _SUCH.search(passage.text):
        named = _SUCH_AS.search(passage.before_text)
        return trimmed(named["what"]) if named else named_first(passage.before_text)
    if (own := _MEASURED.match(passage.text[: amount.start])) and trimmed(own["what"]):
        return trimmed(own["what"])
    before = list(_THINGS.finditer(passage.text[max(0, amount.start - 140) : amount.start]))
    after = _THINGS.search(passage.text, amount.end)
    found = before[-1] if before else after
    return found["what"].strip() if found else ""


def approver_of(passage: Passage) -> str:
    for pattern in (*_APPROVER, _UNTIL_BY, _SAID_BY, _CALLED):
        match = pattern.search(passage.text)
        if match and match["who"].strip():
            return re.sub(r"'s$", "", match["who"].strip(" ,"))
    return ""


def form_of(passage: Passage) -> str:
    return next((form for form, words in _FORMS if re.search(words, passage.low)), "")
