from __future__ import annotations

from anonymize.gazetteer import Gazetteer
from anonymize.known import address, organisation, person

WALTER, ANNA = person("Walter", "Lindgren", "client-2"), person("Anna", "Lindgren", "client-3")


def values(gazetteer: Gazetteer, text: str, client_id: str | None = None) -> list[tuple[str, str | None]]:
    found = gazetteer.find(text, client_id)
    return [(text[f.start : f.end], f.identity.value if f.identity else None) for f in found]


def test_a_shared_last_name_means_the_texts_own_client() -> None:
    both = Gazetteer([WALTER, ANNA])
    assert values(both, "Mr. Lindgren pays", "client-2") == [("Lindgren", "Walter Lindgren")]
    assert values(both, "Lindgren pays", "client-3") == [("Lindgren", "Anna Lindgren")]


def test_a_shared_last_name_means_nobody_in_particular_elsewhere() -> None:
    [finding] = Gazetteer([WALTER, ANNA]).find("Lindgren pays")
    assert finding.identity is not None
    assert finding.identity.client_id is None
    assert finding.identity.value == "Lindgren"


def test_a_full_name_means_its_bearer_wherever_it_stands() -> None:
    assert values(Gazetteer([WALTER, ANNA]), "Anna Lindgren", "client-2") == [("Anna Lindgren", "Anna Lindgren")]


def test_another_given_name_makes_another_person() -> None:
    assert values(Gazetteer([WALTER]), "Peter Lindgren") == [("Peter Lindgren", None)]


def test_a_given_name_alone_counts_in_texts_of_its_bearer_only() -> None:
    gazetteer = Gazetteer([WALTER])
    assert values(gazetteer, "Walter called", "client-2") == [("Walter", "Walter Lindgren")]
    assert values(gazetteer, "Walter called", "client-9") == []


def test_the_longest_known_value_holds() -> None:
    home = address("12 Lindgren Street", "", "Ely", "MN", "55731", "client-9")
    assert values(Gazetteer([WALTER, home]), "12 Lindgren Street") == [("12 Lindgren Street", home.value)]


def test_brands_the_own_company_and_towns_alone_stay() -> None:
    home = address("12 Elm Street", "", "Hermantown", "MN", "55811", "client-9")
    gazetteer = Gazetteer([home, person("Bo", "Bryant", "client-9")], keep=["Harborline Heating, Inc."])
    for text in ("Bryant furnace", "Harborline Heating", "Harborline sends", "Hermantown, Minnesota"):
        assert values(gazetteer, text) == []
    assert values(gazetteer, "Mr. Bryant") == [("Bryant", "Bo Bryant")]


def test_nothing_known_finds_nothing() -> None:
    assert values(Gazetteer(), "Maeve O'Brien") == []


def test_many_clients_are_searched_at_once() -> None:
    clients = [organisation(f"Tolvanen{n} Supply LLC", f"client-{n}") for n in range(2000)]
    assert values(Gazetteer(clients), "by Tolvanen1234 Supply LLC") == [
        ("Tolvanen1234 Supply LLC", "Tolvanen1234 Supply LLC")
    ]
