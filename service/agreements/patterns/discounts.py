"""Percentages off the customer's price, and shares of a cost the agreement carries or the customer bears."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.agreements.passages import Passage, plain
from service.agreements.patterns.listing import part_of, trimmed
from service.agreements.patterns.words import DEAL, LIST, US, YOU
from service.agreements.quantities import percents
from service.agreements.terms import Discount, Exclusion, Part, Term

_OFF = re.compile(r"\b(?:discount\w*|off\b|savings?|saves?|less\b|below|reduc(?:ed|tion|es)\b|lower\w*|rebate|price break|cheaper|minus|member pricing|deduct\w*|half[- ]price|under (?:the |our |your |its |their )?" + LIST + r"\b)|(?<![\w])-(?= ?\d+ ?%)", re.I)  # fmt: skip
_SHARE = re.compile(
    rf"\b(?:{US}|{DEAL})(?: will| shall)?(?:'ll)? (?:also |now )?(?:pays?|covers?|picks? up|carr(?:y|ies)|absorbs?|bears?)\b[^.;]{{0,30}}$",
    re.I,
)
_BORNE = re.compile(
    rf"\b(?:{YOU})(?: will| shall)?(?:'ll)? (?:then |now )?(?:only )?(?:pays?|bears?|owes?|is charged|are charged|contributes?)\b[^.;$]{{0,30}}$",
    re.I,
)
_FRACTION = re.compile(
    r"(?<!\bno )\b(?P<n>half|(?:one|a)[- ](?:half|third|quarter|fifth|tenth)|two[- ]thirds|three[- ](?:quarters|fourths)|one[- ]fourth|50[/-]50)\b(?! (?:hour|day|month|inch|year|ton|an? ))(?! of (?:the )?(?:year|month|day|season|contract|plan) )",
    re.I,
)
_FRACTIONS = {
    "half": 50,
    "third": 33,
    "quarter": 25,
    "fourth": 25,
    "fifth": 20,
    "tenth": 10,
    "two thirds": 67,
    "three quarters": 75,
    "three fourths": 75,
}
_NOT_A_DISCOUNT = re.compile(
    r"\b(?:interest|late|finance|per month|a month|deposit|restock\w*|tax|down payment|retainer|mark-?up|plus|increas\w*|escalat\w*|rises?|cpi|price adjustment|refund|pro-?rat\w*|cancel\w*|humidity|efficien\w*|chlorine|glycol|of the (?:balance|regular|standard))\b",
    re.I,
)  # fmt: skip
_AFTER = re.compile(
    r"^(?:\))? ?(?:(?:discount|off|savings?|reduction|rebate|less|lower|below)\b)?(?: (?:discount|off))? ?(?:comes? off |is taken off |of |from |on |for |to |toward |applies to |the |our |all |any |your |each |list |retail |standard |regular |usual |normal |then-current |published |price |prices |pricing |cost )*(?P<what>[^.;,()]+)",
    re.I,
)  # fmt: skip
_BEFORE = re.compile(
    r"(?P<what>[^.;,()]+?)(?:,? (?:is|are|will be|shall be|be|receive|receives|get|gets|at|by|of|a|an|the|discounted|reduced|increased|decreased|raised|lowered|changed|charged|invoiced|billed|priced|sold|supplied|provided|to|from|has|have|goes|go|up|down|now|hereby|discount|less|minus|off|"
    r"(?:contractor|company|provider|vendor)'s|our|your|list|retail|standard|regular|price|prices|rates?|\w+'s (?=list)))*:? ?$",
    re.I,
)
_TAIL = re.compile(
    r"\b(?:and(?: (?:an?|another|a further|up to|by|at))? ?$|when|while|during|for as long|as long|if|throughout|under|with this|through|plus|with|whenever|we do|you (?:order|need)|in lieu)\b|,",
    re.I,
)
_ONLY_PRICE = re.compile(
    rf"(?:{LIST}(?: (?:price|charge|rate|labou?r)s?)?|(?:[\w'-]+ ){{0,2}}(?:prices?|tariffs?|schedules?|catalog(?:ue)?|book)|(?:member|membership|plan) discount|discount|off|list|price|prices|savings?|the|our|per \w+|effective.*|what .*|rates?|normal|usual)",
    re.I,
)


_OF_LIST = re.compile(
    rf"^\)? ?of (?:the |our |your |its |their |contractor's |company's |provider's )*(?:then[- ]|printed |price )*{LIST}\b(?! (?:hourly|overtime))",
    re.I,
)
_ON_THE_DOLLAR = re.compile(r"\b(?P<cents>\d{2}) (?:cents|¢) (?:on|in|of|out of|for) (?:the|each|every) dollar\b", re.I)
_OFF_A_HUNDRED = re.compile(
    r"(?<![\d.])\$? ?(?P<n>\d{1,2})(?: dollars)? off (?:each|every|a|per|the) (?:hundred(?: dollars)?|\$ ?100\b(?:\.00)?)(?: spent)?",
    re.I,
)
_HARDWARE = re.compile(
    r"\b(?:valves?|wires?|wiring|pipes?|fittings?|filters?|bulbs?|lamps?|fixtures?|nozzles?|heads?|batter(?:y|ies)|belts?|capacitors?|motors?|supplies|hardware|consumables|components?|springs|(?:torsion|extension|door|coil|return) springs?|cables?|rollers?)\b",
    re.I,
)
_WORKING = re.compile(
    r"\b(?:install\w*|repairs?|labou?r|service|replace\w*|cleaning|treatments?|visits?|work|hours?|calls?|sealing)\b",
    re.I,
)
_ON_WHAT = re.compile(r"^o[nf] (?P<what>[^,;.]+?),? (?:you|we|i|members?|customers?|the customer|there)\b", re.I)


def read(passage: Passage) -> Iterator[Term]:
    for percent, start, end in _plainly(passage):
        before, after = passage.text[:start], passage.text[end:]
        borne = _SHARE.search(before) and not re.search(rf"\b{YOU} pays?\b", before[-40:], re.I)
        yield _discount(passage, 100 - percent if borne else percent, before, _past_list(after))
    yield from _stated(passage)
    if (
        len(passage.cells) > 1
        and _PERCENT_ROW.search(passage.item)
        and re.fullmatch(r"\d{1,2}", passage.cells[-1].text)
    ):
        part = part_of(passage.item)
        yield Discount(
            passage.pin(),
            percent=Decimal(passage.cells[-1].text),
            applies_to=part,
            what="" if part != "both" else passage.item,
        )


_PERCENT_ROW = re.compile(r"(?=.*\b(?:off|discount)\b).*(?:\bpercent|%)", re.I)
"""A form's blank for a figure: "Off list for parts, percent | 12"."""


def _plainly(passage: Passage) -> Iterator[tuple[Decimal, int, int]]:
    """What is off where the price is told as a share: "85% of book", "70 cents on the dollar", "10 off each hundred"."""
    for one in percents(passage.text):
        before = passage.text[: one.start]
        if one.value < 100 and _OF_LIST.match(passage.text[one.end :]) and not _OFF.search(before[-25:]):
            yield 100 - one.value, one.start, one.end
    for match in _ON_THE_DOLLAR.finditer(passage.text):
        yield 100 - Decimal(match["cents"]), match.start(), match.end()
    for match in _OFF_A_HUNDRED.finditer(passage.text):
        yield Decimal(match["n"]), match.start(), match.end()


def _past_list(after: str) -> str:
    """The words after the name of the price, where they go on to say for what."""
    named = re.match(
        rf"\)? ?(?:of|off) (?:the |our |your )?(?:(?!{LIST}\b)[\w'-]+ )?{LIST}?(?: (?:price|charge|rate)s?)?(?P<rest> (?:for|on) .*)?",
        after,
        re.I,
    )
    return (named["rest"] or "") if named else after


def _stated(passage: Passage) -> Iterator[Discount]:
    shares = list(_fractions(passage))
    found = percents(passage.text)
    context = (
        f"{passage.label} {' '.join(passage.heading.split(' > ')[-2:])} {' '.join(c.header for c in passage.cells)}"
    )
    told = _OFF.search(passage.text) or _OFF.search(context)
    for i, one in enumerate(found):
        left = found[i - 1].end if i else 0
        right = found[i + 1].start if i + 1 < len(found) else len(passage.text)
        before, after = passage.text[left : one.start], passage.text[one.end : right]
        shared = _OF_LIST.match(after) and not _OFF.search(before[-25:])
        if one.value >= 100 or shared or _disqualified(before, after) or not (told or _SHARE.search(before)):
            continue
        yield _discount(passage, one.value, before, after)
    if not found:
        yield from shares


def _disqualified(before: str, after: str) -> bool:
    if re.search(r"\bdiscount\w*\b(?:[^.;]|\.\d){0,60}$", before, re.I) and not re.search(
        r"\b(?:late|interest|deposit)\b", before, re.I
    ):
        return False
    near = f"{before[-45:]} # {after[:30]}"
    return (
        bool(_NOT_A_DISCOUNT.search(near))
        and not _OFF.search(after[:14])
        and not re.search(r"\b(?:minus|less)\b ?$|(?<!\w)-$", before)
    )


def _discount(passage: Passage, percent: Decimal, before: str, after: str) -> Discount:
    what = _PREDICATE.sub("", _what(passage, before, after))
    part = part_of(what)
    if part == "both" and not what:
        part = part_of(f"{passage.label} {before[-70:]}")
    if part == "both" and not what:
        part = part_of(passage.heading.split(" > ")[-1] if "?" in passage.heading.split(" > ")[-1] else "")
    if part == "labour" and re.search(
        r"\blabou?r (?:in(?:cluded)?\b|and all)|\b(?:with|including) (?:the )?labou?r\b", what, re.I
    ):
        part = "both"
    if part == "both" and _HARDWARE.search(what) and not _WORKING.search(what):
        part = "parts"
    whole = percent.quantize(Decimal(1)) if percent == percent.to_integral() else percent.normalize()
    return Discount(passage.pin(confidence=0.92 if what else 0.75), percent=whole, applies_to=part, what=what)


_GOODS_ALONE = re.compile(
    r"(?:all |any |the |our |your )*(?:parts?|materials?)(?:,? (?:and|or|&) (?:parts?|materials?))?", re.I
)


def reduced(terms: Sequence[Term]) -> list[Term]:
    """The terms without exclusions of all parts or materials whose price the same clause reduces: "Materials are a separate
    matter. What we fit is billed at list less twenty percent"."""
    eased = {
        one.pin.clause_id for one in terms if isinstance(one, Discount) and one.applies_to in ("parts", "materials")
    }
    return [
        one
        for one in terms
        if not (
            isinstance(one, Exclusion)
            and not one.at_list
            and one.pin.clause_id in eased
            and _GOODS_ALONE.fullmatch(one.what)
        )
    ]


_PREDICATE = re.compile(r"(?<=\w) (?:shall|will|is|are|may|must)\b(?! not).*$", re.I)
_NAMED_ROW = re.compile(r"\b(?:row|line|item|entry) \"(?P<row>[^\"]{3,80})\"", re.I)


def _what(passage: Passage, before: str, after: str) -> str:
    """What the discount is on: the words after it ("off parts"), before it ("Parts: 15%"), or the row's name."""
    if named_row := _NAMED_ROW.search(plain(passage.clause.text)):
        return named_row["row"].strip(" ,")
    if passage.cells and "|" in before:
        own = re.split(r"\||\. ", before)[-1]
        named = trimmed(_cut_price(own))
        return named if named and part_of(named) != "both" else trimmed(passage.item)
    stranger = re.match(r" (?:off|below|less than) what [^.;]*?\bfor (?P<what>[^.;,]+)", after)
    if stranger:
        return trimmed(stranger["what"])
    if what := _named_after(after):
        return what
    if on_what := _ON_WHAT.match(before):
        return trimmed(on_what["what"])
    labelled = re.match(r"(?P<what>[^:;.]{3,120}?)(?::| ?\.{3,})(?P<rest>.*)$", before)
    if (
        labelled
        and not re.match(r"(?:we|you|they|it|i)\b", labelled["what"], re.I)
        and not trimmed(_cut_price(f": {labelled['rest']}"))
    ):
        return trimmed(labelled["what"]) or labelled["what"]
    aside = before.split("(")[0].strip() if "(" in before and ")" not in before else ""
    if aside and part_of(aside) != "both":
        return trimmed(aside)
    return _named_before(before)


def _named_after(after: str) -> str:
    """What the words after a share name, with the rest of their list: "off panels, breakers and surge protectors"."""
    following = None if re.match(r"\W*(?:and|but)\b", after, re.I) else _AFTER.match(after)
    words = _TAIL.split(following["what"])[0] if following else ""
    what = trimmed(re.sub(r"\b(?:and|plus)\s*(?:an?|\w+ \()?\s*$", "", words.strip()))
    if what and following and following["what"].strip() == words.strip():
        what += "".join(_MORE.findall(after[following.end() :])[:1])
    prices = _ONLY_PRICE.fullmatch(what) or re.match(r"(?:list|price|per|than)\b", what, re.I)
    return "" if prices else what


def _named_before(before: str) -> str:
    """What the words before a share name, with the first of their list, else the subject of their sentence."""
    preceding = _BEFORE.search(before)
    if preceding and re.search(
        r"(?:^|[:,;] ?)(?:we|you|they|members?|customers?)\b(?: \w+){0,2}$", preceding["what"].strip(), re.I
    ):
        return ""
    named = trimmed(_WE_SUPPLY.sub("", _cut_price(preceding["what"]))) if preceding else ""
    if preceding and named and (others := _OTHERS.search(before[: preceding.start("what")])):
        named = f"{others['list']} {named}"
    opening = _OPENING.match(before)
    return named or (trimmed(opening["what"]) if opening else "")


_PLAIN_NAME = r"(?:(?!\b(?:is|are|we|you|they|it|i|if|when|where|which|that|gets?|pays?|will|shall|plus|with|at|for|parts?|materials?|labou?r|alike)\b)[^.;:,()$%])"
_MORE = re.compile(rf"^(?:, (?!and\b|or\b|&){_PLAIN_NAME}{{2,40}})*,? (?:and|or|&) {_PLAIN_NAME}{{2,60}}(?=[.;]|$)")
"""The rest of a list of things that one discount is on: "8% off panels, breakers and surge protectors"."""
_OTHERS = re.compile(rf"(?:^|[.;:] )(?P<list>{_PLAIN_NAME}{{2,40}},(?: {_PLAIN_NAME}{{2,40}},)*(?: and| or)?) ?$")
"""The first of a list whose last is in front of what is off: "pumps, motors and filters at list less 10%"."""
_WE_SUPPLY = re.compile(
    r",? (?:we|it|he|they|you)(?:'ll| will| shall)? (?:suppl(?:y|ies)|furnish(?:es)?|sells?|provides?|buys?|orders?)$",
    re.I,
)
_OPENING = re.compile(
    r"(?P<what>(?!(?:we|you|they|it|i|if|when|the excess|what)\b)[A-Z][^,;.]{2,80}?)(?:, (?:other than|except|but not|excluding)[^,;]*)?,? (?:is|are|shall be|will be) (?:charged|billed|invoiced|sold|priced|supplied|furnished)\b",
)
"""The subject of the sentence whose price is reduced, where other words stand between."""


def _cut_price(words: str) -> str:
    words = re.sub(
        r"^.*\b(?:effective|starting|beginning)\b[^,]*,?|^.*?\bthe (?=[\w ]*discount)|\bdiscounts?\b(?: (?:on|for))?",
        "",
        words,
        flags=re.I,
    )
    return re.sub(
        rf":? ?(?:(?:are|is|be) )?(?:charged |invoiced |billed |sold )?(?:at )?(?:[\w']+ )?\b{LIST}(?: (?:price|charge|rate)s?)?(?= ?(?:,|less|minus|$)).*$|:\s*$",
        "",
        words,
        flags=re.I,
    )


_LESS = re.compile(r"\b(?:less|minus) ?$", re.I)


def _fractions(passage: Passage) -> Iterator[Discount]:
    """ "You pay half of …" leaves half off; "we bear a third of …" is a third off."""
    for match in _FRACTION.finditer(passage.text):
        before, after = passage.text[: match.start()], passage.text[match.end() :]
        customers = _BORNE.search(before)
        if not customers and not (
            _SHARE.search(before)
            or _LESS.search(before)
            or (passage.cells and _FEE_ROW.search(passage.item) and before.rstrip().endswith("|"))
            or re.match(
                rf" (?:off|price|the (?:usual|regular|list|normal) (?:price|rate))| of (?:the |our |your )?{LIST}\b",
                after,
                re.I,
            )
        ):
            continue
        share = next(
            value
            for name, value in reversed(_FRACTIONS.items())
            if name in match["n"].lower().replace("-", " ") or (name == "half" and "50" in match["n"])
        )
        customers = customers or re.match(rf" of (?:the |our |your )?{LIST}\b", after, re.I)
        percent = Decimal(100 - share if customers else share)
        what, part = _shared(after)
        if _names_price(what):
            what, part = "", "both"
        off = _OFF_WHAT.match(after)
        what = (
            what
            or (trimmed(off["what"]) if off and not _names_price(off["what"]) else "")
            or _of_label(passage, before)
        )
        what = what or (passage.item if passage.cells else "")
        if not what and part == "both":
            what = trimmed(
                re.sub(
                    r"\b(?:comes?|are|is|at|for|sold|billed|cost)\b.*$",
                    "",
                    _cut_price(re.split(r"[;.]", before)[-1]),
                    flags=re.I,
                )
            )
            part = part_of(what)
        if what or part != "both":
            yield Discount(passage.pin(confidence=0.88), percent=percent, applies_to=part, what=what)


_OFF_WHAT = re.compile(
    r" off (?:of )?(?:the |our |your |all |any |every )*(?P<what>(?!list\b|price|what\b)[^.;,()$]{3,60})", re.I
)


def _names_price(words: str) -> bool:
    return (
        _ONLY_PRICE.fullmatch(re.sub(r" for (?:our |the )?(?:members?|customers?|you|them)\b.*", "", words)) is not None
    )


def _of_label(passage: Passage, before: str) -> str:
    """The line's own name where only who pays stands between it and the share: "Torsion springs: you pay half of it"."""
    paying = re.fullmatch(
        rf"(?:{YOU}(?:'ll| will)? )?(?:pays?|at|for|only|just| )*", before[passage.value_start :], re.I
    )
    return trimmed(before[: passage.value_start]) if passage.label and paying else ""


_FEE_ROW = re.compile(r"\b(?:charges?|fees?|surcharges?)\b", re.I)


def _shared(after: str) -> tuple[str, Part]:
    """What the share is of; "our time" and "what we would ask for our time" mean labour."""
    words = re.split(r"[.;,]| and (?:the|full|all|nothing)\b", after)[0]
    part = part_of(words)
    named = re.search(
        r"\b(?:for|of|on)\b (?:the |our |your |each |any )*(?P<what>(?!what\b|list|price|cost|usual)[\w -]{3,50})$",
        words.strip(),
        re.I,
    )
    return (trimmed(named["what"]) if named else trimmed(words) if part != "both" else ""), part
