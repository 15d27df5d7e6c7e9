"""The HTTP service described for people at `/docs`, from its own OpenAPI document; nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.web.rendering import Pages

router = APIRouter()
Json = dict[str, Any]
METHODS = ("get", "post", "put", "delete")
WIDEST = 8  # values of an enumeration told one by one


@dataclass(frozen=True)
class Field:
    """`where` is path, query or body."""

    name: str
    where: str
    type: str
    required: bool
    told: str


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    told: str
    fields: tuple[Field, ...]


@router.get("/docs", response_class=HTMLResponse)
def api_page(request: Request) -> HTMLResponse:
    """Open to all, as the OpenAPI document itself: it holds nothing of any account."""
    pages: Pages = request.app.state.pages
    document = request.app.openapi()
    return HTMLResponse(pages.alone("api.html", info=document["info"], groups=operations(document)))


def operations(document: Json) -> dict[str, list[Operation]]:
    """Every operation of an OpenAPI document by its first tag, in the order they are described."""
    found: dict[str, list[Operation]] = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                tag = next(iter(item[method].get("tags", ())), "service")
                found.setdefault(tag, []).append(_operation(document, method, path, item[method]))
    return found


def _operation(document: Json, method: str, path: str, described: Json) -> Operation:
    told = described.get("description") or described.get("summary", "")
    return Operation(method.upper(), path, told, (*_parameters(described), *_body(document, described)))


def _parameters(described: Json) -> Iterator[Field]:
    for one in described.get("parameters", ()):
        if one["in"] in ("path", "query"):
            told = one.get("description", "")
            yield Field(one["name"], one["in"], type_words(one["schema"]), one.get("required", False), told)


def _body(document: Json, described: Json) -> Iterator[Field]:
    content = described.get("requestBody", {}).get("content", {})
    schema: Json = next((kind["schema"] for kind in content.values()), {})
    shape = _resolved(document, schema)
    for name, field in shape.get("properties", {}).items():
        told = field.get("description", "")
        yield Field(name, "body", type_words(field), name in shape.get("required", ()), told)


def _resolved(document: Json, schema: Json) -> Json:
    name = schema.get("$ref", "").rpartition("/")[2]
    shape: Json = document["components"]["schemas"][name] if name else schema
    return shape


def type_words(schema: Json) -> str:
    """A JSON schema in words: "list of PlannedLine", "date or nothing", "one of clients, jobs"."""
    match schema:
        case {"$ref": reference}:
            return str(reference).rpartition("/")[2]
        case {"anyOf": several}:
            return " or ".join(type_words(each) for each in several)
        case {"enum": values} if len(values) <= WIDEST:
            return "one of " + ", ".join(map(str, values))
        case {"const": value}:
            return f"“{value}”"
        case {"type": "array", "items": items}:
            return f"list of {type_words(items)}"
        case {"type": "null"}:
            return "nothing"
    return str(schema.get("format") or schema.get("type") or "anything")
