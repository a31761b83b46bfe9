"""Fingertips and its successor: each area is said many times, and only one of them is the area."""

from __future__ import annotations

import pytest

from commonweal.feeds import fingertips
from commonweal.feeds.base import WrongFile, head
from commonweal.feeds.records import AreaValues, AssetFact
from tests.feeds.test_iod2019 import read, written

NEXT = "IndicatorId,Category,CategoryType,Age,Sex,Denominator,Value,Count,AreaCode,AgeID,Year"
CSV = "Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Category,Time period,Value,Time period Sortable"


def test_trap_20_a_tenth_of_an_area_is_not_the_area(tmp_path):
    path = written(
        tmp_path / "n.csv", NEXT,
        "1,,,All ages,Persons,10,5,1,E08000035,1,2023",
        "1,Most deprived decile,Deprivation,All ages,Persons,10,99,1,E08000035,1,2023",
        "1,,,All ages,Persons,10,4,1,E08000035,1,2022",
        "1,,,65+ yrs,Persons,10,8,1,E08000035,1,2023",
        "1,,,All ages,Female,10,7,1,E08000035,1,2024",
    )  # fmt: skip
    rows, refused = read(fingertips, path)
    assert [(row.code, dict(row.values)) for row in rows] == [("E08000035", {"fingertips_next.1": 5})]
    assert refused == []


def test_a_practices_figure_is_told_with_the_practice_and_an_areas_with_the_area(tmp_path):
    path = written(
        tmp_path / "f.csv", CSV, "2,Lonely,E54000054,ICB,Persons,16+ yrs,,2024,7.5,20240000",
        "2,Lonely,B86001,Surgery,Persons,16+ yrs,,2024,8.25,20240000",
        "2,Lonely,??,Nowhere,Persons,16+ yrs,,2024,8,20240000",
        "2,Lonely,B86002,Surgery,Persons,16+ yrs,,2024,,20240000",
        "2,Lonely,E92000001,England,Persons,16+ yrs,,2024,6,20240000",
    )  # fmt: skip
    rows, refused = read(fingertips, path)
    assert rows == [
        AssetFact(("gp_practices",), "B86001", "Lonely (16+ yrs)", "8.2", "2024"),
        AreaValues("icb24", "E54000054", "ICB", {"fingertips.2": 7.5}),
    ]
    assert "neither an area nor a GP practice" in refused[0].reason


@pytest.mark.parametrize(
    ("wider", "narrower"),
    [("All ages", "19+ yrs"), ("19+ yrs", "65+ yrs"), ("16+ yrs", "<18 yrs"), ("<75 yrs", "65-74 yrs")],
)
def test_wider_ages_are_the_indicators_own(wider, narrower):
    assert fingertips._width(wider) > fingertips._width(narrower)


def test_the_genuine_download_is_of_practices_and_england_alone(shared_data):
    path = shared_data / "places/health/fingertips_csv_93553_imd2019_by_gp_practice.csv.gz"
    assert fingertips.recognise(head(path)) is fingertips.SOURCE
    rows, refused = read(fingertips, path)
    assert (len(rows), refused) == (6_545, [])
    assert {type(row) for row in rows} == {AssetFact}
    assert "2019" in fingertips.measures(path)[0].label


def test_trap_20_of_the_successors_sample_no_area_has_two_figures_and_names_come_from_the_list(shared_data):
    health = shared_data / "places" / "health"
    rows, refused = read(fingertips, health / "fingertipsnext_healthdata.csv.gz")
    areas = [(row.kind, row.code) for row in rows if isinstance(row, AreaValues)]
    assert len(areas) == len(set(areas)) > 20 and refused == []
    listed = health / "fingertipsnext_indicators.json.gz"
    assert fingertips.recognise(head(listed)) is fingertips.NEXT
    assert {m.key: m.label for m in fingertips.measures(listed)}["fingertips_next.41101"].startswith("Emergency readm")
    assert read(fingertips, listed) == ([], [])


def test_a_damaged_copy_is_refused_in_a_sentence_or_read(tmp_path):
    for text in ('[{"indicatorID": 1, "indicatorName": "cut', "a,b\n1,2\n", ""):
        path = tmp_path / "d.csv"
        path.write_text(text)
        assert fingertips.measures(path) == ()
        with pytest.raises(WrongFile):
            read(fingertips, path)
    rows, refused = read(fingertips, written(tmp_path / "c.csv", CSV, "2,Lonely,E54000054,ICB,Pers"))
    assert rows == [] and "cut short" in refused[0].reason
