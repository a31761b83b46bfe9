"""What other sources say of practices, schools and libraries: by whose number, and nothing of what is closed."""

from __future__ import annotations

import pytest

from commonweal.feeds import gp_lists, library_hours, practice_map, school_pupils
from commonweal.feeds.base import WrongFile, head
from tests.feeds.test_iod2019 import read, written

GATHERED = [
    (gp_lists, "health/gp-reg-pat-prac-all_2021-01.csv.gz", 6_658),
    (gp_lists, "health/qof_2019-20_practice_list_sizes_by_age.csv.gz", 6_730),
    (practice_map, "lookups/gp-reg-pat-prac-map_2022-01.csv.gz", 19_513),
    (school_pupils, "assets/schools_leeds_pupil_characteristics_dfe.csv.gz", 597),
    (library_hours, "assets/library_open_data_schema/leeds_city_council.csv", 61),
]


@pytest.mark.parametrize(("feed", "name", "facts"), GATHERED, ids=[name.split("/")[-1][:25] for _, name, _ in GATHERED])
def test_each_file_is_known_and_every_fact_in_it_is_read(shared_data, feed, name, facts):
    published = shared_data / "places" / name
    assert feed.recognise(head(published)) is not None
    rows, refused = read(feed, published)
    assert (len(rows), refused) == (facts, [])
    assert feed.measures(published) == ()


@pytest.mark.parametrize("feed", [gp_lists, practice_map, school_pupils, library_hours])
def test_another_file_is_refused_in_a_sentence(tmp_path, feed):
    path = written(tmp_path / "o.csv", "who,what", "1,2")
    assert feed.recognise(head(path)) is None
    with pytest.raises(WrongFile, match="it has no column"):
        read(feed, path)


REGISTERED = ",".join(gp_lists.REGISTERED)


def test_a_list_by_age_and_sex_does_not_count_patients_twice(tmp_path):
    path = written(
        tmp_path / "g.csv", REGISTERED, "01JAN2021,GP,B86001,ALL,ALL,5903", "01JAN2021,GP,B86001,FEMALE,10_14,300",
        "01JAN2021,GP,B8600,ALL,ALL,1", "01JAN2021,GP,B86002,ALL,ALL,*", "01JAN2021,GP,B86003",
    )  # fmt: skip
    rows, refused = read(gp_lists, path)
    assert [(row.source_id, row.value, row.when) for row in rows] == [("B86001", "5,903", "1 January 2021")]
    assert [each.line for each in refused] == [4, 6]
    assert all(row.of == ("gp_practices",) for row in rows)


def test_older_patients_are_a_count_and_a_share_and_nothing_where_either_is_unknown(tmp_path):
    path = written(tmp_path / "a.csv", "PRACTICE_CODE,TOTAL,18OV,65OV", "B86001,1000,800,250", "B86002,,800,250")
    rows, _ = read(gp_lists, path)
    assert [row.value for row in rows] == ["250, 25 in 100 of its patients"]


def test_a_practice_of_no_network_is_not_given_one(tmp_path):
    path = written(
        tmp_path / "m.csv", ",".join(practice_map.NEEDED), "01Jan2022,B86001,U,NHS Leeds CCG,Board", "01Jan2022,X,N,G,B"
    )
    rows, refused = read(practice_map, path)
    assert [(row.label.split()[0], row.value) for row in rows] == [("Clinical", "NHS Leeds CCG"), ("Health", "Board")]
    assert "no code of a practice" in refused[0].reason


def test_trap_17_a_library_with_a_year_of_closing_has_no_hours(tmp_path):
    first = ",".join(
        (library_hours.NAME, library_hours.POSTCODE, library_hours.CLOSED, library_hours.WITH, *library_hours.STAFFED)
    )
    path = written(
        tmp_path / "l.csv", first, "Batley,WF17 5DA,,Gallery,10:00-19:00,,,,N/A,,",
        "Shut,LS1 1AA,2011,,10:00-19:00,,,,,,",
        "Nowhere,,,,10:00-19:00,,,,,,",
    )  # fmt: skip
    rows, refused = read(library_hours, path)
    assert [(row.label, row.value) for row in rows] == [
        ("Staffed hours", "Mon 10:00-19:00"),
        ("Shares a building with", "Gallery"),
    ]
    assert "no postcode" in refused[0].reason


def test_few_pupils_are_unknown_and_not_none(tmp_path):
    first = "urn,laestab,total_pupils,number_pupils_eligible_FSMs,%_pupils_eligible_FSMs,most_recent_award"
    path = written(tmp_path / "s.csv", first, "107985,1,107,c,c,Silver", "none,1,1,1,1,")
    rows, refused = read(school_pupils, path)
    assert [row.value for row in rows] == ["107", "Silver"]
    assert "URN" in refused[0].reason
