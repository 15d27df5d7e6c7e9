"""Masked text carries the policy's version, and the index is built anew with it: rules and version must change together."""

from __future__ import annotations

import hashlib
from pathlib import Path

import anonymize
from anonymize.policy import MASKED, POLICY_VERSION, RULES_DIGEST

PACKAGE = Path(anonymize.__file__).parent
RULES = ("detect.py", "presidio.py", "postal.py", "vocabulary.py", "windows.py", "recognizers/*.py", "words/*.txt")


def test_the_policy_version_is_raised_with_every_change_of_a_rule() -> None:
    digest = _digest()
    assert digest == RULES_DIGEST, (
        f'a rule, a word or a treatment has changed: raise POLICY_VERSION ("{POLICY_VERSION}") in anonymize/policy.py where '
        f'that changes what is masked, and set RULES_DIGEST = "{digest}"'
    )


def _digest() -> str:
    read = hashlib.sha256(repr(MASKED).encode())
    for file in sorted(file for pattern in RULES for file in PACKAGE.glob(pattern)):
        read.update(file.read_bytes())
    return read.hexdigest()[:16]
