"""What whoever runs a feed can do about a finding, by the test that made it."""

from __future__ import annotations

REMEDIES = {
    "endpoint": "Answer this address with JSON and status 200.",
    "root": "Answer the API's own address with version (HSDS-UK-3.0), profile and openapi_url: tools choose by them.",
    "shape.null": "Leave out a field that has no value; never send null.",
    "shape.uuid": "Give every record a UUID; make one from your own id (UUIDv5) where you have none.",
    "shape.required": "Send this field with every record; the standard requires it.",
    "shape.format": "Send the value as the standard has it: https://…, name@example.org, 2026-05-01T09:00:00Z.",
    "shape.value": "Use one of the standard's values.",
    "shape.type": "Send the type the standard names: numbers as numbers, lists as lists.",
    "shape": "Send what the standard's schema describes.",
    "paging.fields": "Send all seven fields of a page with every page.",
    "paging.per_page": "Give as many rows as per_page asks for, or say your largest page in your documentation.",
    "paging.size": "Let size be the number of rows on this page.",
    "paging.total": "Let total_pages be total_items divided by per_page, rounded up, and both the same on every page.",
    "paging.first": "Let first_page be true on page 1 and on no other.",
    "paging.last": "Let last_page be true on the page numbered total_pages and on no other.",
    "paging.empty": "Let empty be true exactly when there are no rows.",
    "paging.number": "Let page_number be the page that was asked for.",
    "paging.beyond": "Beyond the last page answer an empty page, or 404.",
    "paging.nonsense": "Refuse a page or per_page that is no positive number with status 400 and a sentence.",
    "paging.twice": "Sort by something unique, such as the id, so that no row comes on two pages.",
    "paging.missing": "Let the pages hold as many rows as total_items says.",
    "paging.order": "Sort by something unique and unchanging, so that two readings give the same order.",
    "links.open": "Let every id of a list open at its own address, with the same id in the answer.",
    "links.dangling": "Send only ids that lead to a record you serve; leave out the others.",
    "links.unknown": "Answer 404 with a JSON body for an id you do not have.",
    "links.malformed": "Answer 404 or 400, never 500, for an id that is none.",
    "filters.and": "Return only rows that match every filter of a request.",
    "filters.minimal": "With minimal=true answer one page with id and last_modified of everything.",
    "filters.full": "With full=true send rows as complete as the record's own address does.",
    "filters.format": "With format=ndjson send every row, one JSON object a line, without pages.",
    "filters.full_service": "With full_service=true send each organisation with its services, complete.",
    "filters": "Let this parameter choose rows as the standard says, or refuse it with status 400: never ignore it.",
    "deletions": "Offer what changed and was deleted since a number, so that others need not read everything again.",
    "manners.cors": "Send Access-Control-Allow-Origin: * with every answer, so that web pages can use the feed.",
    "manners.etag": "Send an ETag and answer 304 to If-None-Match: readers and you are spared the same bytes.",
    "manners.https": "Serve the feed over https.",
    "manners.licence": "Say the licence of the data, in the root document or the OpenAPI's info.license.",
    "manners.slow": "Find out what takes so long: the official validator warns above five seconds.",
}


def remedy(test: str) -> str:
    """The nearest remedy: `filters.search` falls back on `filters`."""
    return REMEDIES.get(test) or REMEDIES.get(test.split(".")[0], "")
