"""Where an account folder's own texts name what its records know: notes, mail, jobs, and its contracts' pages.

Written for the measure alone, with plain searches: every known number, address, company, name in full and telling last
name, and titles before any last name, wherever they stand in letters of any case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonymize.vocabulary import word_set
from benchmarks.writings import EMAIL, ORGANIZATION, PERSON, PHONE, PLACE, STREET, ZIP
from ingest.communications_folder import CommunicationsFolder
from ingest.jobber.records import Address, Client, Property, User
from ingest.known_names import NameBook
from ingest.mail import Received
from ingest.pdf import read
from ingest.whose import ClientFinder

Json = dict[str, Any]
_WORDS_TOO = word_set("price grove beck tull aho pike bright case rose")
_PLAIN_PLACES = word_set("main home school shop clubhouse gatehouse restaurant chapel lake guest dental")
_SUFFIX = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|circle|cir|boulevard|blvd|row|way|terrace|place|pl)"
)


@dataclass(frozen=True)
class SampleText:
    """`where` says what it is without saying a name."""

    where: str
    text: str
    client_id: str | None


@dataclass(frozen=True)
class Search:
    kind: str
    pattern: re.Pattern[str]


class SampleAccount:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data: Json = json.loads((folder / "account.json").read_text(encoding="utf-8"))
        self.clients = [_client(each) for each in self._data["clients"]]
        self.properties = [_property(each) for each in self._data["properties"]]
        self.users = [_user(each) for each in self._data["users"]]
        self.book = NameBook.made(self.clients, self.properties, self.users, own_names=(self._data["account"]["name"],))

    def searches(self) -> Iterator[Search]:
        """What is the contractor's own stays: his name, the people called like his company."""
        own = set(self._data["account"]["name"].lower().split())
        for client in self.clients:
            yield from _of_person(client.first_name, client.last_name)
            yield from _words(ORGANIZATION, client.company_name)
            yield from (Search(PHONE, _digits(number)) for number in client.phones)
            yield from (search for mail in client.emails for search in _words(EMAIL, mail))
            yield from _of_address(client.billing_address)
        for user in self.users:
            yield from _of_person(user.first, "" if user.last.lower() in own else user.last)
        for place in self.properties:
            yield from _of_address(place.address)
            if not set(place.name.lower().split()) & _PLAIN_PLACES and " " in place.name and place.name.istitle():
                yield from _words(PLACE, place.name)

    def texts(self) -> Iterator[SampleText]:
        """Notes, jobs, quotes, requests, visits and invoices as their records have them, mail, and the pages of files."""
        clients = {
            each["id"]: each.get("client")
            for name in ("jobs", "quotes", "requests", "invoices")
            for each in self._data[name]
        }
        for note in self._data["notes"]:
            owner = note["parent"]["id"]
            owner = clients.get(owner, owner)
            yield SampleText(note["id"], note["message"], owner)
            for file in note["fileAttachments"]:
                yield from self._pages(file, owner)
        for name in ("jobs", "visits", "quotes", "requests", "invoices"):
            for each in self._data[name]:
                yield SampleText(each["id"], "\n\n".join(_strings(each)), each.get("client"))
        folder = CommunicationsFolder(self._folder / "communications", ClientFinder(self.clients, self.properties))
        for _, _, found in folder.read():
            if isinstance(found, Received):
                message = found.message
                yield SampleText(f"mail {message.id[:6]}", f"{message.subject}\n\n{message.text}", message.client_id)

    def _pages(self, file: Json, owner: str | None) -> Iterator[SampleText]:
        path = self._folder / "files" / file["path"]
        if path.suffix == ".pdf":
            yield SampleText(file["id"], read(path.read_bytes()).text, owner)


def _of_person(first: str, last: str) -> Iterator[Search]:
    if first and last:
        yield from _words(PERSON, f"{first} {last}")
    if last and last.lower() not in _WORDS_TOO:
        yield from _words(PERSON, last)
    elif last:
        yield Search(PERSON, re.compile(rf"(?:\b(?:mr|mrs|ms|dr)\.? )(?P<value>{re.escape(last)})\b", re.IGNORECASE))


def _of_address(address: Address) -> Iterator[Search]:
    if address.street1:
        number, *name = address.street1.split()
        core = [word for word in name if not re.fullmatch(_SUFFIX, word, re.IGNORECASE)]
        yield Search(STREET, re.compile(rf"\b{number}\s+{re.escape(' '.join(core))}(?:\s+{_SUFFIX})?\b", re.IGNORECASE))
    if address.postal_code:
        yield Search(ZIP, re.compile(rf"(?<=[A-Z]{{2}} ){address.postal_code}\b"))


def _words(kind: str, value: str) -> Iterator[Search]:
    if value:
        loose = r"\s+".join(re.escape(word).replace("'", "['’]") for word in value.split())
        yield Search(kind, re.compile(rf"(?<!\w){loose}(?!\w)", re.IGNORECASE))


def _digits(number: str) -> re.Pattern[str]:
    digits = re.sub(r"\D", "", number)[-10:]
    return re.compile(rf"(?<!\d){'[^0-9A-Za-z]{0,3}'.join(digits)}(?!\d)")


def _strings(record: Json) -> Iterator[str]:
    for key in ("title", "instructions", "message", "subject", "contractDisclaimer", "name", "description"):
        if record.get(key):
            yield record[key]
    for item in record.get("lineItems") or ():
        yield from _strings(item)


def _address(data: Json | None) -> Address:
    data = data or {}
    keys = ("street1", "street2", "city", "province", "postalCode")
    return Address(*(data.get(key) or "" for key in keys))


def _client(data: Json) -> Client:
    return Client(
        data["id"],
        first_name=data["firstName"] or "",
        last_name=data["lastName"] or "",
        company_name=data["companyName"] or "",
        is_company=data["isCompany"],
        emails=tuple(mail["address"] for mail in data["emails"]),
        phones=tuple(phone["number"] for phone in data["phones"]),
        billing_address=_address(data["billingAddress"]),
    )


def _property(data: Json) -> Property:
    return Property(data["id"], client_id=data["client"], name=data["name"] or "", address=_address(data["address"]))


def _user(data: Json) -> User:
    name = data["name"]
    return User(data["id"], first=name["first"], last=name["last"], email=data["email"]["raw"])
