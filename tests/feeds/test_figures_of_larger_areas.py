"""Figures published for councils, boards and groups of neighbourhoods, each with what makes its file hard to read."""

from __future__ import annotations

import gzip
import math

import openpyxl
import pytest

from commonweal.feeds import (
    fuel_poverty,
    health_index,
    iod2025_areas,
    iod_underlying,
    loneliness,
    patients_per_gp,
    proficiency_msoa,
    qof_modelled,
    rural_urban,
    school_meals,
    talking_therapies,
)
from commonweal.feeds.base import WrongFile, head
from tests.feeds.test_iod2019 import read, written

# Feed, its file as gathered, and how many areas that holds.
GATHERED = [
    (health_index, "health/ons_health_index_lad_2015-2021.csv.gz", 307),
    (health_index, "health/ons_health_index_ics_2015-2021.csv.gz", 42),
    (health_index, "health/ons_health_index_ics_subdomains.csv.gz", 42),
    (health_index, "health/ons_health_index_ics_indicators_2015-2021.csv.gz", 42),
    (loneliness, "health/loneliness_modelled_lsoa21_2020.csv.gz", 33_755),
    (school_meals, "children/fsm_time_series_2020-21_autumn.csv.gz", 151),
    (school_meals, "children/fsm_new_starts_autumn20.csv.gz", 151),
    (iod2025_areas, "deprivation/iod2025_lad_summaries.csv", 296),
    (iod2025_areas, "deprivation/iod2025_icb_summaries.csv", 42),
    (iod_underlying, "deprivation/iod2025_underlying_indicators_lsoa21.csv.gz", 33_755),
    (iod_underlying, "deprivation/iod2019_underlying_indicators_lsoa11.csv.gz", 32_844),
    (rural_urban, "lookups/RUC21_LSOA21_ew.csv.gz", 35_672),
    (qof_modelled, "health/qof_2019-20_modelled_prevalence_lad_hocl.csv.gz", 321),
    (talking_therapies, "health/nhs_talking_therapies_sub_icb.csv.gz", 106),
    (proficiency_msoa, "census2021/proficiency_msoa21_humaniverse.csv.gz", 7_264),
    (patients_per_gp, "health/underdoctored_areas.csv.gz", 296),
]


@pytest.mark.parametrize(("feed", "name", "areas"), GATHERED, ids=[name.split("/")[1][:30] for _, name, _ in GATHERED])
def test_each_file_is_known_and_read_whole_and_a_damaged_copy_is_refused_or_read(
    shared_data, tmp_path, feed, name, areas
):
    published = shared_data / "places" / name
    assert feed.recognise(head(published)) is not None
    rows, refused = read(feed, published)
    assert (len(rows), refused) == (areas, [])
    keys = {measure.key for measure in feed.measures(published)}
    assert all(row.values.keys() <= keys for row in rows)
    whole = published.read_bytes()
    text = gzip.decompress(whole) if whole[:2] == b"\x1f\x8b" else whole
    damage(tmp_path, feed, text.decode("utf-8-sig"))


def damage(tmp_path, feed, text: str) -> None:
    """Cut short, other columns, a code of another year, a figure that is none: a sentence or a row less, no crash."""
    lines = text.splitlines()[:400]
    cut = tmp_path / "cut.csv"
    cut.write_text("\n".join(lines)[:-9], encoding="utf-8")
    read(feed, cut)
    first, second = lines[:2]
    other = tmp_path / "other.csv"
    other.write_text("\n".join([first.replace("code", "kode").replace("headcount", "heads"), second]), encoding="utf-8")
    assert feed.recognise(head(other)) is None
    with pytest.raises(WrongFile):
        read(feed, other)
    wrong = tmp_path / "wrong.csv"
    start = second.replace('"', "").replace("E0", "E9x", 1).replace("E5", "E9x", 1).replace("E38", "E9x", 1)
    wrong.write_text("\n".join([first, start, *lines[2:]]), encoding="utf-8")
    _, refused = read(feed, wrong)
    assert all(len(each.reason) > 20 for each in refused)


def test_trap_20_the_health_index_is_an_index_and_says_of_what_and_each_year_stands_for_itself(tmp_path):
    first = "ltla21_code,year,overall_score," + ",".join(
        f"healthy_{each}_domain_score" for each in ("people", "lives", "places")
    )
    path = written(
        tmp_path / "h.csv",
        first,
        "E08000035,2020,90,1,1,1",
        "E08000035,2021,91.3,87.9,96.2,NA",
        "E08000035,21st,1,1,1,1",
    )
    rows, refused = read(health_index, path)
    assert rows[0].values["health_index.overall"] == 91.3
    assert rows[0].values["health_index.healthy_places"] is None
    by_year = {year: rows[0].values[f"health_index.overall.{year}"] for year in (2020, 2021)}
    assert by_year == {2020: 90.0, 2021: 91.3} and rows[0].values["health_index.healthy_people.2020"] == 1.0
    assert "no year" in refused[0].reason
    told = {each.key: each for each in health_index.measures(path)}
    assert set(rows[0].values) == set(told) and "2020" in told["health_index.overall.2020"].label
    said = told["health_index.overall"]
    assert said.unit == "index" and "2021" in said.label and "England in 2015 is 100" in said.label and not said.adds_up


def test_trap_19_only_the_fifth_of_a_modelled_estimate_is_kept(tmp_path):
    path = written(
        tmp_path / "l.csv",
        "lsoa21_code,perc,deciles",
        "E01000001,23.2768711,4",
        "E01000002,38.1,10",
        "E01000003,,",
        "E01000004,3,11",
    )
    rows, refused = read(loneliness, path)
    assert [row.values["loneliness.fifth"] for row in rows] == [2, 5, None]
    assert 23.2768711 not in rows[0].values.values()
    assert "no tenth" in refused[0].reason
    assert "odelled" in loneliness.SOURCE.title and "odelled" in loneliness.SOURCE.note


def test_trap_19_neighbourhoods_share_estimates_so_that_no_finer_order_exists(shared_data):
    path = shared_data / "places/health/loneliness_modelled_lsoa21_2020.csv.gz"
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()[1:]
    assert len({line.split(",")[1] for line in lines}) == 11_469
    kept = {row.values["loneliness.fifth"] for row in read(loneliness, path)[0]}
    assert kept == {1, 2, 3, 4, 5}


TABLE = ("LSOA Code", "LSOA Name", "LA Code", "LA Name", "Region", "Number of households",
         "Number of households in fuel poverty", "Proportion of households fuel poor (%)")  # fmt: skip


def book(path, *rows, sheet="Table 3"):
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_trap_12_the_header_of_fuel_poverty_is_in_row_3_and_notes_below_are_no_rows(tmp_path):
    leeds = ("E01011264", "Leeds 001A", "E08000035", "Leeds", "Y", 700, 70, 10.0)
    path = book(
        tmp_path / "f.xlsx", ("Table 3: Fuel Poverty by LSOA",), (None,), TABLE, leeds,
        ("E0101126", "cut", None, None, None, 1, 1, 1), ("E01011265", "B", None, None, None, "c", 3, 1),
        ("https://www.gov.uk/",), ("Notes: totals may not sum",), (None,),
    )  # fmt: skip
    assert fuel_poverty.recognise(head(path)) is fuel_poverty.SOURCE
    rows, refused = read(fuel_poverty, path)
    assert [(row.kind, row.code, dict(row.values)) for row in rows] == [
        ("lsoa11", "E01011264", {"fuel_poverty.homes": 700, "fuel_poverty.poor": 70})
    ]
    assert [each.line for each in refused] == [5, 6]


def test_a_workbook_that_is_another_or_broken_is_refused_in_a_sentence(tmp_path):
    other = book(tmp_path / "o.xlsx", ("Region", "Number of households in fuel poverty"))
    with pytest.raises(WrongFile, match="no row at the top"):
        read(fuel_poverty, other)
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(other.read_bytes()[:900])
    assert fuel_poverty.recognise(head(broken)) is None
    with pytest.raises(WrongFile, match="cannot be opened"):
        read(fuel_poverty, broken)


@pytest.mark.deep
def test_trap_12_fuel_poverty_as_published_has_every_neighbourhood_of_2011_and_englands_share(shared_data):
    path = shared_data / "places/housing/sub-regional-fuel-poverty-2022-tables.xlsx"
    assert fuel_poverty.recognise(head(path)) is fuel_poverty.SOURCE
    rows, refused = read(fuel_poverty, path)
    assert (len(rows), refused) == (32_844, [])
    poor, homes = (math.fsum(row.values[f"fuel_poverty.{key}"] for row in rows) for key in ("poor", "homes"))
    # Table 2 of the same workbook gives 13.2 % for England.
    assert 100 * poor / homes == pytest.approx(13.2315, abs=0.01)


def test_free_meals_are_of_the_last_term_and_all_schools_and_never_of_a_phase_or_a_region(tmp_path):
    first = ",".join(school_meals.NEEDED)
    path = written(
        tmp_path / "m.csv", first,
        "201819,Spring term,Local authority,E08000035,Leeds,Total,100,90",
        "202021,Autumn term,Local authority,E08000035,Leeds,State-funded primary,60,20",
        "202021,Autumn term,Local authority,E08000035,Leeds,Total,100,30",
        "202021,Autumn term,Regional,,,Total,900,300",
        "202021,Autumn term,Local authority,E08000034,Kirklees,State-funded primary,50,10",
        "202021,Autumn term,Local authority,E08000034,Kirklees,Special school,10,c",
        "2020,Michaelmas,Local authority,E08000034,Kirklees,Total,10,1",
    )  # fmt: skip
    rows, refused = read(school_meals, path)
    assert {row.code: row.values["school_meals.eligible"] for row in rows} == {"E08000035": 30, "E08000034": None}
    assert "no term" in refused[0].reason


def test_trap_20_months_are_dates_and_not_words(tmp_path):
    path = written(
        tmp_path / "t.csv", "sicbl22_code,date,name,value", "E38000130,September 2022,Percentage_Recovery,10",
        "E38000130,April 2023,Percentage_Recovery,53", "E38000130,April 2023,Count_ReferralsReceived,*",
        "E38000130,Spring,Percentage_Recovery,1",
    )  # fmt: skip
    rows, refused = read(talking_therapies, path)
    assert rows[0].values == {"talking_therapies.recovered": 53, "talking_therapies.referred": None}
    assert "no month" in refused[0].reason


def test_trap_10_a_suppressed_numerator_is_unknown_and_not_zero(shared_data):
    path = shared_data / "places/deprivation/iod2019_underlying_indicators_lsoa11.csv.gz"
    rows, _ = read(iod_underlying, path)
    assert sum(row.values["iod2019_parts.income_deprived"] is None for row in rows) == 31


def test_a_condition_nobody_knows_and_a_class_that_is_none_are_refused(tmp_path):
    qof = written(
        tmp_path / "q.csv",
        "lad_code,lad_name,group_code,register,list",
        "E08000035,Leeds,XX,1,2",
        "E08000035,Leeds,DEP,1,2",
    )
    rows, refused = read(qof_modelled, qof)
    assert rows[0].values == {"qof_modelled.dep_register": 1, "qof_modelled.dep_list": 2} and len(refused) == 1
    ruc = written(
        tmp_path / "r.csv", "lsoa21_code,ruc21_code,classification,ruc", "E01000001,XX9,,", "E01000002,RSN1,,"
    )
    rows, refused = read(rural_urban, ruc)
    assert rows[0].values["rural_urban.rural"] == 1 and "no class" in refused[0].reason
