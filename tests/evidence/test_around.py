"""Where an area lies, what an old one became, and what is only near enough: on ground made by hand."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.core.borrowed import borrowed
from commonweal.evidence import deprivation, queries
from commonweal.front import gather
from commonweal.journal.actor import PUBLIC
from commonweal.places import around
from commonweal.places.models import Area, Measure
from tests.evidence.hand import Hand


@pytest.fixture
def board(hand: Hand) -> dict[str, Area]:
    """A board of two councils; North of two groups (A, B; C), South of one (D); a ward that is best fit of B and C."""
    small = {code: hand.area(code, kind="lsoa21") for code in "ABCD"}
    groups = {code: hand.area(code, kind="msoa21", name=f"Group {code}") for code in ("AB", "C1", "D1")}
    councils = {code: hand.area(code, kind="lad24") for code in ("North", "South")}
    older = {f"{code}22": hand.area(code, kind="lad22") for code in ("North", "South")}
    local = hand.area("LOC", kind="sicbl24")  # between a board and its neighbourhoods, as in the lookups
    icb, ward = hand.area("ICB", kind="icb24"), hand.area("W", kind="ward24", name="Mill")
    for code, (group, council) in {
        "A": ("AB", "North"), "B": ("AB", "North"), "C": ("C1", "North"), "D": ("D1", "South"),
    }.items():  # fmt: skip
        for parent in (groups[group], councils[council], older[f"{council}22"], local):
            hand.parent(small[code], parent)
    hand.parent(local, icb)
    for number, area in enumerate(small.values(), start=1):
        hand.values(area, people=100 * number, decile=number, all_health=100 * number, bad=number, very_bad=number)
    for code in "BC":
        hand.parent(small[code], ward, how="best_fit")
    hand.parent(ward, councils["North"])
    hand.place(*small.values())
    return small | groups | councils | older | {"ICB": icb, "W": ward}


def keys(rows) -> list[str]:
    return [row.key for row in rows]


def test_councils_and_groups_lie_in_what_all_their_neighbourhoods_lie_in(board):
    assert keys(queries.area_whole(PUBLIC, "msoa21:AB").parents) == ["sicbl24:LOC", "lad24:North", "icb24:ICB"]
    assert keys(queries.area_whole(PUBLIC, "lad24:North").parents) == ["icb24:ICB"]
    assert keys(queries.area_whole(PUBLIC, "icb24:ICB").parents) == []
    assert keys(queries.area_whole(PUBLIC, "ward24:W").parents)[-2:] == ["lad24:North", "icb24:ICB"]


def test_a_board_is_made_of_councils_and_a_council_of_groups(board):
    assert keys(queries.area_whole(PUBLIC, "icb24:ICB").children) == ["lad24:North", "lad24:South"]
    assert keys(queries.area_whole(PUBLIC, "lad24:North").children) == ["msoa21:C1", "msoa21:AB"][::-1]


def test_whatever_is_said_of_a_ward_is_about_and_by_best_fit(board):
    whole = queries.area_whole(PUBLIC, "ward24:W")
    assert whole.area.how == "best_fit"
    assert whole.lead == "About 500 people live in Mill, a ward in North, by best fit of neighbourhoods."
    for figure in whole.figures:
        assert figure.text.startswith("about ")
        assert "By best fit" in figure.cite.method
    assert whole.sentences[0].startswith("About 2 in 100 people are in bad")
    assert {row.how for row in queries.neighbourhoods(PUBLIC, "ashby", "ward24")} == {"best_fit"}
    *_, source = queries.map_values(PUBLIC, "ashby", "ward24", "bad_health")
    assert source is not None and "By best fit" in source.method
    exact = queries.area_whole(PUBLIC, "lad24:North")
    assert exact.area.how == "exact" and "By best fit" not in exact.figures[0].cite.method


def test_a_neighbourhood_of_2011_says_what_it_became(board, hand: Hand):
    old = {code: hand.area(code, kind="lsoa11") for code in ("same", "cut", "odd")}
    hand.became(old["same"], board["A"])
    for code in "BC":
        hand.became(old["cut"], board[code], "S")
    hand.became(old["odd"], board["D"], "X")
    page = gather.area_rows(PUBLIC, "lsoa11:cut")
    assert page.became and keys(page.became) == ["lsoa21:B", "lsoa21:C"]
    assert "split" in page.lead
    assert "the same today" in around.became(old["same"])[0]
    assert "no simple rule" in around.became(old["odd"])[0]
    shown = Client().get("/area/lsoa11:cut")
    assert shown.status_code == 200 and "/area/lsoa21:B" in shown.content.decode()


def test_a_board_of_an_earlier_year_leads_to_the_one_that_has_its_ground(board, hand: Hand):
    old, icb22 = hand.area("A11", kind="lsoa11"), hand.area("ICB", kind="icb22")
    local = hand.area("LOC", kind="sicbl22")
    hand.parent(old, local)
    hand.parent(local, icb22)
    hand.became(old, board["A"])
    assert keys(gather.area_rows(PUBLIC, "icb22:ICB").became) == ["icb24:ICB"]


def test_figures_of_2011_are_carried_over_by_rule_or_said_to_be_unknown(board, hand: Hand):
    cut = hand.area("cut", kind="lsoa11")
    for code in "BC":
        hand.became(cut, board[code], "S")
    version = hand.version("iod2019")
    hand.value(cut, "iod2019.imd_decile", 3, version=version)
    hand.value(cut, "population2020.all", 1600, version=hand.version("population2020"))
    Measure.objects.filter(key="iod2019.imd_decile").update(adds_up=False, unit="decile")
    rows = {row.measure: row for row in queries.area_whole(PUBLIC, "lsoa21:B").earlier}
    assert rows["iod2019.imd_decile"].text == "tenth 3 of 10"
    assert "it was part of" in rows["iod2019.imd_decile"].said
    assert rows["population2020.all"].text == "not known"
    assert "has been split" in rows["population2020.all"].said


def test_a_mean_score_is_weighted_by_people_and_says_by_whose_count(board, hand: Hand):
    for code, score in zip("ABC", (10, 20, 40), strict=True):
        hand.value(board[code], "iod2025.imd_score", score, version=hand.version("iod2025"))
    ids = [board[code].pk for code in "ABCD"]
    (share,) = deprivation.shares(ids, drawn=True)
    assert share.score == pytest.approx((10 * 100 + 20 * 200 + 40 * 300) / 600)
    assert "2021 census" in share.score_method and "3 of 4" in share.score_method
    for code in "ABC":
        hand.value(board[code], "iod2025.population", 1, version=hand.version("iod2025"))
    (share,) = deprivation.shares(ids, drawn=True)
    assert share.score == pytest.approx(70 / 3)
    assert "own count" in share.score_method


def test_every_map_names_its_sources_and_the_software_names_what_it_borrows(board, hand: Hand):
    hand.box(board["A"], 0, 1)
    credits = queries.map_credits(PUBLIC, "ashby")
    assert any(each.publisher == "Us" for each in credits)
    names = {each.name: each for each in borrowed()}
    assert names["leaflet"].licence == "BSD-2-Clause" and "Agafonkin" in names["leaflet"].holder
    assert names["@fontsource-variable/atkinson-hyperlegible-next"].licence == "OFL-1.1"
    assert names["nhsuk-frontend"].licence == "MIT"
    assert "axe-core" not in names
    assert "Leaflet".lower() in Client().get("/sources").content.decode().lower()
