"""The one way out: the same rows as page, JSON and CSV; nothing that a spreadsheet would run; unknown stays unknown."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass

import pytest
from django.test import Client, RequestFactory

from commonweal.core.answer import answer, answer_error, answers, cell, csv_answer, openapi, twins
from commonweal.core.errors import Clash, DomainError, Gone, Invalid, NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class Inner:
    vintage: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row for testing."""

    name: str
    count: int | None
    where: Inner
    tags: tuple[str, ...] = ()


ROWS = [Row("Choir", None, Inner("2025")), Row("=1+1", 3, Inner("2019"), ("a", "b"))]


@answers("Rows for testing", rows={"rows": list[Row]}, queries={"kind": "only this kind"})
def rows(request):
    return answer(request, "none.html", rows=ROWS)


def get(form, method="get"):
    return rows(getattr(RequestFactory(), method)("/rows"), form=form)


def test_json_keeps_unknown_as_null():
    body = json.loads(get("json").content)
    assert body["rows"][0] == {"name": "Choir", "count": None, "where": {"vintage": "2025"}, "tags": []}


def test_csv_carries_the_same_rows_with_unknown_left_empty():
    listed = list(csv.DictReader(io.StringIO(get("csv").content.decode("utf-8-sig"))))
    assert listed[0] == {"name": "Choir", "count": "", "where.vintage": "2025", "tags": ""}
    assert listed[1]["tags"] == "a; b"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"])
def test_text_that_a_spreadsheet_would_run_is_made_text(text):
    assert cell(text) == "'" + text


@pytest.mark.parametrize("value", [-1, -1.5, 0, 3])
def test_numbers_stay_numbers(value):
    assert cell(value) == value


def test_csv_of_no_rows_is_an_empty_table():
    assert csv_answer([]).content.decode("utf-8-sig").strip() == ""


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_an_answering_view_only_reads(method):
    assert get("json", method).status_code == 405


def test_openapi_is_written_from_the_declarations_of_the_views():
    twins("rows/<slug:kind>", rows, name="rows-for-testing")
    written = openapi("Test", "1")
    operation = written["paths"]["/rows/{kind}.json"]["get"]
    assert [each["name"] for each in operation["parameters"]] == ["kind", "kind"]
    row = written["components"]["schemas"]["Row"]
    assert row["properties"]["count"] == {"anyOf": [{"type": "integer"}, {"type": "null"}]}
    assert row["properties"]["where"] == {"$ref": "#/components/schemas/Inner"}
    assert row["required"] == ["name", "count", "where", "tags"]


@pytest.mark.parametrize(
    ("error", "status"),
    [(NotAllowed, 403), (NotFound, 404), (Invalid, 400), (Clash, 409), (Gone, 410), (DomainError, 400)],
)
def test_each_error_of_the_house_has_its_status_and_says_its_sentence(error, status):
    response = answer_error(RequestFactory().get("/x.json"), error("Do this instead."))
    assert response.status_code == status
    assert json.loads(response.content)["error"]["detail"] == "Do this instead."


@pytest.mark.django_db
def test_what_goes_wrong_before_a_view_is_reached_is_said_on_a_page_of_ours(settings):
    settings.DEBUG = False
    refused = Client(enforce_csrf_checks=True).post("/sign-in", {"login": "a", "password": "b"})
    assert refused.status_code == 403 and "did not come from a page of this site" in refused.content.decode()
    strange = Client().get("/", HTTP_HOST="evil.example.org")
    assert strange.status_code == 400 and "COMMONWEAL_SITE" in strange.content.decode()
    assert Client().get("/index.json", HTTP_HOST="evil.example.org").json()["error"]["title"] == Invalid.title


@pytest.mark.django_db
def test_a_fault_of_ours_is_said_plainly_and_shows_nothing_of_itself(settings, monkeypatch):
    def fails(*_: object) -> None:
        raise ValueError("a secret of ours")

    monkeypatch.setattr("commonweal.front.views.places.places", fails)
    answered = Client(raise_request_exception=False).get("/")
    assert answered.status_code == 500
    assert "fault of ours" in answered.content.decode() and "secret" not in answered.content.decode()
    monkeypatch.setattr("commonweal.core.answer.render", fails)
    assert "fault of ours" in Client(raise_request_exception=False).get("/").content.decode()
