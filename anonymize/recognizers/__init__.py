"""One kind of personal value a file; each works on plain text, without a model."""

from __future__ import annotations

from anonymize.recognizers import (
    access_code,
    bank,
    card,
    email,
    foreign_address,
    identity_number,
    licence_plate,
    noted_address,
    organization,
    password,
    person,
    phone,
    spoken_of,
    street_abroad,
    street_address,
    unheard_name,
    unit,
    web,
)

RECOGNIZERS = tuple(
    module.RECOGNIZER
    for module in (
        access_code,
        bank,
        card,
        email,
        foreign_address,
        identity_number,
        licence_plate,
        noted_address,
        organization,
        password,
        person,
        phone,
        spoken_of,
        street_abroad,
        street_address,
        unheard_name,
        unit,
        web,
    )
)
