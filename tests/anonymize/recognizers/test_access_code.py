from __future__ import annotations

import pytest

from anonymize.recognizers.access_code import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gate code is 4471#.", {"4471#"}),
        ("gate 1234, dog is friendly", {"1234"}),
        ("Lockbox combo 0-4-2-9", {"0-4-2-9"}),
        ("alarm PIN 8810, then off", {"8810"}),
        ("Garage door code: 7720*", {"7720*"}),
        ("key box 90210 on the side", {"90210"}),
        ("Front door code has been changed; code is now 55821", {"55821"}),
        ("keypad # 4 4 7 1", {"4 4 7 1"}),
        ("Codes are 4471 and 5562", {"4471 and 5562"}),
        ("The combination for the lockbox is 31-07-22", {"31-07-22"}),
        ("punch in 8810 at the side door", {"8810"}),
        ("press #4471 and the gate opens", {"#4471"}),
        ("4471# at the gate", {"4471#"}),
        ("Building entry code B4471", {"B4471"}),
        ("gate code = 4471, gate 2 code = 9917", {"4471", "9917"}),
        ("lockbox side door 7714, mind the bikes", {"7714"}),
        ("key safe on the back porch rail: 0921", {"0921"}),
        ("The spare key is in the lockbox by the side door; you told us 7714 opens it.", {"7714"}),
        ("ring twice, 3391 gets you in", {"3391"}),
    ],
)
def test_access_codes_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Error code 4471 on the control board",
        "Your zip code 85719",
        "per building code 2018 IRC",
        "the gate is 36 in wide",
        "Alarm 2024 inspection",
        "call within 24 hours of the alarm",
        "garage 2 car, door 7 ft",
        "promo code 20250",
        "area code 520",
        "Invoice No. 4471",
        "flash code 33",
        "enter 120 volts",
        "Section 4471 of the code",
        "the limit switch 4471 opens at 200 degrees",
        "gate valve on the north wall, 3/4 inch",
        "Maintenance Agreement No. RM-2025-0117",
        "Contract number 2025-118, Permit No. 77120",
        "the garage door is a Clopay 4051",
        "the panel is rated for 200 amps, breaker 4471-B",
    ],
)
def test_other_codes_and_measures_are_no_access_codes(text: str) -> None:
    assert found(RECOGNIZER, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The gate code changed on Monday; the new one is 6648.", {"6648"}),
        ("the digits for the pool fence are 2 9 9 2", {"2 9 9 2"}),
        ("the code for the lobby is two two seven nine pound", {"two two seven nine pound"}),
        ("El portón abre con 5521", {"5521"}),
        ("Código de la puerta: 8034", {"8034"}),
    ],
)
def test_codes_told_later_spelled_out_or_in_spanish_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    ["código postal 78207", "per building code, one two or three doors", "one of two gates", "the new one is 4500"],
)
def test_what_only_sounds_like_such_a_code_stays(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
