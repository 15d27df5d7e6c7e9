"""Going over to a new master key, in steps of which each may be the last before a crash: the next call goes on.

Every account gets a new account key under the new master key, and every data key is wrapped under that. Data keys
themselves stay, so no sealed value is written again. Until the end both master keys open everything; at the end the
old one opens nothing but backups made before.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from anonymize.erasure_register import ErasureRegister
from anonymize.keys import Keyring
from anonymize.master_key import MasterKeyPlace, WrappingKey


@dataclass(frozen=True)
class Rotation:
    """`old` and `new` are fingerprints; `old_file` is where the old key stands now, None for one from the settings."""

    old: str
    new: str
    accounts: int
    data_keys: int
    old_file: Path | None

    @property
    def advice(self) -> str:
        if self.old_file is None:
            return (
                "Now put the key from FINEPRINT_NEXT_MASTER_KEY into FINEPRINT_MASTER_KEY, everywhere, and forget "
                "the old one once no backup made before today is needed."
            )
        return (
            f"The old key stands in {self.old_file}. It opens nothing but backups made before now; remove it when "
            "none of those is needed."
        )

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"old_file": str(self.old_file) if self.old_file else None, "advice": self.advice}


def rotate_keys(place: MasterKeyPlace, keyring: Keyring, register: ErasureRegister) -> Rotation:
    """Raises `MissingMasterKey` where the new key has to be given by a setting and is not."""
    new = place.next()
    old, following = keyring.masters.current.fingerprint, WrappingKey.of(new)
    register.masters.add(following)
    register.rewrap(following)
    accounts, data_keys = keyring.rotate(new)
    old_file = place.put_next_in_place()
    _, late = keyring.rotate(new)  # what another process has made under the old key meanwhile
    register.drop(old)
    return Rotation(old, following.fingerprint, accounts, data_keys + late, old_file)
