"""What a question asks for: which aspect of an agreement, and which kind of datum an answer to it must hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from service.agreements.terms import ContractValue, Term
from service.answers.aspects import ASPECTS, PRICE, Aspect, C, D, Datum, M, N, P, T, W
from service.answers.hours import Hours, hours_asked, odd_hours
from service.answers.subjects import labels_asked, sort_asked, thing_asked, unit_asked
from service.answers.tiers import Step, step_asked
from service.answers.vocabulary import FILLER, canon, one_spelling


class Kind(StrEnum):
    VALUE = "value"  # how much, how long, when, how many, who
    COVERAGE = "coverage"  # is it covered, who pays for it
    CHANGE = "change"  # what an amendment changed
    APPROVED = "approved"  # who approved what
    LIST = "list"  # across clients
    TOLD = "told"  # what somebody said, promised, allowed or asked, and when
    FACT = "fact"  # anything else the documents or notes say


# What crews do: whether we do it for them asks whether it is in what they pay for.
_DOING = (
    "clear|clean|wash|mow|treat|spray|thaw|remove|haul|trim|prune|plow|plough|salt|sand|paint|sweep|shampoo|hang|patch|inspect|test|change|supply|provide|"
    "empty|drain|flush|rake|seal|trap|pump|move|install|open|close|winterize|mend|vacuum|polish|fertilize|aerate|seed|skim|brush|cut|edge|dust|fog|grit|shovel"
)
_COVERAGE = re.compile(
    r"\b(?:is|are|was|were|does|do|did|would|will|if|whether)\b.{0,90}\b(?:cover(?:ed|s)?|includ(?:ed?|es)|excluded|in (?:the|his|her|their|our|its|my) (?:plan|contract|agreement|cover|membership|deal)|"
    r"part of (?:the|his|her|their) (?:plan|contract|agreement|premises|cover)|on (?:the|his|her|their) (?:\w+ )?(?:plan|contract|agreement|card)|under (?:the|his|her|their|this) (?:\w+ )?(?:plan|contract|agreement|warranty|cover)|"
    r"free|at no charge|have to pay|has to pay|pay(?:s)? for|pay anything|owes? (?:us )?anything|on us|our cost|our dime)\b|^(?:what|which)\b.{0,40}\b(?:covered|included|excluded|not covered)\b|^what (?:all )?do(?:es)?\b.{0,40}\bget (?:with|from|under|for|in) (?:his|her|their|the)\b|\bours to \w+|\bdo we (?:cover|repair|fix|replace|service|do|maintain|look after|take care of)\b|\btakes? in\b|"
    rf"\b(?:do|will|would|should) (?:we|our \w+) (?:ever |also |still )?(?:{_DOING})\b|"
    r"\b(?:do|can|may|should|could|will|shall|must) (?:we|i) (?:still |even )?(?:bill|charge|invoice)\b(?! for\b.{0,40}\bhour)|\b(?:charge|bill|invoice) (?:her|him|them|it)\b.{0,20}\?|\bwho (?:pays|eats|foots|covers|carries)\b|\bdo (?:we|i) pay,? or (?:does|do)\b|\b(?:his|her|their|our|the customer\'s) (?:dime|nickel|problem|expense|own pocket)\b|\b(?:owes?|pays?) (?:anything|something|extra)\b|\bcomes? with\b|\bcovers?\b|\bon us\b|\b(?:in|on|under|part of) (?:his|her|their|the) (?:\w+ )?(?:deal|plan|contract|agreement|cover|card)\b.{0,12}\?|\b(?:free(?: again)?|included|covered|chargeable|billable|charged|on us|on them|extra|billed|ours to fix|our cost)\?|^(?:is|are|was|were)\b.{0,60}\bpart of\b|\b(?:takes?|taking) care of\b|\bpart of what\b|\bbelongs? to (?:the|his|her|their)\b|\bone of the (?:machines|things|units|systems)\b|^(?:is|are|was|were|does|do|will|would|can)\b.{0,80}\b(?:in|on|under|within|part of) (?:the|his|her|their|our) (?:\w+ ){0,2}(?:order|sheet|schedule|card|club|program|retainer|fee|price|dues|rent|sum|package|letter|slip|membership|list|plan|contract|agreement|paper)\b",
    re.I,
)
_VALUE = re.compile(
    r"^(?:and |so |but )?(?:how (?:many|much|long|often|far|high)\b|(?:what(?:'s)?|how|when|which|where|by when)\b(?!.{0,40}\b(?:is|are) (?:not )?(?:covered|included|excluded)))",
    re.I,
)
_MEASURE = re.compile(
    r"^(?:and |so |but )?how (?:tall|high|deep|thick|wide|low|short|big|large|hot|cold|warm|old)\b", re.I
)
_CHANGE = re.compile(
    r"\b(?:amend(?:ment|ed)?|rider|addend(?:um|a)|supplement|used to be|difference between)\b|\bwhat (?:\w+ ){0,4}change",
    re.I,
)
# A rider may be a thing that is paid for, and no change.
_RIDER_PAID = re.compile(r"\b(?:pays?|paid|costs?|price)\b.{0,30}\b(?:rider|supplement)s?\b", re.I)
_APPROVED = re.compile(
    r"\bwho\b.{0,40}\b(?:approv\w*|ok(?:ay)?'?d|authori[sz]ed|agreed|signed|said|told|ordered)\b|\b(?:did|has|have|was|were|is there)\b(?! to\b)(?!.{0,30}\b(?:have|has) to\b).{0,60}\b(?:approv\w*|ok(?:ay)?(?:'?d|ed)?|authori[sz]\w*|allow\w*|agree to|sign(?:ed)?[- ]?off|go[- ]ahead)\b|\bhow did\b.{0,40}\b(?:approve|ok)\b",
    re.I,
)
_TOLD = re.compile(
    r"\bdid (?!we (?:charge|bill|fix|do|install|put|replace|repair)\b)(?:\w+ ){1,3}?(?:say|tell|promise|agree|raise|extend|ok|okay|approve|allow|let|write|ask|offer|want|complain|report|mention|confirm|decide|request|quote)\b"
    r"|\b(?:have|has) (?:we|he|she|they|anybody|anyone|somebody) (?:\w+ )?(?:said|told|promised|offered|complained|mentioned|written)\b|\bwhat (?:was|were|is) (?:\w+ ){0,2}(?:promised|told|said)\b"
    r"|\bsays? (?:in|on) (?:his|her|their|the) (?:e-?mail|note|message|text)\b",
    re.I,
)
_OUR_WORD = re.compile(r"\b(?:did|have) we (?:ever )?(?:promised?|agreed?|offer(?:ed)?|quoted?)\b", re.I)
_LIST = re.compile(
    r"^(?:list|show|name|give me)\b|\b(?:which|what|how many|any|all)(?: of)?(?: our| the| my)? (?:clients?|customers?|members?|agreements?|contracts?|plans?|accounts?)\b|\bwho (?:has|have|gets?|is on)\b|\bwhose (?:agreement|contract|plan)|\b(?:clients?|customers?|agreements?|contracts?|plans?) (?:that|which|who|with)\b",
    re.I,
)
_YES_NO = re.compile(r"^(?:(?:and|so|but|hey|hi)[, ]+)?(?:is|are|was|were|does|do|did|can|could|may|will|would|should|has|have|must)\b|, (?:is|are|does|do|can|may) |\b(?:asks?|asking|wants? to know|wonders?|wondering) (?:if|whether)\b", re.I)  # fmt: skip

_DATUM_WORDS: tuple[tuple[re.Pattern[str], frozenset[Datum]], ...] = tuple(
    (re.compile(asked, re.I), frozenset(data))
    for asked, data in (
        (r"\b(?:what|which) (?:weekday|day of the week)\b", (Datum.WEEKDAY,)),
        (r"\bwhat time\b|\b(?:at|by|until|from|before) (?:what|which) (?:time|hour)\b", (Datum.CLOCK,)),
        (r"\bhow (?:deep|thick|tall)\b", (Datum.LENGTH,)),
        (r"\bwhat percent|\bpercentage\b|\bwhat discount|\bhow many percent|\bwhat %|\bwhat (?:share|portion|fraction|cut|part) of\b", (P,)),
        (r"\b(?:cap|ceiling)\b", (M,)),
        (r"\bhow high (?:up )?(?:may|can|do|does|must|is|are) (?!(?:we|i)\b)", (Datum.LENGTH, M)),
        (r"\bwhat sum\b|\bhow (?:high|expensive)\b|\babove what\b|\bup to what\b", (M,)),
        (r"\bhow (?:long|far|early|much) (?:ahead|before|in advance)|\bhow early\b", (D, T)),
        (r"\bhow (?:fast|quick(?:ly)?|soon)\b", (D, T)),
        (r"\bhow long\b.{0,30}\b(?:guarante|warrant|good)", (D, T)),
        (r"\bhow much (?:notice|time|warning)|\bhow long", (D, T, N)),
        (r"\bhow many (?:minutes|hours|days|weeks|months|years)\b", (D,)),
        (r"\bhow many|\bhow often", (N, D)),
        (r"\bhow much|\bwhat.{0,50}\b(?:cost|price|fee|dues|deductible)\b|\bhourly rate|^what (?:does|do|did|would|will|must|is|are)\b.{0,60}\b(?:pays?|owes?|charged?|billed?)\b", (M, P)),
        (r"^when\b|\bby when\b|\b(?:what|which) (?:dates?|day|year|months?)\b|\bwhen (?:is|does|do|did|was|will|are)\b|\bexpir|\buntil when|\bsince when", (T, D)),
        (r"\bwho(?:'s| is)\b(?! (?:to|\w+ing|\w+ed|responsible|liable|allowed|in charge|on)\b)", (Datum.NAME,)),
        (r"\bwho(?:se|m)?\b(?! (?:pays|covers|eats|foots))", (W,)),
        (r"\bphone (?:number|no\b)|\bnumber (?:do|should|can|to)\b|\bwhich number|\bwhat number", (C,)),
    )
)  # fmt: skip

# "Do they get a break on parts, and how large?" asks for a yes and for a value.
_AND_HOW = re.compile(r"\b(?:and|or)(?: if (?:so|yes),?)? (?:how|what|when|until when|by how)\b.*", re.I)
# "When does she need a PO" asks for a case, not for a day.
_IN_WHICH_CASE = re.compile(
    r"\bwhen (?:does|do|must|should|is|are|would|will|can)\b|\bat what point\b|\bwhat happens\b", re.I
)
_CONDITIONAL = (
    "approval",
    "discount",
    "off_hours",
    "fee",
    "missed",
    "travel",
    "diagnostic",
    "deposit",
    "late_fee",
    "warranty",
)

# A yes to these means that the customer pays; "do we pay for it" and "does the plan pay" ask for coverage.
_OF_CHARGES = re.compile(
    r"\bsurcharges?\b|\b(?:is|are|was) there (?:an? |any )?(?:\w+[- ]){0,3}(?:fee|charge)s?\b|\b(?:charge[ds]?|bill(?:ed)?|invoiced?|billable|chargeable|extra|owes?|owed|pays?|pay|paying)\b",
    re.I,
)
_ON_US = re.compile(
    r"\b(?:do|does|will|would|can|should) (?:we|the (?:plan|agreement|contract|club|fee)|(?:her|his|their|our) (?:\w+ )?(?:plan|club|contract|agreement|fee)) (?:\w+ )?(?:pay|owe)\b"
    r"|\b(?:free|no charge|waive[sd]?|without (?:a |any )?(?:further |extra |additional )?(?:charge|cost|bill|paying)|at no (?:\w+ )?(?:cost|charge)|on us|already paid|extra (?:visits?|hours?))\b",
    re.I,
)

# What is told before the question decides which price or term holds.
# Whom to call and how to get in stands in notes and messages.
IN_NOTES = ("contact", "access", "animals")
SITUATIONS = ("off_hours", "missed", "replacement")

_POINTED = ("refund", "penalty", "transfer")

_HOW_SOON = re.compile(
    r"\bhow (?:fast|quick(?:ly)?|soon|promptly)\b|\bsame[- ]day\b|\bhow (?:long|many (?:days|hours)) before\b", re.I
)
_ENDED_OR_PAID = ("termination", "billing", "late_fee", "refund", "transfer", "approval", "missed")

_HOW_MANY = re.compile(
    r"\bhow many (?:(?:free|included|more|extra) )?(?P<what>\w+(?: \w+)?)(?= (?:do|does|did|is|are|has|have|can|will|must|should|may|could|would|shall|a|per|each|every|of|in|for|get)\b|\?|$)",
    re.I,
)
_UNIT_WORDS = "minute hour day week month year time percent"
_UNITS = frozenset(canon(word) for word in _UNIT_WORDS.split())
# What a contract counts as visits people call by what is done on one.
_VISITS = frozenset(canon(word) for word in ("visit", "tuneup", "cleaning", "inspection", "maintenance", "treatment"))
_PAST = re.compile(
    r"\b(?:did|was|were|has|have|had|last (?:time|visit|week|month|year|spring|fall|summer|winter))\b", re.I
)
_AGREEMENT = r"(?:(?:the|his|her|their|our|its|this) )?(?:\w+ )?(?:plan|agreement|contract|membership|club|cover|policy|retainer)"
_OF_THE_AGREEMENT = re.compile(
    rf"^(?:and |so |but )?(?:how much|what)(?:'s| is| are| was| were| does| do| did| will| would)? (?:{_AGREEMENT}|(?:the )?(?:price|cost|dues|fee) (?:of|for|on) {_AGREEMENT}|(?:the|his|her|their) dues)(?: (?:cost|run|go for|come to|price))?(?: (?:us|them|him|her))?(?:,? (?:an?|per|each|every) \w+| monthly| yearly)?\W*$",
    re.I,
)
"""The agreement's own price: "how much is their plan a month"."""
_IN_YEAR = re.compile(r"\b(?:in|for|during|from) (?P<year>20\d\d)\b(?!-)", re.I)
_ENDING = re.compile(r"\b(?:ends?|expires?|expiry|expiration|runs? out|lapses?|is (?:up|over)|last day)\b", re.I)
_BEGINNING = re.compile(r"\b(?:starts?|begins?|since|from|sign(?:ed)?|first day|began|started)\b", re.I)
_BY_MAKER = re.compile(r"\b(?:maker|manufacturer|factory)(?:['’]s|s['’])?\b", re.I)


@dataclass(frozen=True)
class Asked:
    """What a question wants. `data` empty: any statement about its subject answers it.

    `counted` are the things a "how many" counts, of which an answer has to name one; `step` the position on a ladder
    of prices ("the third call"); `thing` the words of the clause that asks, `labels`
    what tells it from its like, `unit` that of the time asked for; `sort` the noun after "which" or "what", which an answer has to name. `of_charges`
    tells that a yes means that somebody is charged, `hours` whether regular hours are asked about or all others,
    `by_maker` that the maker's word is asked for, not ours, `past` that something done is asked about,
    `own_price` that the price of the agreement itself is, `year` the
    one named, `ending` that a last day is asked for and no first.
    """

    kind: Kind
    aspects: tuple[Aspect, ...]
    data: frozenset[Datum]
    yes_no: bool
    counted: frozenset[str] = frozenset()
    step: Step | None = None
    sort: frozenset[str] = frozenset()
    thing: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    unit: str = ""
    of_charges: bool = False
    hours: Hours | None = None
    odd: frozenset[str] = frozenset()
    by_maker: bool = False
    past: bool = False
    own_price: bool = False
    year: int | None = None
    ending: bool = False

    @property
    def is_open(self) -> bool:
        """Whether no word of the question says what it is about."""
        return self.kind is Kind.FACT and not self.aspects

    @property
    def terms(self) -> tuple[type[Term], ...]:
        return _types(self.aspects)

    @property
    def leading(self) -> tuple[Aspect, ...]:
        """Those that nothing else stands in for; of what comes of an end or a sale ("can they cancel and get money back")
        that alone."""
        pointed = tuple(aspect for aspect in self.aspects if aspect.name in _POINTED)
        return pointed or tuple(aspect for aspect in self.aspects if aspect.leads)

    @property
    def narrow(self) -> tuple[Aspect, ...]:
        """The aspects asked for but a mere price."""
        return tuple(aspect for aspect in self.aspects if aspect is not PRICE)

    @property
    def leading_terms(self) -> tuple[type[Term], ...]:
        """The types that alone can answer: of the leading aspects where there are any, and of a price last of all. What only
        tells the situation, such as the hour, has no terms of its own."""
        if self.own_price:
            return (ContractValue,)
        telling = tuple(aspect for aspect in self.leading if aspect.name not in SITUATIONS)
        return _types(telling or self.narrow or self.aspects)


def _types(aspects: tuple[Aspect, ...]) -> tuple[type[Term], ...]:
    return tuple(dict.fromkeys(type_ for aspect in aspects for type_ in aspect.terms))


def understand(question: str, *, of_one: bool = False) -> Asked:
    """Read a question's kind, aspects and datum from its words alone; what stands before the question itself is
    only looked at where the question names nothing. `of_one` tells that it is asked of one client: "which plan is his"
    lists nobody's.
    """
    core = interrogative(question)
    kind = _kind(core, question, of_one)
    if kind is Kind.COVERAGE and any(aspect.name == "insurance" for aspect in _aspects(core)):
        kind = Kind.VALUE
    if kind is Kind.TOLD:
        return Asked(kind, (), _data(core, ()), bool(_YES_NO.search(core)), sort=sort_asked(core))
    aspects = _aspects(core) or (_aspects(question) if kind is Kind.FACT else ())
    told = _aspects(question) if aspects or kind is Kind.COVERAGE else ()
    aspects += tuple(aspect for aspect in told if aspect.name in SITUATIONS and aspect not in aspects)
    if kind is Kind.COVERAGE:
        aspects = tuple(aspect for aspect in aspects if aspect.name not in IN_NOTES)
    yes_no = bool(_YES_NO.search(core) or _YES_NO.search(_sentences(question)[-1]))
    further = _AND_HOW.search(core) if yes_no else None
    plain = (yes_no or kind is Kind.COVERAGE) and not further
    data = frozenset[Datum]() if plain else _data(further.group() if further else core, aspects)
    return Asked(
        kind if aspects or kind is not Kind.VALUE else Kind.FACT,
        aspects,
        data,
        yes_no,
        _counted(core),
        step_asked(question),
        sort_asked(core),
        thing_asked(core),
        labels_asked(core),
        unit_asked(core),
        bool(_OF_CHARGES.search(core)) and not _ON_US.search(core),
        hours_asked(question),
        odd_hours(question),
        says_maker(core),
        bool(_PAST.search(core)),
        aspects == (PRICE,) and bool(_OF_THE_AGREEMENT.search(core)),
        int(named["year"]) if (named := _IN_YEAR.search(core)) else None,
        bool(_ENDING.search(core)) and not _BEGINNING.search(core),
    )


def says_maker(text: str) -> bool:
    return bool(_BY_MAKER.search(text))


def _counted(core: str) -> frozenset[str]:
    found = _HOW_MANY.search(one_spelling(core))
    words = found["what"].lower().split() if found else []
    forms = (canon(word) for word in words if word not in FILLER)
    counted = frozenset(form for form in forms if form not in _UNITS)
    return counted | _VISITS if counted & _VISITS else counted


def interrogative(question: str) -> str:
    """The last sentence that asks; before it people tell what happened."""
    asking = [part for part in _sentences(question) if part.endswith("?")]
    return asking[-1] if asking and len(asking[-1].split()) > 2 else question


def _sentences(question: str) -> list[str]:
    parts = re.split(r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<=[.?!])\s+|:\s+", question)
    return [part.strip() for part in parts if part.strip()] or [question]


def _aspects(words: str) -> tuple[Aspect, ...]:
    """A price counts as asked for beside aspects that do not lead; "how soon" is of whatever else is asked for."""
    found = tuple(aspect for aspect in ASPECTS if aspect.asks.search(words))
    if any(aspect.name == "carryover" for aspect in found):
        found = tuple(aspect for aspect in found if aspect.name not in ("renewal", "allowance"))
    if _RIDER_PAID.search(words):
        found = tuple(aspect for aspect in found if aspect.name != "change")
    if any(aspect.name in _ENDED_OR_PAID for aspect in found):
        slower = _HOW_SOON.sub(" ", words)
        found = tuple(aspect for aspect in found if aspect.name != "response" or aspect.asks.search(slower))
    timed = any(aspect.name == "billing" for aspect in found)
    priced = PRICE.asks.search(words) and not timed and not any(aspect.leads for aspect in found)
    return (*found, PRICE) if priced else found


def _kind(core: str, question: str, of_one: bool) -> Kind:
    if _RIDER_PAID.search(core):
        return Kind.VALUE
    kinds = ((_LIST, Kind.LIST), (_APPROVED, Kind.APPROVED), (_TOLD, Kind.TOLD), (_CHANGE, Kind.CHANGE))
    for pattern, kind in kinds[1:] if of_one else kinds:
        if pattern.search(core) and not (kind is Kind.TOLD and _is_promised(core)):
            return kind
    if _MEASURE.search(core):
        return Kind.VALUE if _aspects(core) else Kind.FACT
    if _COVERAGE.search(core) and not (_VALUE.search(core) and _aspects(core)):
        return Kind.COVERAGE
    return Kind.VALUE if _aspects(core) else Kind.COVERAGE if _COVERAGE.search(question) else Kind.FACT


def _is_promised(core: str) -> bool:
    """Whether our own promise of something that agreements settle is asked for: the agreement is where we made it."""
    return bool(_OUR_WORD.search(core)) and any(aspect.leads for aspect in _aspects(core))


def _data(question: str, aspects: tuple[Aspect, ...]) -> frozenset[Datum]:
    if _IN_WHICH_CASE.search(question) and any(aspect.name in _CONDITIONAL for aspect in aspects[:1]):
        return frozenset()
    if any(aspect.name == "contact" for aspect in aspects):
        return frozenset((Datum.NAME, C))
    for asked, data in _DATUM_WORDS:
        if asked.search(question):
            return data
    return next((aspect.data for aspect in aspects if aspect.data), frozenset())
