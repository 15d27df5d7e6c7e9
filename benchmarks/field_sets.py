"""Public sets of contracts with labelled fields, and our fields in each set's own spelling.

Kleister-NDA (arXiv 2105.05796): `gold.jsonl` lines `{"doc_id", "keys", "gold": ["key=value", …]}`, blanks and colons of
values written "_", names as the set spells them ("Inc." without a comma before it, "and" for "&", "LLC" without dots).
CUAD (arXiv 2103.06268): `labels.jsonl` lines with `answers` by category; dates m/d/yy, "successive" before a renewal's
length, "perpetual" where the contract runs until it is ended.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from service.agreements.terms import Agreement, ContractTerm, Renewal

Pairs = set[tuple[str, str]]
Fields = Mapping[str, Any]

CUAD_KEYS = {
    "Effective Date": "effective_date",
    "Expiration Date": "expiration_date",
    "Renewal Term": "renewal_term",
    "Notice Period To Terminate Renewal": "notice_period",
    "Governing Law": "governing_law",
}
_LEGAL_FORMS = (
    (r"\bincorporated\b\.?|\binc\b\.?", "inc."),
    (r"\bl\.? ?l\.? ?c\b\.?", "llc"),
    (r"\bl\.? ?l\.? ?p\b\.?", "llp"),
    (r"\bl\.? ?p\b\.?", "lp"),
    (r"\blimited(?! liability| partnership)\b|\bltd\b\.?", "ltd."),
    (r"\bcorp\b\.?", "corp."),
)


def kleister_gold(folder: Path) -> dict[str, Pairs]:
    """The labelled `(key, value)` pairs by file name."""
    lines = (json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["doc_id"]: {_split(pair) for pair in line["gold"]} for line in lines}


def kleister_pairs(fields: Fields) -> Pairs:
    """Our fields as the set writes them, upper case."""
    found: Pairs = {("party", named(str(name))) for name in fields.get("parties", ())}
    if day := fields.get("effective_date"):
        found.add(("effective_date", day))
    if place := fields.get("jurisdiction"):
        found.add(("jurisdiction", _underscored(place)))
    if length := fields.get("term"):
        found.add(("term", _underscored(_counted(length))))
    return found


def cuad_gold(folder: Path) -> dict[str, Pairs]:
    """The labels' answers of the fields we have, by PDF name; a date left blank in the contract is no answer."""
    lines = (json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines())
    return {Path(line["pdf"]).name: set(_cuad_answers(line["answers"])) for line in lines}


def cuad_pairs(fields: Fields, agreement: Agreement) -> Pairs:
    """A renewal's length stands in the compiled agreement alone; where the contract names no last day, the set counts the
    length to the same day of its last month, one day further than we."""
    found: Pairs = {("parties", _folded(str(name))) for name in fields.get("parties", ())}
    if day := fields.get("effective_date"):
        found.add(("effective_date", day))
    if day := fields.get("end_date"):
        last = date.fromisoformat(day)
        named = any(isinstance(one, ContractTerm) and one.end == last for one in agreement.terms)
        found.add(("expiration_date", (last if named else last + timedelta(days=1)).isoformat()))
    elif any(isinstance(one, ContractTerm) and one.open_ended for one in agreement.terms):
        found.add(("expiration_date", "perpetual"))
    if place := fields.get("jurisdiction"):
        found.add(("governing_law", _folded(place)))
    if days := fields.get("renewal_notice_days"):
        found.add(("notice_period", f"{days} days"))
    for one in agreement.terms:
        if isinstance(one, Renewal) and one.count:
            found.add(("renewal_term", _counted({"count": one.count, "unit": one.unit})))
    return found


def named(name: str) -> str:
    """A party as Kleister spells it."""
    plain = unicodedata.normalize("NFKC", name).lower().replace("’", "'").replace("&", " and ")
    for pattern, written in _LEGAL_FORMS:
        plain = re.sub(rf",? ?(?:{pattern})", f" {written}", plain)
    return _underscored(plain.strip(" ,"))


def _split(pair: str) -> tuple[str, str]:
    key, _, value = pair.partition("=")
    return key, named(value.replace("_", " ")) if key == "party" else _underscored(value)


def _underscored(words: str) -> str:
    return re.sub(r"[\s_:]+", "_", words.strip()).upper()


def _counted(length: Mapping[str, Any]) -> str:
    count, unit = length["count"], length["unit"]
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _cuad_answers(answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for category, key in CUAD_KEYS.items():
        answer = (answers.get(category) or "").strip()
        if answer and "[]" not in answer:
            yield key, _day(answer) if key.endswith("_date") else _folded(answer).removeprefix("successive ")
    for party in re.split(r";(?! collectively)| and (?=[A-Z])", answers.get("Parties") or ""):
        name = re.sub(r"\(.*", "", party).strip(" ,")
        if name and not re.fullmatch(r"Shipper|Transporter", name):
            yield "parties", _folded(name)


def _day(answer: str) -> str:
    """ "6/1/20" as 2020-06-01; anything else stays as it is."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2})", answer)
    if not match:
        return answer.lower()
    month, day, year = (int(part) for part in match.groups())
    return date(year + (2000 if year < 70 else 1900), month, day).isoformat()


def _folded(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", unicodedata.normalize("NFKD", words).lower()).strip()
