from __future__ import annotations

import pytest

from anonymize.recognizers.bank import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("routing 091000022", {"091000022"}),
        ("Routing number: 091000022, account number 4471882201", {"091000022", "4471882201"}),
        ("acct # 000123456789", {"000123456789"}),
        ("checking account no. 4471-882-201", {"4471-882-201"}),
        ("IBAN DE89 3704 0044 0532 0130 00", {"DE89 3704 0044 0532 0130 00"}),
        ("transfer from GB29NWBK60161331926819 today", {"GB29NWBK60161331926819"}),
    ],
)
def test_bank_accounts_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "account 30 days past due",
        "accounts are billed monthly",
        "Model GB12ABCD3456",
        "on account of weather",
        "a savings of 15% on parts",
    ],
)
def test_accounts_without_numbers_stay(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
