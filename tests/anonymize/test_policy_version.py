"""Masked text carries the policy's version, and the index is built anew with it: rules and version must change together."""

from __future__ import annotations

import hashlib
from pathlib import Path

import anonymize
from anonymize.policy import MASKED, POLICY_VERSION, RULES_DIGEST

PACKAGE = Path(anonymize.__file__).parent
DETECTION = ("detect.py", "presidio.py", "windows.py", "products.py", "findings.py", "recognizers/*.py")
KNOWN_FIRST = ("known.py", "*_forms.py", "gazetteer.py", "*cues.py", "folding.py", "phone_digits.py", "re*ing.py")
RULES = (*DETECTION, *KNOWN_FIRST, "postal.py", "vocabulary.py", "words/*.txt")


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
