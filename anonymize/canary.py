"""A client that nobody is, to see whether anything of it ever stands in clear.

Name, street, number, address and code are drawn from a secret, so that they are the same each time and lie nowhere: who
has not the account's key can neither know nor look for them. The number is of the kind that is never given out.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_FIRST = ("Quo", "Thav", "Mir", "Yel", "Brun", "Zaf", "Osk", "Pell", "Drav", "Imm")
_SECOND = ("ande", "itho", "ora", "ubi", "ella", "ymo", "agni", "osta", "ervi", "illa")
_THIRD = ("stad", "wick", "mere", "thorpe", "gard", "holm", "beck", "dale", "ford", "combe")


@dataclass(frozen=True)
class Canary:
    name: str
    street: str
    phone: str
    mail: str
    code: str

    @classmethod
    def of(cls, secret: bytes) -> Canary:
        chance = Random(secret)  # noqa: S311 - the secret is what makes it unguessable
        first, last = (f"{chance.choice(_FIRST)}{chance.choice(_SECOND)}{end}" for end in ("", chance.choice(_THIRD)))
        road = f"{chance.choice(_FIRST)}{chance.choice(_SECOND)}{chance.choice(_THIRD)}"
        return cls(
            name=f"{first} {last}",
            street=f"{chance.randint(1000, 9999)} {road} Lane",
            phone=f"218-555-{chance.randint(100, 199):04}",
            mail=f"{first}.{last}{chance.randint(100, 999)}@example.com".lower(),
            code=str(chance.randint(100_000, 999_999)),
        )

    @property
    def values(self) -> tuple[str, ...]:
        return (self.name, self.street, self.phone, self.mail, self.code)

    @property
    def note(self) -> str:
        """What an office would note of such a client."""
        return (
            f"Mrs. {self.name} called from {self.phone} about the furnace at {self.street}, Duluth, MN 55811.\n\n"
            f"Gate code {self.code}. Send the invoice to {self.mail}. Two visits a year are included, $189 each."
        )
