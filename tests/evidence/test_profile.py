"""A place's profile: page, paper and files say the very same numbers, and what was kept never changes."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from commonweal.core.errors import NotAllowed
from commonweal.directory import changes as directory
from commonweal.directory.models import Asset
from commonweal.evidence import keep
from commonweal.evidence.profile import changes, queries
from commonweal.journal.actor import HOUSE, PUBLIC

pytestmark = pytest.mark.django_db


TABLES = ("unequal", "fifths", "changes", "gap_years", "reach", "series")


@pytest.fixture
def millgate(hand):
    """Ten neighbourhoods: the more deprived, the more in bad health, in two editions; something to do in the first."""
    areas = [hand.area(letter) for letter in "ABCDEFGHIJ"]
    place = hand.place(*areas, slug="millgate")
    for at, area in enumerate(areas):
        area.lat, area.lon = 51 + at / 200, 0.0
        area.save()
        hand.values(area, people=1_000, decile=1 + at, all_health=1_000, bad=200 - 15 * at, very_bad=at % 2)
        for year, most in ((2019, 300), (2025, 400)):
            hand.value(area, f"iod{year}.imd_score", 60.0 - at)
            hand.value(area, f"iod{year}.population", 1_000.0)
            hand.value(area, f"iod{year}_parts.income_deprived", most - 20.0 * at)
    run = directory.add_organization(HOUSE, place=place, name="The Commons", description="People who do things.")
    service = directory.add_service(HOUSE, organization=run, name="Singing", fees_description="Free")
    directory.hold_at(HOUSE, service, hand.asset(areas[0], "community_centre"), schedule="Mondays, 6 to 8")
    Asset.objects.update(lat=51.0, lon=0.0)
    keep._kept.clear()
    return place


@pytest.fixture
def ashby(hand):
    """Three neighbourhoods, of which one is not fully counted."""
    areas = [hand.area(code, name=f"Ashby {code}") for code in "ABC"]
    for at, area in enumerate(areas[:2]):
        hand.values(area, people=1000 + at, all_health=1000, bad=30 + 40 * at, very_bad=3, decile=2)
    hand.values(areas[2], people=500)
    return hand.place(*areas)


def files(client, at):
    """Every file of a profile, and its page as data."""
    zipped = zipfile.ZipFile(io.BytesIO(client.get(f"{at}.zip").content))
    return {
        "json": client.get(f"{at}.json").json()["told"],
        "csv": list(csv.DictReader(io.StringIO(client.get(f"{at}.csv").content.decode("utf-8-sig")))),
        "book": load_workbook(io.BytesIO(client.get(f"{at}.xlsx").content)),
        "ground": json.loads(client.get(f"{at}.geojson").content),
        "zip": zipped,
        "described": json.loads(zipped.read("datapackage.json")),
    }


def by_key(rows, key="key"):
    return {row[key]: row for row in rows}


def test_every_file_says_the_very_same_numbers(ashby):
    held = files(Client(), "/place/ashby/profile")
    told = by_key(held["json"]["numbers"])
    assert told["bad_health"]["value"] == pytest.approx(100 * 106 / 2000) and told["bad_health"]["areas_known"] == 2
    sheet = [[cell.value for cell in row] for row in held["book"]["numbers"].iter_rows()]
    book = by_key([dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]])
    packed = by_key(csv.DictReader(io.StringIO(held["zip"].read("numbers.csv").decode())))
    assert set(told) == set(book) == set(packed) == set(by_key(held["csv"]))
    for key, row in told.items():
        said = [row["value"], book[key]["value"], packed[key]["value"], by_key(held["csv"])[key]["value"]]
        assert {None if each in ("", None) else float(each) for each in said} == {row["value"]}


def test_areas_on_the_ground_in_the_book_and_in_the_package_are_the_same_and_unknown_stays_unknown(ashby):
    held = files(Client(), "/place/ashby/profile")
    ground = {each["properties"]["code"]: each["properties"] for each in held["ground"]["features"]}
    packed = by_key(csv.DictReader(io.StringIO(held["zip"].read("areas.csv").decode())), "code")
    told = {each["code"]: each for each in held["json"]["areas"]}
    for code, row in told.items():
        assert ground[code]["bad_health"] == row["figures"]["bad_health"]
        assert float(packed[code]["bad_health"] or "nan") == pytest.approx(row["figures"]["bad_health"] or float("nan"),
                                                                           nan_ok=True)  # fmt: skip
    assert ground["C"]["bad_health"] is None and packed["C"]["bad_health"] == ""


def test_the_package_says_what_is_in_it_and_on_what_terms(ashby):
    held = files(Client(), "/place/ashby/profile")
    names = [each["path"] for each in held["described"]["resources"]]
    assert set(names) <= set(held["zip"].namelist())
    for each in held["described"]["resources"]:
        header = held["zip"].read(each["path"]).decode().splitlines()[0].split(",")
        assert header == [one["name"] for one in each["schema"]["fields"]]
    readme = held["zip"].read("README.md").decode()
    assert "never nought" in readme and "/place/ashby/profile" in readme


def test_the_paper_says_the_same_and_that_unknown_is_not_nought(ashby):
    answered = Client().get("/place/ashby/profile.pdf")
    assert answered["Content-Type"] == "application/pdf"
    said = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answered.content)).pages)
    assert "Ashby" in said and "5 in 100" in said and "2,501 people" in said


def test_a_kept_profile_stays_as_it_was_when_a_figure_changes(ashby, hand, make):
    with pytest.raises(NotAllowed):
        changes.keep_profile(PUBLIC, place=ashby)
    kept = changes.keep_profile(HOUSE, place=ashby)
    assert changes.keep_profile(HOUSE, place=ashby) == kept
    before = files(Client(), f"/profile/{kept.pk}")["json"]["numbers"]
    from commonweal.places.models import Value

    Value.objects.filter(measure__key="census2021.ts037_05").update(value=90)
    keep._kept.clear()
    assert by_key(queries_numbers(ashby))["bad_health"]["value"] != by_key(before)["bad_health"]["value"]
    assert files(Client(), f"/profile/{kept.pk}")["json"]["numbers"] == before
    assert changes.keep_profile(HOUSE, place=ashby) != kept
    page = Client().get(f"/profile/{kept.pk}").content.decode()
    assert "This never changes" in page and "How things stand now" in page


def queries_numbers(place):
    return [{"key": each.key, "value": each.value} for each in queries.now(PUBLIC, place.slug).numbers]


def test_a_place_alone_is_set_beside_nothing_and_says_so(ashby):
    told = queries.now(PUBLIC, "ashby")
    assert told.like == () and "no other place" in told.like_how


def test_gaps_by_fifth_changes_and_reach_are_the_very_same_in_every_file_on_the_page_and_on_paper(millgate):
    held = files(Client(), "/place/millgate/profile")
    for name in TABLES:
        told = [{key: value for key, value in row.items() if value is not None} for row in held["json"][name]]
        sheet = [[cell.value for cell in row] for row in held["book"][name].iter_rows()]
        book = [
            {key: value for key, value in zip(sheet[0], row, strict=True) if value not in (None, "")}
            for row in sheet[1:]
        ]
        # A workbook keeps sixteen digits of a number.
        assert [{k: v for k, v in row.items() if v != ""} for row in told] == [
            {k: pytest.approx(v, rel=1e-14) if type(v) in (int, float) else v for k, v in row.items()} for row in book
        ], name
        packed = list(csv.DictReader(io.StringIO(held["zip"].read(f"{name}.csv").decode())))
        assert [len(packed), *map(len, (told, held["ground"]["about"][name]))] == [len(book)] * 3
        assert held["ground"]["about"][name] == held["json"][name]
        for row, line in zip(told, packed, strict=True):
            assert {key: float(line[key]) for key, value in row.items() if type(value) in (int, float)} == {
                key: value for key, value in row.items() if type(value) in (int, float)
            }
    page = Client().get("/place/millgate/profile").content.decode()
    paper = PdfReader(io.BytesIO(Client().get("/place/millgate/profile.pdf").content)).pages
    said = " ".join(" ".join(each.extract_text().split()) for each in paper)
    (gap,) = [each for each in held["json"]["unequal"] if each["key"] == "bad_health"]
    assert gap["says"] in page and gap["says"] in said and 'href="/place/millgate/inequality/bad_health"' in page
    for fifth in held["json"]["fifths"]:
        shown = f"{fifth['value']:.1f}", f"{fifth['lower']:.1f} to {fifth['upper']:.1f}"
        assert fifth["key"] != "bad_health" or all(each in page and each in said for each in shown)
    assert held["json"]["changes"][0]["absolute_says"] in said and "/place/millgate/inequality/over-time" in page
    assert 'href="/place/millgate/reach"' in page and held["json"]["reach"][-1]["fifth"] == 0


def test_the_gaps_of_a_profile_are_those_of_their_own_pages(millgate):
    told = Client().get("/place/millgate/profile.json").json()["told"]
    own = Client().get("/place/millgate/inequality/bad_health.json").json()["gap"]
    (gap,) = [each for each in told["unequal"] if each["key"] == "bad_health"]
    assert (gap["sii"], gap["sii_lower"], gap["rii"]) == tuple(own["gap"][n] for n in ("sii", "sii_lower", "rii"))
    assert (gap["start"], gap["end"]) == (own["start"], own["end"])
    fifths = [(each["value"], each["lower"], each["upper"]) for each in own["fifths"]]
    assert [(f["value"], f["lower"], f["upper"]) for f in told["fifths"] if f["key"] == "bad_health"] == fifths
    drawing = re.search(r"<svg xmlns.*?</svg>", Client().get("/place/millgate/inequality/bad_health").content.decode())
    assert drawing and drawing[0] in Client().get("/place/millgate/profile").content.decode()
    reach = Client().get("/place/millgate/reach.json").json()["reach"]
    assert told["reach"][-1]["something"] == reach["whole"]["something"] > 0


def test_a_profile_that_was_kept_before_gaps_were_told_can_still_be_read(millgate):
    kept = changes.keep_profile(HOUSE, place=millgate)
    for name in TABLES:
        del kept.told[name]
    kept.save()
    assert queries.told(kept).unequal == () and Client().get(f"/profile/{kept.pk}").status_code == 200
    assert Client().get(f"/profile/{kept.pk}.pdf").status_code == 200
