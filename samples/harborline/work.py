"""Jobs, visits, time sheets, expenses, invoices, quotes, requests and tasks, made from the specs."""

from __future__ import annotations

from common import TODAY, Record, later, local, money, utc
from spec import HOME, Spec
from spec_rental import ORGANISATIONS, RENTAL

SPECS: list[Spec] = sorted(HOME + RENTAL + ORGANISATIONS, key=lambda spec: (spec.visits[0][0], spec.key))
NUMBERS = {spec.key: 1000 + position for position, spec in enumerate(SPECS, 1)}
BY_KEY = {spec.key: spec for spec in SPECS}


def num(key: str) -> int:
    """Give the job number of a spec."""
    return NUMBERS[key]


def job_id(key: str) -> str:
    """Give the job id of a spec."""
    return f"job-{NUMBERS[key]}"


def line_id(key: str, position: int) -> str:
    """Give the id of the line item at a 1-based position."""
    return f"li-{NUMBERS[key]}-{position}"


def _lines(spec: Spec, prefix: str) -> list[Record]:
    found = []
    for position, line in enumerate(spec.lines, 1):
        record: Record = {
            "id": f"{prefix}-{NUMBERS[spec.key]}-{position}",
            "name": line.name,
            "description": line.description,
            "category": line.category,
            "quantity": line.quantity,
            "unitPrice": line.price,
            "totalPrice": money(line.quantity * line.price),
        }
        if prefix == "li":
            record["unitCost"] = line.cost
        found.append(record)
    return found


def _total(spec: Spec) -> float:
    return money(sum(line.quantity * line.price for line in spec.lines))


def _done(start: str) -> bool:
    return start[:10] < TODAY


def _last(spec: Spec) -> tuple[int, str, float]:
    """The last visit that has taken place: its position, start and hours."""
    position = max(number for number, visit in enumerate(spec.visits, 1) if _done(visit[0]))
    start, hours, _ = spec.visits[position - 1]
    return position, start, hours


def jobs() -> list[Record]:
    """All jobs in the order of their numbers."""
    found = []
    for spec in SPECS:
        first, last = spec.visits[0], _last(spec)[1:]
        finished = spec.status == "archived"
        end = utc(later(last[0], last[1])) if not spec.every else utc(f"{spec.ends} 17:00")
        record: Record = {
            "id": job_id(spec.key),
            "client": spec.client,
            "property": spec.property,
            "quote": spec.quote,
            "request": spec.request,
            "jobNumber": num(spec.key),
            "title": spec.title,
            "instructions": spec.instructions,
            "jobType": "RECURRING" if spec.every else "ONE_OFF",
            "jobStatus": spec.status,
            "billingType": "FIXED_PRICE" if spec.every else "VISIT_BASED",
            "startAt": utc(first[0]),
            "endAt": end,
            "completedAt": utc(later(last[0], last[1])) if finished else None,
            "createdAt": utc(later(first[0], -26)),
            "updatedAt": utc(later(last[0], 30)),
            "total": _total(spec),
            "invoiceSchedule": {
                "billingFrequency": "PERIODIC" if spec.every else "ON_COMPLETION",
                "scheduleSummary": "Per agreement" if spec.every else "Once when the job is closed",
            },
            "visitSchedule": {
                "startDate": first[0][:10],
                "endDate": spec.ends or last[0][:10],
                "recurrenceSchedule": {"friendly": spec.every} if spec.every else None,
            },
            "lineItems": _lines(spec, "li"),
        }
        if spec.fields:
            record["customFields"] = [{"configuration": name, "value": value} for name, value in spec.fields]
        found.append(record)
    return found


def visits() -> list[Record]:
    """All visits; each carries the line items worked on it."""
    found = []
    for spec in SPECS:
        for position, (start, hours, people) in enumerate(spec.visits, 1):
            waiting = spec.key in ("ob_blower", "wl_heater", "ng_cond")
            finished = _done(start) and not waiting
            status = "COMPLETED" if finished else "LATE" if waiting else "UPCOMING"
            found.append(
                {
                    "id": f"visit-{num(spec.key)}-{position}",
                    "client": spec.client,
                    "job": job_id(spec.key),
                    "property": spec.property,
                    "assignedUsers": people,
                    "title": spec.title,
                    "instructions": spec.instructions,
                    "startAt": utc(start),
                    "endAt": utc(later(start, hours)),
                    "completedAt": utc(later(start, hours)) if finished else None,
                    "visitStatus": status,
                    "createdAt": utc(later(start, -26)) if _done(start) else utc("2026-11-12 16:00"),
                    "lineItems": _lines(spec, f"vl{position}"),
                }
            )
    return found


def time_sheets() -> list[Record]:
    """One entry for each visit and person."""
    found = []
    for spec in SPECS:
        for position, (start, hours, people) in enumerate(spec.visits, 1):
            for person in people if _done(start) else []:
                found.append(
                    {
                        "id": f"time-{num(spec.key)}-{position}-{person[5:]}",
                        "user": person,
                        "client": spec.client,
                        "job": job_id(spec.key),
                        "visit": f"visit-{num(spec.key)}-{position}",
                        "startAt": utc(start),
                        "endAt": utc(later(start, hours)),
                        "finalDuration": int(hours * 3600),
                        "label": "Job",
                        "note": spec.sheet,
                        "createdAt": utc(start),
                        "updatedAt": utc(later(start, hours)),
                    }
                )
    return found


EXPENSES = [
    ("ma_heater", "Twin Harbors Supply", "Water heater and fittings, invoice 88412", 781.88, "2026-05-20", "user-5"),
    ("ma_heater", "City permit", "Water heater permit", 62.0, "2026-05-19", "user-3"),
    ("bc_unit", "Twin Harbors Supply", "Regulator for unit 3C", 62.0, "2026-05-05", "user-5"),
    (
        "pk_cooler",
        "Superior Refrigeration Parts",
        "Condenser fan motor, weekend counter",
        236.4,
        "2026-09-19",
        "user-6",
    ),
    ("ob_gasvalve", "Twin Harbors Supply", "Gas control", 351.2, "2026-10-10", "user-5"),
    ("ng_heater", "Twin Harbors Supply", "75 gal commercial", 798.0, "2026-07-10", "user-5"),
    ("sb_tank", "Parking at the hardware store", "", 4.5, "2026-02-19", "user-8"),
]


def expenses() -> list[Record]:
    """What was bought for the jobs."""
    return [
        {
            "id": f"expense-{number}",
            "linkedJob": job_id(key),
            "enteredBy": who,
            "title": title,
            "description": text,
            "date": utc(f"{day} 12:00"),
            "total": total,
            "createdAt": utc(f"{day} 17:00"),
            "updatedAt": utc(f"{day} 17:00"),
        }
        for number, (key, title, text, total, day, who) in enumerate(EXPENSES, 1)
    ]


def invoices() -> list[Record]:
    """What the office billed; several of these are wrong, as in any office."""
    found = []
    for spec in SPECS:
        if not spec.charged:
            continue
        number = 3000 + num(spec.key)
        position, start, hours = _last(spec)
        issued = later(start, hours + 20)
        subtotal = _total(spec)
        paid = local(start).strftime("%Y-%m-%d") < "2026-09-20"
        found.append(
            {
                "id": f"invoice-{number}",
                "client": spec.client,
                "jobs": [job_id(spec.key)],
                "visits": [f"visit-{num(spec.key)}-{position}"],
                "invoiceNumber": str(number),
                "subject": spec.title,
                "message": "Thank you for your business.",
                "invoiceStatus": "paid" if paid else "awaiting_payment",
                "issuedDate": utc(issued),
                "dueDate": utc(later(start, hours + 20 + 30 * 24)),
                "receivedDate": utc(later(start, hours + 20 + 12 * 24)) if paid else None,
                "createdAt": utc(issued),
                "updatedAt": utc(issued),
                "amounts": {
                    "subtotal": subtotal,
                    "discountAmount": money(subtotal - spec.charged),
                    "taxAmount": 0.0,
                    "total": spec.charged,
                    "invoiceBalance": 0.0 if paid else spec.charged,
                    "paymentsTotal": spec.charged if paid else 0.0,
                },
                "lineItems": [
                    {key: value for key, value in line.items() if key != "category"} | {"date": utc(start)}
                    for line in _lines(spec, "il")
                ],
            }
        )
    return found


QUOTES = [
    (
        "quote-1",
        "client-14",
        "property-20",
        "Compressor and rooftop maintenance",
        "Dr. Sethi, three visits a year for the compressor and the rooftop unit at $1,125.00 a year. Tessa has the dates.",
        "This quote is good for 30 days. It becomes an agreement only when signed; until then each visit is billed at list price.",
        "awaiting_response",
        "2026-09-04",
    ),
    (
        "quote-2",
        "client-13",
        "property-19",
        "Water heater replacement",
        "Josefina, as we talked about: 50 gallon gas, old one hauled away.",
        "Workmanship is guaranteed for one year from installation. The tank carries the maker's warranty, which we do not extend. Deposit of 40% before we order.",
        "converted",
        "2026-05-08",
    ),
    (
        "quote-3",
        "client-2",
        "property-4",
        "Water heater, Garfield",
        "Walter, tank and labor at list as in your plan: $1,950.00 all in.",
        "Good for 14 days.",
        "awaiting_response",
        "2026-08-14",
    ),
    (
        "quote-4",
        "client-6",
        "property-10",
        "Condensing unit, Birch Manor office",
        "2 ton unit, one day.",
        "Subject to the vendor rates 2026.",
        "awaiting_response",
        "2026-09-18",
    ),
    (
        "quote-5",
        "client-10",
        "property-15",
        "Mini-split for upper flat",
        "Devon, single zone, 12k.",
        "Price valid through October 31, 2026. Electrical work by others.",
        "archived",
        "2026-09-29",
    ),
    (
        "quote-6",
        "client-12",
        "property-18",
        "Club card for the cabin",
        "Sue, a second card for Pequaywan Lake would be $15 a month.",
        "Not in force until the first dues are paid.",
        "draft",
        "2026-08-21",
    ),
]


def quotes() -> list[Record]:
    """Quotes with their message and small print."""
    return [
        {
            "id": id_,
            "client": client,
            "property": place,
            "quoteNumber": str(500 + number),
            "title": title,
            "message": message,
            "contractDisclaimer": terms,
            "quoteStatus": status,
            "createdAt": utc(f"{day} 11:00"),
            "updatedAt": utc(f"{day} 15:30"),
        }
        for number, (id_, client, place, title, message, terms, status, day) in enumerate(QUOTES, 1)
    ]


REQUESTS = [
    ("request-1", "client-14", "property-20", "Maintenance plan for compressor", "completed", "2026-08-17"),
    ("request-2", "client-13", "property-19", "Water heater rusty, want new", "converted", "2026-04-28"),
    ("request-3", "client-2", "property-4", "Puddle under water heater, Garfield", "converted", "2026-08-13"),
    ("request-4", "client-10", "property-15", "AC for upper flat", "archived", "2026-09-25"),
    ("request-5", "client-8", "property-13", "Low water pressure, well?", "new", "2026-11-13"),
]

TASKS = [
    (
        "Call Lorraine Beck about renewal",
        "Before the end of November, see their contract for the notice date",
        "2026-11-18 09:00",
        "client-11",
        None,
        None,
    ),
    ("Offer new rates to Northgate", "In writing, Curtis Aho", "2026-12-01 09:00", "client-6", None, None),
    ("Second club card?", "Susan Pelletier, cabin", "2026-11-20 10:00", "client-12", "property-18", "quote-6"),
    ("Kowalczyk plan ends", "Call Judy 218-555-0131", "2026-11-17 13:00", "client-7", "property-12", None),
    ("Camera for East 7th main", "Borrow from Lake Superior Drain", "2026-11-19 08:00", "client-2", "property-3", None),
]


def requests() -> list[Record]:
    """What customers asked for."""
    return [
        {
            "id": id_,
            "client": client,
            "property": place,
            "title": title,
            "requestStatus": status,
            "createdAt": utc(f"{day} 09:20"),
            "updatedAt": utc(f"{day} 16:00"),
        }
        for id_, client, place, title, status, day in REQUESTS
    ]


def tasks() -> list[Record]:
    """What the office has to do."""
    return [
        {
            "id": f"task-{number}",
            "client": client,
            "property": place,
            "quote": quote,
            "request": None,
            "title": title,
            "instructions": text,
            "startAt": utc(start),
            "endAt": utc(later(start, 0.5)),
            "createdAt": utc("2026-11-12 16:00"),
        }
        for number, (title, text, start, client, place, quote) in enumerate(TASKS, 1)
    ]
