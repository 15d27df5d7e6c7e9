"""What a clause's own words say of its force: is its object free, only served, past an allowance, or at list price."""

from __future__ import annotations

import re
from functools import lru_cache

from service.agreements.patterns.care import is_care
from service.agreements.patterns.sides import of_sides, spoken
from service.agreements.patterns.words import BOUGHT, BUILT_IN, LIST, NOT_REDUCED, ROUND, VISITS
from service.agreements.terms import Allowance, Cap, Discount, Exclusion, Inclusion, Part, Rate, Term
from service.coverage.conditions import own_sentence, sentence_with
from service.coverage.price_range import price_range

_PRICES_EXCLUDED = re.compile(
    r"\W*(?:excluded|non-?covered|such|this|that|those) (?:work|services?|repairs?|items?)\b", re.I
)
_PARTS, _LABOUR = (
    re.compile(r"\b(?:parts?(?! of (?:an?|any|its|our|the|this|that|your)\b)|materials?)\b", re.I),
    re.compile(r"\b(?:labou?r|our time|workmanship)\b|^\W*(?:(?:our|the|technician'?s?) )?time\W*$", re.I),
)
_TELLING = re.compile(r"\b(?:parts?|materials?|labou?r|time|repairs?|services?|work|visits?|equipment)\b", re.I)
_AND_LABOUR = re.compile(r"\b(?:and|plus|with|including) (?:the |all |its )?labou?r\b", re.I)
_LABOUR_IN_IT = re.compile(
    r"\blabou?r (?:in it|included|in the price|and all)\b|\b(?:parts?|materials?) (?:and|&|or) labou?r\b", re.I
)
_NOTHING_MORE = re.compile(r"\b(?:no|without|not|never|nothing|any) (?:an? )?(?:additional|extra|further)\b", re.I)
_BEYOND = re.compile(
    r"\b(?:beyond(?! (?:(?:the|our|your|its|any) )?(?:[\w-]+ ){0,2}(?:station|meter|house|wall|foundation|line|main|property|building|valve|panel|curb|clean-?out|fixture|tank|home|connection|repair)s?\b)|after the (?:first|second|third|fourth|fifth|\w+th|\d+\w*)|each (?:further|additional|extra)|every (?:further|additional|extra)|further|after (?:that|those|these|them|this)\b|more often|(?:and|or) later\b|(?:from|starting with) the (?:second|third|\w+th|\d+(?:st|nd|rd|th))|in excess|excess|thereafter|(?:is|are|'s) (?:all )?(?:gone|spent|exhausted|used up)|(?:once|when|after) (?:the |that |those )?(?:\$?[\w,.]+ )?(?:hours? )?(?:is|are|have been|has been) (?:used|spent|gone)|over the|past the|above (?:that|this|those|it)\b|(?:above|past|over|beyond) (?:the|that|your|this) (?:\w+ )?(?:number|count|allowance|quantity)|\b(?:above|past|over|beyond) (?:an?|the|that|your|this|any|its) (?:\w+ )?(?:limit|cap|maximum|ceiling)"
    r"|\bmore (?:(?:pounds?|hours?|visits?|calls?|gallons?|treatments?|bags?|filters?|nozzles?|feet) )?at\b|additional (?:pounds?|hours?|visits?|calls?|gallons?|treatments?|trips?|feet|bags?)|more than (?:the )?(?:included|allow)|second|third|exceed\w*|(?:each|every|all) later|(?:later|further|more|additional|subsequent) ones|: more)\b"
    r"|\b(?:past|over|beyond) (?:that|this|those|these|it|them)\b|\beach (?:[\w-]+ )?(?:more|over|past|beyond)\b|\bmore at \$|\bothers,? (?:at |are |cost )?\$|\bor later\b|\bafter, \$",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|will|shall|cost|bill|charg|pa(?:y|id)|be|do|does|includ|cover|exclud)\w*\b|'(?:s|re|ll)\b|n't\b", re.I
)
_LIST_PRICE = re.compile(
    r"\b(?:list|usual|standard|regular|normal|full|retail|non-?member|prevailing|ordinary|then-?current|our|book|shelf|tag|ticket|sticker|catalog(?:ue)?|counter)(?: (?:retail|list|shop|service|hourly|labou?r|posted|published))* (?:prices?|rates?|charges?)\b"
    r"|\b(?:at|to) book\b|\bin full\b|\btime and materials?\b|\bT&M\b|\bseparate (?:quote|estimate)\b|\bquoted separately\b",
    re.I,
)
_AT_LIST = re.compile(rf"\bat (?:our |the |your )?{LIST}(?: \w+)? (?:prices?|rates?|charges?)\b", re.I)
_NUMBERING = re.compile(r"^(?:(?:section|article|part|exhibit|schedule)\s+)?(?:\d+(?:\.\d+)*|[A-Z])[.):]?\s+", re.I)
_FREE = re.compile(
    rf"\b{BUILT_IN}|\b(?:never|not) (?:be )?(?:charged|billed|invoiced)(?: for)?(?= *(?:[.;,|]|$))|(?:[:,]|-) in\W*$|\bn/c\b|\bsame money\b|\bno extra\b|\bcost(?:s)?(?: you)? (?:nothing|anything)\b|\|\s*(?:in (?:the )?plan|(?:monthly|annual|yearly|seasonal) (?:fee|charge|dues|price))\s*(?=\||$)|\bin (?:the|your|our|this|that) \$\d|\bno [\w ,-]{{3,60}} (?:is|are|will be|shall be) (?:charged|billed|paid|invoiced|payable|due)\b|\bthrow(?:n|ing) in\b|\bcomes? with (?:it\b|(?:the|each|every|your|any)(?: [\w-]+)? (?!services?\b){VISITS}\b)|\bwithin the (?:\w+ )?(?:fee|sum|price|charge|dues|rent|retainer|total)\b|\btakes in\b|\|\s*(?:none|nil|n/c|free)\b|\|\s*(?:yes|✓|✔)(?=\s*(?:\||$))|\|\s*(?:y|waived|x|incl\.?|up to \$ ?[\d,.]+)\W*$|\b(?:inclu(?:de[sd]?|ding|sive|sions?)|covered|covers|no (?:additional |added |extra |further |trip |service |dispatch |fuel )*(?:charges?|costs?|bills?|fees?|surcharges?|premiums?|supplements?)|free|at no|without (?:\w+ )?(?:charge|cost|bill)|a bill"
    r"|waive[sd]?|part of it|(?:charges?|asks?(?: for)?|bills?) no|on us|(?<!not )(?:ours|mine)(?= *[.;,|]|$)|out of (?:my|our) (?:own )?pocket|paid for by|discharged by|nothing (?:extra|more)? ?to pay|separate bill|part of (?:the|your|this|our) (?:price|fee|dues|deal|plan|retainer|rental|care|order|package)|on our dime|entitle[sd]?|in (?:the|your|our|this) (?:[\w-]+ )?(?:plan|dues|fee|price|monthly|annual|retainer)\b|(?:is|are|'s) in there\b|^\W*for that\b|(?:is|are) carried|(?:we|contractor|provider|company)(?: (?:shall|will))?(?: (?:further|also))? bears?|what (?:do|will|would) (?:i|you|we) get|dues (?:cover|buy)|on (?:the house|me)\b|(?:we|i) (?:throw in|absorb|swallow|foot|stand)|as a present|gratis|borne by (?:the )?(?:company|contractor|provider|vendor|us)\b|for nothing|no labou?r\b|nothing for (?:the labou?r|(?:our|the (?:technician|mechanic|plumber|electrician|worker|tech)'s) (?:labou?r|time|hours)|fitting|installing|hanging|putting)|with our compliments|at (?:our|its) (?:own )?(?:cost|expense)|our (?:treat|gift)|(?:retainer|plan|club|dues|monthly|(?:fixed |flat )?price|annual fee|base fee|membership) (?:takes? care of|picks? up|pays?|covers?|buys?|carr(?:y|ies))|(?:out of|within|comprised in|inside|from) the (?:monthly|annual fee|base fee|retainer|dues|yearly fee)|(?:won't|don't|do not|does not|will not|never) (?:have to )?pay|members? (?:get|receive)|what (?:you|members|\w+ members) get|what (?:[\w$.,]+ ){1,4}(?:buys?|gets? you|pays? for)|you(?:'ll| will)? (?:get|receive))\b",
    re.I,
)
_DOES = re.compile(
    r"\b(?:we|i|contractor|provider|company|vendor|(?:our|a|the) (?:technician|tech|plumber|electrician|crew|team|inspector|sweep))(?:'ll| will| shall| agrees to)?(?: also| then)? (?!not\b|charge|bill|invoice|ask|need|require|may\b|can\b|cannot|are\b|is\b|leave|reserve|call\b|take\b|want|must|find\b|am\b|would|had\b|think|hope|warrant|guarantee|has\b|have\b)[a-z]+"
    r"|\b(?:is|are|gets?|(?:will|shall) be) (?:\w+ )?(?:repaired|replaced|serviced|maintained|performed|done|cleaned|treated|provided|made|mowed|trimmed|cleared|applied|shampooed|washed|tested|inspected)\b"
    r"|\b(?:he|she|they|(?-i:[A-Z][\w'&.-]+)) (?:shall|will) (?!not\b|pay|be\b|keep|give notice|call|notify|have\b|provide (?:access|power)|charge|bill|invoice|owe)[a-z]+"
    r"|\b(?:benefits?|enjoy|comes? with|looked after)\b",
    re.I,
)
_CARRIES = re.compile(r"\|[^|]*\b(?:carr(?:y|ies)|pays?|bears?|covers?) *(?:\||$)", re.I)
"""A table's column named by who bears what stands in it: "Item | Fernwood carries | Owner carries"."""
_HEADS_SERVICE = re.compile(r"\b(?:scope|services?|tasks?|maintenance|coverage|work)\b", re.I)
_HEADS_VISIT = re.compile(r"\b(?:every|each|per|once) (?:\w+ )?(?:visit|week|month|quarter|year|day|service)\b", re.I)
_HEADS_OUT = re.compile(
    r"\b(?:outside|exclu\w+|not (?:included|covered|undertaken|part)|(?:do|does|is|are|will) not|don't|doesn't|isn't)\b",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:not|never)(?: be)? (?:covered|included|carried|part of)\b|n't (?:be )?(?:covered|included|part of)\b|\b(?:is|are) excluded\b",
    re.I,
)
_PRICED = re.compile(
    r"\btime[- ]and[- ]materials?\b|\bT&M\b|\bbilled (?:at|to|for)\b|\bcharged (?:at|for)\b|\bat the following rates\b|\binvoiced\b",
    re.I,
)
_REDUCED = re.compile(
    r",?(?: (?:at|for|is|are))?:? (?:\d+ ?(?:%|percent)(?: off)?|half(?: the)? (?:price|off))\W*$", re.I
)
_ANOTHERS = re.compile(
    r"\b(?:covered|paid|repaired|replaced|carried|borne|falls?|stands?|rests?|comes?)(?: for)?(?: only)? (?:by|under|through|with) (?:the |any |its |their |your |an? )?(?:original )?"
    r"(?:manufacturer|maker|factory|insur|homeowner|builder|landlord|utility|tenant|customer|owner)",
    re.I,
)
"""What somebody else's warranty or purse carries, this agreement does not."""
_LISTS_EQUIPMENT = re.compile(
    r"(?:the |all )?(?:covered|listed|scheduled|protected|eligible|included) (?:equipment|appliances?|systems?|units?)\b(?! (?:is|are|will|repairs?|includes?))",
    re.I,
)
_NAMES_EQUIPMENT = re.compile(r"\b(?:covered|included) (?:equipment|systems?|units?|appliances?)\b", re.I)
"""A defined name for what is served ("the Covered Equipment") says nothing of who pays."""
_FIGURE = re.compile(r"\$ ?\d")
_TICKED = re.compile(r"\[[xX✓]\]|\([xX]\)|☒|☑")
_OPTIONS = re.compile(
    r"\b(?:option\w*|add-?ons?|extras?|upgrades?|(?:tick|check|mark|choose) what you want|what you (?:want|ordered?|chose))\b",
    re.I,
)
_VISIT = re.compile(rf"\b{VISITS}\b", re.I)
"""A ticked plan or room says what is served; a ticked option, visit or task is bought."""
_NOT_CARRIED = re.compile(
    r"^\W*(?:not (?:part|included|covered|carried)|excluded|exclusions|no (?:coverage|cover) )|\bmeans?\b|\bshall mean\b",
    re.I,
)
_COUNTS = re.compile(r"\b(?:not|never|n't) use up (?:the|your|any) (?:\w+ )?(?:limit|cap|maximum|ceiling)\b", re.I)
_MEMBER = re.compile(r"[,;]?\s*\((?:[a-z]|[ivx]+|\d)\)\s")
_LESS = re.compile(
    r"\d\s*(?:\(\d+\))?\s*(?:%|percent)|\bpercent(?:ages?)?\b|\bhalf\b|\breduc|\bdiscount|\bless\b", re.I
)
_A_VISIT = re.compile(rf"\$ ?[\d,.]+ (?:an?|per|each|every|for each|for every) {VISITS}\b", re.I)


@lru_cache(maxsize=20_000)
def carriage(term: Inclusion) -> int:
    """How plainly the clause, or the heading right above it, says that its object is carried: 2 free or covered, 1 done
    as a service, 0 not at all (a bare heading, a definition, a list of equipment)."""
    *above, heading = term.pin.section.split(" > ")
    quote = term.pin.quote.strip(" .:")
    said = own_sentence(term)
    if _DENIES.search(said) or _ANOTHERS.search(said) or _only_priced(term, said):
        return 0
    if _LISTS_EQUIPMENT.match(quote) or _LISTS_EQUIPMENT.match(_NUMBERING.sub("", heading)):
        return 0
    if _NOT_CARRIED.search(quote) or quote == quote.upper() or quote == heading.strip(" .:"):
        return 0
    heading = "" if _HEADS_OUT.search(heading) else heading
    label = quote.partition(":")[0] if ":" in quote else ""
    said = _NAMES_EQUIPMENT.sub(" ", f"{heading} {quote}")
    if _CARRIES.search(heading):
        return 2
    if _TICKED.match(quote):
        return 2 if _OPTIONS.search(heading) or is_care(term.what) or _VISIT.search(term.what) else 0
    if _FREE.search(said) or BOUGHT.fullmatch(label):
        return 2
    headed = (
        of_sides(spoken(heading)) == "included"
        or _HEADS_VISIT.search(heading)
        or (above and _HEADS_SERVICE.search(heading))
        or ROUND.fullmatch(label)
    )
    return 1 if _DOES.search(said) or headed else 0


def _only_priced(term: Inclusion, said: str) -> bool:
    """Its own sentence says what it costs, and nowhere that it is free; an object that holds a price, but for things told by
    what they cost, is a price, and one that a share of its price follows ("spare parts, 20%") is reduced."""
    if _REDUCED.match(said.partition(term.what)[2]):
        return True
    priced = _PRICED.search(said) or _AT_LIST.search(said)
    figure = _FIGURE.search(term.what) is not None and price_range(term.what) is None
    return bool(priced and not _FREE.search(said)) or figure


@lru_cache(maxsize=20_000)
def beyond(term: Term) -> bool:
    """Does the term speak only of what goes past an allowance? "Extra" alone may mean any work not included; "after the
    second" in a mere list is said of its own member."""
    what, said = str(getattr(term, "what", "")), own_sentence(term)
    if isinstance(term, Exclusion) and not _VERB.search(said):
        said = re.split(r"[,;]", said.partition(what)[2])[0]
    elif isinstance(term, Inclusion) and what in said:
        said = re.split(r"[,;]", said.partition(what)[0])[-1] + re.split(r"[,;]", said.partition(what)[2])[0]
    elif isinstance(term, Rate) and term.amount is not None:
        said = _with_figure(said, term)
    said = _NOTHING_MORE.sub(" ", f"{what}. {said}")
    return _BEYOND.search(said) is not None


_CONDITION = re.compile(r"\W*(?:when|once|after|if|past|beyond|over|above|should)\b", re.I)


def _with_figure(said: str, rate: Rate) -> str:
    """The member of a sentence that names the rate's own figure: "$98 to 8,000 square feet, plus $9 for each further 1,000"."""
    figures = (f"{rate.amount:.2f}", f"{rate.amount:,.0f}", f"{rate.amount.normalize():f}") if rate.amount else ()
    members = [said] if _CONDITION.match(said) else re.split(r"[,;](?= )", said)
    return next((one for one in members if any(f"${figure}" in one.replace("$ ", "$") for figure in figures)), said)


@lru_cache(maxsize=20_000)
def list_beyond(term: Allowance) -> bool:
    """Does an allowance's own words price what goes past it at list ("lamps beyond that number being charged at Book")?"""
    own = sentence_with(_MEMBER.sub(". ", term.pin.quote), term.what)
    past = _BEYOND.search(own)
    said = own[past.start() : past.end() + 80] if past else ""
    return bool(_LIST_PRICE.search(said)) and not _LESS.search(said)


@lru_cache(maxsize=20_000)
def at_list(term: Term) -> bool:
    """Does the term's own clause price its object at list, leaving no reduction?"""
    if isinstance(term, Exclusion) and term.at_list:
        return True
    said = NOT_REDUCED.sub(" ", term.pin.quote)
    return bool(_LIST_PRICE.search(said)) and not _LESS.search(said)


@lru_cache(maxsize=20_000)
def part_of(term: Term) -> Part:
    """Parts or labour; where the term does not narrow it, its own words may."""
    stated: Part = getattr(term, "part", getattr(term, "applies_to", "both"))
    what = str(getattr(term, "what", ""))
    if _LABOUR_IN_IT.search(what) or (stated == "labour" and _AND_LABOUR.search(what)):
        return "both"
    if stated != "both" or not isinstance(term, (Inclusion, Exclusion, Discount, Cap)):
        return stated
    if isinstance(term, Discount) and not _TELLING.search(what):
        what = own_sentence(term)
    parts, labour = bool(_PARTS.search(what)), bool(_LABOUR.search(what))
    return "parts" if parts and not labour else "labour" if labour and not parts else "both"


@lru_cache(maxsize=20_000)
def only_prices(term: Term) -> bool:
    """A sentence that takes something off a price ("billed at a 20% discount"), or says that something uses up no limit, leaves
    nothing out, whatever it was read as."""
    full = rf"\bfull (?:price|cost|charge|amount|rate) (?:of|for) (?:any |the |all |every )*{re.escape(str(getattr(term, 'what', '')))}"
    if isinstance(term, Exclusion) and not term.causes and _COUNTS.search(own_sentence(term)):
        return True
    return (
        isinstance(term, Exclusion)
        and re.search(full, term.pin.quote, re.I) is None
        and _LESS.search(NOT_REDUCED.sub(" ", own_sentence(term))) is not None
        and not _DENIES.search(own_sentence(term))
    )


def prices_each_visit(term: Term) -> bool:
    """A price for each visit ("$95 a visit") buys what is done on it, and does not make the visit free."""
    return _A_VISIT.search(own_sentence(term)) is not None


def prices_excluded_work(term: Term) -> bool:
    """A sentence such as "Excluded work is charged at list": it prices what others exclude, and excludes nothing."""
    return isinstance(term, Exclusion) and _PRICES_EXCLUDED.match(term.pin.quote) is not None and at_list(term)
