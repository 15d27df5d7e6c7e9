from __future__ import annotations

import pytest

from anonymize.recognizers.street_abroad import RECOGNIZER
from tests.anonymize.recognizers.found import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ship to Furuvägen 9, 41841 Västerås", "Furuvägen 9, 41841 Västerås"),
        ("Meet me at Studsgaardsstræde 546", "Studsgaardsstræde 546"),
        ("Meet Carl-Taucher-Platz 333 today", "Carl-Taucher-Platz 333"),
        ("Heiko-Krein-Gasse 6870, 61092 Zeulenroda", "Heiko-Krein-Gasse 6870, 61092 Zeulenroda"),
        ("at Igriška ulica 832 we", "Igriška ulica 832"),
        ("Petőfi sándor utca 189.", "Petőfi sándor utca 189."),
        ("ul. Tęczowa 97/25, 78-408 Lębork", "ul. Tęczowa 97/25, 78-408 Lębork"),
        ("Praça Paiva, 88", "Praça Paiva, 88"),
        ("Pasaje Toribio Canals 40, Castellón, 35013", "Pasaje Toribio Canals 40, Castellón, 35013"),
        ("97, rue Jacquot\n70447 Brun", "97, rue Jacquot\n70447 Brun"),
        ("Myhrestubben 76, 2383 Einarvåg", "Myhrestubben 76, 2383 Einarvåg"),
        ("Elizabethdreef 85, 4957 ZN, Jabeek", "Elizabethdreef 85, 4957 ZN, Jabeek"),
        ("I live at Tveitberget 9.", "Tveitberget 9"),
        ("2 Gledhill Close\nMaureenland 8918", "2 Gledhill Close\nMaureenland 8918"),
        ("8 Caroline Rise, South Paulineshire, NP5 0XH", "8 Caroline Rise, South Paulineshire, NP5 0XH"),
        ("8/82 Hale Green\nMontoyastad, NT, 2794", "8/82 Hale Green\nMontoyastad, NT, 2794"),
        ("PO Box 89, Watthaven 6490", "PO Box 89, Watthaven 6490"),
        ("27534 Þorsteinsgata 63\nMOSS\n, nan\n 51971", "27534 Þorsteinsgata 63\nMOSS\n, nan\n 51971"),
    ],
)
def test_streets_of_other_countries_are_found_down_to_their_town(text: str, expected: str) -> None:
    assert expected in found(RECOGNIZER, text)


@pytest.mark.parametrize(
    "text",
    [
        "Spring 5 and Fall 6",
        "Trane XR 15, 40000 Cooling",
        "Exhibit A 12, 2026 Renewal",
        "Access Gate 5, String 3, Ring 12",
        "located at Building 7",
        "January 12, 2026 Agreement",
        "12 Filters\nContractor agrees\nto pay 12345",
        "3 Zone Spring startup, 4 Pump Station visits",
        "Via Email 5",
    ],
)
def test_equipment_dates_and_counts_are_no_streets_abroad(text: str) -> None:
    assert found(RECOGNIZER, text) == set()
