"""Contract fields, as each paper states them."""

from __future__ import annotations

from gold_quotes import AN, BC, FC, GOLD, NG, OB, PE, PK, RA, RIDER, SB, TV, WL

HARBORLINE = "Harborline Heating, Cooling & Plumbing"


def usd(amount: str, per: str) -> dict[str, str]:
    """An amount for a period."""
    return {"amount": amount, "currency": "USD", "per": per}


def sla(what: str, value: int, unit: str) -> dict[str, object]:
    """A promised time."""
    return {"what": what, "value": value, "unit": unit}


FIELDS: list[tuple[str, str, dict[str, object]]] = [
    (
        OB,
        "client-1",
        {
            "customer_name": "Eleanor M. O'Brien",
            "service_types": ["heating", "cooling", "plumbing"],
            "billing_frequency": "annual",
            "contract_value": usd("389.00", "year"),
            "effective_date": "2025-04-01",
            "end_date": "2027-03-31",
            "auto_renews": False,
            "included_visits": {"count": 2, "per": "year"},
            "parts_discount_percent": 15,
            "labour_discount_percent": 10,
            "approval_threshold": "500.00",
            "exclusions": [
                "freezing, flood, fire, lightning or pests",
                "misuse or work of others",
                "duct cleaning",
                "refrigerant",
                "drain lines, faucets and fixtures",
            ],
            "parties": [HARBORLINE, "Eleanor M. O'Brien"],
            "jurisdiction": "Minnesota",
            "term": {"count": 24, "unit": "month"},
        },
    ),
    (
        RIDER,
        "client-1",
        {
            "customer_name": "Eleanor M. O'Brien",
            "effective_date": "2026-03-01",
            "parts_discount_percent": 20,
            "parties": [HARBORLINE, "Eleanor M. O'Brien"],
        },
    ),
    (
        AN,
        "client-3",
        {
            "customer_name": "Anna Lindgren",
            "service_types": ["heating"],
            "billing_frequency": "monthly",
            "contract_value": usd("32.00", "month"),
            "effective_date": "2025-10-01",
            "end_date": "2027-09-30",
            "included_visits": {"count": 1, "per": "year"},
            "labour_discount_percent": 50,
            "exclusions": [
                "hot water cylinder",
                "upstairs radiators with their valves and pipes",
                "anything that the dog or the grandchildren do",
                "pipes that freeze because the heat was turned off",
            ],
            "parties": ["Harborline", "Anna Lindgren"],
        },
    ),
    (
        WL,
        "client-2",
        {
            "customer_name": "Walter Lindgren",
            "service_types": ["plumbing", "heating"],
            "billing_frequency": "quarterly",
            "contract_value": usd("128.00", "quarter"),
            "hourly_rate": "98.00",
            "effective_date": "2026-01-01",
            "end_date": "2026-12-31",
            "slas": [sla("no heat", 12, "hours"), sla("everything else", 2, "working days")],
            "included_hours": {"count": 2, "per": "visit"},
            "parts_discount_percent": 10,
            "approval_threshold": "300.00",
            "exclusions": [
                "thermostats",
                "damage done by a tenant or guest",
                "gas lines, sewer beyond the foundation wall, appliances",
            ],
            "parties": ["Walter Lindgren"],
        },
    ),
    (
        NG,
        "client-6",
        {
            "customer_name": "Northgate Property Management, Inc.",
            "service_types": ["heating", "cooling", "plumbing"],
            "billing_frequency": "monthly",
            "hourly_rate": "118.00",
            "effective_date": "2026-02-01",
            "end_date": "2027-01-31",
            "parts_discount_percent": 12,
            "approval_threshold": "850.00",
            "parties": ["Northgate Property Management, Inc.", "Harborline"],
        },
    ),
    (
        GOLD,
        "client-7",
        {
            "customer_name": "Raymond and Judith Kowalczyk",
            "service_types": ["heating", "cooling"],
            "billing_frequency": "annual",
            "contract_value": usd("540.00", "year"),
            "effective_date": "2024-10-01",
            "end_date": "2025-09-30",
            "auto_renews": False,
            "slas": [sla("technician at the door", 24, "hours")],
            "included_visits": {"count": 2, "per": "year"},
            "exclusions": [
                "thermostats, ductwork and registers",
                "replacement of a complete furnace or a complete air conditioner",
                "anything broken by storm or by another trade",
            ],
            "parties": ["Raymond Kowalczyk", "Judith Kowalczyk"],
        },
    ),
    (
        FC,
        "client-7",
        {
            "customer_name": "Ray and Judy Kowalczyk",
            "service_types": ["heating"],
            "billing_frequency": "monthly",
            "contract_value": usd("29.50", "month"),
            "effective_date": "2025-12-01",
            "end_date": "2026-11-30",
            "auto_renews": False,
            "included_visits": {"count": 1, "per": "year"},
            "parts_discount_percent": 10,
            "labour_discount_percent": 30,
            "exclusions": [
                "air conditioner",
                "filters and humidifier pads",
                "gas piping",
                "repairs to work somebody else did",
            ],
            "parties": ["Ray Kowalczyk", "Judy Kowalczyk", "Harborline"],
            "term": {"count": 1, "unit": "year"},
        },
    ),
    (
        TV,
        "client-8",
        {
            "customer_name": "Harold Tveit",
            "service_types": ["plumbing"],
            "billing_frequency": "semi-annual",
            "contract_value": usd("210.00", "year"),
            "hourly_rate": "95.00",
            "effective_date": "2026-05-01",
            "end_date": "2027-04-30",
            "included_visits": {"count": 1, "per": "year"},
            "parts_discount_percent": 8,
            "exclusions": ["well pump and its tank", "frozen pipes", "septic field"],
            "parties": ["Harold Tveit"],
        },
    ),
    (
        PK,
        "client-5",
        {
            "customer_name": "Pike & Ember LLC",
            "service_types": ["cooling", "plumbing"],
            "billing_frequency": "monthly",
            "contract_value": usd("640.00", "month"),
            "hourly_rate": "122.00",
            "effective_date": "2026-01-15",
            "end_date": "2029-01-14",
            "slas": [
                sla("Priority 1", 2, "hours"),
                sla("Priority 2", 8, "business hours"),
                sla("Priority 3", 3, "business days"),
            ],
            "parts_discount_percent": 15,
            "approval_threshold": "600.00",
            "exclusions": ["electrical surge", "grease accumulation", "alteration of the Equipment by others"],
            "parties": ["Pike & Ember LLC", HARBORLINE],
            "jurisdiction": "Minnesota",
            "term": {"count": 3, "unit": "year"},
        },
    ),
    (
        SB,
        "client-4",
        {
            "customer_name": "St. Brendan's Chapel",
            "service_types": ["heating"],
            "billing_frequency": "annual",
            "contract_value": usd("1150.00", "season"),
            "hourly_rate": "89.00",
            "effective_date": "2025-09-15",
            "end_date": "2027-05-15",
            "included_hours": {"count": 14, "per": "season"},
            "parts_discount_percent": 50,
            "exclusions": [
                "electric heaters in the bell tower",
                "kitchen",
                "any radiator whose valve has been painted over",
            ],
            "parties": ["St. Brendan's Chapel", "Harborline"],
            "term": {"count": 2, "unit": "season"},
        },
    ),
    (
        RA,
        "client-9",
        {
            "customer_name": "Priya Raman",
            "service_types": ["plumbing", "heating"],
            "billing_frequency": "monthly",
            "contract_value": usd("58.00", "month"),
            "effective_date": "2026-06-01",
            "end_date": "2027-05-31",
            "slas": [sla("loss of heat or of all water", 24, "hours"), sla("the rest", 3, "days")],
            "coverage_cap": {"amount": "1500.00", "per": "year"},
            "exclusions": [
                "fixtures and faucets",
                "water softener",
                "lime scale and its consequences",
                "sewer lines",
                "anything known before June 1, 2026",
                "improvements the law requires",
            ],
            "parties": ["Harborline", "Priya Raman"],
        },
    ),
    (
        BC,
        "client-11",
        {
            "customer_name": "Birchwood Court Cooperative",
            "service_types": ["heating", "plumbing"],
            "billing_frequency": "monthly",
            "contract_value": usd("1480.00", "month"),
            "hourly_rate": "104.00",
            "effective_date": "2024-03-01",
            "end_date": "2027-02-28",
            "auto_renews": True,
            "renewal_notice_days": 90,
            "slas": [
                sla("no heat in the building", 4, "hours"),
                sla("water escaping", 2, "hours"),
                sla("other faults", 1, "working day"),
            ],
            "exclusions": [
                "asbestos",
                "fire sprinklers",
                "window air conditioners owned by members",
                "damage by members or their contractors",
            ],
            "parties": ["Birchwood Court Cooperative", HARBORLINE],
            "jurisdiction": "Minnesota",
        },
    ),
    (
        PE,
        "client-12",
        {
            "customer_name": "Susan Pelletier",
            "service_types": ["heating", "cooling"],
            "billing_frequency": "monthly",
            "contract_value": usd("19.00", "month"),
            "effective_date": "2026-06-15",
            "end_date": "2027-06-14",
            "auto_renews": True,
            "renewal_notice_days": 15,
            "included_visits": {"count": 2, "per": "year"},
            "parts_discount_percent": 10,
            "labour_discount_percent": 10,
            "parties": ["Susan Pelletier"],
        },
    ),
]


def fields() -> list[dict[str, object]]:
    """The gold fields of every agreement."""
    return [{"file": file, "client": client, "fields": values} for file, client, values in FIELDS]
