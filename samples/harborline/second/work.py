"""Turns the rows of work into jobs, visits, time sheets, expenses and invoices."""

from clock import TODAY, shift, utc
from work_rows import EXPENSES, INVOICES, ONE, ROWS


def _lines(number: int, lines: list[tuple]) -> list[dict]:
    """Line items at list price; the cost is a flat share of it."""
    return [{"id": f"li-{number}-{i}", "name": name, "description": text, "category": category, "quantity": quantity,
             "unitPrice": price, "totalPrice": round(quantity * price, 2), "unitCost": round(price * 0.55, 2)}
            for i, (name, text, category, quantity, price) in enumerate(lines, 1)]


def _starts(row: tuple) -> list[str]:
    return sorted([row[5], *row[9].get("more", [])])


def jobs() -> list[dict]:
    """One job per row."""
    rows = []
    for row in ROWS:
        number, client, prop, title, kind, _, hours, _, lines, extra = row
        starts = _starts(row)
        items = _lines(number, lines)
        done = starts[-1][:10] < TODAY and kind == ONE
        status = extra.get("status") or ("archived" if done else "active")
        rows.append({
            "id": f"job-{number}", "jobNumber": number, "title": title, "instructions": extra.get("instructions"),
            "jobType": kind, "jobStatus": status, "billingType": "FIXED_PRICE" if kind == ONE else "VISIT_BASED",
            "startAt": utc(starts[0]), "endAt": utc(starts[-1], hours), "completedAt": utc(starts[-1], hours) if done else None,
            "createdAt": utc(shift(starts[0], -2)), "updatedAt": utc(starts[-1], hours + 1),
            "total": round(sum(item["totalPrice"] for item in items), 2),
            "invoiceSchedule": {"billingFrequency": "ON_COMPLETION" if kind == ONE else "PER_VISIT",
                                "scheduleSummary": "When the job is done" if kind == ONE else "After each visit"},
            "visitSchedule": {"startDate": starts[0][:10], "endDate": starts[-1][:10],
                              "recurrenceSchedule": {"friendly": extra["freq"]} if "freq" in extra else None},
            "lineItems": items, "client": f"client-{client}", "property": f"property-{prop}",
            "quote": f"quote-{extra['quote']}" if "quote" in extra else None,
            "request": f"request-{extra['request']}" if "request" in extra else None,
        })
    return rows


def visits_and_sheets() -> tuple[list[dict], list[dict]]:
    """Visits in order of time, with one time sheet entry for each finished one."""
    visits, sheets = [], []
    pairs = sorted((start, row) for row in ROWS for start in _starts(row))
    for n, (start, row) in enumerate(pairs, 501):
        number, client, prop, title, _, _, hours, crew, lines, extra = row
        done = start[:10] < TODAY
        visits.append({
            "id": f"visit-{n}", "title": title, "instructions": None, "startAt": utc(start), "endAt": utc(start, hours),
            "completedAt": utc(start, hours) if done else None, "visitStatus": "COMPLETED" if done else "UPCOMING",
            "createdAt": utc(shift(start, -2)), "client": f"client-{client}", "job": f"job-{number}",
            "property": f"property-{prop}", "assignedUsers": [f"user-{user}" for user in crew],
            "lineItems": [{k: v for k, v in item.items() if k != "unitCost"} for item in _lines(number, lines)],
        })
        if done:
            sheets.append({
                "id": f"ts-{n}", "startAt": utc(start), "endAt": utc(start, hours), "finalDuration": int(hours * 3600),
                "label": title, "note": extra.get("ts"), "createdAt": utc(start, hours), "updatedAt": utc(start, hours),
                "user": f"user-{crew[0]}", "client": f"client-{client}", "job": f"job-{number}", "visit": f"visit-{n}",
            })
    return visits, sheets


def invoices(visits: list[dict]) -> list[dict]:
    """Invoices as the office sent them, at list price; plan charges have no job."""
    by_number = {row[0]: row for row in ROWS}
    rows = []
    for number, job_numbers, day, status, charge in INVOICES:
        items = []
        for job in job_numbers:
            for item in _lines(job, by_number[job][8]):
                items.append({k: item[k] for k in ("name", "description", "quantity", "unitPrice", "totalPrice")})
        if charge:
            items = [{"name": charge[1], "description": None, "quantity": 1, "unitPrice": charge[2], "totalPrice": charge[2]}]
        items = [{"id": f"ili-{number}-{i}", **item, "date": day} for i, item in enumerate(items, 1)]
        total = round(sum(item["totalPrice"] for item in items), 2)
        client = charge[0] if charge else by_number[job_numbers[0]][1]
        paid = total if status == "paid" else 0
        rows.append({
            "id": f"invoice-{number}", "invoiceNumber": str(number), "subject": items[0]["name"], "message": None,
            "invoiceStatus": status, "issuedDate": utc(f"{day} 12:00"), "dueDate": utc(shift(f"{day} 12:00", 15)),
            "receivedDate": utc(shift(f"{day} 12:00", 9)) if paid else None, "createdAt": utc(f"{day} 11:00"),
            "updatedAt": utc(f"{day} 12:05"), "lineItems": items, "client": f"client-{client}",
            "amounts": {"subtotal": total, "discountAmount": 0, "taxAmount": 0, "total": total,
                        "invoiceBalance": round(total - paid, 2), "paymentsTotal": paid},
            "jobs": [f"job-{job}" for job in job_numbers],
            "visits": [visit["id"] for visit in visits if visit["job"] in {f"job-{job}" for job in job_numbers}],
        })
    return rows


def expenses() -> list[dict]:
    """What the crew bought."""
    return [{"id": f"expense-{n}", "title": title, "description": None, "date": utc(f"{day} 12:00"), "total": total,
             "createdAt": utc(f"{day} 18:00"), "updatedAt": utc(f"{day} 18:00"), "linkedJob": f"job-{job}",
             "enteredBy": f"user-{user}"}
            for n, (job, user, title, day, total) in enumerate(EXPENSES, 1)]
