"""Users, clients, properties, products and custom fields of the Harborline account."""

from __future__ import annotations

from common import Record, utc

ACCOUNT: Record = {"id": "account-1", "name": "Harborline Heating, Cooling & Plumbing"}

USERS = [
    ("Gwen", "Haataja", True),
    ("Marcus", "Tull", False),
    ("Dana", "Lindqvist", True),
    ("Pete", "Sorvari", False),
    ("Luis", "Arredondo", False),
    ("Kayla", "Brandt", False),
    ("Tommy", "Nygaard", False),
    ("Renee", "Bouchard", False),
    ("Ivar", "Kallio", False),
    ("Shonda", "Price", False),
    ("Ben", "Maciejewski", False),
    ("Hollis", "Grove", False),
    ("Nina", "Abram", False),
    ("Rudy", "Okafor", False),
]
GWEN, MARCUS, DANA, PETE, LUIS, KAYLA, TOMMY, RENEE, IVAR, SHONDA = (f"user-{n}" for n in range(1, 11))

# id, first, last, company, mail, phones, billing street, city, zip, since
CLIENTS = [
    (
        "client-1",
        "Eleanor",
        "O'Brien",
        None,
        "eleanor.obrien@example.com",
        ["(218) 555-0142", "(218) 555-0143"],
        "418 Tamarack Lane",
        "Duluth",
        "55811",
        "2016-09-02",
    ),
    (
        "client-2",
        "Walter",
        "Lindgren",
        None,
        "wlindgren@example.com",
        ["218-555-0117"],
        "56 Lakeview Drive",
        "Duluth",
        "55804",
        "2019-05-20",
    ),
    (
        "client-3",
        "Anna",
        "Lindgren",
        None,
        "anna.lindgren@example.com",
        ["218.555.0163"],
        "2207 Woodland Avenue",
        "Duluth",
        "55803",
        "2021-10-11",
    ),
    (
        "client-4",
        "Colm",
        "Deasy",
        "St. Brendan's Chapel",
        "office.stbrendans@example.com",
        ["218-555-0137"],
        "1402 Chapel Hill Road",
        "Proctor",
        "55810",
        "2018-08-30",
    ),
    (
        "client-5",
        "Odessa",
        "Flynn",
        "Pike & Ember LLC",
        "odessa.flynn@example.com",
        ["(218) 555-0160"],
        "330 Canal Park Drive",
        "Duluth",
        "55802",
        "2022-03-14",
    ),
    (
        "client-6",
        "Curtis",
        "Aho",
        "Northgate Property Management, Inc.",
        "maintenance.northgate@example.com",
        ["218/555-0150", "218/555-0151"],
        "2600 Anderson Road",
        "Duluth",
        "55811",
        "2020-01-27",
    ),
    (
        "client-7",
        "Raymond",
        "Kowalczyk",
        None,
        "ray.kowalczyk@example.com",
        ["(218) 555-0129", "218-555-0131"],
        "3309 Vernon Street",
        "Duluth",
        "55806",
        "2023-06-06",
    ),
    (
        "client-8",
        "Harold",
        "Tveit",
        None,
        "htveit@example.com",
        ["218-555-0155"],
        "5561 Rice Lake Road",
        "Duluth",
        "55803",
        "2024-04-19",
    ),
    (
        "client-9",
        "Priya",
        "Raman",
        None,
        "priya.raman@example.com",
        ["218-555-0184"],
        "1007 Hawthorne Road",
        "Duluth",
        "55812",
        "2026-05-12",
    ),
    (
        "client-10",
        "Devon",
        "Maki",
        None,
        "dmaki@example.com",
        ["2185550109"],
        "640 Grand Avenue",
        "Duluth",
        "55807",
        "2025-02-03",
    ),
    (
        "client-11",
        "Lorraine",
        "Beck",
        "Birchwood Court Cooperative",
        "board.birchwood@example.com",
        ["(218) 555-0171", "218.555.0172"],
        "90 Birchwood Court",
        "Duluth",
        "55811",
        "2017-11-08",
    ),
    (
        "client-12",
        "Susan",
        "Pelletier",
        None,
        "sue.pelletier@example.com",
        ["218 555 0176"],
        "2877 Minnesota Avenue",
        "Duluth",
        "55802",
        "2024-07-22",
    ),
    (
        "client-13",
        "Josefina",
        "Marchetti",
        None,
        "jo.marchetti@example.com",
        ["218-555-0194"],
        "415 North 24th Avenue West",
        "Duluth",
        "55806",
        "2026-04-28",
    ),
    (
        "client-14",
        "Amit",
        "Sethi",
        "Lakehead Dental Group",
        "frontdesk.lakehead@example.com",
        ["218-555-0198"],
        "4800 Miller Trunk Highway",
        "Hermantown",
        "55811",
        "2026-08-17",
    ),
]

# id, client, name, street1, street2, city, zip
PROPERTIES = [
    ("property-1", "client-1", "O'Brien home", "418 Tamarack Lane", None, "Duluth", "55811"),
    ("property-2", "client-1", "Guest cottage", "418 1/2 Tamarack Lane", None, "Duluth", "55811"),
    ("property-3", "client-2", "East 7th rental", "931 East 7th Street", None, "Duluth", "55805"),
    ("property-4", "client-2", "Garfield rental", "1120 Garfield Avenue", None, "Duluth", "55802"),
    ("property-5", "client-2", "Walter's house", "56 Lakeview Drive", None, "Duluth", "55804"),
    ("property-6", "client-3", "Lindgren home", "2207 Woodland Avenue", None, "Duluth", "55803"),
    ("property-7", "client-4", "Chapel and parish hall", "1402 Chapel Hill Road", None, "Proctor", "55810"),
    ("property-8", "client-5", "Restaurant", "330 Canal Park Drive", None, "Duluth", "55802"),
    ("property-9", "client-6", "Garden Terrace Apartments", "2600 Anderson Road", None, "Duluth", "55811"),
    ("property-10", "client-6", "Birch Manor", "1815 Piedmont Avenue", None, "Duluth", "55811"),
    ("property-11", "client-6", "Superior Street Lofts", "214 West Superior Street", None, "Duluth", "55802"),
    ("property-12", "client-7", "Kowalczyk home", "3309 Vernon Street", None, "Duluth", "55806"),
    ("property-13", "client-8", "Tveit home", "5561 Rice Lake Road", None, "Duluth", "55803"),
    ("property-14", "client-9", "Raman home", "1007 Hawthorne Road", None, "Duluth", "55812"),
    ("property-15", "client-10", "Maki home", "640 Grand Avenue", "Upper", "Duluth", "55807"),
    ("property-16", "client-11", "Birchwood Court", "90 Birchwood Court", None, "Duluth", "55811"),
    ("property-17", "client-12", "Pelletier home", "2877 Minnesota Avenue", None, "Duluth", "55802"),
    ("property-18", "client-12", "Lake cabin", "14 Pequaywan Lake Road", None, "Duluth", "55803"),
    ("property-19", "client-13", "Marchetti home", "415 North 24th Avenue West", None, "Duluth", "55806"),
    ("property-20", "client-14", "Dental office", "4800 Miller Trunk Highway", "Suite 210", "Hermantown", "55811"),
]

PRODUCTS = [
    ("HVAC labor", "One hour, one technician, weekdays", 58.0, "SERVICE"),
    ("Plumbing labor", "One hour, one technician, weekdays", 56.0, "SERVICE"),
    ("After-hours labor", "One hour, one technician, nights and weekends", 92.0, "SERVICE"),
    ("Apprentice labor", "One hour, apprentice", 31.0, "SERVICE"),
    ("Trip charge", "Truck to the door", 22.0, "SERVICE"),
    ("Drain clearing", "Cable machine, one fixture or branch", 48.0, "SERVICE"),
    ("Fall heating check", "Inspection, combustion test, filter", 60.0, "SERVICE"),
    ("Refrigerant R-410A", "Per pound", 41.0, "PRODUCT"),
    ("Sump pump 1/3 hp", "With check valve", 148.0, "PRODUCT"),
    ("Tank water heater 50 gal", "Natural gas, atmospheric vent", 715.0, "PRODUCT"),
]

# id, type, name, applies to, unit or options
CONFIGURATIONS = [
    ("field-1", "Text", "Agreement renewal date", "ALL_CLIENTS", None),
    ("field-2", "Numeric", "Agreement value", "ALL_CLIENTS", "$"),
    (
        "field-3",
        "Dropdown",
        "Billing",
        "ALL_CLIENTS",
        ["", "Per visit", "Monthly", "Quarterly", "Semi-annual", "Annual"],
    ),
    ("field-4", "Text", "Covered services", "ALL_JOBS", None),
    ("field-5", "Numeric", "Approval threshold", "ALL_CLIENTS", "$"),
    ("field-6", "TrueFalse", "On agreement", "ALL_PROPERTIES", None),
    ("field-7", "Text", "Access", "ALL_PROPERTIES", None),
    ("field-8", "Numeric", "Parts discount", "ALL_JOBS", "%"),
]

CLIENT_FIELDS = {
    "client-1": [
        ("field-1", "March 31, 2027"),
        ("field-2", 389.0),
        ("field-3", "Annual"),
        ("field-5", 400.0),
    ],  # threshold stale
    "client-2": [("field-1", "12/31/2025"), ("field-2", 120.0), ("field-3", "Quarterly")],  # last year's plan
    "client-5": [("field-2", 640.0), ("field-3", "Monthly"), ("field-5", 600.0)],
    "client-7": [("field-1", "9/30/2025"), ("field-2", 540.0), ("field-3", "Annual")],  # the plan that has ended
    "client-11": [("field-2", 1480.0), ("field-3", "Monthly")],  # first year's charge
    "client-9": [("field-3", "")],
}
PROPERTY_FIELDS = {
    "property-1": [("field-6", True), ("field-7", "side door, key under St Francis")],
    "property-2": [("field-6", False)],
    "property-5": [("field-6", True)],  # wrong: not on the plan
    "property-8": [("field-6", True), ("field-7", "alley door before 7, alarm 0936")],
    "property-18": [("field-6", False), ("field-7", "lockbox 5502")],
}


def users() -> list[Record]:
    """The people of the office and the trucks."""
    return [
        {
            "id": f"user-{number}",
            "name": {"first": first, "last": last, "full": f"{first} {last}"},
            "email": {"raw": f"{first.lower()}@harborline.example.com"},
            "isAccountAdmin": admin,
        }
        for number, (first, last, admin) in enumerate(USERS, 1)
    ]


def _values(pairs: list[tuple[str, object]]) -> list[Record]:
    return [{"configuration": configuration, "value": value} for configuration, value in pairs]


def clients() -> list[Record]:
    """Everybody who is invoiced."""
    found = []
    for id_, first, last, company, mail, phones, street, city, postal, since in CLIENTS:
        record: Record = {
            "id": id_,
            "firstName": first,
            "lastName": last,
            "companyName": company,
            "isCompany": company is not None,
            "emails": [{"address": mail, "primary": True}],
            "phones": [
                {"number": phone, "description": "MAIN" if number == 0 else "MOBILE"}
                for number, phone in enumerate(phones)
            ],
            "billingAddress": {
                "street1": street,
                "city": city,
                "province": "Minnesota",
                "postalCode": postal,
                "country": "United States",
            },
            "createdAt": utc(f"{since} 10:00"),
            "updatedAt": utc("2026-11-02 09:15"),
        }
        if id_ in CLIENT_FIELDS:
            record["customFields"] = _values(CLIENT_FIELDS[id_])
        found.append(record)
    return found


def properties() -> list[Record]:
    """Every address where work is done."""
    found = []
    for id_, client, name, street1, street2, city, postal in PROPERTIES:
        record: Record = {
            "id": id_,
            "client": client,
            "name": name,
            "address": {
                "street1": street1,
                "street2": street2,
                "city": city,
                "province": "Minnesota",
                "postalCode": postal,
                "country": "United States",
            },
        }
        if id_ in PROPERTY_FIELDS:
            record["customFields"] = _values(PROPERTY_FIELDS[id_])
        found.append(record)
    return found


def products() -> list[Record]:
    """The price book."""
    return [
        {"id": f"product-{number}", "name": name, "description": text, "defaultUnitCost": cost, "category": category}
        for number, (name, text, cost, category) in enumerate(PRODUCTS, 1)
    ]


def configurations() -> list[Record]:
    """The custom fields of the account."""
    found = []
    for id_, kind, name, applies_to, extra in CONFIGURATIONS:
        record: Record = {
            "id": id_,
            "__typename": f"CustomFieldConfiguration{kind}",
            "name": name,
            "appliesTo": applies_to,
        }
        if kind == "Numeric":
            record["unit"] = extra
        if kind == "Dropdown":
            record["dropdownOptions"] = extra
        found.append(record)
    return found
