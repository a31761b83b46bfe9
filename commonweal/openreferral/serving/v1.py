"""The same records as Open Referral UK 1.0 has them, to read: for those whose software has not moved on.

A page is turned into the older form when it is asked for. What the older form has no place for is left out; what it
has and ours has not (reviews, kinds of access) is not given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import orjson

from commonweal.openreferral.serving import asks, pages, times
from commonweal.openreferral.serving.answers import Answer, problem, said
from commonweal.openreferral.serving.asks import Ask
from commonweal.openreferral.serving.documents import Document, cleaned
from commonweal.openreferral.serving.filters import Postcodes
from commonweal.openreferral.serving.reader import View

Pairs = Iterable[tuple[str, str]]

# The older names of what may be asked, and ours; what is called the same keeps its name.
SERVICES = {"text": "search", "taxonomy_id": "taxonomy_term_id", "vocabulary": "taxonomy_id"} | {
    name: name for name in "page per_page minimum_age maximum_age day start_time end_time postcode proximity".split()
}
TERMS = {"text": "search", "parent_id": "parent_id", "vocabulary": "taxonomy_id", "root_only": "top_only"}
TURN = {"page": "page", "per_page": "per_page"}


def answer(view: View, parts: list[str], pairs: Pairs, postcodes: Postcodes) -> Answer:
    """A list, or one of it."""
    known = LISTS.get(parts[0])
    if not known:
        names = ", ".join(f"/v1/{name}" for name in LISTS)
        return problem(404, "There is no such list in version 1.", f"There are {names}.")
    kind, parameters, turned = known
    if len(parts) == 2:
        found = view.one(kind, parts[1])
        if not found:
            return problem(404, f"There is no record with the id {parts[1][:100]}.", f"/v1/{parts[0]} lists them.")
        return said(turned(orjson.loads(found[0])))
    asked, unknown = _asked(kind, parameters, pairs)
    found_rows = pages.find(view, asked, postcodes)
    rows = view.rows(kind, found_rows.numbers, full=True)
    content = _page(asked, found_rows.total, [turned(orjson.loads(row)) for row in rows])
    headers = {"X-Unknown-Parameters": ", ".join(unknown[:10])} if unknown else {}
    return Answer(orjson.dumps(content), headers=headers)


def service(document: Document) -> Document:
    """A service in the older form."""
    made = _kept(document, "id name description url email status fees accreditations assured_date")
    made["organization"] = organization(document.get("organization") or {"id": document.get("organization_id")})
    made["eligibilitys"] = _eligibility(document)
    made["service_taxonomys"] = [
        {"id": each.get("id"), "taxonomy": term(each["taxonomy_term"])}
        for each in document.get("attributes") or ()
        if each.get("taxonomy_term")
    ]
    made["service_at_locations"] = [_place(each) for each in document.get("service_at_locations") or ()]
    made["contacts"] = [_contact(each) for each in document.get("contacts") or ()]
    made["fundings"] = _all(document, "funding", "id source")
    made["service_areas"] = [
        {**_kept(each, "id extent uri"), "service_area": each.get("service_area") or each.get("name")}
        for each in document.get("service_areas") or ()
    ]
    made["languages"] = [
        {"id": each.get("id"), "language": each.get("name")} for each in document.get("languages") or ()
    ]
    made["cost_options"] = _all(document, "cost_options", "id valid_from valid_to option amount amount_description")
    made["regular_schedules"] = _schedules(document)
    return cleaned(made, "")


def organization(document: Document) -> Document:
    """An organisation in the older form. There its address is `url`."""
    made = _kept(document, "id name description email logo uri")
    made["description"] = made.get("description") or made.get("name")
    return cleaned(made | {"url": document.get("website")}, "")


def term(document: Document) -> Document:
    """A taxonomy term, which the older form calls a taxonomy, and its taxonomy a vocabulary."""
    detail = document.get("taxonomy_detail") or {}
    made = _kept(document, "id name parent_id")
    return cleaned(
        made | {"vocabulary": document.get("taxonomy") or detail.get("name") or document.get("taxonomy_id")}, ""
    )


def _place(document: Document) -> Document:
    location = document.get("location") or {}
    made = _kept(location, "id name description latitude longitude")
    made["physical_addresses"] = _all(
        location, "addresses", "id attention address_1 city state_province postal_code country"
    )
    made["accessibility_for_disabilities"] = [
        {"id": each.get("id"), "accessibility": each.get("accessibility") or each.get("description")}
        for each in location.get("accessibility") or ()
    ]
    return {"id": document.get("id"), "location": made, "regular_schedules": _schedules(document)}


def _contact(document: Document) -> Document:
    phones = [{"id": each.get("id"), "number": each.get("number")} for each in document.get("phones") or ()]
    return _kept(document, "id name title") | {"phones": phones}


def _eligibility(document: Document) -> list[Document]:
    if document.get("minimum_age") is None and document.get("maximum_age") is None:
        return []
    return [{"id": document["id"], **_kept(document, "minimum_age maximum_age")}]


def _schedules(document: Document) -> list[Document]:
    """The older form has one schedule for each day of the week, counted from Monday as 1."""
    names = "opens_at closes_at valid_from valid_to dtstart freq interval bymonthday description"
    return [
        {"id": f"{each.get('id')}-{day}", "weekday": times.DAYS.index(day) + 1, "byday": day, **_kept(each, names)}
        for each in document.get("schedules") or ()
        for day in times.days_of(each)
    ]


def _asked(kind: str, parameters: dict[str, str], pairs: Pairs) -> tuple[Ask, list[str]]:
    ours = [(parameters[name], value) for name, value in pairs if name in parameters]
    unknown = [name for name, _ in pairs if name not in parameters]
    return asks.parse(kind, ours)[0], unknown


def _page(ask: Ask, total: int, rows: list[Document]) -> Document:
    whole = -(-total // ask.per_page)
    return {
        "totalElements": total,
        "totalPages": whole,
        "number": ask.page,
        "size": len(rows),
        "first": ask.page == 1,
        "last": ask.page >= whole,
        "empty": not rows,
        "content": rows,
    }


def _kept(document: Document, names: str) -> Document:
    return {name: document[name] for name in names.split() if document.get(name) is not None}


def _all(document: Document, name: str, fields: str) -> list[Document]:
    return [_kept(each, fields) for each in document.get(name) or ()]


LISTS: dict[str, tuple[str, dict[str, str], Callable[[Document], Document]]] = {
    "services": ("service", SERVICES, service),
    "organizations": ("organization", TURN, organization),
    "taxonomies": ("taxonomy_term", TERMS | TURN, term),
    "vocabularies": ("taxonomy", TURN, partial(_kept, names="id name description")),
}
