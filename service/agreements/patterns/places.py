"""Which addresses the agreement serves; addresses are pseudonyms or, unmasked, a number with a street."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.terms import CoveredProperty

_STREET = r"\d{1,6}(?: 1/2)? (?:[NSEW]\.? |(?:North|South|East|West) )?(?:[A-Z0-9][\w.'-]* ){1,4}(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Ln|Lane|Blvd|Boulevard|Boulevard|Ct|Court|Way|Pl|Place|Ter|Terrace|Cir|Circle|Pkwy|Parkway|Hwy|Highway|Trail|Trl|Loop|Row|Sq|Square|Point|Pt|Alley|Path|Plaza|Cove|Crossing|Ridge|Bend|Run|Walk|Turnpike|Route)\b\.?(?: (?:North|South|East|West|[NS][EW]?|[EW])\b(?! [A-Z]))?"
_ADDRESS = re.compile(
    rf"(?<![\w/])(?:<ADDRESS_\w+>|{_STREET})(?:,? (?:(?:Apt|Unit|Suite|Ste|#)\.? ?[\w-]+|<ADDRESS_\w+>|[A-Z][\w .'-]{{2,30}}?, [A-Z]{{2}}\b(?: \d{{5}})?))*"
)
_SERVED = re.compile(
    r"\b(?:property|properties|premises|locations?|sites?|service addres\w*|home|house|residence|building|dwellings?|located at|serviced? (?:at|address)|address(?:es)? (?:of service|served|covered)|address served|cover\w*|job ?site|units?|work (?:at|site)|for service|"
    r"clubhouse|cabin|store|pool at|lawn at|at your|address|look after|where\b|cottage|apartments?|rental)\b",
    re.I,
)
_NOT_SERVED = re.compile(
    r"\b(?:mail(?:ing)?|billing addres\w*|bill to|our (?:office|shop|address)|offices? (?:at|located)|principal (?:place|office)|remit|notices? (?:to|shall|address)|contractor|company address|phone|fax|license|payments? (?:to|at)|letter to|by post to)\b",
    re.I,
)
_PLACE_OF_SERVICE = re.compile(
    r"\b(?:propert(?:y|ies)|premises|locations?|sites?|service addres\w*|located at|serviced? (?:at|address)|address(?:es)? (?:of service|served|covered)|"
    r"covered addres\w*|(?:these|the following) (?:doors|addresses|places|homes|houses|stores)|buildings?|dwellings?|rentals?|clinics?|doors (?:on|in|under|of) (?:the|this)|houses? (?:the|this|your) \w+ is for|(?:system|home) addres\w*|(?:yard|grounds?|garden|cleaning|care) at|job ?site|work (?:at|site)|for service|pool at|lawn at|look after)\b",
    re.I,
)
_SEVERAL = re.compile(
    r"\b(?:buildings|properties|locations|sites|homes|houses|addresses|dwellings|rentals|clinics|stores|doors)\b", re.I
)
"""One address that is read among several binds nothing: the others are served as well. Where the sentence names them all
("the rentals at 12 Oak Street and 14 Oak Street"), they are the ones."""
_THESE = re.compile(r"\b(?:these|the following) (?:doors|addresses|places|homes|houses|stores):? ?$", re.I)
_AND_ANOTHER = re.compile(
    r"[\s,;&]*(?:\([^)]*\))?[\s,;&]*(?:and (?:(?:the|our|your|his|her|their) (?:[\w-]+ ){1,3}at )?)?", re.I
)
"""What stands between two addresses of one list: "12 Tanner Street (2 units), 301 Mill Row and the cottage at 8 Elm Way"."""
_INTRODUCES = re.compile(r"\b(?:by and )?between\b|\bresid(?:es|ing) (?:at|in)\b|\bwhose (?:\w+ )?address\b", re.I)
_OWN_HOUSE = re.compile(
    r"\b(?:is|are) not (?:on|part of|covered|included|in|one of|among)\b|\bdoes not (?:cover|include)\b", re.I
)


_ONE_PLACE = re.compile(
    r"\bnowhere else\b|\b(?:no|not any) other (?:address|property|home|house|location|premises|place)\b"
    r"|\b(?:one|single) (?:address|home|property|house|household|location|place) (?:only|per|each)\b|\bone \w+, one (?:address|home|house|property)\b"
    r"|\b(?:valid|good|holds?|applies|works?|is|limited) (?:only )?(?:at|for|in|to) (?:the|one|this) (?:address|home|property|house|location)\b"
    r"|\b(?:an?other|second|other|additional) (?:address(?:es)?|home|house|propert(?:y|ies))\b[^.;]{0,40}\b(?:not|needs?|requires?|its own|separate)\b",
    re.I,
)


def holds_at_one_place(passage: Passage) -> bool:
    """Whether the words bind the agreement to a single place: "valid at the home printed on this card and nowhere else"."""
    return _ONE_PLACE.search(passage.text) is not None


def addresses(passage: Passage) -> list[str]:
    """Every address in the words, whatever it is said for."""
    return [match.group().strip(" ,.") for match in _ADDRESS.finditer(passage.text)]


def read(passage: Passage) -> Iterator[CoveredProperty]:
    """Addresses served. One that only stands near a home or an address is weaker evidence than a named place of service;
    where the parties introduce themselves, it is where somebody lives."""
    last = 0
    found = list(_ADDRESS.finditer(passage.text))
    for match, following in zip(found, [*found[1:], None], strict=False):
        if last and _AND_ANOTHER.fullmatch(passage.text[last : match.start()]):
            last = match.end()
            yield CoveredProperty(passage.pin(*match.span(), 0.9), address=match.group().strip(" ,."))
            continue
        before = passage.text[max(0, match.start() - 90) : match.start()]
        label = f"{passage.label} {passage.item}"
        served = _SERVED.search(f"{before} {label}")
        listed = _SERVED.search(passage.heading.split(" > ")[-1]) and (
            passage.is_item or passage.cells or len(passage.text) < 140
        )
        left_out = _OWN_HOUSE.search(re.split(r"\. |;", passage.text[match.end() :])[0])
        told = f"{before} {label} {passage.heading.split(' > ')[-1]}"
        surely = _PLACE_OF_SERVICE.search(told)
        several = _SEVERAL.search(told) and not (following and _joined(passage, match, following))
        if (
            _NOT_SERVED.search(f"{before[-60:]} {label}")
            or left_out
            or not (served or (surely and not several) or listed or _THESE.search(before))
        ):
            continue
        if not surely and _INTRODUCES.search(passage.text[: match.start()]):
            continue
        confidence = 0.9 if surely else 0.6
        last = match.end() if surely else 0
        start, end = (0, None) if len(passage.text) < 300 else match.span()
        pin = passage.pin(start, end, confidence)
        yield CoveredProperty(pin, address=match.group().strip(" ,."))


def _joined(passage: Passage, one: re.Match[str], other: re.Match[str]) -> bool:
    return _AND_ANOTHER.fullmatch(passage.text[one.end() : other.start()]) is not None
