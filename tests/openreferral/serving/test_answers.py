"""Every address answers as the standard has it, and says plainly what it cannot answer."""

from __future__ import annotations

import asyncio
import gzip
import json

import httpx
import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from commonweal.openreferral import schemas
from commonweal.openreferral.serving import store
from commonweal.openreferral.serving.asks import PARAMETERS
from commonweal.openreferral.serving.documents import PATHS
from tests.openreferral.serving.conftest import Client
from tests.openreferral.serving.invented import known

LISTS = [(kind, f"/{path}") for kind, path in PATHS.items()]
VALUES = {
    "search": "choir",
    "page": "2",
    "per_page": "5",
    "format": "ndjson",
    "taxonomy_term_id": known("term 1"),
    "taxonomy_id": known("taxonomy 1"),
    "organization_id": known("organization 1"),
    "modified_after": "2026-06-01",
    "minimum_age": "20",
    "maximum_age": "12",
    "day": "MO",
    "start_time": "12:00",
    "end_time": "15:00",
    "postcode": "AA2 2BB",
    "proximity": "900",
    "parent_id": known("term 0"),
    "top_only": "true",
    "minimal": "true",
    "full": "true",
    "full_service": "true",
    "after": "2",
}
BAD = {
    "page": "0",
    "per_page": "501",
    "format": "xml",
    "modified_after": "last week",
    "minimum_age": "old",
    "maximum_age": "-1",
    "day": "someday",
    "start_time": "half past nine",
    "end_time": "25:00",
    "postcode": "nowhere",
    "proximity": "far",
    "top_only": "perhaps",
    "minimal": "2",
    "full": "all",
    "full_service": "x",
    "after": "-3",
    "search": "x" * 600,
}


@pytest.mark.parametrize(("kind", "path"), LISTS)
@pytest.mark.parametrize("full", [False, True])
def test_every_page_of_every_list_is_valid(kind, path, full, client, place):
    page = client.page(path, per_page=100, full=str(full).lower())
    assert schemas.breaks(schemas.validator_of(schemas.page_schema(kind, full=full)), page) == []
    assert [each["id"] for each in page["contents"]] == [each["id"] for each in place.of(kind)][:100]


@pytest.mark.parametrize(("kind", "path"), LISTS)
def test_every_record_is_valid_whole_and_without_what_is_empty(kind, path, client, place):
    for document in place.of(kind):
        answer = client.get(f"{path}/{document['id']}")
        assert answer.status_code == 200
        assert schemas.broken(answer.json(), kind) == []
        assert "null" not in answer.text and '""' not in answer.text and "[]" not in answer.text
        assert {
            name: value for name, value in document.items() if value not in (None, "", [])
        }.keys() == answer.json().keys()


@pytest.mark.parametrize(("kind", "path"), LISTS)
def test_the_official_validators_own_schemas_are_met(kind, path, client, shared_data):
    held = shared_data / "openreferral" / "validator" / "schemas-v3.0-uk"
    list_schema = json.loads((held / f"{kind}_list.json").read_text())
    if "contents" not in list_schema["properties"]:  # their list of organisations is the schema of one
        list_schema = {"properties": {"contents": {"items": list_schema}}}
    assert not list(Draft202012Validator(list_schema).iter_errors(client.page(path)))
    one = json.loads((held / f"{kind}.json").read_text())
    for known_id in client.ids(path)[:20]:
        assert not list(Draft202012Validator(one).iter_errors(client.get(f"{path}/{known_id}").json()))


def test_the_root_names_version_profile_and_description(client):
    root = client.get("/").json()
    assert root["version"] == "HSDS-UK-3.0"
    assert schemas.breaks(schemas.validator_of(schemas.root_schema()), root) == []
    assert client.get(root["openapi_url"]).json()["openapi"] == "3.1.0"
    for address in (root["changes_url"], *root["dumps"].values()):
        assert client.get(address).status_code == 200


def test_it_can_be_mounted_under_any_address(held):
    client = Client(held, base_url="https://example.org/api/openreferral/")
    assert client.get("/").json()["openapi_url"] == "https://example.org/api/openreferral/openapi.json"
    assert client.get("/openapi.json").json()["servers"] == [{"url": "https://example.org/api/openreferral"}]


def test_it_is_found_where_the_server_mounts_it(held, place):
    async def asked(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(Client(held).app, root_path="/api/openreferral")
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(path)

    for path in ("/services", "/api/openreferral/services", "/api/openreferral/services/"):
        assert asyncio.run(asked(path)).json()["total_items"] == len(place.services)
    assert asyncio.run(asked("/api/openreferral")).json()["changes_url"] == "http://here/api/openreferral/changes"


def test_pages_keep_the_rules_the_validator_keeps(client, place):
    total = len(place.services)
    whole = -(-total // 7)
    seen = []
    for number in range(1, whole + 1):
        page = client.page("/services", per_page=7, page=number)
        last = number == whole
        assert (page["total_items"], page["total_pages"], page["page_number"]) == (total, whole, number)
        assert (page["first_page"], page["last_page"], page["empty"]) == (number == 1, last, False)
        assert page["size"] == len(page["contents"]) == (total - 7 * (whole - 1) if last else 7)
        seen += [each["id"] for each in page["contents"]]
    assert seen == [each["id"] for each in place.services]
    beyond = client.page("/services", per_page=7, page=whole + 1)
    assert (beyond["empty"], beyond["size"], beyond["last_page"]) == (True, 0, True)
    assert client.page("/services")["size"] == 50


def test_pages_of_a_search_do_not_overlap(client):
    found = [
        each["id"]
        for page in range(1, 20)
        for each in client.page("/services", search="choir", per_page=3, page=page)["contents"]
    ]
    assert len(found) == len(set(found)) == client.page("/services", search="choir")["total_items"]


def test_ndjson_streams_every_row_that_fits(client):
    for path, asked in (
        ("/services", {}),
        ("/services", {"search": "choir"}),
        ("/service_at_locations", {"day": "MO"}),
    ):
        answer = client.get(path, params={"format": "ndjson", **asked})
        assert answer.headers["content-type"] == "application/x-ndjson"
        rows = [json.loads(line) for line in answer.text.splitlines()]
        assert sorted(each["id"] for each in rows) == sorted(client.ids(path, **asked))
    whole = [json.loads(line) for line in client.get("/services?format=ndjson&full=true").text.splitlines()]
    assert whole == client.page("/services", full="true", per_page=100)["contents"]


def test_minimal_is_everything_on_one_page(client, place):
    page = client.page("/services", minimal="true")
    assert page["total_items"] == page["size"] == len(page["contents"]) == len(place.services)
    assert all(each.keys() == {"id", "last_modified"} for each in page["contents"])
    said = {each["id"]: each["last_modified"] for each in place.services if each["last_modified"]}
    assert all(
        each["last_modified"][:19] + "Z" == said.get(each["id"], "2026-05-10T12:00:00Z") for each in page["contents"]
    )
    some = client.page("/services", minimal="true", day="MO")
    assert [each["id"] for each in some["contents"]] == client.ids("/services", day="MO")
    assert client.page("/services", minimal="true", search="nothinglikeit")["empty"] is True


def test_an_organisation_can_be_had_with_its_services(client, place):
    organization = place.organizations[1]["id"]
    whole = client.get(f"/organizations/{organization}?full_service=true").json()
    own = [each["id"] for each in place.services if each["organization_id"] == organization]
    assert [each["id"] for each in whole["services"]] == own
    assert whole in client.page("/organizations", full_service="true")["contents"]


@pytest.mark.parametrize(("kind", "path"), LISTS)
def test_post_asks_the_same_as_get(kind, path, client):
    asked = {"per_page": 3, "search": "choir"}
    expected = client.page(path, **asked)
    assert client.ask("POST", path, params=asked).json() == expected
    assert client.ask("POST", path, json=asked).json() == expected
    assert client.ask("POST", path, data=asked).json() == expected
    assert client.ask("POST", path, params={"per_page": 3}, json={"search": "choir"}).json() == expected


def test_what_is_described_is_what_is_done(client, place):
    """Each parameter of the description is taken, and does something where it can."""
    described = client.get("/openapi.json").json()
    for kind, path in LISTS:
        names = {each["name"] for each in described["paths"][path]["get"]["parameters"]}
        assert names == {each.name for each in PARAMETERS if kind in each.kinds}
        plain = client.get(path).content
        for name in names - {"proximity"}:
            answer = client.get(path, params={name: VALUES[name]})
            assert answer.status_code == 200, answer.text
            assert "x-unknown-parameters" not in answer.headers
            if kind in ("service", "service_at_location"):
                assert answer.content != plain, name


def test_the_description_holds_every_answer(client):
    described = client.get("/openapi.json").json()
    for path, operations in described["paths"].items():
        if "{" in path or path.endswith(".zip"):
            continue
        answer = client.get(path)
        of = operations["get"]["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
        schema = of | {"components": described["components"]}
        assert not list(Draft202012Validator(schema).iter_errors(answer.json())), path


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_understood_is_refused_in_a_sentence(name, client):
    kind = next(each for each in PARAMETERS if each.name == name).kinds[-1]
    asked = {name: BAD[name]} | ({"postcode": "AA1 1AA"} if name == "proximity" else {})
    answer = client.get(f"/{PATHS[kind]}", params=asked)
    assert answer.status_code == 400
    assert answer.json()["parameter"] == name
    assert answer.json()["error"].endswith(".") and answer.json()["hint"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/services?proximity=100", "proximity"),
        ("/services?day=MO&day=TU", "day"),
        ("/services?search=a+b+c+d+e+f+g+h+i+j+k+l+m", "search"),
        ("/services?full=1&minimal=1", "minimal"),
        ("/services?full=true&per_page=101", "per_page"),
        ("/services?format=ndjson&postcode=nowhere", "postcode"),
        ("/services?minimal=true&postcode=nowhere", "postcode"),
        ("/changes?after=x", "after"),
        ("/changes?per_page=0", "per_page"),
        ("/v1/services?page=x", "page"),
    ],
)
def test_what_does_not_go_together_is_refused_too(path, name, client):
    answer = client.get(path)
    assert (answer.status_code, answer.json()["parameter"]) == (400, name)


def test_unknown_parameters_are_ignored_and_named(client):
    answer = client.get("/services?colour=red&search=choir&top_only=true")
    assert answer.headers["x-unknown-parameters"] == "colour, top_only"
    assert answer.json() == client.page("/services", search="choir")


def test_a_page_far_beyond_the_end_is_empty(client):
    for asked in ({}, {"day": "MO"}, {"search": "choir"}):
        page = client.page("/services", page=10**14, **asked)
        assert page["empty"] and page["last_page"]
        assert page["total_items"] == client.page("/services", **asked)["total_items"]


def test_the_name_of_a_parameter_writes_no_header(client):
    answer = client.get("/services?a%0d%0aSet-Cookie:x=1")
    assert answer.headers["x-unknown-parameters"] == "a??Set-Cookie?x" and "set-cookie" not in answer.headers


def test_streams_are_compressed_too(client):
    plain = client.get("/dumps/services.ndjson", headers={"Accept-Encoding": "identity"})
    packed = client.get("/dumps/services.ndjson", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip" and packed.content == plain.content


@pytest.mark.parametrize(
    "path", ["/nothing", "/services/nothing", "/dumps/x.ndjson", "/v1/reviews", "/v1/services/x", "/services/a/b"]
)
def test_what_is_not_here_is_said_in_json(path, client):
    answer = client.get(path)
    assert answer.status_code == 404 and answer.json().keys() >= {"error", "hint"}
    assert answer.headers["access-control-allow-origin"] == "*"


def test_only_reading_is_offered(client):
    for method, path in (("DELETE", "/services"), ("PUT", "/services/x"), ("POST", "/services/x"), ("POST", "/")):
        answer = client.ask(method, path)
        assert answer.status_code == 405 and "GET" in answer.headers["allow"] and answer.json()["hint"]
    assert (
        client.ask("POST", "/services", content=b"[1]", headers={"content-type": "application/json"}).status_code == 400
    )
    assert client.ask("POST", "/services", content=b"x" * 70_000).status_code == 413


def test_any_page_on_any_site_may_read_it(client):
    answer = client.ask(
        "OPTIONS", "/services", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert answer.status_code == 204 and answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    "path", ["/", "/services", "/services?search=choir", "/services?format=ndjson", "/changes", "/dumps/hsds.zip"]
)
def test_head_is_get_without_the_body(path, client):
    head, whole = client.ask("HEAD", path), client.get(path)
    assert head.status_code == 200 and not head.content
    assert head.headers.get("etag") == whole.headers.get("etag")
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_what_has_not_changed_is_not_sent_again(fresh, place):
    folder, client = fresh(place)
    one = f"/services/{place.services[0]['id']}"
    marks = {path: client.get(path).headers["etag"] for path in ("/services", "/services?day=MO", one, "/changes")}
    for path, mark in marks.items():
        again = client.get(path, headers={"If-None-Match": f'"x", {mark}'})
        assert again.status_code == 304 and not again.content and again.headers["etag"] == mark
    store.apply(folder, [("service", place.services[1] | {"name": "Another name"})])
    assert client.get("/services", headers={"If-None-Match": marks["/services"]}).status_code == 200
    assert client.get(one, headers={"If-None-Match": marks[one]}).status_code == 304
    assert "last-modified" in client.get(one).headers


def test_long_answers_are_compressed_where_that_is_understood(client):
    packed = client.get("/services", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/services", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert (
        int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 5, mtime=0)) < len(plain.content) / 2
    )
    assert "content-encoding" not in client.get("/nothing", headers={"Accept-Encoding": "gzip"}).headers


def test_version_1_is_answered_as_its_schemas_have_it(client, shared_data):
    held = shared_data / "openreferral" / "validator" / "schemas-v1.0-uk"
    for name, path in (("service", "services"), ("organization", "organizations"), ("taxonomy", "taxonomies")):
        page = client.page(f"/v1/{path}")
        assert page["totalElements"] and page["size"] == len(page["content"])
        for ending, answers in (
            ("_list", [page]),
            ("", [client.get(f"/v1/{path}/{each['id']}").json() for each in page["content"][:10]]),
        ):
            validator = Draft7Validator(json.loads((held / f"{name}{ending}.json").read_text()))
            assert not [error.message for answer in answers for error in validator.iter_errors(answer)]
    verbose = json.loads(
        (shared_data / "openreferral" / "oruk-1.0" / "schemas" / "service.schema.verbose.json").read_text()
    )
    assert not [
        e.message for each in client.page("/v1/services")["content"] for e in Draft7Validator(verbose).iter_errors(each)
    ]


def test_version_1_asks_with_its_own_names(client):
    term = known("term 1")
    found = client.page("/v1/services", taxonomy_id=term, per_page=500)
    assert [each["id"] for each in found["content"]] == client.ids("/services", taxonomy_term_id=term)
    assert found["first"] is True and found["last"] is True and found["number"] == 1
    near = client.page("/v1/services", text="choir", postcode="AA1 1AA", proximity="2000", per_page=500)
    assert {each["id"] for each in near["content"]} == set(
        client.ids("/services", search="choir", postcode="AA1 1AA", proximity="2000")
    )
    days = [each for service in client.page("/v1/services")["content"] for each in service.get("regular_schedules", [])]
    assert days and all(1 <= each["weekday"] <= 7 for each in days)
