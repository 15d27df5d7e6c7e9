"""The measure of `benchmarks.known_values`, on fewer notes: what an account knows is found however it is noted."""

from __future__ import annotations

import pytest

from benchmarks.generated_account import generated_account
from benchmarks.known_values import (
    FRESH,
    HELD,
    SAMPLES,
    WRITTEN,
    Recall,
    book_of,
    measured,
    measured_sample,
    notes,
    templates,
)
from benchmarks.sample_known import SampleAccount
from benchmarks.writings import WORD

TRADE = (
    "Spring and fall tune-up included; price per visit $189, parts at list less 15%.",
    "Replace the 40 gal water heater, model WH-50G-NG, within 30 days. Gold plan, rooftop unit 3, zone 2.",
    "The contractor services the heat pump, condenser coil and filters (16x25x4) twice a year, in May and October.",
    "Salt, bush trimming, field supervision, long-term storage, stone veneer, frost line and pool opening are extra.",
    "Labor $95 an hour, first hour free on weekdays; after-hours 1.5 times. Approval above $400 by the owner.",
    "Will call before arrival. Snow over 2 inches, ice dams, hill access and park-side walks at standard rates.",
)
"""What must stay, though clients of the account are called Price, Park, Stone, Long, Hill, Will, Bush and Frost."""


@pytest.fixture(scope="module")
def worked_on() -> Recall:
    account = generated_account(300, seed=3)
    return measured(book_of(account).gazetteer, notes(account, WRITTEN, per_template=5, seed=3))


@pytest.fixture(scope="module")
def held_apart() -> Recall:
    account = generated_account(300, seed=3)
    return measured(book_of(account).gazetteer, notes(account, HELD, per_template=5, seed=3))


@pytest.fixture(scope="module")
def fresh() -> Recall:
    account = generated_account(300, seed=3)
    return measured(book_of(account).gazetteer, notes(account, FRESH, per_template=10, seed=3))


def test_known_values_are_found_in_notes_of_another_hand(fresh: Recall) -> None:
    assert fresh.overall >= 0.999
    for kind in set(fresh.counted) - {WORD}:
        assert fresh.of(kind) >= 0.998, kind


def test_there_are_two_hundred_templates_a_third_of_them_held_apart() -> None:
    written, held = templates(WRITTEN), templates(HELD)
    assert len(written) + len(held) >= 200
    assert len(held) >= (len(written) + len(held)) / 3
    assert not set(written.values()) & set(held.values())


def test_known_values_are_found_in_the_templates_worked_on(worked_on: Recall) -> None:
    assert worked_on.overall >= 0.999
    for kind in set(worked_on.counted) - {WORD}:
        assert worked_on.of(kind) >= 0.998, kind


def test_known_values_are_found_in_templates_nobody_worked_on(held_apart: Recall) -> None:
    assert held_apart.overall >= 0.995
    for kind in set(held_apart.counted) - {WORD}:
        assert held_apart.of(kind) >= 0.99, kind


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_known_values_are_found_in_the_sample_accounts(folder: str) -> None:
    recall = measured_sample(SampleAccount(SAMPLES[0].parent / folder))
    assert sum(recall.counted.values()) > 40
    assert recall.misses == ()


def test_words_of_the_trade_stay_whoever_the_clients_are() -> None:
    account = generated_account(500)
    gazetteer = book_of(account).gazetteer
    taken = {
        (client.last_name, text[finding.start : finding.end])
        for client in account.clients
        for text in TRADE
        for finding in gazetteer.find(text, client.id)
    }
    words = len(account.clients) * sum(len(text.split()) for text in TRADE)
    assert len(taken) / words < 0.001, taken
    assert not {surface for _, surface in taken if surface.lower() in ("spring", "price", "water", "gold", "pool")}
