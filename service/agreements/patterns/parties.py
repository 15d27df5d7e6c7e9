"""Who the agreement is between; names are pseudonyms or, unmasked, capitalised names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from service.agreements.passages import Passage, plain
from service.agreements.patterns import addressed, preamble, signing
from service.agreements.patterns.names import PSEUDONYM, has_legal_form, is_name, name_at
from service.agreements.patterns.words import any_of
from service.agreements.terms import Party, Term

_PSEUDONYM = r"<(?:PERSON|ORGANIZATION|NAME|COMPANY)_\w+>"
_HOLDER = any_of("customer", "client", "homeowner", "owner", "member", "subscriber", "buyer", "purchaser", "tenant", "resident", "landlord", r"(?:\w+ )?(?:plan|policy|contract|agreement|account|card|certificate|membership|warranty|plan year)[ -]?holder", r"(?:pool|home|house|property|building|shop|store|boat|yard|lot|tank) owner", "cooperative", "co-op", "association", "parish", "church", "school", "property manager", "proprietor", "household(?:er)?")  # fmt: skip
LATE = 16  # clauses from the top after which a label names who signs rather than who agrees
TOP = 6  # clauses from the top in which "for" and "by" head whom the paper is for and from
PREAMBLE = 9  # clauses from the top in which "between A and B" names the parties
_CUSTOMER = re.compile(
    rf"\b(?:{_HOLDER}s?|you|your|who|(?:prepared|submitted|presented|proposed|provided) (?:for|to)|bill to|sold to|made (?:with|for)|account|name)\b",
    re.I,
)
_CONTRACTOR = re.compile(r"\b(?:contractor|company|provider|vendor|seller|we|us|our|supplier|servicer|consultant|operator|(?:prepared|submitted|presented|proposed|provided|kept|served|looked after) by|from|dealer|serviced by|installer)\b", re.I)  # fmt: skip
_TRADE_NAME = re.compile(r"\b(?:heating|cooling|plumbing|hvac|mechanical|air|electric\w*|pest|lawn|landscap\w*|pools?|services?|comfort|drain|septic|irrigation|cleaning|roofing|pros?|refrigeration|maintenance|tree|garage|trades|grounds|crew|repairs?|sweeps?|arborists?|aquatics|works|equipment|systems|painting|drywall|sheet metal|power|elevator|transport|window|water|janitorial|housekeeping|(?:property|home) (?:care|maintenance|trades))\b", re.I)  # fmt: skip
_SOLD = re.compile(
    rf"\b(?:sold|offered|issued|provided|given|made|written)\b[^.;]{{0,30}}? by (?P<by>[^.;]{{3,60}}?) to (?:Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?(?P<to>{_PSEUDONYM}|[A-Z][^.;,(]{{2,60}}?)(?= for | at |[,.;(]|$)"
)
_FOR_WHOM = re.compile(
    r"\b(?:who(?:m)? is (?:this|it) for|who'?s in\b|the member|prepared for|made for|issued to|customer|client|plan holders?)\b",
    re.I,
)
_NAME_END = re.compile(
    r"\s*(?:\(|,? (?:an? (?!&)|whose|located|having|with (?:its|an?|offices?|a principal)|of (?:<|\d|the (?:city|county|state))|at (?:<|\d)|doing business|d/b/a|dba|residing|together with|on behalf|by its|by their|represented|for (?:itself|the|service)|"
    r"for\b|dated|as of|effective|organized|acting|its\b|incorporated under|hereinafter|herein|the (?:owner|customer|client|homeowner|contractor|provider|tenant|resident)\b|your\b)|,? \d{1,6} (?:[NSEW]\.? )?[A-Z]|;|,? <ADDRESS|\.\s+[A-Z][a-z]+ [a-z]|,? (?:tele)?phone\b| \|)",
    re.I,
)
_JOINS = re.compile(
    r"^(?:[\s,;:]|\b(?i:the (?:parish|family|estate|household|firm) of)\b|\b(?i:and)\b|\b(?i:the)\b(?= [a-z])|\b(?:i|ii|iii)\)|\(\w\)|\bboth\b)+"
)
_MONTHS = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|friday|saturday|sunday)\b",
    re.I,
)
_SUFFIX = r"(?:,? (?i:Inc|P\.?C|P\.?A|PLLC|D\.?D\.?S|LLC|L\.L\.C|Ltd|Co|Corp|Corporation|LP|L\.P|LLP|PLC|N\.A|Company|Limited|Trust|S\.A)\b(?!-)\.?)"
_WORD = rf"(?:{_PSEUDONYM}|[A-Z0-9(&][\w.&'/<>-]*)"
_PROPER = re.compile(
    rf"^(?:{_PSEUDONYM}|(?:The |the )?[A-Z0-9<][\w.&'/<>-]*)(?:{_SUFFIX}| (?:(?:&|and|of|the|de|van|for|at|y) )?{_WORD}|, [A-Z][\w'-]+(?=(?:, [A-Z][\w'-]+)? (?:&|and) [A-Z])|,(?= (?:&|and) [A-Z]))*"
)
_LABELS = re.compile(
    rf"^(?P<who>(?:the )?(?:service )?(?:(?:{_HOLDER})s?|contractor|company|provider|service provider|vendor|(?:prepared|submitted|presented|proposed|provided) (?:for|to|by)|(?:kept|served|serviced|looked after) by|you are|who|bill to|sold to|made with|issued to|issued by|ordered by|between|and|account)(?: name|'s name|/owner|\(s\)| information| of record)?|name|to|for|by)\s*(?:\((?:\"?\w+\"?)\))?\s*"
    r"(?:[:|]|-(?= )|\.{3,}|_{3,})[\s.|]*(?P<name>\S.*)",
    re.I,
)
_BARE_LABEL = re.compile(
    rf"^(?P<who>(?i:{_HOLDER}s?)) (?P<name>(?:{_PSEUDONYM}|[A-Z][\w.'-]+ (?:[A-Z]\. )?[A-Z][\w'-]+))(?: ?\||$)"
)
_COMPANY_LINE = re.compile(
    rf"^(?P<name>(?:{_PSEUDONYM}|[A-Z][\w.&'-]*)(?: (?:&|and|of|[A-Z][\w.&'-]*))*,? (?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|CORP|LLP|Co)\b\.?|<ORGANIZATION_\w+>)$"
)
_WITH = re.compile(
    rf"^(?:.{{0,60}}\b)?(?i:agreement|contract|plan|arrangement|cover|program|(?:price|rate) (?:sheet|list)|schedule|prices|rates)(?: \w+)? (?:with|for) (?:the )?(?P<name>{_PSEUDONYM}|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*)(?i:,? (?:family|household|home|residence|estate))?\.?$"
)
_DEAR = re.compile(
    rf"^Dear (?:(?:Mr|Ms|Dr)s?\.? (?:and|&) )?(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?|the )*\s*(?P<name>{_PSEUDONYM}|[A-Z][^,:]{{1,60}}?)(?: and family| family)?[,:]?\s*$"
)
_AGREED = re.compile(
    rf"^(?i:agreed|accepted|signed|joined|enrol+ed|acknowledged|customer|client|owner)(?: (?i:on ?line|and accepted|by))*:?(?: by)?:? (?P<name>{_PSEUDONYM}|[A-Z][a-z]+ (?:[A-Z]\.? )?[A-Z][\w'-]+)",
)
_SIGNATURE = re.compile(r"\b(?:signed|signature|in witness|agreed|accepted|by:|title:|date:)\b", re.I)
_FOR = re.compile(
    r"^(?:(?:prepared|made|written|issued|drawn up) )?for (?:the )?(?P<to>.+?)(?: by (?P<by>[A-Z<].+))?$", re.I
)
_FROM_FOR = re.compile(
    r"\b(?:plan|agreement|contract|program|membership|cover|order|arrangement|club) (?:from|by|with) (?P<by>[A-Z<][^.;]{2,60}?) (?i:for) (?P<to>(?:Mr|Mrs|Ms|Dr|[A-Z<]).+)"
)
_AMEND = re.compile(
    r"^(?P<one>[A-Z<].{2,80}?) and (?P<other>[A-Z<].{2,80}?),? (?:hereby |do hereby |do )?(?:agree to )?amend\b"
)
_SHEET_OF = re.compile(
    r"\bto (?:the|your) (?:[A-Z][\w'-]* ){1,6}(?:of|with|for) (?P<to><PERSON_\w+>|<ORGANIZATION_\w+>|[A-Z][a-z]+ [A-Z][\w'-]+)"
)
_SIGNED_FOR = re.compile(
    r"(?:^|\bfor )(?P<name>[A-Z][\w'.-]+(?: (?:& |and )?[A-Z][\w'.-]+){1,5}(?:,? (?:Inc|LLC|Ltd|Corp|Co)\b\.?)?)(?: ?[:,]| -) ?(?=<PERSON|(?:[A-Z]\. ?)?[A-Z][a-z]+)"
)


def _for_whom(passage: Passage) -> re.Match[str] | None:
    title = plain(passage.clause.heading).rsplit(" > ", 1)[-1]
    return _FROM_FOR.search(passage.text) or _FOR.match(passage.text.rstrip(".")) or _FOR.match(title)


def _opening(passage: Passage) -> Iterator[Party]:
    """Whom the first lines name: "Prepared for A by B", "a plan from B for A", "A and B amend their …"."""
    if both := _AMEND.match(passage.text):
        names = [name for words in (both["one"], both["other"]) if (name := _proper(words))]
        for name, role in zip(names, _by_trade(names, [""] * len(names)), strict=True):
            yield Party(
                passage.pin(confidence=0.85), name=name, role=role or ("customer" if name.startswith("<") else "")
            )
    elif match := _for_whom(passage):
        if name := _proper(match["to"]):
            yield Party(passage.pin(confidence=0.85), name=name, role="customer")
        if match["by"] and (name := _proper(match["by"])):
            yield Party(passage.pin(confidence=0.85), name=name, role="contractor")
    elif match := _SHEET_OF.search(passage.text):
        yield Party(passage.pin(confidence=0.75), name=_tidy(match["to"]), role="customer")


def read(passage: Passage) -> Iterator[Party]:
    """Whoever the passage names as a party; of several ways to read it the first that finds a customer holds."""
    spoken = list(addressed.read(passage))
    yield from spoken
    if any(one.role == "customer" for one in spoken):
        return
    opening = list(_opening(passage)) if passage.clause.ordinal <= 4 else []
    if opening:
        yield from opening
        return
    yield from _signed_for(passage)
    for reader in (_greeted, _on_a_line, _agreed, _at_the_top, _sold_or_headed):
        found = list(reader(passage))
        yield from found
        if found:
            return


def _signed_for(passage: Passage) -> Iterator[Party]:
    for signed in _SIGNED_FOR.finditer(passage.text) if passage.clause.ordinal > 3 or passage.cells else ():
        if _TRADE_NAME.search(signed["name"]) or re.search(
            r"&|\b(?:Home|Inc|LLC|Co|Trades|Company|Grounds|Sons|Brothers)\b", signed["name"]
        ):
            yield Party(passage.pin(confidence=0.68), name=_tidy(signed["name"]), role="contractor")


def _greeted(passage: Passage) -> Iterator[Party]:
    if dear := _DEAR.match(passage.text):
        yield Party(passage.pin(confidence=0.7), name=_tidy(dear["name"]), role="customer")


def _on_a_line(passage: Passage) -> Iterator[Party]:
    """ "Customer: Ada Quill"."""
    text = re.sub(r" <[A-Z]+_\w+>: .*$", "", passage.text)  # a field's name taken for a person's
    labelled = _LABELS.match(text) or _BARE_LABEL.match(text)
    if labelled and (name := _proper(labelled["name"])):
        yield _labelled(passage, labelled["who"], name)
    else:
        yield from addressed.labelled(passage)


def _agreed(passage: Passage) -> Iterator[Party]:
    if agreed := _AGREED.match(passage.text):
        yield Party(passage.pin(confidence=0.78), name=_tidy(agreed["name"]), role="customer")


def _at_the_top(passage: Passage) -> Iterator[Party]:
    """ "Care plan for the Quills", and a company's name that is a line by itself."""
    if passage.clause.ordinal <= 3 and (named := _WITH.search(passage.text)) and (name := _proper(named["name"])):
        yield Party(passage.pin(confidence=0.7), name=name, role="customer")
    elif passage.clause.ordinal <= 2 and (both := _two_names(passage.text)):
        roles = _by_trade(both, ["", ""])
        yield from (
            Party(passage.pin(confidence=0.85), name=name, role=role) for name, role in zip(both, roles, strict=True)
        )
    elif (
        passage.clause.ordinal <= 1
        and (headed := _HEADED.match(passage.text))
        and (_TRADE_NAME.search(headed["name"] or headed["from"]))
    ):
        name = _tidy(headed["name"] or headed["from"])
        company = re.search(r"&|\b(?:home|trades|services|company|sons|bros|brothers|inc|llc)\b", name, re.I)
        yield Party(passage.pin(confidence=0.7 if company else 0.66), name=name, role="contractor")
    elif passage.clause.ordinal <= 2 and (line := _COMPANY_LINE.match(passage.text)):
        contractor = _TRADE_NAME.search(line["name"]) and "property" not in passage.low
        yield Party(
            passage.pin(confidence=0.65), name=_tidy(line["name"]), role="contractor" if contractor else "customer"
        )


_HEADED = re.compile(
    r"^(?P<name>[A-Z][\w&'.,]*(?: [A-Z&][\w&'.,]*){1,6}) (?:-|\||:) \S|^.{3,60}\b(?:club|plan|program|service|care|membership) from (?P<from>[A-Z<].+)$"
)


def _two_names(text: str) -> list[str]:
    """ "A, Inc. and B, LLC", and nothing else."""
    first = name_at(text)
    joined = re.match(r",? and ", text[first[1] :]) if first else None
    second = name_at(text, first[1] + joined.end()) if first and joined else None
    whole = second is not None and not text[second[1] :].strip(" .,")
    return [first[0], second[0]] if first and second and whole and has_legal_form(first[0]) else []


_ROLES_OF_LABELS = {"to": "customer", "for": "customer", "name": "customer", "by": "contractor"}


def _labelled(passage: Passage, who: str, name: str) -> Party:
    role = _role(who) or _ROLES_OF_LABELS.get(who.lower(), "")
    vague = re.fullmatch(r"to|for|by|name|and|between", who, re.I)
    company = has_legal_form(name) or _TRADE_NAME.search(name)
    early = passage.clause.ordinal <= TOP
    heads = early and re.fullmatch(r"to|for|by" if company else r"to|for", who, re.I)
    late = passage.clause.ordinal > LATE and not passage.cells
    whole = plain(passage.clause.text)
    signing = (
        (passage.text != whole and _SIGNATURE.search(whole) and passage.clause.ordinal > PREAMBLE)
        or _SIGNATURE.search(passage.text)
        or ("|" in passage.text and passage.text.count(":") > 1)
        or (passage.clause.ordinal > 3 and re.search(r"\bfor [\w ]{2,30}:.+\bfor [\w ]{2,30}:", whole, re.I))
    )
    return Party(
        passage.pin(
            confidence=0.75
            if (who.lower() == "name" and (early or not passage.cells)) or heads or (late and not vague and not signing)
            else 0.55
            if vague or signing
            else 0.93
        ),
        name=name,
        role=role,
    )


def _sold_or_headed(passage: Passage) -> Iterator[Party]:
    """ "Sold by A to B", and a name below "Who this is for"."""
    if passage.clause.ordinal > PREAMBLE and not passage.heading.endswith("parties"):
        return
    sold = _SOLD.search(passage.text)
    if sold and (seller := _proper(sold["by"])) and (buyer := _proper(sold["to"])):
        yield Party(passage.pin(), name=seller, role="contractor")
        yield Party(passage.pin(), name=buyer, role="customer")
    elif _FOR_WHOM.search(passage.heading.split(" > ")[-1]) and not passage.label and (name := _proper(passage.text)):
        yield Party(passage.pin(confidence=0.85), name=name, role="customer")


def of_document(terms: Iterable[Term], wholes: Sequence[Passage], contractor: str = "") -> Iterator[Term]:
    """The terms, with whom the opening says the agreement is between and who signs it, without those who sign for others.

    `contractor` is a party by its name in full or its first word, where the document speaks of it.
    """
    signing_for = signing.signers(wholes)
    kept = (one for one in terms if not isinstance(one, Party) or one.pin.clause_id not in signing_for)
    known = (
        _between(wholes), addressed.mail_head(wholes), addressed.ordered(wholes), _known(contractor, wholes), signing.read(wholes),
    )  # fmt: skip
    for one in (*kept, *chain.from_iterable(known)):
        yield _with_words(one, wholes) if isinstance(one, Party) else one


def _with_words(party: Party, wholes: Sequence[Passage]) -> Party:
    """A line that is nothing but a pseudonym proves nothing when it is quoted: another place that names the party does."""
    if not re.fullmatch(PSEUDONYM, party.pin.quote.strip()):
        return party
    said = next((one for one in wholes if party.name in one.text and len(one.text) > len(party.name) + 8), None)
    return replace(party, pin=said.pin(confidence=party.pin.confidence)) if said else party


LEAST_TELLING = 5  # letters of a company's first word that may stand for its name


def _known(contractor: str, wholes: Sequence[Passage]) -> Iterator[Party]:
    first = contractor.split(" ")[0]
    for words in (contractor, first if len(first) >= LEAST_TELLING else ""):
        found = (re.search(rf"\b{re.escape(words)}\b", whole.text, re.I) for whole in wholes) if words else iter(())
        at = next(((whole, match) for whole, match in zip(wholes, found, strict=False) if match), None)
        if at is not None:
            yield Party(at[0].pin(confidence=0.82), name=at[1].group(), role="contractor")
            return


def _between(wholes: Sequence[Passage]) -> Iterator[Party]:
    opening = preamble.Opening(wholes)
    named = preamble.read(opening)
    roles = _by_trade([one.name for one in named], _by_deeds(named, wholes))
    yield from (opening.party(one, role) for one, role in zip(named, roles, strict=True))


_WORKS = r"(?:inspect|perform|provide|furnish|maintain|service|supply|repair|attend|clean|respond|visit|replace|treat|mow|test|deliver|carry out)"


def _by_deeds(named: Sequence[preamble.Named], wholes: Sequence[Passage]) -> list[str]:
    """The roles told in the opening, else by what the document has each do: who pays is the customer, who works is not."""
    told = [_role(one.role) for one in named]
    if all(told) or len(named) != 2:
        return told
    text = " ".join(whole.text for whole in wholes)
    return [role or _deed(one, text) for role, one in zip(told, named, strict=True)]


def _deed(one: preamble.Named, text: str) -> str:
    short = re.search(r"\"(?P<short>[^\"]+)\"", one.role)
    called = re.escape(short["short"] if short else one.name)
    pays, works = (
        len(re.findall(rf"\b{called} (?:shall|will|agrees to|must) (?:\w+ )?{deed}\b", text))
        for deed in ("(?:pay|compensate|reimburse)", _WORKS)
    )
    return "customer" if pays > works else "contractor" if works > pays else ""


def _by_trade(names: Sequence[str], told: Sequence[str]) -> list[str]:
    """Of two parties the one named after its trade is the contractor and the other the customer, where roles are not told;
    of a company and a person the company."""
    trades = [bool(_TRADE_NAME.search(name)) or role == "contractor" for name, role in zip(names, told, strict=True)]
    if len(names) == 2 and not any(trades) and not any(told):
        trades = [has_legal_form(name) for name in names]
    if len(names) != 2 or all(trades) or not any(trades):
        return list(told)
    return [role or ("contractor" if trade else "customer") for role, trade in zip(told, trades, strict=True)]


def _proper(words: str) -> str:
    words = re.sub(r"^(?:(?:the )?[Bb]oard of \w+,? (?:of )?|(?:Mr|Mrs|Ms|Dr)\.? )", "", words.strip())
    end = _NAME_END.search(words)
    match = _PROPER.match(words[: end.start()] if end else words)
    name = _tidy(match.group()) if match else ""
    return name if len(name) > 2 and is_name(name) else ""


def _tidy(name: str) -> str:
    return re.sub(r"^(?:(?:Mr|Mrs|Ms|Dr)\.?|[Tt]he) ", "", name.strip(' ,;:-"')).strip()


def _role(words: str) -> str:
    if _CUSTOMER.search(words):
        return "customer"
    return "contractor" if _CONTRACTOR.search(words) else ""
