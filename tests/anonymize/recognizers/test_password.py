from __future__ import annotations

import pytest

from anonymize.recognizers.password import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alarm password: Bluebird", {"Bluebird"}),
        ('the safe word is "tall pines"', {'"tall pines"'}),
        ("wifi password is hunter2", {"hunter2"}),
        ("guest network password hello-summer", {"hello-summer"}),
        ("pw for the upstairs wifi: BlueHeron88", {"BlueHeron88"}),
        ("verbal password with the alarm company is bluebonnet", {"bluebonnet"}),
        ("Wifi CasaRoja / guest1234!", {"CasaRoja", "guest1234!"}),
        ("tell the alarm company the word marigold", {"marigold"}),
    ],
)
def test_passwords_are_found(text: str, expected: set[str]) -> None:
    assert found(RECOGNIZER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the thermostat is password protected, ask the owner",
        "Customer shall change the password and the alarm schedule once per year.",
        "password reset is billed at $45.00",
        "Wi-Fi thermostat, installed and commissioned",
        "the Wi-Fi network provided by Customer, and the thermostat app",
        "the word Premises means the building",
    ],
)
def test_talk_of_passwords_stays(text: str) -> None:
    assert found(RECOGNIZER, text) == set()


def test_what_stands_behind_wifi_and_a_colon_is_a_password() -> None:
    assert found(RECOGNIZER, "Key safe\nWifi: sunflower77") == {"sunflower77"}
    assert found(RECOGNIZER, "WiFi: 2.4GHz only") == set()
