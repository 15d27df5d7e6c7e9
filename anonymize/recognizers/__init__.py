"""One kind of personal value a file; each works on plain text, without a model."""

from __future__ import annotations

from anonymize.recognizers import (
    access_code,
    bank,
    card,
    email,
    identity_number,
    licence_plate,
    organization,
    person,
    phone,
    street_address,
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
        identity_number,
        licence_plate,
        organization,
        person,
        phone,
        street_address,
        unit,
        web,
    )
)
