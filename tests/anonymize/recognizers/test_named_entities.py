from __future__ import annotations

import pytest

from anonymize.recognizers.named_entities import names_in


@pytest.mark.parametrize(
    ("span", "entity", "names"),
    [
        ("Rosa Delgado", "PERSON", ["Rosa Delgado"]),
        ("Tenant Rosa Delgado", "PERSON", ["Rosa Delgado"]),
        ("Delgado's Gate", "PERSON", ["Delgado"]),
        ("R. Kowalczyk / J. Kowalczyk", "PERSON", ["R. Kowalczyk", "J. Kowalczyk"]),
        ("Mark Johnson", "PERSON", ["Mark Johnson"]),
        ("Shonda Price", "PERSON", ["Shonda Price"]),
        ("Maeve O'Brien\nCustomer", "PERSON", ["Maeve O'Brien"]),
        ("Propublica", "ORGANIZATION", ["Propublica"]),
        ("Compressor", "PERSON", []),
        ("Spring Startup", "PERSON", []),
        ("Supplier", "PERSON", []),
        ("Suite", "PERSON", []),
        ("Price", "PERSON", []),
        ("HVAC", "ORGANIZATION", []),
        ("Preventive Maintenance", "ORGANIZATION", []),
        ("R-410A", "ORGANIZATION", []),
        ("EPA", "ORGANIZATION", []),
        ("Gold Plan", "ORGANIZATION", []),
    ],
)
def test_only_names_are_left_of_what_the_model_says(span: str, entity: str, names: list[str]) -> None:
    text = f"the {span} here"
    assert [text[f.start : f.end] for f in names_in(text, 4, 4 + len(span), entity)] == names
