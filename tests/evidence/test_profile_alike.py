"""What is like what: of an area that does not lie in a place as a whole, it is said what part of it does."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from commonweal.evidence import keep
from commonweal.evidence.profile import alike, changes, drawing, queries
from commonweal.journal.actor import HOUSE, PUBLIC

pytestmark = pytest.mark.django_db
NAMES = ("Ashby", "Bexton", "Corley")


@pytest.fixture
def councils(hand):
    """Three councils of two neighbourhoods each, of which a place holds all but one of Corley's."""
    made = {name: hand.area(f"E0800000{at}", kind="lad24", name=name) for at, name in enumerate(NAMES)}
    parts = {}
    for at, name in enumerate(NAMES):
        hand.box(made[name], 2 * at / 10, (2 * at + 2) / 10)
        for nth in range(2):
            area = hand.area(f"E01{at}{nth}", kind="lsoa21", name=f"{name} {nth}")
            hand.parent(area, made[name])
            hand.values(area, people=1_000, all_health=1_000, bad=30 + 40 * at + nth, very_bad=3)
            for table in ("ts003", "ts045", "ts067"):  # homes and people: alike in one thing is not alike
                hand.value(area, f"census2021.{table}_00", 100)
                hand.value(area, f"census2021.{table}_01", 10 + 20 * at)
            hand.box(area, (2 * at + nth) / 10, (2 * at + nth + 1) / 10)
            parts[name, nth] = area
    keep._kept.clear()
    return parts


def told(place):
    _how, rows = alike.of_place(place)
    return {row.name: row.part for row in rows} | {row.like: row.like_part for row in rows}


def test_a_council_of_which_more_is_held_outside_the_place_is_told_as_a_part(hand, councils):
    place = hand.place(*(area for at, area in councils.items() if at != ("Corley", 1)))
    assert told(place) == {"Ashby": "", "Bexton": "", "Corley": "1 of its 2 neighbourhoods"}


def test_a_council_whose_outline_reaches_further_than_what_is_held_is_told_as_a_part(hand, councils):
    councils.pop(("Corley", 1)).delete()
    place = hand.place(*councils.values())
    assert told(place)["Corley"] == "only the 1 of its neighbourhoods that is here"
    assert told(place)["Ashby"] == ""


def test_the_page_the_paper_and_the_files_say_it_too_and_what_was_kept_before_can_be_read(hand, councils):
    place = hand.place(*(area for at, area in councils.items() if at != ("Corley", 1)))
    said = "1 of its 2 neighbourhoods"
    assert said in Client().get("/place/ashby/profile").content.decode()
    paper = PdfReader(io.BytesIO(Client().get("/place/ashby/profile.pdf").content)).pages
    assert f"Corley ({said}) is most like Bexton" in " ".join(" ".join(p.extract_text().split()) for p in paper)
    rows = Client().get("/place/ashby/profile.json").json()["told"]["like"]
    assert {row["name"]: row["part"] for row in rows}["Corley"] == said
    kept = changes.keep_profile(HOUSE, place=place)
    for row in kept.told["like"]:
        del row["part"], row["like_part"]
    kept.save()
    assert {row.part for row in queries.told(kept).like} == {""}
    assert said not in Client().get(f"/profile/{kept.pk}").content.decode()


def test_maps_and_the_table_of_a_kept_profile_are_never_those_of_now(hand, councils, monkeypatch):
    monkeypatch.setattr(queries, "outlines", lambda viewer, told: OUTLINES)
    place = hand.place(*councils.values())
    kept = changes.keep_profile(HOUSE, place=place)
    for row in kept.told["areas"]:
        row["figures"]["bad_health"], row["name"] = 77.0, f"Once {row['name']}"
    kept.save()
    for _time in range(2):
        now, then = (Client().get(at).content.decode() for at in ("/place/ashby/profile", f"/profile/{kept.pk}"))
        assert "Once Ashby 0" in then and "Once Ashby 0" not in now
        legends = [
            dict(each.legend) for told in (queries.now(PUBLIC, "ashby"), queries.told(kept))
            for each in drawing.maps(PUBLIC, told) if each.key == "bad_health"
        ]  # fmt: skip
        assert legends[1] == {"shade-5": "77.0%"} != legends[0]


OUTLINES = b"""{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"key": "lsoa21:E0100"},
"geometry": {"type": "Polygon", "coordinates": [[[0, 51], [0.1, 51], [0.1, 51.1], [0, 51]]]}}]}"""
