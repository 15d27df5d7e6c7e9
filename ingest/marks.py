"""What an erased client's mail is known by: its mailboxes, telephone numbers, full names, messages and files.

The erasure register keeps these marks as keyed hashes, so that mail which still lies in a folder is passed over and
nobody can read from the register whose it is. A name counts from two words on, and in texts up to eight.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from anonymize.boundary import Scope
from ingest.jobber.records import Client, Message, User
from ingest.ledger import Ledger
from ingest.records import Records
from retrieval.model import DocumentKind

BELONGS_TO_ERASED = "belongs to an erased client"
KnownMarks = Callable[[Iterable[str]], bool]
"""Whether any of these marks is an erased client's."""
_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_GMAIL = ("gmail.com", "googlemail.com")
_LONGEST_NAME = 8  # words


def nobody_erased(_: Iterable[str]) -> bool:
    return False


def marks_of(records: Records, ledger: Ledger, scope: Scope, client_id: str) -> frozenset[str]:
    """All marks of a client. Left out is what marks others too: the mailbox of a user, a file that others have."""
    client = records.one(scope, Client, client_id)
    users = {mark for user in records.all(scope, User) for mark in mail_marks(user.email)}
    files = _files(ledger, scope)
    others = {digest for owner, digest in files if owner != client_id}
    return frozenset(
        {
            *(set(_of_record(client)) - users if client else ()),
            *(mark for id in records.ids(scope, Message, client_id=client_id) for mark in message_marks(id)),
            *(mark for owner, id in files if owner == client_id and id not in others for mark in file_marks(id)),
        }
    )


def mail_marks(address: str) -> list[str]:
    found = mailbox(address)
    return [f"mailbox {found}"] if found else []


def phone_marks(phone: str) -> list[str]:
    digits = phone_digits(phone)
    return [f"phone {digits}"] if digits else []


def name_marks(name: str) -> list[str]:
    words = plain_words(name)
    return [f"name {words}"] if " " in words else []


def message_marks(id: str) -> list[str]:
    return [f"message {id}"]


def file_marks(content_digest: str) -> list[str]:
    return [f"file {content_digest}"]


def name_marks_in(text: str) -> Iterator[str]:
    """The marks of all that may be a full name in a text."""
    words = plain_words(text).split(" ")
    for first in range(len(words)):
        for last in range(first + 2, min(first + _LONGEST_NAME, len(words)) + 1):
            yield f"name {' '.join(words[first:last])}"


def names_of(client: Client) -> Iterator[str]:
    first, last = client.first_name, client.last_name
    yield from (client.company_name, f"{first} {last}", f"{last} {first}" if first and last else "")


def mailbox(address: str) -> str:
    """The mailbox an address leads to: without a `+tag`, Gmail's dots and its other name, in lower case."""
    local, _, domain = address.strip().casefold().rpartition("@")
    local = local.partition("+")[0]
    if domain in _GMAIL:
        local, domain = local.replace(".", ""), _GMAIL[0]
    return f"{local}@{domain}" if local else ""


def plain_words(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold().replace("’", "'")))


def phone_digits(phone: str) -> str:
    """The last ten digits; "" where there are fewer."""
    digits = "".join(character for character in phone if character.isdigit())
    return digits[-10:] if len(digits) >= 10 else ""


def _of_record(client: Client) -> Iterator[str]:
    for mail in client.mailboxes:
        yield from mail_marks(mail)
    for phone in client.telephones:
        yield from phone_marks(phone)
    for name in names_of(client):
        yield from name_marks(name)


def _files(ledger: Ledger, scope: Scope) -> list[tuple[str | None, str]]:
    """Of every file that was read: whose it is, and the digest of its bytes."""
    files = (document for document in ledger.documents(scope) if document.kind is DocumentKind.FILE)
    return [(file.client_id, file.content_digest) for file in files if file.content_digest]
