"""The office, its customers, their addresses, the price list and the small records around them."""

from clock import utc

ACCOUNT = {"id": "account-52", "name": "Ocotillo Home & Grounds, LLC"}

_USERS = [
    (1, "Renata", "Quiroz", True), (2, "Dwight", "Pelham", True), (3, "Tomas", "Beltran", False),
    (4, "Keisha", "Arnold", False), (5, "Lonnie", "Varga", False), (6, "Imani", "Stubbs", False),
]

# id, first, last, company, e-mails, phones, created, custom fields
_CLIENTS = [
    (1, "Delphine", "Mondragon", None, ["delphine.mondragon@example.com", "arturo.mondragon@example.com"],
     ["(520) 555-0111", "(520) 555-0112"], "2026-02-20", {"cf-1": "phone after 4"}),
    (2, "Odalys", "Fuentes", "Casa Verano Homeowners Association", ["board@casaverano.example.com",
     "odalys.fuentes@casaverano.example.com", "ellis.nakagawa@casaverano.example.com"],
     ["(520) 555-0121", "(520) 555-0122"], "2024-11-05", {"cf-3": "Agreement", "cf-4": 2150}),
    (3, "Shauna", "Whitcomb", "Rillito Dental Partners", ["shauna.whitcomb@rillitodental.example.com",
     "frontdesk@rillitodental.example.com"], ["(520) 555-0131"], "2026-01-14", {"cf-3": "Rate sheet"}),
    (4, "Gordon", "Whitlatch", None, ["gordon.whitlatch@example.com", "teresa.lindqvist@example.com"],
     ["(520) 555-0141", "(520) 555-0142"], "2025-12-02", {"cf-3": "Plan", "cf-1": "text only"}),
    (5, "Priya", "Ramanathan", None, ["priya.ramanathan@example.com", "joel.stern@example.com"],
     ["(520) 555-0151", "(520) 555-0152"], "2025-03-11", {"cf-4": 162.5}),
    (6, "Nadine", "Ferro", None, ["nadine.ferro@example.com"], ["(520) 555-0161"], "2026-04-22", {"cf-3": "Plan"}),
    (7, "Bennett", "Okafor", "Tortolita Cold Storage Supply Co.", ["bokafor@tortolitacold.example.com",
     "ap@tortolitacold.example.com"], ["(520) 555-0171", "(520) 555-0172"], "2026-01-29", {}),
    (8, "Harlan", "Oakes", None, ["harlan.oakes@example.com"], ["(520) 555-0181"], "2025-04-18",
     {"cf-1": "hard of hearing, let it ring"}),
    (9, "Lucinda", "Barraza", None, ["lucinda.barraza@example.com"], ["(520) 555-0190"], "2026-02-03", {}),
    (10, "Wesley", "Tran", None, ["wesley.tran@example.com"], ["(520) 555-0195"], "2026-10-28", {"cf-3": "None"}),
    (11, "Corinne", "Adair", "Old Pueblo Day School", ["office@oldpueblo.example.com"], ["(520) 555-0185"], "2026-09-30",
     {"cf-3": "None"}),
    (12, "Marguerite", "Ives", None, ["m.ives@example.com"], ["(520) 555-0199"], "2026-11-09", {}),
]

# id, client, name, street, second line, city, postal code, custom fields
_PROPERTIES = [
    (1, 1, "Mondragon home", "4417 E Paseo Bonito", None, "Tucson", "85718", {"cf-2": 2}),
    (2, 2, "Clubhouse and pool", "900 W Camino Verano", None, "Tucson", "85704", {"cf-6": True}),
    (3, 2, "Entry and greenbelt", "Camino Verano at La Cholla Blvd", None, "Tucson", "85704", {}),
    (4, 3, "Dental suite", "2250 E Fort Lowell Rd", "Suite 110", "Tucson", "85719", {"cf-6": True}),
    (5, 4, "Belvedere duplex", "1120 N Belvedere Ave", "A and B", "Tucson", "85712", {"cf-2": 2}),
    (6, 4, "Linden house", "3318 E Linden St", None, "Tucson", "85716", {"cf-2": 1}),
    (7, 4, "Langley house", "615 S Langley Ave", None, "Tucson", "85710", {}),
    (8, 5, "Placita del Cielo", "7702 N Placita del Cielo", None, "Tucson", "85704", {"cf-6": True}),
    (9, 6, "Ferro home", "88 W Calle Agave", None, "Oro Valley", "85737", {}),
    (10, 7, "Warehouse", "5401 S Country Club Rd", None, "Tucson", "85706", {"cf-2": 4}),
    (11, 7, "Sales office", "1 E Toole Ave", "2nd floor", "Tucson", "85701", {}),
    (12, 8, "Oakes home", "5 Mesquite Bend", None, "Green Valley", "85614", {}),
    (13, 9, "Convent Avenue", "26 S Convent Ave", None, "Tucson", "85701", {}),
    (14, 10, "Tran home", "6140 E Calle Silvosa", None, "Tucson", "85711", {"cf-2": 1}),
    (15, 11, "School campus", "1900 S Fourth Ave", None, "Tucson", "85713", {"cf-6": True}),
    (16, 12, "Ives home", "47 N Camino Espanol", None, "Tucson", "85716", {}),
]

_PRODUCTS = [
    ("Service call", "Truck roll and diagnosis", 95, "SERVICE"), ("HVAC labor", "Per hour", 120, "SERVICE"),
    ("Electrician labor", "Per hour", 110, "SERVICE"), ("Grounds crew labor", "Per hour", 58, "SERVICE"),
    ("Irrigation labor", "Per hour", 65, "SERVICE"), ("Pool repair labor", "Per hour", 100, "SERVICE"),
    ("Heat pump tune-up", "One unit", 129, "SERVICE"), ("Big-job cleaning", "Per hour", 38, "SERVICE"),
    ("Scorpion treatment", "Inside, one address", 85, "SERVICE"), ("Refrigerant R-410A", "Per pound", 62, "PRODUCT"),
    ("Salt cell", "Chlorine generator cell", 520, "PRODUCT"), ("TX-90 thermostat", None, 189, "PRODUCT"),
    ("Filter teardown", "Clean and reassemble", 95, "SERVICE"), ("Green pool recovery", "Flat", 350, "SERVICE"),
]

_FIELDS = [
    ("cf-1", "Text", "How to reach", "ALL_CLIENTS", {}),
    ("cf-2", "Numeric", "Cooling units on site", "ALL_PROPERTIES", {"unit": "units"}),
    ("cf-3", "Dropdown", "Paper on file", "ALL_CLIENTS", {"dropdownOptions": ["None", "Plan", "Agreement", "Rate sheet"]}),
    ("cf-4", "Numeric", "Regular charge", "ALL_CLIENTS", {"unit": "USD/mo"}),
    ("cf-5", "Text", "Runs until (date)", "ALL_CLIENTS", {}),
    ("cf-6", "TrueFalse", "Gate or alarm code needed", "ALL_PROPERTIES", {}),
    ("cf-7", "Area", "Turf area", "ALL_PROPERTIES", {"unit": "ft"}),
    ("cf-8", "Link", "Portal", "ALL_JOBS", {}),
    ("cf-9", "Text", "PO number", "ALL_INVOICES", {}),
    ("cf-10", "Numeric", "Spending limit without OK", "ALL_CLIENTS", {"unit": "USD"}),
]


def _fields(values: dict) -> list[dict]:
    return [{"configuration": key, "value": value} for key, value in values.items()]


def _address(street: str, second: str | None, city: str, code: str) -> dict:
    return {"street1": street, "street2": second, "city": city, "province": "Arizona", "postalCode": code,
            "country": "United States"}


def users() -> list[dict]:
    """Six people: two in the office, four in the field."""
    return [{"id": f"user-{n}", "name": {"first": first, "last": last, "full": f"{first} {last}"},
             "email": {"raw": f"{first.lower()}@ocotillo.example.com"}, "isAccountAdmin": admin}
            for n, first, last, admin in _USERS]


def clients() -> list[dict]:
    """Customers with billing address taken from their first property."""
    homes = {row[1]: row for row in reversed(_PROPERTIES)}
    rows = []
    for n, first, last, company, mails, phones, created, values in _CLIENTS:
        home = homes[n]
        rows.append({
            "id": f"client-{n}", "firstName": first, "lastName": last, "companyName": company, "isCompany": bool(company),
            "emails": [{"address": mail, "primary": i == 0} for i, mail in enumerate(mails)],
            "phones": [{"number": phone, "description": "MAIN" if i == 0 else "MOBILE"} for i, phone in enumerate(phones)],
            "billingAddress": {k: v for k, v in _address(home[3], None, home[5], home[6]).items() if k != "street2"},
            "createdAt": utc(f"{created} 09:30"), "updatedAt": utc("2026-11-12 17:05"), "customFields": _fields(values),
        })
    return rows


def properties() -> list[dict]:
    """Sixteen addresses; three customers have more than one."""
    return [{"id": f"property-{n}", "client": f"client-{client}", "name": name,
             "address": _address(street, second, city, code), "customFields": _fields(values)}
            for n, client, name, street, second, city, code, values in _PROPERTIES]


def products() -> list[dict]:
    """The price list."""
    return [{"id": f"product-{n}", "name": name, "description": text, "defaultUnitCost": price, "category": category}
            for n, (name, text, price, category) in enumerate(_PRODUCTS, 1)]


def custom_fields() -> list[dict]:
    """Ten configurations of six types."""
    return [{"id": key, "__typename": f"CustomFieldConfiguration{kind}", "name": name, "appliesTo": where, **extra}
            for key, kind, name, where, extra in _FIELDS]


def quotes() -> list[dict]:
    """Quotes: one turned into the new pool contract, one waiting at the school, others routine."""
    rows = [
        (1, 5, 8, "Pool service from June", "As we spoke, new paper attached.", "Prices held for 30 days.", "converted",
         "2026-05-11"),
        (2, 11, 15, "Campus grounds 2027", "Our offer for the coming year is attached.",
         "Nothing starts before both sides have signed.", "awaiting_response", "2026-10-12"),
        (3, 10, 14, "Thermostat swap", "TX-90 supplied and installed.", "Maker's warranty only.", "converted", "2026-11-02"),
        (4, 4, 6, "Panel upgrade, Linden", "200 A panel, permit included.", None, "approved", "2026-05-12"),
        (5, 2, 2, "Heater replacement, clubhouse spa", "Heater $2,480 installed.",
         "Quote lapses after 45 days.", "awaiting_response", "2026-11-05"),
        (6, 4, 5, "New evaporative cooler, unit B", "Whole unit, installed.", None, "changes_requested", "2026-11-09"),
    ]
    return [{"id": f"quote-{n}", "quoteNumber": str(440 + n), "title": title, "message": message,
             "contractDisclaimer": disclaimer, "quoteStatus": status, "createdAt": utc(f"{day} 10:00"),
             "updatedAt": utc(f"{day} 15:30"), "client": f"client-{client}", "property": f"property-{prop}"}
            for n, client, prop, title, message, disclaimer, status, day in rows]


def requests() -> list[dict]:
    """Requests as the web form leaves them."""
    rows = [
        (1, 12, 16, "Pigeons on the solar array", "new", "2026-11-09"),
        (2, 10, 14, "Thermostat blank after storm", "converted", "2026-10-28"),
        (3, 6, 9, "Bees in the soffit", "converted", "2026-10-20"),
        (4, 3, 4, "Breaker trips when autoclave heats", "converted", "2026-11-02"),
        (5, 8, 12, "Inverter shows red light", "converted", "2026-10-12"),
    ]
    return [{"id": f"request-{n}", "title": title, "requestStatus": status, "createdAt": utc(f"{day} 08:15"),
             "updatedAt": utc(f"{day} 16:00"), "client": f"client-{client}", "property": f"property-{prop}"}
            for n, client, prop, title, status, day in rows]


def tasks() -> list[dict]:
    """Two reminders."""
    return [
        {"id": "task-1", "title": "Ring Marguerite Ives about pigeons", "instructions": "she is home before 10",
         "startAt": utc("2026-11-17 09:00"), "endAt": utc("2026-11-17 09:15"), "createdAt": utc("2026-11-09 11:00"),
         "client": "client-12", "property": "property-16", "quote": None, "request": "request-1"},
        {"id": "task-2", "title": "Ask school where the signature is", "instructions": None,
         "startAt": utc("2026-12-01 10:00"), "endAt": utc("2026-12-01 10:15"), "createdAt": utc("2026-10-30 09:00"),
         "client": "client-11", "property": "property-15", "quote": "quote-2", "request": None},
    ]
