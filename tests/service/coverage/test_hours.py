"""Regular hours, nights, weekends and holidays."""

from __future__ import annotations

from datetime import date, time

import pytest

from service.coverage.hours import Clock, holiday_name, windows_in
from tests.fakes.terms import hours, included

MONDAY, SATURDAY, SUNDAY = date(2026, 6, 8), date(2026, 6, 13), date(2026, 6, 14)


@pytest.mark.parametrize(
    ("day", "at", "bands"),
    [
        (MONDAY, time(10), {"regular"}),
        (MONDAY, time(17), {"after_hours"}),
        (MONDAY, time(7, 59), {"after_hours"}),
        (SATURDAY, time(10), {"after_hours", "weekend"}),
        (date(2026, 11, 26), time(10), {"holiday", "after_hours"}),
        (date(2026, 10, 12), time(10), {"regular"}),
        (MONDAY, None, {"regular"}),
    ],
)
def test_the_usual_hours_hold_where_the_contract_names_none(day: date, at: time | None, bands: set[str]) -> None:
    assert Clock.of([]).bands(day, at) == bands
    assert not Clock.of([]).stated


def test_the_contracts_own_hours_go_first() -> None:
    clock = Clock.of([hours("07:00", "19:00", range(6))])
    assert clock.bands(SATURDAY, time(18)) == {"regular"}
    assert clock.bands(SUNDAY, time(10)) == {"after_hours", "weekend"}


def test_federal_holidays_count_where_the_contract_says_so() -> None:
    clock = Clock.of([included("labor", "Federal holidays are billed double.")])
    assert "holiday" in clock.bands(date(2026, 10, 12), time(10))
    assert holiday_name(date(2026, 7, 3), every=False) == "Independence Day (observed)"


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Mon–Fri 16:00–22:00; all of Saturday 07:00–22:00", (SATURDAY, time(8)), (MONDAY, time(8))),
        ("Sundays, every night 22:00–07:00", (MONDAY, time(6)), (MONDAY, time(8))),
        ("Monday to Friday between 7 in the morning and 6 in the evening", (MONDAY, time(17)), (MONDAY, time(19))),
        ("Monday through Friday, 8:00 a.m. to 4:30 p.m.", (MONDAY, time(16)), (SATURDAY, time(10))),
        ("weekdays 8-5", (MONDAY, time(16)), (MONDAY, time(18))),
        ("weekdays after 5:00 p.m. and Saturdays", (MONDAY, time(18)), (MONDAY, time(9))),
    ],
)
def test_stretches_of_time_are_read_from_plain_words(
    text: str, inside: tuple[date, time], outside: tuple[date, time]
) -> None:
    windows = windows_in(text)
    assert any(window.holds(inside[0].weekday(), inside[1]) for window in windows)
    assert not any(window.holds(outside[0].weekday(), outside[1]) for window in windows)


@pytest.mark.parametrize(
    "text", ["within 2 to 3 business days", "up to $850 a work order", "between two and six visits a year"]
)
def test_numbers_that_are_no_hours_are_left_alone(text: str) -> None:
    assert windows_in(text) == ()
