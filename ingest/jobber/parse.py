"""GraphQL nodes, as the documents in `queries/` ask for them, into the values of `records`.

A node that lacks what the document asked for raises `Unreadable`. Dates without a time of day (invoices) are the UTC
day of the time Jobber gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar, cast

from ingest.jobber import records
from ingest.jobber.errors import Unreadable

Node = Mapping[str, Any]
R = TypeVar("R", bound=records.Record)


def record(kind: type[R], node: Node) -> R:
    """The record of type `kind` a node holds."""
    try:
        return cast(R, _PARSERS[kind](node))
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise Unreadable(
            f"Jobber's {kind.type_name} does not look as its schema says ({type(error).__name__})"
        ) from None


def note(node: Node, parent: Node, parent_type: str) -> records.Note:
    """A note under the record it was written on; `parent` is that record's node with its client and property."""
    try:
        return _note(node, parent, parent_type)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(
            f"Jobber's {parent_type}Note does not look as its schema says ({type(error).__name__})"
        ) from None


def attachment(node: Node) -> records.Attachment:
    return records.Attachment(
        id=node["id"],
        file_name=node["fileName"],
        content_type=node["contentType"],
        file_size=node["fileSize"],
        status=node["status"],
        created_at=time(node["createdAt"]),
    )


def line_item(node: Node) -> records.LineItem:
    unit_cost = node.get("unitCost")
    return records.LineItem(
        id=node["id"],
        name=_text(node["name"]),
        description=_text(node["description"]),
        category=_text(node["category"]),
        quantity=_number(node["quantity"]),
        unit_price=_number(node["unitPrice"]),
        total_price=_number(node["totalPrice"]),
        unit_cost=None if unit_cost is None else _number(unit_cost),
    )


def custom_field(node: Node) -> records.CustomFieldValue:
    """Links become their URL, areas `length x width`."""
    configuration = node["customFieldConfiguration"]["id"]
    return records.CustomFieldValue(configuration, _text(node["label"]), _FIELD_VALUES[node["__typename"]](node))


_FIELD_VALUES: dict[str, Callable[[Node], str | Decimal | bool | None]] = {
    "CustomFieldText": lambda node: _text(node["valueText"]),
    "CustomFieldNumeric": lambda node: _number(node["valueNumeric"]),
    "CustomFieldDropdown": lambda node: _text(node["valueDropdown"]),
    "CustomFieldTrueFalse": lambda node: bool(node["valueTrueFalse"]),
    "CustomFieldLink": lambda node: _text(node["valueLink"]["url"]),
    "CustomFieldArea": lambda node: f"{node['valueArea']['length']} x {node['valueArea']['width']}",
}


def _account(node: Node) -> records.Account:
    return records.Account(node["id"], name=_text(node["name"]))


def _user(node: Node) -> records.User:
    name = node["name"]
    return records.User(
        node["id"],
        first=_text(name["first"]),
        last=_text(name["last"]),
        full=_text(name["full"]),
        email=_text(node["email"]["raw"]),
        is_account_admin=node["isAccountAdmin"],
    )


def _client(node: Node) -> records.Client:
    return records.Client(
        node["id"],
        first_name=_text(node["firstName"]),
        last_name=_text(node["lastName"]),
        company_name=_text(node["companyName"]),
        is_company=node["isCompany"],
        emails=_primary_first(node["emails"], "address"),
        phones=_primary_first(node["phones"], "number"),
        billing_address=_address(node["billingAddress"]),
        contacts=tuple(_contact(each) for each in node["contacts"]["nodes"]),
        custom_fields=_custom_fields(node),
        created_at=time(node["createdAt"]),
        updated_at=time(node["updatedAt"]),
    )


def _contact(node: Node) -> records.Contact:
    return records.Contact(
        first_name=_text(node["firstName"]),
        last_name=_text(node["lastName"]),
        emails=tuple(each["address"] for each in node["emails"]["nodes"]),
        phones=tuple(each["number"] for each in node["phones"]["nodes"]),
    )


def _property(node: Node) -> records.Property:
    return records.Property(
        node["id"],
        client_id=_id(node["client"]) or "",
        name=_text(node["name"]),
        address=_address(node["address"]),
        custom_fields=_custom_fields(node),
    )


def _product(node: Node) -> records.Product:
    return records.Product(
        node["id"],
        name=_text(node["name"]),
        description=_text(node["description"]),
        default_unit_cost=_number(node["defaultUnitCost"]),
        category=node["category"],
    )


def _quote(node: Node) -> records.Quote:
    return records.Quote(
        node["id"],
        client_id=_id(node["client"]),
        property_id=_id(node["property"]),
        number=_text(node["quoteNumber"]),
        title=_text(node["title"]),
        message=_text(node["message"]),
        contract_disclaimer=_text(node["contractDisclaimer"]),
        status=node["quoteStatus"],
        line_items=_line_items(node),
        created_at=time(node["createdAt"]),
        updated_at=time(node["updatedAt"]),
    )


def _request(node: Node) -> records.Request:
    return records.Request(
        node["id"],
        client_id=_id(node["client"]),
        property_id=_id(node["property"]),
        title=_text(node["title"]),
        status=node["requestStatus"],
        created_at=time(node["createdAt"]),
        updated_at=time(node["updatedAt"]),
    )


def _job(node: Node) -> records.Job:
    return records.Job(
        node["id"],
        client_id=node["client"]["id"],
        property_id=_id(node["property"]),
        quote_id=_id(node["quote"]),
        request_id=_id(node["request"]),
        number=str(node["jobNumber"]),
        title=_text(node["title"]),
        instructions=_text(node["instructions"]),
        job_type=node["jobType"],
        status=node["jobStatus"],
        billing_type=node["billingType"],
        total=_number(node["total"]),
        line_items=_line_items(node),
        custom_fields=_custom_fields(node),
        start_at=time(node["startAt"]),
        end_at=time(node["endAt"]),
        completed_at=time(node["completedAt"]),
        created_at=time(node["createdAt"]),
        updated_at=time(node["updatedAt"]),
    )


def _visit(node: Node) -> records.Visit:
    return records.Visit(
        node["id"],
        client_id=node["client"]["id"],
        job_id=node["job"]["id"],
        property_id=_id(node["property"]),
        title=_text(node["title"]),
        instructions=_text(node["instructions"]),
        status=node["visitStatus"],
        start_at=time(node["startAt"]),
        end_at=time(node["endAt"]),
        completed_at=time(node["completedAt"]),
        line_items=_line_items(node),
        assigned_user_ids=_ids(node["assignedUsers"]),
        created_at=time(node["createdAt"]),
    )


def _time_sheet_entry(node: Node) -> records.TimeSheetEntry:
    target = node["targetItem"] or {}
    return records.TimeSheetEntry(
        node["id"],
        user_id=_id(node["user"]),
        client_id=_id(node["client"]),
        job_id=_id(node["job"]),
        visit_id=target["id"] if target.get("__typename") == "Visit" else None,
        label=_text(node["label"]),
        note=_text(node["note"]),
        duration_seconds=int(node["finalDuration"]),
        start_at=time(node["startAt"]),
        end_at=time(node["endAt"]),
        updated_at=time(node["updatedAt"]),
    )


def _expense(node: Node) -> records.Expense:
    return records.Expense(
        node["id"],
        job_id=_id(node["linkedJob"]),
        entered_by_id=_id(node["enteredBy"]),
        title=_text(node["title"]),
        description=_text(node["description"]),
        total=_number(node["total"] or 0),
        date=time(node["date"]),
        updated_at=time(node["updatedAt"]),
    )


def _invoice(node: Node) -> records.Invoice:
    amounts = node["amounts"] or {"total": 0, "invoiceBalance": 0}
    return records.Invoice(
        node["id"],
        client_id=_id(node["client"]) or "",
        job_ids=_ids(node["jobs"]),
        visit_ids=_ids(node["visits"]),
        number=_text(node["invoiceNumber"]),
        subject=_text(node["subject"]),
        message=_text(node["message"]),
        status=node["invoiceStatus"],
        issued_date=_day(node["issuedDate"]),
        due_date=_day(node["dueDate"]),
        total=_number(amounts["total"]),
        balance=_number(amounts["invoiceBalance"]),
        line_items=_line_items(node),
        created_at=time(node["createdAt"]),
        updated_at=time(node["updatedAt"]),
    )


def _task(node: Node) -> records.Task:
    return records.Task(
        node["id"],
        client_id=_id(node["client"]),
        property_id=_id(node["property"]),
        title=_text(node["title"]),
        instructions=_text(node["instructions"]),
        start_at=time(node["startAt"]),
        end_at=time(node["endAt"]),
    )


def _custom_field_configuration(node: Node) -> records.CustomFieldConfiguration:
    return records.CustomFieldConfiguration(
        node["id"],
        name=node["name"],
        applies_to=node["appliesTo"],
        value_type=node["valueType"],
        unit=node.get("unit"),
        options=tuple(node.get("dropdownOptions") or ()),
        read_only=node["readOnly"],
        archived=node["archived"],
    )


def _note(node: Node, parent: Node, parent_type: str) -> records.Note:
    return records.Note(
        node["id"],
        note_type=node["__typename"],
        client_id=parent["id"] if parent_type == "Client" else _id(parent["client"]),
        parent_id=parent["id"],
        property_id=_id(parent.get("property")),
        job_id=parent["id"] if parent_type == "Job" else None,
        message=_text(node["message"]),
        pinned=node["pinned"],
        created_by_id=_id(node["createdBy"] or None),
        created_at=time(node["createdAt"]),
        last_edited_at=time(node["lastEditedAt"]),
        attachments=tuple(attachment(each) for each in node["fileAttachments"]["nodes"]),
    )


_PARSERS: dict[type[records.Record], Callable[[Node], records.Record]] = {
    records.Account: _account,
    records.User: _user,
    records.Client: _client,
    records.Property: _property,
    records.Product: _product,
    records.Quote: _quote,
    records.Request: _request,
    records.Job: _job,
    records.Visit: _visit,
    records.TimeSheetEntry: _time_sheet_entry,
    records.Expense: _expense,
    records.Invoice: _invoice,
    records.Task: _task,
    records.CustomFieldConfiguration: _custom_field_configuration,
}


def _address(node: Node | None) -> records.Address:
    node = node or {}
    return records.Address(
        street1=_text(node.get("street1")),
        street2=_text(node.get("street2")),
        city=_text(node.get("city")),
        province=_text(node.get("province")),
        postal_code=_text(node.get("postalCode")),
        country=_text(node.get("country")),
    )


def _custom_fields(node: Node) -> tuple[records.CustomFieldValue, ...]:
    return tuple(custom_field(each) for each in node["customFields"])


def _line_items(node: Node) -> tuple[records.LineItem, ...]:
    return tuple(line_item(each) for each in node["lineItems"]["nodes"])


def _primary_first(nodes: Iterable[Node], name: str) -> tuple[str, ...]:
    ordered = sorted(nodes, key=lambda node: not node["primary"])
    return tuple(_text(node[name]) for node in ordered if node[name])


def _ids(connection: Node | None) -> tuple[str, ...]:
    return tuple(node["id"] for node in connection["nodes"]) if connection else ()


def _id(node: Node | None) -> str | None:
    return node["id"] if node else None


def _text(value: str | None) -> str:
    if value is not None and not isinstance(value, str):
        raise TypeError("text expected")
    return value or ""


def _number(value: int | Decimal | str) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def time(value: str | None) -> datetime | None:
    """An aware time in UTC; Jobber's dates without a zone are UTC's."""
    if value is None:
        return None
    told = datetime.fromisoformat(value)
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)


def _day(value: str | None) -> date | None:
    told = time(value)
    return None if told is None else told.date()
