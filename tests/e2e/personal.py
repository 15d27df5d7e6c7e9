"""What must never stand in clear below a data folder: everything of the sample account that names or reaches somebody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.e2e.installation import HARBORLINE

Json = dict[str, Any]
# Codes as people write them: "gate 3815", "lockbox side door 7714", "alarm 0936", "keypad 2580#". Four digits alone
# also stand in ids and times.
CODE = re.compile(r"(?i)\b(?:gate|lockbox|alarm|keypad|garage|door code|entry)\b[^.,;\n]{0,12}?\b\d{4,6}#?(?!\d|-\d)")
PHONE = re.compile(r"(?<!\d)(?:\(\d{3}\)|\d{3})[ ./-]?\d{3}[ .-]?\d{4}(?!\d)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A single word that is also a trade's or everybody's word proves nothing when it is found.
COMMON = frozenset(("price", "grove", "beck", "tull", "aho", "pike"))
# A place by what it is names nobody: "Restaurant", "Dental office", "Guest cottage".
PLAIN_PLACES = frozenset(("Restaurant", "Dental office", "Guest cottage", "Lake cabin", "Chapel and parish hall"))


def personal_values(account: Path = HARBORLINE) -> set[str]:
    """Last names (names in full where those are common words), companies, named places, streets, telephone numbers, mail addresses, codes."""
    data = json.loads((account / "account.json").read_text())
    ours = {"office@harborline.example.com"}  # the contractor's own, as its name
    texts = [
        json.dumps(data, ensure_ascii=False),
        *(path.read_text() for path in sorted((account / "communications").iterdir())),
    ]
    found = {value for value in _values(data) if value}
    for text in texts:
        found |= set(PHONE.findall(text)) | set(CODE.findall(text)) | set(MAIL.findall(text))
    return {value for value in found - ours if not value.endswith("@mail.example.com")}


def _values(data: Json) -> Iterator[str]:
    for user in data["users"]:
        yield _telling(user["name"]["first"], user["name"]["last"])
    for client in data["clients"]:
        yield _telling(client["firstName"], client["lastName"])
        yield client["companyName"] or ""
        yield client["billingAddress"]["street1"]
    for place in data["properties"]:
        yield place["address"]["street1"]
        yield "" if place["name"] in PLAIN_PLACES else place["name"] or ""


def _telling(first: str, last: str) -> str:
    return f"{first} {last}" if last.casefold() in COMMON else last
