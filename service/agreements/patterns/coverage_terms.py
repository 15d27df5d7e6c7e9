"""Inclusions and exclusions from the words of their objects: one for each item, with its causes and exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from service.agreements.dates import dates
from service.agreements.passages import Passage
from service.agreements.patterns.at_list import priced_at_list
from service.agreements.patterns.care import AT_MAINTENANCE, AT_VISIT, IS_CARED_FOR, cared, is_care
from service.agreements.patterns.listing import (
    CAUSES,
    Listed,
    apposed,
    groups,
    items,
    led,
    listed,
    part_of,
    trimmed,
)  # fmt: skip
from service.agreements.patterns.polarity import Polarity, of_words
from service.agreements.patterns.words import FAILS, VISITS, YOU, any_of
from service.agreements.terms import Exclusion, Inclusion, Pin, Term

_VAGUE = re.compile(
    r"^(?:once|twice|thrice|\w+ times|as (?:often|much|many) as|whenever|any time)\b|^(?:\S+ ){0,3}(?:it|them|these|those|there|here|this|such (?:work|services?|repairs?|items?)|this (?:work|service))$|^(?:what(?:ever)?|whoever|which|at|in|on|under|by|with|from|for|to|of|as|than|yours?|mine|(?:parts|labou?r|materials) (?:included|extra|not included)$|(?:such|excluded|covered|included|said|that|these|those) (?:work|services?|items?|repairs?))\b|\b(?:whose|which) box|\bbox(?:es)? (?:(?:is|are|left) )?(?:empty|blank)|\b(?:together|alike)$|^(?:we|i)(?: \w+){1,2}$|^(?:fix|mend|replace|swap|exchange|pay|refund)(?: or (?:fix|mend|replace|swap|exchange|pay))?$|^(?:labou?r|parts|materials?)(?:,? (?:and|&) (?:labou?r|parts|materials?))* (?:for|of|to do) (?:the|such|this|that|said) (?:work|job|above|same|project)$|^(?:remains|provided|however|otherwise|all of which|each of which)\b|^(?:"
    r"(?:work|visits?|jobs?) (?:begun|started|done) before\b.*|the (?:fee|price|charge|dues|payment|balance)s?|hours|business hours|regular hours|dates?|(?:section|paragraph|article|exhibit)s? [\d.]+.*|(?:monthly|annual|yearly|plan|membership) (?:fee|charge|price|dues)s?)\b$|^(?:no|without|at no) (?:any )?(?:extra |additional |further |other )?(?:charge|cost|bill|fee)s?$|^(?:nothing|none|no one|nobody|either|each party|both parties|(?:some|several|certain|a few|these|those) (?:jobs?|things?|items?)|\w+ (?:it|them)\b|\w+ (?:one|the same)$)\b|\b(?:(?-i:may)|shall|will|must|can|we|if it)$",
    re.I,
)
_ELSE = re.compile(
    any_of(
        r"\b(?:any|every)(?:thing| (?:other )?(?:work|service|repair|item|part)s?)?(?: else)? (?:that (?:is|are) |which (?:is|are) )?(?:not|n't) (?:specifically |expressly |otherwise )?(?:listed|named|mentioned|described|identified|included|covered|shown|specified|set forth|on (?:this|the|that) list)",
        r"^whatever (?:is|we do|the \w+ does|(?:section|article)s? [\w. ]+? does)(?: not|n't) (?:specifically |expressly |otherwise )?(?:listed|named|mentioned|described|identified|included|covered|name|list|mention|cover|bring)",
        r"^not (?:named |listed |shown )?(?:on|in) (?:this|the|our) (?:sheet|list|table|card|schedule|page|paper)$",
        r"\b(?:any|every)thing (?:that |which )?(?:i|we|it|this (?:\w+)) (?:have|has|do|does|did)(?: not|n't) (?:name|named|list|listed|mention|mentioned|cover)",
        r"\b(?:work|services?|repairs?|items?|parts?|equipment) (?:that (?:is|are) |which (?:is|are) )?(?:(?:not|n't) (?:specifically |expressly |otherwise )?(?:listed|named|mentioned|described|identified|shown|specified|set forth|on (?:this|the|that) list)|beyond (?:the|this|that)|other than (?:those|that|the))",
        r"\b(?:all|any|every) (?:work|labou?r|services?|repairs?|parts?|materials?)(?: (?:and|or) \w+)? (?:other than|not|except(?: for| as)?|beyond|besides) (?:that|those|what|such|the \w+ )?(?: ?(?:which|that) (?:is|are))? ?(?:described|covered|listed|named|included|provided|set out|mentioned|within|under)\b",
        r"\b(?:all|any) (?:other|additional) (?:work|services?|repairs?|items?)\b", r"\b(?:everything|anything|all) (?:else|other)\b(?! (?:that|which) (?!is\b|are\b|we\b|i\b|this\b|the\b|you\b))", r"^(?:all )?other (?:work|services?|repairs?)$",
    ),
    re.I,
)  # fmt: skip


_TOPICAL = re.compile(
    rf"(?:what (?:happens )?)?(?:if|when|should) (?:the |my |your |an? )?(?P<what>[^?]+?) {FAILS}\b", re.I
)
"""A heading that asks after a thing: "What if the pump, the filter or the heater gives out?"."""


def topic_of(passage: Passage) -> str:
    """The name in front of a line's colon as the line writes it, or what the heading asks after; "" where the name tells in
    or out, not what."""
    name = passage.text[: passage.value_start].rstrip(" :-") if passage.label else ""
    if name:
        return "" if of_words(name) else name
    return asked_after(passage) or passage.topic


def asked_after(passage: Passage) -> str:
    """The thing whose failing the heading asks about, "" where it asks about none."""
    match = _TOPICAL.match(passage.heading.rsplit(" > ", 1)[-1])
    return match["what"] if match else ""


def terms_of(
    passage: Passage, said: Polarity, words: str, tail: str, pinned: tuple[int, int], confidence: float
) -> Iterator[Term]:
    """One term for each item of the list `words`; what is excepted from an inclusion is an exclusion of its own."""
    words = _AT_EACH.sub("", _DOTS.sub(", ", _ANY_HOUR.sub("", _NEXT_NUMBERED.sub("; ", words))))
    words = _WRONGDOERS.sub(_damage_by, _ALL_IN.sub("", _PRICED_ASIDE.sub("", words)))
    words = re.sub(rf"^(?:perform|provide|do|supply)?,? and {YOU} (?:shall|will|must) [^,]+,", "", words, flags=re.I)
    pin = passage.pin(*pinned, confidence=confidence)
    at_list = priced_at_list(passage)
    for group in _with_lead(groups(f"{words} {_relevant(tail, said)}".strip())):
        for one in _of_group(pin, said, group, f"{passage.heading} {passage.text}", topic_of(passage)):
            yield (put_at_list(_narrowed(one, passage, tail)) if at_list else _narrowed(one, passage, tail))


_ANY_HOUR = re.compile(
    rf",? with (?:each|every) (?:[\w-]+ ){{0,2}}{VISITS}$|, (?:at )?(?:any|all) (?:hours?|times?|lines?|kinds?|sizes?|makes?|brands?|days?|numbers?|ages?)\b|, day or night\b",
    re.I,
)
_NEXT_NUMBERED = re.compile(r"\. (?=\((?:[a-z]|[ivx]+|\d{1,2})\) )")
"""Members of one numbered list that end in full stops: "(i) Rust. (ii) Filters."."""
_DOTS = re.compile(r" [·•] ")
_AT_EACH = re.compile(rf"^(?:on|at|during) (?:each|every|the)(?: such)? (?:[\w-]+ )?{VISITS},? (?=[a-z])", re.I)
_WRONGDOERS = re.compile(
    r"\b(?:(?:making good|repair(?:ing)?(?: of)?|mending|putting right|fixing) )?(?:what(?:ever)?|anything|damage)(?: that)? "
    r"(?P<who>(?:an? |the |any )?[\w'-]+(?: [\w'-]+)?(?:, (?:an? |the |any )?[\w'-]+)*,? or (?:an? |the |any )?[\w'-]+) (?:has |have |had )?(?:damaged?|damages|br[eo]aks?|broken|done|caused?|causes|ruin(?:s|ed)?|hurts?|harm(?:s|ed)?)\b",
    re.I,
)


def _damage_by(match: re.Match[str]) -> str:
    """ "Making good what a vehicle, a vandal or an animal has damaged" is damage by each of these."""
    return f"damage caused by {match['who']}"


def _narrowed(one: Term, passage: Passage, tail: str) -> Term:
    """What stands under "Parts covered:" is carried as a part, and what "is washed each spring" is cared for; fitting and
    mending take another clause. What "is supplied by you" is left out as a part, which we may fit."""
    if isinstance(one, Exclusion):
        bought = _SUPPLIED.match(tail) or re.search(
            rf"{re.escape(one.what)} (?:themselves|itself)\b", passage.text, re.I
        )
        return replace(one, part="parts") if one.part == "both" and bought else one
    if not isinstance(one, Inclusion):
        return one
    said = part_of(passage.text[: passage.value_start]) if passage.label else "both"
    part = said if one.part == "both" else one.part
    return replace(one, part=part, upkeep=one.upkeep or IS_CARED_FOR.match(tail) is not None)


def put_at_list(one: Term) -> Term:
    """What is left out and priced at list."""
    return replace(one, at_list=True) if isinstance(one, Exclusion) else one


_SUPPLIED = re.compile(r"(?:is|are|(?:shall|will) be) (?:supplied|provided|furnished|bought)\b", re.I)
_ALL_IN = re.compile(
    r"(?<=\w),? (?:all )?(?:parts|labou?r|travel|materials?|trips?|mileage|tax)(?:,? (?:and|&) (?:parts|labou?r|travel|materials?|trips?|mileage|tax))*,? (?:all |both )?included\b.*$",
    re.I,
)
"""What the price of a thing holds besides ("two PM visits, labor and travel included") is held of that thing alone."""
_PRICED_ASIDE = re.compile(r"\s*\([^()]*\$ ?\d[^()]*\)")
_COSTS = re.compile(r"(?<!\w),? \$ ?\d[\d,.]*(?:,|$)|, \$ ?\d[\d,.]*(?:,|$)")
"""A proviso that names a price by the way: "leak calls: within one day, $95"."""
_FIGURE = re.compile(r"(?:\bmore than|\bover|\bin excess of|\babove|\bbeyond|^) ?\$ ?\d")
"""An object that is a sum of money is a price or a limit."""
_FIRST_OF = re.compile(
    r"^(?:the )?first \$ ?\d[\d,]*(?:\.\d\d)?(?: worth)? (?:of|for|in|toward) (?:the (?:cost|price) of )?(?=[a-z])",
    re.I,
)
"""A promise up to a sum is of the thing: "the first $300 of valves each year"; the sum is a limit's to tell."""
_LEADS = re.compile(r"\b(?:by|from|to|because of|out of)$", re.I)


def _with_lead(parts: list[str]) -> list[str]:
    """ "repairs caused by (i) surge, (ii) misuse": each numbered cause is one of the same repairs."""
    if len(parts) > 1 and _LEADS.search(parts[0]):
        return [f"{parts[0]} {part}" for part in parts[1:]]
    return parts


_SWEEPING = re.compile(
    r"(?:the |our |any |all |other )*(?:(?:first )?(?:(?:half|quarter) )?hours?|parts?|labou?r|work|materials?|repairs?|services?|time|trips?|visits?|calls?|jobs?)(?:,? (?:and|or|&) (?:the )?(?:parts?|labou?r|work|materials?|repairs?|services?|time|trips?|visits?|calls?))*",
    re.I,
)
"""Words that alone would sweep everything in or out; beside named things, or where work is redone, they mean less."""
_KIND = re.compile(r"(?:labou?r|parts|materials)", re.I)
_LIST_OF_KINDS = re.compile(
    r"(?:labou?r|parts|materials)(?:, [\w -]+)*,? (?:and|or) [\w -]+$(?<!labor)(?<!parts)", re.I
)
"""A list that opens with labor or parts, of nothing in particular: "labor, diagnosis and travel are not covered"."""
_FEES = re.compile(r"(?:[\w-]+ ){0,2}(?:fees?|charges?|surcharges?)", re.I)
_USED_UP = re.compile(
    r" (?:that (?:is|are) |we )?(?:used|use|changed|change|consumed|needed)(?: up)? (?:on|at|in|during|for)(?: the course of)? (?:an?|each|every|any|the|those|them|these|such|it)\b.*$",
    re.I,
)
"""What a visit uses comes with the visit: "filters and belts used on a PM visit"."""
_REDONE = re.compile(
    r"\bagain\b|\bwarrant|\bguarante|\bstand behind|\b(?:if|when|should)[^.]{0,60}\b(?:fails?|back|returns?|recurs?)\b",
    re.I,
)
_FEE_ALONE = re.compile(
    r"(?!(?:trip|travel|fuel|dispatch|diagnostic|truck|mileage|call-?out|service[- ]call|visit|after-hours|emergency|overtime|weekend|holiday|disposal|delivery)\b)(?:[\w-]+ )?(?:fees?|deductibles?|charges?|surcharges?|notice|notice period|contract|commitment)",
    re.I,
)
_FEE_OF = re.compile(r"\b(?:fee|charge|surcharge|supplement|deductible)s? of \$", re.I)
_ANOTHER_FEE = re.compile(
    r"(?:new|another|second|additional|further|extra|separate|repeat|more)\b[^,;]{0,40}?\b(?:fees?|charges?|surcharges?|deductibles?)\b",
    re.I,
)
"""A fee that is not due again is no fee carried the first time."""
_DOING = re.compile(
    r"what(?:ever)? (?!(?:goes|comes|exceeds|remains|is|are|we|you|the (?:plan|agreement))\b)(?:[\w-]+ )*\w*(?:ed|ke|oke|ew|break|breaks|damage|damages|cause|causes|ruin|ruins|misuse|lose|loses)\b",
    re.I,
)


_AND_A_THING = re.compile(
    rf"(?P<caused>.*{CAUSES.pattern}) and (?P<thing>(?!their\b|its\b|his\b|her\b|your\b)[^,]+)$", re.I
)
"""In "panels, damage by vehicles and weather stripping" what is no cause is one more thing of the list."""
_LAST_MEMBER = re.compile(
    r"(?P<others>.+?)(?:, (?:and|or) (?=[^,]*$)|(?: (?:and|or)|,) (?=(?:(?:any|all|other|every|for) )*"
    r"(?:damages?|anything|everything|failures?|breakdowns?|loss(?:es)?|problems?|repairs?|work|(?:service )?calls?|trouble)\b"
    r"(?! (?:to|of) )[^,]*$))",
    re.I,
)
"""A cause told at a list's end is its last member's alone, where that is set off or is nothing without the cause:
"compressors, coils and damage by lightning"."""


def _of_group(pin: Pin, said: Polarity, words: str, passage_words: str = "", own: str = "") -> Iterator[Term]:
    whole = listed(words, provisos=said == "included")
    if whole.causes and (apart := _LAST_MEMBER.match(whole.what)):
        rest = words[apart.end() :]
        thing = _AND_A_THING.match(rest) if said == "excluded" else None
        last = [thing["caused"], thing["thing"]] if thing and not CAUSES.search(thing["thing"]) else [rest]
        for part in (apart["others"], *last):
            yield from _of_group(pin, said, part)
        return
    if said == "included":
        whole = replace(whole, what=_FIRST_OF.sub("", whole.what))
    for one in _members(whole, said, passage_words, own):
        if said == "excluded" and not _FIGURE.search(one.what):
            yield _exclusion(pin, one, words)
        elif said == "excluded":
            continue
        elif one.what and not (
            _priced(one.what)
            or _COSTS.search(one.condition)
            or _FEE_OF.search(one.what)
            or _FEE_ALONE.fullmatch(one.what)
            or _ANOTHER_FEE.match(one.what)
        ):
            yield Inclusion(
                pin,
                what=one.what,
                part=part_of(f"{one.what} {one.condition}"),
                causes=one.causes,
                condition=one.condition,
                upkeep=is_care(one.what),
            )
    if said == "included":
        yield from (_excepted(pin, what) for what in whole.exceptions)


def _excepted(pin: Pin, what: str) -> Term:
    """What is excepted from a gift is left out, unless it is said to be free all the same."""
    if given := _FREE_AFTER_ALL.match(what):
        return Inclusion(pin, what=given["what"], part=part_of(what))
    return Exclusion(pin, what=what, part=part_of(what), causes=causes(what, ()))


_FREE_AFTER_ALL = re.compile(
    r"(?:that )?(?P<what>.+?) (?:is|are|comes?|costs?|carr(?:y|ies)) (?:free|on us|no charge|nothing|without (?:a )?charge|at no charge)\b",
    re.I,
)
"""An exception from a price gives: "… at $66 an hour, except that what our own mowers broke is free"."""


def _members(whole: Listed, said: Polarity, passage_words: str, own: str) -> Iterator[Listed]:
    """The list's members that say what they are of; a sweeping word takes the line's own name."""
    doing = said == "excluded" and bool(_DOING.match(whole.what))
    upkeep = AT_VISIT.match(whole.what) if said == "included" else None
    if said == "included" and (spent := _USED_UP.search(whole.what)):
        whole = replace(whole, what=f"{AT_MAINTENANCE}{whole.what[: spent.start()]}")
        upkeep = AT_VISIT.match(whole.what)
    members = [whole.what] if doing else items(whole.what[upkeep.end() :] if upkeep else whole.what)
    members = [f"{upkeep['visit']}: {one}" for one in members] if upkeep else members
    members = members if said == "excluded" or upkeep else cared(members, whole.what)
    members = led(apposed(members))
    members = _of_one_whole(members) if said == "included" else members
    named = any(not _SWEEPING.fullmatch(one) for one in members) and len(members) > 1
    redone = said == "included" and bool(_REDONE.search(passage_words))
    for what in members or ([trimmed(whole.what) or whole.what.strip()] if whole.causes else []):
        what = what if _SWEEPING.fullmatch(bare := _ON_IT.sub("", what)) else bare
        if own and _SWEEPING.fullmatch(what) and not _SWEEPING.fullmatch(own):
            what = f"{own}: {what}"
        one = _with_own_tails(what, whole, said, last=what in members[-1:])
        kind = said == "excluded" and _LIST_OF_KINDS.match(whole.what) and _KIND.fullmatch(one.what)
        sweeping = (_SWEEPING.fullmatch(one.what) and (named or redone)) or (redone and _FEES.fullmatch(one.what))
        happened = said == "excluded" and _DOING.match(what)
        vague = (_VAGUE.search(one.what) and not one.causes and not doing and not happened) or _is_day(one.what)
        if kind or (not sweeping and not vague):
            yield one


_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", re.I)


def _is_day(what: str) -> bool:
    """ "5 March 2026", "Bought: January 2, 2026": when, and not what."""
    if _MONTH.fullmatch(what):
        return True
    rest = what
    for found in reversed(dates(what)):
        rest = rest[: found.start] + rest[found.end :]
    return rest != what and not re.search(
        r"[a-z]{3,}(?!\w*(?:ed|ive|:))\b(?!:)", re.sub(r"\b(?:use|from|until|through|and)\b", "", rest)
    )


_ON_IT = re.compile(r"(?<=\w) (?:on|in|at) (?:it|them|these|those)$", re.I)
"""A place told by a pronoun tells nothing of the thing: "vacuum breakers on them"."""
_OF_WHOLE = re.compile(r"[a-z]+(?P<whole> (?:of|in|on|inside) (?:the|your|each|every|any) [^,;()]{3,50})", re.I)


def _of_one_whole(members: list[str]) -> list[str]:
    """ "Valve, motor and float of the humidifier": bare words before the last are of its whole, and of nothing else."""
    last = _OF_WHOLE.fullmatch(members[-1]) if len(members) > 1 else None
    if last is None or not all(re.fullmatch(r"[a-z]+", one, re.I) for one in members[:-1]):
        return members
    return [*(f"{one}{last['whole']}" for one in members[:-1]), members[-1]]


_SO_MUCH = re.compile(r"up to (?:an? |one |two |three |four |five |six |\d[\d,.]*)", re.I)
"""A quantity at a list's end is its last member's: "start-up, shut-down, and glycol up to ten gallons"."""


def _with_own_tails(what: str, whole: Listed, said: Polarity, *, last: bool = True) -> Listed:
    own = listed(what, provisos=said == "included")
    shared = "" if last is False and _SO_MUCH.match(whole.condition) else whole.condition
    return Listed(
        trimmed(own.what) or what,
        own.causes or whole.causes,
        own.exceptions or whole.exceptions,
        own.condition or shared,
    )


_HARMED_BY = re.compile(
    r"(?<=\w) (?:that|which) (?!(?:we|you|is|are|was|were|has|have)\b)(?P<who>[\w' -]{3,40}?) (?:has |have |had )?(?:harmed|damaged|eaten|destroyed|ruined|broken)$",
    re.I,
)
"""Things told by what harmed them: "trim that termites have harmed"."""


def _exclusion(pin: Pin, one: Listed, words: str) -> Exclusion:
    if harmed := _HARMED_BY.search(one.what):
        one = replace(one, what=one.what[: harmed.start()], causes=(*one.causes, harmed["who"]))
    exceptions = one.exceptions + (
        (one.condition,) if re.match(r"(?:unless|if caused by (?:us|our|contractor))", one.condition, re.I) else ()
    )
    return Exclusion(
        pin, what=one.what, part=part_of(one.what), causes=causes(one.what, one.causes), exceptions=exceptions,
        everything_else=not harmed and bool(_ELSE.search(one.what) or (_ELSE.search(words) and len(words.split()) < 14)),
    )  # fmt: skip


def causes(what: str, stated: tuple[str, ...]) -> tuple[str, ...]:
    return stated or ((what,) if CAUSES.search(what) and len(what.split()) <= 6 else ())


_EXCEPTING = r"except|unless|other than|but not|excluding|due to|caused"
_PROVIDING = r"if|provided|when|where|during|so long|as long|only|up to|subject to|outside|within|after|for (?:the )?(?:first|up to)"


def _relevant(tail: str, said: Polarity) -> str:
    """What a predicate adds to its object: exceptions and causes always, provisos to what is carried."""
    words = _EXCEPTING if said == "excluded" else f"{_EXCEPTING}|{_PROVIDING}"
    kept = re.search(rf"\b(?:{words})\b.*", tail.strip(" ."), re.I)
    if kept:
        return kept.group()
    spared = re.search(r"[^,;:]+ excepted\b", tail)
    return f", {spared.group().strip()}" if spared else ""


def _priced(what: str) -> bool:
    return bool(
        re.search(
            r"^\$|^(?:an? )?(?:half|quarter|third|two thirds|three quarters) (?:of|off)\b|\d ?%|\bpercent\b|\bdiscount",
            what,
        )
    ) or bool(re.fullmatch(r"(?:[\d,.]+|\w+ \(\d+\)) \w+", what))
