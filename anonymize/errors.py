"""What can go wrong when text is sealed or masked. None of these mend themselves, so `retry` is False throughout.

AnonymizeError
├── KeyringError
│   ├── Shredded          the client's key was destroyed: what it sealed is gone for good
│   ├── Tampered          sealed bytes were changed, or belong to another record
│   ├── WrongMasterKey    the stored keys were wrapped under another master key
│   │   └── MissingMasterKey   the master key that wrapped them is not where it was; says which one
│   └── UnsafeMasterKey   the master key is malformed, or lies where others could read it
├── CannotMask            text that could not be masked, and so must not go on
└── NotThisText           masked text was to be restored from another text than it was made of
    └── DetectorFailed    nothing is wrong with the text: the detector is; once it is mended the same text can be masked
"""

from __future__ import annotations

from typing import ClassVar


class AnonymizeError(Exception):
    retry: ClassVar[bool] = False


class KeyringError(AnonymizeError):
    pass


class Shredded(KeyringError):
    pass


class Tampered(KeyringError):
    pass


class WrongMasterKey(KeyringError):
    pass


class MissingMasterKey(WrongMasterKey):
    pass


class UnsafeMasterKey(KeyringError):
    pass


class CannotMask(AnonymizeError):
    pass


class DetectorFailed(CannotMask):
    pass


class NotThisText(AnonymizeError):
    pass
