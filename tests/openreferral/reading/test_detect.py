from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonweal.openreferral.reading import detect

SAMPLES = [
    ("samples/orservices-dc-native", detect.ORSERVICES),
    ("samples/orservices-dc-hsds2", detect.CSV),
    ("samples/florida-legal-aid-csv", detect.SHEET),
    ("samples/outpost-import/services--with-sample-data.csv", detect.SHEET),
    ("samples/openactive", detect.OPENACTIVE),
    ("samples/mock-hsds-api", detect.FILES),
    ("oruk-3.0/examples/service_list.json", detect.FILES),
    ("hsds-3.1-dev/examples", detect.FILES),
    ("hsds-3.1-dev/examples/csv", detect.CSV),
]


@pytest.mark.parametrize(("path", "reader"), SAMPLES)
def test_each_sample_finds_its_reader(shared_data: Path, path: str, reader: str) -> None:
    fit = detect.detect(shared_data / "openreferral" / path)
    assert fit.reader == reader and fit.why


def web(pages: dict[str, Any]) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path.rstrip("/")
        return httpx.Response(200, json=pages[path]) if path in pages else httpx.Response(404)

    return httpx.MockTransport(answer)


@pytest.mark.parametrize(
    ("pages", "reader"),
    [
        ({"": {"version": "HSDS-UK-3.0", "profile": "x", "openapi_url": "y"}}, detect.API),
        ({"": {"version": "HSDS-UK-1.0"}}, detect.V1),
        ({"/services": {"totalElements": 0, "content": []}}, detect.V1),
        ({"/services": {"total_items": 0, "contents": []}}, detect.API),
        ({"": {"next": "https://example.org/2", "items": []}}, detect.OPENACTIVE),
    ],
)
def test_an_address_is_known_by_its_answers(pages: dict[str, Any], reader: str) -> None:
    assert detect.detect("https://example.org/", transport=web(pages)).reader == reader


def test_what_fits_nothing_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("<html>")
    for source in ("https://example.org", tmp_path / "none", tmp_path / "x.json"):
        with pytest.raises(detect.Unknown, match=r"nothing at|neither|no JSON"):
            detect.detect(source, transport=web({}))


def test_a_sheet_of_its_own_kind_comes_with_a_guess_and_can_be_read_at_once(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text("Group name,Venue,Postcode,Day,Shoe size\nChoir,Hall,HX1 1AA,Tue,7\n")
    fit = detect.detect(tmp_path / "groups.csv")
    assert fit.reader == detect.SHEET and "1 columns found no place" in fit.why
    assert detect.read(tmp_path / "groups.csv", fit=fit).counts["service"] == 1


def test_pages_of_version_one_are_read_by_its_names(tmp_path: Path) -> None:
    (tmp_path / "services.json").write_text(
        json.dumps({"content": [{"id": "1", "name": "Choir", "fundings": [{"id": "2", "source": "x"}]}]})
    )
    assert detect.detect(tmp_path / "services.json").reader == detect.V1
    assert detect.read(tmp_path / "services.json").of("service")[0].document["funding"] == [{"id": "2", "source": "x"}]
