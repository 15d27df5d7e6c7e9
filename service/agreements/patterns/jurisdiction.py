"""Whose law governs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.agreements.passages import Passage
from service.agreements.terms import Jurisdiction, Term

PLACES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|"
    "Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|"
    "North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|West Virginia|Virginia|Washington|Wisconsin|"
    "Wyoming|District of Columbia|Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland and Labrador|Nova Scotia|Ontario|Prince Edward Island|Quebec|"
    "Saskatchewan|England and Wales|England|Canada|Israel|Ireland|Bermuda|Switzerland|Germany|Australia|Hong Kong|Singapore|Puerto Rico"
)  # fmt: skip
_PLACE = re.compile(rf"\b(?P<place>{PLACES.replace(' ', ' +')})\b", re.I)
_GOVERNS = re.compile(
    r"\b(?:govern\w*|constru\w*|interpret\w*|subject to|controlled by|appl(?:y|ies)|under|pursuant to|accordance with|enforced)\b",
    re.I,
)
_LAW = re.compile(r"\blaws?\b", re.I)
_HEAD = re.compile(r"\b(?:governing law|applicable law|jurisdiction|choice of law|law)\b", re.I)


def read(passage: Passage) -> Iterator[Term]:
    topical = bool(_HEAD.search(f"{passage.heading.split(' > ')[-1]} {passage.label} {passage.item}"))
    law = _LAW.search(passage.text)
    alone = re.fullmatch(
        rf"(?:the )?(?:laws? of )?(?:the state of )?(?:{PLACES})(?:'s)?(?: state)?(?: laws?)?(?: applies| governs?)?\.?",
        passage.text,
        re.I,
    )
    begins = re.match(rf"(?:{PLACES}) (?:state )?laws?\b", passage.text, re.I) and len(passage.text) < 80
    if not topical and not begins and not (law and alone) and not (law and _GOVERNS.search(passage.text)):
        return
    place = _nearest(passage, law)
    if place:
        sure = 0.95 if law and re.search(r"\bgovern|\bconstru", passage.low) else 0.75 if topical else 0.6
        yield Jurisdiction(passage.pin(confidence=sure), place=_name(place["place"]))


def _nearest(passage: Passage, law: re.Match[str] | None) -> re.Match[str] | None:
    """The first place after "laws of"; a place before the word ("Minnesota law applies") where none follows."""
    places = list(_PLACE.finditer(passage.text))
    if not law:
        return places[0] if places else None
    following = [one for one in places if one.start() > law.start()]
    touching = [one for one in places if 0 <= law.start() - one.end() <= 3]
    return touching[0] if touching else following[0] if following else places[-1] if places else None


def _name(words: str) -> str:
    return " ".join(word if word in ("of", "and") else word.capitalize() for word in words.lower().split())
