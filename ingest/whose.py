"""Whose a message or a file is, as far as the account's own records prove it. Where they name several, it is nobody's.

What is nobody's is kept for the whole account and seen only by roles that see all clients. What is an erased client's
is told by the marks that are left of him, and kept by nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Property
from ingest.marks import (
    BELONGS_TO_ERASED,
    KnownMarks,
    mail_marks,
    mailbox,
    name_marks,
    name_marks_in,
    names_of,
    nobody_erased,
    phone_digits,
    phone_marks,
    plain_words,
)
from ingest.records import Records

NOBODY = "no client has one of its addresses or names; kept for the whole account"
SEVERAL = "it names several clients; kept for the whole account"
Person = tuple[str, str]
"""A name, or "", and a mail address, a telephone number, or ""."""
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)")
_ERASED = "an erased client"  # stands for whom no record names any more; no id of Jobber's has a space


@dataclass(frozen=True)
class Whose:
    """`why` is why there is no client; "" where there is."""

    client_id: str | None
    why: str = ""


class ClientFinder:
    """Looks clients up by mail address, phone, name and place of service; `erased` tells the marks of erased ones."""

    def __init__(
        self, clients: Iterable[Client], properties: Iterable[Property] = (), erased: KnownMarks = nobody_erased
    ) -> None:
        self._by_mail, self._by_phone = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        self._by_name, self._by_street = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        self._erased = erased
        for client in clients:
            self._learn(client)
        for each in properties:
            self._by_street[plain_words(each.address.street1)].add(each.client_id)
        for index in (self._by_mail, self._by_phone, self._by_name, self._by_street):
            index.pop("", None)

    @classmethod
    def of(cls, records: Records, scope: Scope, erased: KnownMarks = nobody_erased) -> ClientFinder:
        return cls(records.all(scope, Client), records.all(scope, Property), erased)

    def of_people(self, people: Sequence[Person]) -> Whose:
        """The client among a message's people: by address (an address of several by the name beside it), else by name.

        Where an erased client writes with another, the message is the other's.
        """
        by_address = [self._by_address(person) for person in people]
        found = by_address if any(by_address) else [self._by_full_name(name) for name, _ in people]
        others = {id for ids in found if _ERASED not in ids for id in ids}
        return _decided(others or {id for ids in found for id in ids})

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
        for mail in client.mailboxes:
            self._by_mail[mailbox(mail)].add(client.id)
        for phone in client.telephones:
            self._by_phone[phone_digits(phone)].add(client.id)
        for name in names_of(client):
            self._by_name[plain_words(name)].add(client.id)
        self._by_street[plain_words(client.billing_address.street1)].add(client.id)

    def _by_address(self, person: Person) -> set[str]:
        name, address = person
        if "@" in address:
            found = self._by_mail.get(mailbox(address), set()) | self._if_erased(mail_marks(address))
        else:
            found = self._by_phone.get(phone_digits(address), set()) | self._if_erased(phone_marks(address))
        named = found & self._by_full_name(name)
        return named if len(found) > 1 and named else found

    def _by_full_name(self, name: str) -> set[str]:
        return self._by_name.get(plain_words(name), set()) | self._if_erased(name_marks(name))

    def _addressed_in(self, text: str) -> set[str]:
        mails, phones = _MAIL.findall(text), _PHONE.findall(text)
        found = {id for mail in mails for id in self._by_mail.get(mailbox(mail), ())}
        found |= {id for phone in phones for id in self._by_phone.get(phone_digits(phone), ())}
        marks = [mark for mail in mails for mark in mail_marks(mail)]
        marks += [mark for phone in phones for mark in phone_marks(phone)]
        return found | _contained(self._by_street, text) | self._if_erased(marks)

    def _named_in(self, text: str) -> set[str]:
        return _contained(self._by_name, text) | self._if_erased(name_marks_in(text))

    def _if_erased(self, marks: Iterable[str]) -> set[str]:
        return {_ERASED} if self._erased(marks) else set()


def _decided(found: set[str]) -> Whose:
    if found == {_ERASED}:
        return Whose(None, BELONGS_TO_ERASED)
    if len(found) == 1:
        return Whose(next(iter(found)))
    return Whose(None, SEVERAL if found else NOBODY)


def _contained(index: dict[str, set[str]], text: str) -> set[str]:
    """Of names and streets of two words or more, those that stand in the text as whole words."""
    words = f" {plain_words(text)} "
    return {id for name, ids in index.items() if " " in name and f" {name} " in words for id in ids}
