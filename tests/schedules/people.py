"""People who work in Jobber at random, and the webhooks Jobber sends of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from ingest.jobber.simulator.account import Fields
from ingest.jobber.simulator.world import Change
from tests.fakes.account import client, job, line_item, visit
from tests.schedules.installation import Jobber

WITHOUT_WEBHOOKS = ("Task", "CustomFieldConfiguration", "Note")
WORDS = [
    "boiler",
    "filter",
    "valve",
    "plan",
    "gate",
    "code",
    "refund",
    "annual",
    "credit",
    "leak",
    "pump",
    "renewal",
    "window",
    "sensor",
    "duct",
    "Otto Ruisdael",
    "Amara Okonkwo",
]
NAMES = (("Otto", "Ruisdael"), ("Amara", "Okonkwo"))  # who may become a client after a text spoke of them
TEXTS: dict[str, tuple[str, ...]] = {
    "Client": ("lastName", "companyName"),
    "Property": ("name",),
    "ProductOrService": ("name", "description"),
    "Quote": ("title", "message", "contractDisclaimer"),
    "Request": ("title",),
    "Job": ("title", "instructions"),
    "Visit": ("instructions", "title"),
    "TimeSheetEntry": ("note",),
    "Expense": ("title", "description"),
    "Invoice": ("subject", "message"),
    "Task": ("title",),
}


class People:
    """Each `work` is one thing somebody does; `hooks` are the webhooks it brings, some lost, twice or out of order."""

    def __init__(self, jobber: Jobber, files: list[Path], random: Random) -> None:
        self._jobber, self._files, self._random = jobber, files, random
        self.hooks: list[tuple[str, str]] = []
        self._number = 5000

    def work(self) -> None:
        self._jobber.clock.advance(seconds=self._random.choice([0, 0, 1, 40, 4000]))
        acts = [
            (8, self._edit),
            (5, self._create),
            (3, self._write_note),
            (2, self._attach),
            (2, self._change_note),
            (2, self._move_note),
            (2, self._delete_note),
            (2, self._delete),
            (1, self._delete_client),
            (1, self._move),
        ]
        act: Callable[[], list[Change]] = self._random.choices(
            [act for _, act in acts], [weight for weight, _ in acts]
        )[0]
        self._send(act())

    def _send(self, changes: list[Change]) -> None:
        for change in changes:
            if change.type_name in WITHOUT_WEBHOOKS or self._random.random() < 0.3:
                continue
            times = 2 if self._random.random() < 0.2 else 1
            for _ in range(times):
                self.hooks.insert(self._random.randint(0, len(self.hooks)), (change.type_name, change.id))

    def _edit(self) -> list[Change]:
        type_name = self._random.choice(sorted(TEXTS))
        record = self._any(type_name)
        if record is None:
            return []
        fields: Fields = {self._random.choice(TEXTS[type_name]): self._words()}
        if "lineItems" in record and self._random.random() < 0.3:
            fields = {"lineItems": [_item(self._next()) for _ in range(self._random.choice([0, 1, 12]))]}
        return self._jobber.world.change(type_name, record["id"], fields)

    def _create(self) -> list[Change]:
        type_name = self._random.choice(["Client", "Property", "Quote", "Request", "Job", "Visit", "Visit", "Expense"])
        fields = self._new(type_name)
        return [] if fields is None else self._jobber.world.create(type_name, fields)

    def _new(self, type_name: str) -> Fields | None:
        owner, number = self._any("Client"), self._next()
        if type_name == "Client":
            first, last = self._random.choice([("Rosa", self._words()), *NAMES])
            return _made(client(number, firstName=first, lastName=last))
        if owner is None:
            return None
        of = {"client": owner["id"], "property": None}
        if type_name == "Property":
            return {"client": owner["id"], "name": self._words(), "address": {"street1": f"{number} Oak St"}}
        if type_name == "Quote":
            named = {"quoteNumber": str(number), "quoteStatus": "draft", "message": self._words()}
            return {**of, **named, "lineItems": [_item(number)]}
        if type_name == "Request":
            return {**of, "requestStatus": "new", "title": self._words()}
        return self._new_work(type_name, number)

    def _new_work(self, type_name: str, number: int) -> Fields | None:
        place, known = self._any("Property"), self._any("Job")
        if type_name == "Job":
            of = {"client": place["client"], "property": place["id"]} if place else {}
            return _made(job(number, **of, title=self._words())) if place else None
        if type_name == "Expense":
            return {"title": self._words(), "date": "2026-01-05", "linkedJob": known["id"] if known else None}
        if known is None:
            return None
        of = {"client": known["client"], "property": known["property"], "job": known["id"]}
        return _made(visit(number, **of, instructions=self._words(), assignedUsers=[]))

    def _write_note(self) -> list[Change]:
        parent = self._noted()
        if parent is not None:
            files = {"agreement.pdf": self._random.choice(self._files)} if self._random.random() < 0.4 else {}
            self._jobber.world.add_note(parent["id"], self._words(), files)
        return []

    def _attach(self) -> list[Change]:
        if note := self._any("Note"):
            name = self._random.choice(["rider.pdf", "unit.jpg"])
            self._jobber.world.attach(note["id"], name, self._random.choice(self._files))
        return []

    def _change_note(self) -> list[Change]:
        if note := self._any("Note"):
            self._jobber.world.change_note(note["id"], self._words())
        return []

    def _move_note(self) -> list[Change]:
        if note := self._any("Note"):
            type_name = note["__typename"].removesuffix("Note")
            if parent := self._any(type_name):
                self._jobber.world.move_note(note["id"], parent["id"])
        return []

    def _delete_note(self) -> list[Change]:
        if note := self._any("Note"):
            self._jobber.world.delete_note(note["id"])
        return []

    def _delete(self) -> list[Change]:
        type_name = self._random.choice([name for name in sorted(TEXTS) if name != "Client"])
        record = self._any(type_name)
        return self._jobber.world.delete(type_name, record["id"]) if record else []

    def _delete_client(self) -> list[Change]:
        known = self._any("Client")
        return self._jobber.world.delete("Client", known["id"]) if known else []

    def _move(self) -> list[Change]:
        """A job goes to another client's property."""
        known, place = self._any("Job"), self._any("Property")
        if known is None or place is None:
            return []
        return self._jobber.world.change("Job", known["id"], {"client": place["client"], "property": place["id"]})

    def _any(self, type_name: str) -> Fields | None:
        found = self._jobber.simulator.account.all(type_name)
        if type_name == "Note":  # what we wrote is left alone: a note of ours that somebody deleted is written anew
            found = [note for note in found if "Ref FP-" not in note["message"]]
        return self._random.choice(found) if found else None

    def _noted(self) -> Fields | None:
        return self._any(self._random.choice(["Client", "Job", "Job", "Quote", "Request", "Invoice"]))

    def _words(self) -> str:
        return " ".join(self._random.choices(WORDS, k=self._random.randint(1, 5)))

    def _next(self) -> int:
        self._number += 1
        return self._number


def _made(plain: dict[str, Any]) -> Fields:
    """A record of the account folder's form, without what is given out anew: ids and times."""
    return {
        name: value for name, value in plain.items() if name not in ("id", "createdAt", "updatedAt", "customFields")
    }


def _item(number: int) -> Fields:
    return {name: value for name, value in line_item(number).items() if name != "id"}
