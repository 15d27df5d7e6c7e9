"""Pages from Jinja templates. Everything put into one is escaped; what a person reads is worded here or there, once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ingest.jobber.ids import record_name, short_id
from service.auth.roles import Permission, Principal
from service.coverage.verdict import Verdict
from service.web.assets import asset

HERE = Path(__file__).parent


@dataclass(frozen=True)
class NavigationItem:
    path: str
    name: str
    icon: str
    permission: Permission


NAVIGATION = (
    NavigationItem("/", "Ask", "ask", Permission.ASK),
    NavigationItem("/jobs", "Check a job", "check", Permission.CHECK),
    NavigationItem("/agreements", "Agreements", "agreement", Permission.SEE_DOCUMENTS),
    NavigationItem("/documents", "Documents", "document", Permission.SEE_DOCUMENTS),
    NavigationItem("/approvals", "Approvals", "approval", Permission.SEE_PROPOSALS),
    NavigationItem("/reviews", "Reviews", "review", Permission.REVIEW),
    NavigationItem("/setup", "Set-up", "setup", Permission.CONFIGURE),
)

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_IN_WORDS = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
STATES = {"indexed": "read", "unchanged": "read before"}  # of documents, as the office says it; others by their names
FIELD_NAMES = {"slas": "Response times", "auto_renews": "Renews by itself", "parties": "Parties to it"}
OF_MONEY = ("contract_value", "hourly_rate", "approval_threshold", "coverage_cap")
QUOTED_TO_CUSTOMERS = ("contract", "quote")  # on a receipt; what technicians and the office wrote stays in the office
MORE_FOLLOWS = Markup("<!-- more follows -->")
FAILED = "Something failed on our side, and the log has the time. Load the page again."
VERDICTS = {one.value: one.said for one in Verdict}


class Pages:
    """Renders for whoever asks; times are told in `zone`, the account's."""

    def __init__(self, zone: tzinfo, *, has_issuer: bool = False) -> None:
        """`has_issuer`: people sign in with the company's sign-in service."""
        self._zone, self.has_issuer = zone, has_issuer
        self._templates = _environment()
        self._templates.filters["when"] = self.when

    def when(self, moment: datetime | str | None) -> str:
        """A moment as the office reads it: "Nov 16, 2026, 2:05 PM"."""
        if moment is None:
            return ""
        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        local = at.astimezone(self._zone)
        return f"{local:%b} {local.day}, {local.year}, {local.hour % 12 or 12}:{local:%M %p}"

    def text(self, template: str, request: Request, principal: Principal, context: dict[str, Any]) -> str:
        return self._templates.get_template(template).render(self._around(request, principal) | context)

    def pieces(self, template: str, request: Request, principal: Principal, context: dict[str, Any]) -> Iterator[str]:
        """A page in pieces, cut where its template says `MORE_FOLLOWS`: what stands before is painted while the rest is made.
        Of what fails on the way the page says so, and the error goes on."""
        waiting: list[str] = []
        try:
            for piece in self._templates.get_template(template).generate(self._around(request, principal) | context):
                waiting.append(piece)
                if MORE_FOLLOWS in piece:
                    yield "".join(waiting)
                    waiting = []
        except Exception:
            yield self.alone("told.html", words=FAILED, kind="bad")
            raise
        yield "".join(waiting)

    def alone(self, template: str, **context: Any) -> str:
        """A page for whoever is not signed in."""
        return self._templates.get_template(template).render(context)

    def _around(self, request: Request, principal: Principal) -> dict[str, Any]:
        allowed = [item for item in NAVIGATION if principal.may(item.permission)]
        first = "/" + request.url.path.strip("/").split("/")[0]
        return {
            "principal": principal,
            "who": getattr(request.state, "who", principal.name),
            "may": lambda name: principal.may(Permission(name)),
            "navigation": allowed,
            "current": next((item.path for item in allowed if item.path == first), ""),
            "csrf": getattr(request.state, "csrf", ""),
        }


def money(value: Any) -> str:
    """`{"amount", "currency"}` or a number as "$1,234.50"; a dash for what is not known."""
    if value is None:
        return "–"
    amount, currency = (value["amount"], value.get("currency", "USD")) if isinstance(value, dict) else (value, "USD")
    figure = Decimal(str(amount))
    sign, mark = ("-" if figure < 0 else ""), ("$" if currency == "USD" else f"{currency} ")
    return f"{sign}{mark}{abs(figure):,.2f}"


def sum_of(lines: list[dict[str, Any]], name: str) -> Decimal:
    """The sum of the lines' amounts of this name, which all are given."""
    return sum((Decimal(line[name]["amount"]) for line in lines), Decimal(0))


def renewal(fields: dict[str, Any]) -> str:
    """When, or whether, an agreement renews, as far as its fields tell."""
    if "renewal_date" in fields:
        return day(fields["renewal_date"]["value"])
    if "auto_renews" in fields:
        return "by itself" if fields["auto_renews"]["value"] else "not by itself"
    return ""


def day(value: date | str | None) -> str:
    """A date as the office reads it: "Nov 16, 2026"."""
    if not value:
        return ""
    told = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{told:%b} {told.day}, {told.year}"


def plain(value: Any) -> str:
    """A field's or a custom field's value in words: "$389.00 a year", "2 a year", "Nov 16, 2026"."""
    if value is None or value in ("", [], {}, ()):
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return _of_parts(value)
    if isinstance(value, list | tuple):
        return ", ".join(plain(each) for each in value)
    return day(value) if isinstance(value, str) and _DATE.fullmatch(value) else str(value)


def field_words(value: Any, name: str) -> str:
    """A contract field's value in words; amounts and percentages are kept without their sign."""
    if name in ("approval_threshold", "hourly_rate"):
        return money(value)
    return f"{value} %" if name.endswith("_percent") else plain(value)


def written(value: Any, field: str) -> str:
    """What a custom field holds, or would, as the contract field it comes from is told: a bare number as money, say."""
    inner = value.get("value") if isinstance(value, dict) and "label" in value else value
    if field in OF_MONEY and isinstance(inner, str | int | float | Decimal) and _NUMBER.fullmatch(str(inner)):
        return money(inner)
    return f"{inner} %" if field.endswith("_percent") and inner not in (None, "") else plain(inner)


def _of_parts(value: dict[str, Any]) -> str:
    match value:
        case {"amount": _}:
            return money(value) + _per(value)
        case {"label": _, "value": inner}:
            return plain(inner)
        case {"count": count, "per": _}:
            return f"{count}{_per(value)}"
        case {"count": count, "unit": unit}:
            return counted(count, unit)
        case {"what": what, "value": number, "unit": unit}:
            return f"{what}: {counted(number, unit)}".replace("_", " ")
    return ", ".join(plain(each) for each in value.values() if each not in (None, ""))


def counted(count: Any, unit: str) -> str:
    """A number of a unit, named in the singular or the plural: "24 hours", "1 month"."""
    one = unit.removesuffix("s")
    return f"{count} {one}" if str(count) == "1" else f"{count} {one}s"


def brief(value: Any) -> str:
    """A value of the audit log in few words: of what is a list of several parts each, how many there are."""
    if isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        return str(len(value))
    return plain(value)


def field_name(name: str) -> str:
    """What the office calls a contract field."""
    return FIELD_NAMES.get(name) or name.replace("_", " ").capitalize()


def _per(value: Mapping[Any, Any]) -> str:
    return f" a {value['per']}" if value.get("per") else ""


def dated(text: str) -> str:
    """Words with their ISO dates as the office reads them."""
    return _DATE_IN_WORDS.sub(lambda found: day(found.group()), text)


def sentence(text: str) -> str:
    """A message as a sentence: a capital first, a full stop last."""
    told = text.strip()
    return told[:1].upper() + told[1:] + ("" if told.endswith((".", "!", "?", "”")) or not told else ".")


def named(record: dict[str, str]) -> str:
    """A Jobber record as people call it: "job note 57"."""
    return record_name(record["type"], record["id"])


def source_name(citation: dict[str, Any]) -> str:
    """Where a citation's words stand: file, page and section, or the record."""
    name = citation["file"] or named(citation["record"])
    page = f", page {citation['page']}" if citation["page"] else ""
    section = f" · {citation['section'].replace(' > ', ' › ')}" if citation["section"] else ""
    return f"{name}{page}{section}"


def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "asset": asset,
        "icon": icon,
        "VERDICTS": VERDICTS,
        "STATES": STATES,
        "QUOTED_TO_CUSTOMERS": QUOTED_TO_CUSTOMERS,
        "MORE_FOLLOWS": MORE_FOLLOWS,
    }
    found.filters |= {
        "money": money,
        "day": day,
        "renewal": renewal,
        "sum_of": sum_of,
        "plain": plain,
        "field_words": field_words,
        "written": written,
        "brief": brief,
        "dated": dated,
        "field_name": field_name,
        "sentence": sentence,
        "source_name": source_name,
        "record_name": named,
        "short": short_id,
        "words": lambda name: str(name).replace("_", " "),
    }
    return found


def icon(name: str) -> Markup:
    """One of our own line drawings, for beside a word that says the same."""
    return Markup(  # noqa: S704 - our own constants
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{_ICONS[name]}</svg>'
    )


_ICONS = {
    "ask": '<path d="M4 5h16v11H9l-5 4z"/><path d="M8 9h8M8 12h5"/>',
    "check": '<path d="M9 4h6v3H9zM7 5H5v15h14V5h-2"/><path d="m8.5 13 2.5 2.5 4.5-5"/>',
    "agreement": '<path d="M6 3h9l4 4v14H6z"/><path d="M9 9h7M9 13h7M9 17h3"/><path d="m14 17 1.5 1.5L18 15.5"/>',
    "document": '<path d="M6 3h9l4 4v14H6z"/><path d="M14 3v5h5"/>',
    "approval": '<path d="M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z"/><path d="m8.5 12 2.5 2.5 4.5-5"/>',
    "review": '<path d="M4 5h16v11H9l-5 4z"/><path d="M12 8v3M12 13.5v.1"/>',
    "setup": '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2"/>',
}
