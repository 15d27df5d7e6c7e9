"""Whose a message or a file is, as far as the account's own records prove it. Where they name several, it is nobody's.

What is nobody's is kept for the whole account and seen only by roles that see all clients.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Property
from ingest.records import Records

NOBODY = "no client has one of its addresses or names; kept for the whole account"
SEVERAL = "it names several clients; kept for the whole account"
Person = tuple[str, str]
"""A name, or "", and a mail address, or ""."""
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)")
_GMAIL = ("gmail.com", "googlemail.com")


@dataclass(frozen=True)
class Whose:
    """`why` is why there is no client; "" where there is."""

    client_id: str | None
    why: str = ""


class ClientFinder:
    """Looks clients up by mail address, phone, name and place of service."""

    def __init__(self, clients: Iterable[Client], properties: Iterable[Property] = ()) -> None:
        self._by_mail, self._by_phone = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        self._by_name, self._by_street = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for client in clients:
            self._learn(client)
        for each in properties:
            self._by_street[_words(each.address.street1)].add(each.client_id)
        for index in (self._by_mail, self._by_phone, self._by_name, self._by_street):
            index.pop("", None)

    @classmethod
    def of(cls, records: Records, scope: Scope) -> ClientFinder:
        return cls(records.all(scope, Client), records.all(scope, Property))

    def of_people(self, people: Sequence[Person]) -> Whose:
        """The client among a message's people: by address (an address of several by the name beside it), else by name."""
        found = {id for person in people for id in self._by_address(person)}
        return _decided(found or {id for name, _ in people for id in self._by_name.get(_words(name), ())})

    def of_file(self, path: str, text: Callable[[], str]) -> Whose:
        """The client of a file, by the names in its path, else by what its text names; each narrows those before it."""
        candidates = self._named_in(path)
        if len(candidates) == 1:
            return _decided(candidates)
        words = text()
        for found in (self._addressed_in(words), self._named_in(words)):
            candidates = (candidates & found if candidates and candidates & found else candidates) or found
            if len(candidates) == 1:
                break
        return _decided(candidates)

    def _learn(self, client: Client) -> None:
        for mail in client.emails:
            self._by_mail[mailbox(mail)].add(client.id)
        for phone in client.phones:
            self._by_phone[_digits(phone)].add(client.id)
        first, last = client.first_name, client.last_name
        for name in (client.company_name, f"{first} {last}", f"{last} {first}" if first and last else ""):
            self._by_name[_words(name)].add(client.id)
        self._by_street[_words(client.billing_address.street1)].add(client.id)

    def _by_address(self, person: Person) -> set[str]:
        name, address = person
        found = self._by_mail.get(mailbox(address), set())
        named = found & self._by_name.get(_words(name), set())
        return named if len(found) > 1 and named else found

    def _addressed_in(self, text: str) -> set[str]:
        found = {id for mail in _MAIL.findall(text) for id in self._by_mail.get(mailbox(mail), ())}
        found |= {id for phone in _PHONE.findall(text) for id in self._by_phone.get(_digits(phone), ())}
        return found | _contained(self._by_street, text)

    def _named_in(self, text: str) -> set[str]:
        return _contained(self._by_name, text)


def mailbox(address: str) -> str:
    """The mailbox an address leads to: without a `+tag`, Gmail's dots and its other name, in lower case."""
    local, _, domain = address.strip().casefold().rpartition("@")
    local = local.partition("+")[0]
    if domain in _GMAIL:
        local, domain = local.replace(".", ""), _GMAIL[0]
    return f"{local}@{domain}" if local else ""


def _decided(found: set[str]) -> Whose:
    if len(found) == 1:
        return Whose(next(iter(found)))
    return Whose(None, SEVERAL if found else NOBODY)


def _contained(index: dict[str, set[str]], text: str) -> set[str]:
    """Of names and streets of two words or more, those that stand in the text as whole words."""
    words = f" {_words(text)} "
    return {id for name, ids in index.items() if " " in name and f" {name} " in words for id in ids}


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold().replace("’", "'")))


def _digits(phone: str) -> str:
    digits = "".join(character for character in phone if character.isdigit())
    return digits[-10:] if len(digits) >= 10 else ""
