"""What each paper states, field by field."""

from gold_coverage import DENTAL, FLYER, FORM, HOA, HOA2, HOUSE, LETTER, MEMO, PLAN, POOL25, POOL26


def _value(amount: str, per: str) -> dict:
    return {"amount": amount, "currency": "USD", "per": per}


def _sla(what: str, value: int, unit: str) -> dict:
    return {"what": what, "value": value, "unit": unit}


FIELDS = [
    (LETTER, 1, {
        "customer_name": "Delphine and Arturo Mondragon", "service_types": ["HVAC"], "billing_frequency": "monthly",
        "contract_value": _value("38.00", "month"), "effective_date": "2026-03-15", "end_date": "2027-03-14",
        "auto_renews": False, "slas": [_sla("May through September", 24, "hours"), _sla("rest of the year", 48, "hours")],
        "included_visits": {"count": 2, "per": "year"}, "parts_discount_percent": 20,
        "exclusions": ["rodents", "lightning", "somebody else's wrench", "ductless unit in the casita"],
        "parties": ["Ocotillo Home & Grounds, LLC", "Delphine and Arturo Mondragon"]}),
    (HOA, 2, {
        "customer_name": "Casa Verano Homeowners Association, Inc.", "service_types": ["grounds", "pool", "irrigation"],
        "billing_frequency": "monthly", "contract_value": _value("2150.00", "month"), "hourly_rate": "58.00",
        "effective_date": "2025-01-01", "end_date": "2026-12-31", "auto_renews": True, "renewal_notice_days": 60,
        "slas": [_sla("closure of the pool", 4, "hours"), _sla("broken irrigation main", 6, "hours"),
                 _sla("any other request", 2, "business days")],
        "included_visits": {"count": 12, "per": "month"}, "parts_discount_percent": 10, "approval_threshold": "750.00",
        "coverage_cap": {"amount": "400.00", "per": "quarter"},
        "exclusions": ["storm debris", "vandalism", "replacement of pool motors, filters and heaters",
                       "planting of annual color", "tree removal above twenty-five (25) feet", "asphalt", "pool replastering"],
        "parties": ["Casa Verano Homeowners Association, Inc.", "Ocotillo Home & Grounds, LLC"], "jurisdiction": "Arizona",
        "term": {"count": 24, "unit": "month"}}),
    (HOA2, 2, {
        "customer_name": "Casa Verano Homeowners Association, Inc.", "contract_value": _value("2285.00", "month"),
        "effective_date": "2026-07-01", "approval_threshold": "1200.00", "coverage_cap": {"amount": "650.00", "per": "quarter"},
        "parties": ["Casa Verano Homeowners Association, Inc.", "Ocotillo Home & Grounds, LLC"]}),
    (DENTAL, 3, {
        "customer_name": "Rillito Dental Partners, PLLC", "service_types": ["electrical", "HVAC"],
        "effective_date": "2026-02-01", "end_date": "2027-01-31", "renewal_date": "2027-02-01", "auto_renews": True,
        "renewal_notice_days": 45, "slas": [_sla("P1", 2, "hours"), _sla("P2", 8, "hours"), _sla("P3", 3, "business days")],
        "parts_discount_percent": 12, "approval_threshold": "600.00",
        "exclusions": ["voice and data cabling", "imaging and x-ray equipment", "air dryers"]}),
    (PLAN, 4, {
        "customer_name": "Gordon Whitlatch", "service_types": ["HVAC", "electrical", "pest control"],
        "billing_frequency": "monthly", "contract_value": _value("190.00", "month"),
        "effective_date": "2026-01-15", "end_date": "2027-01-14", "auto_renews": True, "renewal_notice_days": 30,
        "slas": [_sla("no cooling between May 15 and September 30", 24, "hours"), _sla("the rest", 5, "days")],
        "included_visits": {"count": 2, "per": "year"}, "approval_threshold": "250.00",
        "coverage_cap": {"amount": "150.00", "per": "year"},
        "exclusions": ["new cooler (whole unit)", "service panel upgrade", "termites, bed bugs",
                       "anything broken by a tenant or a tenant's guest", "roof, glass, plumbing"]}),
    (POOL25, 5, {
        "customer_name": "Priya Ramanathan and Joel Stern", "service_types": ["pool"], "billing_frequency": "monthly",
        "contract_value": _value("145.00", "month"), "hourly_rate": "85.00", "effective_date": "2025-04-01",
        "end_date": "2026-03-31", "auto_renews": False, "slas": [_sla("missed service day", 2, "working days")],
        "parts_discount_percent": 10,
        "exclusions": ["draining", "acid wash", "tile or plaster work", "leak detection", "heater repair"],
        "term": {"count": 12, "unit": "month"}}),
    (POOL26, 5, {
        "customer_name": "Priya Ramanathan and Joel Stern", "service_types": ["pool"], "billing_frequency": "monthly",
        "contract_value": _value("162.50", "month"), "effective_date": "2026-06-01", "end_date": "2027-05-31",
        "auto_renews": True, "renewal_notice_days": 21,
        "slas": [_sla("failed pump, timer or valve", 1, "working days"), _sla("everything else", 3, "working days")],
        "parts_discount_percent": 15, "labour_discount_percent": 50, "coverage_cap": {"amount": "300.00", "per": "term"},
        "exclusions": ["acid washing and resurfacing", "pool that turned green because the circulation was shut off",
                       "heaters", "damage by hail"],
        "parties": ["Ocotillo Home & Grounds, LLC", "Priya Ramanathan and Joel Stern"], "jurisdiction": "Arizona"}),
    (FLYER, 6, {
        "customer_name": "Nadine Ferro", "service_types": ["pest control"], "billing_frequency": "monthly",
        "contract_value": _value("42.00", "month"), "effective_date": "2026-05-01",
        "slas": [_sla("at your door", 2, "business days")], "included_visits": {"count": 6, "per": "year"},
        "exclusions": ["termites", "bed bugs", "bees and wasps", "pigeons"]}),
    (FORM, 7, {
        "customer_name": "Tortolita Cold Storage Supply Co.", "service_types": ["HVAC"], "billing_frequency": "quarterly",
        "contract_value": _value("4280.00", "year"), "hourly_rate": "92.00", "effective_date": "2026-02-16",
        "end_date": "2027-02-15", "auto_renews": False, "slas": [_sla("product at risk", 4, "hours")],
        "included_visits": {"count": 4, "per": "year"}, "approval_threshold": "2000.00",
        "coverage_cap": {"amount": "3500.00", "per": "year"},
        "exclusions": ["walk-in coolers and freezers", "dock doors and levelers", "lighting and power distribution"]}),
    (MEMO, 8, {
        "customer_name": "Harlan Oakes", "service_types": ["electrical"], "billing_frequency": "annual",
        "contract_value": _value("264.00", "year"), "effective_date": "2025-05-05", "end_date": "2028-05-04",
        "auto_renews": False, "slas": [_sla("house is dark", 6, "hours")], "included_visits": {"count": 1, "per": "year"},
        "labour_discount_percent": 25,
        "exclusions": ["power surge", "solar panels and their inverters", "wiring beyond the outer walls"],
        "parties": ["Harlan Oakes", "Ocotillo Home & Grounds, LLC"], "term": {"count": 3, "unit": "year"}}),
    (HOUSE, 9, {
        "customer_name": "Lucinda Barraza", "service_types": ["cleaning"], "billing_frequency": "per_visit",
        "contract_value": _value("128.00", "visit"), "hourly_rate": "34.00", "effective_date": "2026-02-16",
        "included_hours": {"count": 6, "per": "quarter"},
        "exclusions": ["outside glass", "mold", "anything above a six-foot ladder", "pet accidents on carpet",
                       "dust that builders leave"],
        "parties": ["Lucinda Barraza", "Ocotillo Home & Grounds, LLC"]}),
]


def fields() -> list[dict]:
    """All agreements in the gold format."""
    return [{"file": name, "client": f"client-{client}", "fields": values} for name, client, values in FIELDS]
