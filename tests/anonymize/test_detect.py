"""The whole detector with its model: slow to load, so once for this file."""

from __future__ import annotations

import subprocess
import sys

import pytest

from anonymize.detect import PresidioDetector
from anonymize.evaluate import spans

CONTRACT = """PREVENTIVE MAINTENANCE AGREEMENT

This Agreement is between Harrow Mechanical LLC ("Contractor") and Maeve O'Brien ("Customer") for the premises at
418 Tamarack Lane, Duluth, MN 55811.

1.1 Contractor shall inspect the Compressor, the Condenser Coil and the Thermostat twice per year, in Spring and Fall.
1.2 Supplier shall bill Customer $1,250.00 per year in equal quarterly installments, due within 30 days.
1.3 Parts are discounted by 15%. Freon and R-410A over 2 lbs are billed at $95.00 per pound.
1.4 The Suite and the Service Provider's equipment (Trane XR15, serial 22041ABC) are excluded until December 31, 2026.
1.5 Response within 4 business hours; after-hours calls at 1.5 times the regular rate of $128 per hour.
7.2 This Agreement is governed by the laws of Minnesota. Venue is St. Louis County.

Access: gate code 4471#, alarm PIN 8810. Tenant Rosa Delgado, (218) 555-0142, rosa@example.com.
"""
PERSONAL = [
    "Harrow Mechanical LLC",
    "Maeve O'Brien",
    "418 Tamarack Lane, Duluth, MN 55811",
    "4471#",
    "8810",
    "Rosa Delgado",
    "(218) 555-0142",
    "rosa@example.com",
]


@pytest.fixture(scope="module")
def detector() -> PresidioDetector:
    return PresidioDetector()


def masked_words(detector: PresidioDetector, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in spans([text], detector)[0]]


def test_a_contract_loses_its_names_and_keeps_its_terms(detector: PresidioDetector) -> None:
    assert masked_words(detector, CONTRACT) == PERSONAL


@pytest.mark.parametrize(
    "text",
    [
        "Spring Startup includes Backwash of the Sand Filter and a Salt Cell cleaning.",
        "Customer agrees to pay the Deductible of $75 per Service Call.",
        "Gold Plan: Filters, Belts, Capacitors and Contactors are covered; Heat Exchangers are not.",
        "Contractor will treat for Subterranean Termites and German Roaches with Termidor each quarter.",
        "Lawn Care: Mowing, Edging, Aeration, Overseeding and Fall Cleanup for the 2026 season.",
        "A Carrier Infinity furnace, a Rheem water heater and a Honeywell T6 Pro thermostat.",
        "Net 30. Late payments accrue 1.5% per month. 24/7 Emergency Service.",
        "TERM AND TERMINATION. Either Party may terminate upon thirty (30) days' written notice.",
        "EPA Section 608 certification, NATE certified, licensed by the Arizona Registrar of Contractors.",
        "Exhibit B, Section 4.2(c), Schedule 1, Table 3, page 12 of 14.",
        "The Backflow Preventer is tested annually as required by the City of Tucson.",
        "Included Visits: 4 per year (January, April, July, October), Monday to Friday 8:00 AM - 5:00 PM.",
    ],
)
def test_what_a_contract_is_made_of_stays(detector: PresidioDetector, text: str) -> None:
    assert masked_words(detector, text) == []


def test_a_long_text_is_read_to_its_end(detector: PresidioDetector) -> None:
    text = "Filters are replaced.\n\n" * 5000 + "Call Rosa Delgado at 218-555-0142."
    assert len(text) > 100_000
    assert masked_words(detector, text) == ["Rosa Delgado", "218-555-0142"]


def test_a_name_on_the_border_of_two_pieces_is_found_once(detector: PresidioDetector) -> None:
    for filler in range(5985, 6001):
        text = "x" * filler + " Rosa Delgado pays."
        assert masked_words(detector, text)[-1] == "Rosa Delgado"


def test_file_names_are_read_as_words(detector: PresidioDetector) -> None:
    assert masked_words(detector, "Rosa_Delgado_agreement_2025.pdf") == ["Rosa_Delgado"]


def test_hostile_texts_do_not_make_it_slow(detector: PresidioDetector) -> None:
    for text in ("A " * 8000, "1-" * 8000, "a.b@" * 4000, "12 " * 6000, "Aa, " * 4000, "gate code " * 1600, "(" * 9000):
        detector.find([text])


def test_nothing_is_asked_of_the_network() -> None:
    """In a process of its own, where every connection fails: the model is loaded and an e-mail address read."""
    refuse = "import socket\nsocket.socket.connect = None\nsocket.getaddrinfo = None\n"
    read = "from anonymize.detect import PresidioDetector\nprint(PresidioDetector().find(['write rosa@example.com']))"
    done = subprocess.run([sys.executable, "-c", refuse + read], capture_output=True, text=True, check=False)
    assert "EMAIL_ADDRESS" in done.stdout, done.stderr
