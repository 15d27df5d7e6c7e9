"""The people and places an account knows from its own Jobber records, for masking and for telling whose mail it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property

from anonymize.boundary import Scope
from anonymize.findings import Identity
from anonymize.folding import folded_key
from anonymize.gazetteer import Gazetteer
from anonymize.known import KnownEntity, Needs, address, email, organisation, person, phone, place, postal_code, unit
from ingest.jobber.records import Account, Address, Client, Property, User
from ingest.records import Records

SHORTEST_PHRASE = 7  # characters below which a writing is another word's part too easily


@dataclass(frozen=True)
class Sought:
    """`values` are looked for in every disguise, `phrases` (folded) as words of readable text."""

    values: frozenset[str]
    phrases: frozenset[str]


@dataclass(frozen=True)
class NameBook:
    """`own_names` are the contractor's: they stay in clear, as every contract names him."""

    entities: tuple[KnownEntity, ...]
    own_names: tuple[str, ...]

    @classmethod
    def of(cls, records: Records, scope: Scope) -> NameBook:
        whole = Scope(scope.account)
        own = (account.name for account in records.all(whole, Account) if account.name)
        people = records.all(whole, Client), records.all(whole, Property), records.all(whole, User)
        return cls.made(*people, own_names=own)

    @classmethod
    def made(
        cls,
        clients: Iterable[Client],
        properties: Iterable[Property],
        users: Iterable[User],
        *,
        own_names: Iterable[str] = (),
    ) -> NameBook:
        clients = tuple(clients)
        known = [entity for client in clients for entity in _of_client(client)]
        known += [entity for each in properties for entity in _of_property(each)]
        known += [entity for user in users for entity in _of_user(user)]
        return cls(tuple(dict.fromkeys(known)), tuple(own_names))

    def with_past(self, sealed: Iterable[Identity]) -> NameBook:
        """And what clients were called before, as far as nobody is called so today: documents may still say it."""
        today = {(entity.entity_type, folded_key(entity.value)) for entity in self.entities}
        past = (each for each in sealed if (each.entity, each.canonical) not in today)
        known = (PAST[each.entity](each.value, each.client_id) for each in past)
        return NameBook(tuple(dict.fromkeys((*self.entities, *known))), self.own_names)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return Gazetteer(self.entities, keep=self.own_names)

    @property
    def plain(self) -> bytes:
        """The same bytes for the same names; for a keyed digest only, never to be kept."""
        return json.dumps([asdict(entity) for entity in self.entities], sort_keys=True).encode()

    def sought(self) -> Sought:
        """What must stand nowhere in clear: full values, and writings that need no context to be known for them."""
        stays = self.gazetteer.stays
        values = {value for entity in self.entities for value in _in_full(entity)}
        phrases = {v.text for e in self.entities for v in e.variants if v.needs is Needs.NOTHING and _tells(v.text)}
        return Sought(frozenset(v for v in values if folded_key(v) not in stays), frozenset(phrases - stays))

    def found_in(self, text: str, client_id: str | None = None) -> bool:
        """Whether a masked text (of `client_id`, where given) still holds a name this account knows."""
        return bool(self.gazetteer.find(text, client_id))


def _full_name(name: str, client_id: str | None) -> KnownEntity:
    """Of a name whose parts are no longer known: all but its first word, or what an "&" joins, is the family's."""
    given = re.match(r".*(?:&|\band\b)\s*\S+|\S+", name)
    first = given.group() if given else ""
    return person(first, name[len(first) :].strip(), client_id)


PAST: dict[str, Callable[[str, str | None], KnownEntity]] = {
    "PERSON": _full_name,
    "ORGANIZATION": organisation,
    "PHONE_NUMBER": phone,
    "EMAIL_ADDRESS": email,
}
"""The types whose values are known again from the vault alone."""


def _in_full(entity: KnownEntity) -> Iterator[str]:
    """Of an address its first line; no units, codes or single words, which stand in contracts as well."""
    if entity.entity_type in ("PERSON", "ORGANIZATION", "PHONE_NUMBER", "EMAIL_ADDRESS", "STREET_ADDRESS"):
        value = entity.value.split(",")[0] if entity.entity_type == "STREET_ADDRESS" else entity.value
        single = value.isalpha() or value.replace(" ", "").isdigit()
        if len(value) >= SHORTEST_PHRASE and (entity.digits or not single):
            yield value


def _tells(phrase: str) -> bool:
    return len(phrase) >= SHORTEST_PHRASE and any(character.isalpha() for character in phrase)


def _of_client(client: Client) -> Iterator[KnownEntity]:
    if client.first_name or client.last_name:
        yield person(client.first_name, client.last_name, client.id)
    if client.company_name:
        yield organisation(client.company_name, client.id)
    yield from (person(one.first_name, one.last_name, client.id) for one in client.contacts if one.named)
    yield from (phone(number, client.id) for number in client.telephones)
    yield from (email(mail, client.id) for mail in client.mailboxes)
    yield from _of_address(client.billing_address, client.id)


def _of_property(each: Property) -> Iterator[KnownEntity]:
    yield from _of_address(each.address, each.client_id)
    if each.name:
        yield place(each.name, each.client_id)


def _of_user(user: User) -> Iterator[KnownEntity]:
    yield person(user.first, user.last)
    if user.email:
        yield email(user.email)


def _of_address(where: Address, client_id: str | None) -> Iterator[KnownEntity]:
    if where.street1:
        yield address(where.street1, where.street2, where.city, where.province, where.postal_code, client_id)
    if where.street2:
        yield unit(where.street2, client_id)
    if where.postal_code:
        yield postal_code(where.postal_code, where.city, where.province, client_id)
