"""Schools, colleges and universities that are open."""

from collections import Counter
from pathlib import Path

import pytest

from commonweal.feeds import schools
from commonweal.feeds.base import WrongFile, head

HILL = {
    "urn": "107809",
    "establishment_name": "Hill School",
    "establishment_type": "Community school",
    "establishment_type_group": "Local authority maintained schools",
    "education_phase": "Primary",
    "number_of_pupils": "244.0",
    "percentage_fsm": "21.7",
    "easting": "431887.0",
    "northing": "431208.0",
    "lsoa_code": "E01011468",
    "latitude": "",
    "longitude": "",
}
FULL_HILL = {
    "URN": "107809",
    "EstablishmentName": "Hill School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "PhaseOfEducation (name)": "Not applicable",
    "NumberOfPupils": "",
    "PercentageFSM": "",
    "Easting": "0",
    "Northing": "0",
    "LSOA (code)": "999999999",
    "EstablishmentStatus (name)": "Open",
    "Street": "Hill Road",
    "Town": "Wenbeck",
    "Postcode": "LS10 2LA",
    "SchoolWebsite": "www.hill.example.org",
}


def write(tmp_path: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    path = tmp_path / "schools.csv"
    lines = [",".join(f'"{cell}"' for cell in cells) for cells in (rows[0], *(row.values() for row in rows))]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def test_a_school_lies_where_its_easting_and_northing_say(tmp_path):
    path = write(tmp_path, HILL)
    assert schools.recognise(head(path)) == schools.SOURCE
    (hill,) = schools.read(path, refuse=pytest.fail)
    assert (hill.source_id, hill.kind, hill.name, hill.status) == ("107809", "school", "Hill School", "open")
    assert (hill.lat, hill.lon) == pytest.approx((53.7762, -1.5176), abs=2e-4)  # Hunslet, by the Ordnance Survey grid
    assert hill.details == {
        "Type": "Community school",
        "Phase": "Primary",
        "Pupils": "244",
        "Pupils eligible for free school meals": "21.7%",
    }


def test_what_the_register_does_not_say_of_a_school_is_not_said(tmp_path):
    path = write(tmp_path, FULL_HILL)
    assert schools.recognise(head(path)) == schools.FULL
    (hill,) = schools.read(path, refuse=pytest.fail)
    assert hill.details == {"Type": "Community school"}
    assert hill.website == "http://www.hill.example.org"


def test_trap_14_an_unknown_neighbourhood_and_a_zero_on_the_grid_leave_the_postcode(tmp_path):
    (hill,) = schools.read(write(tmp_path, FULL_HILL), refuse=pytest.fail)
    assert (hill.lat, hill.lon, hill.postcode) == (None, None, "LS10 2LA")


def test_trap_14_a_school_without_any_place_is_refused_by_line(tmp_path):
    refused = []
    nowhere = FULL_HILL | {"Postcode": ""}
    path = write(tmp_path, FULL_HILL, nowhere, {"URN": "1"}, FULL_HILL | {"URN": ""})
    assert len(list(schools.read(path, refuse=refused.append))) == 1
    assert [each.line for each in refused] == [3, 4, 5]
    assert "Hill School (107809) has neither easting and northing nor a postcode" in refused[0].reason


def test_trap_13_the_register_is_windows_1252(tmp_path):
    path = write(tmp_path, FULL_HILL | {"EstablishmentName": "St Mary’s École"}, encoding="cp1252")
    (school,) = schools.read(path, refuse=pytest.fail)
    assert school.name == "St Mary’s École"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"EstablishmentStatus (name)": "Closed"}, []),
        ({"EstablishmentStatus (name)": "Proposed to open"}, []),
        ({"EstablishmentStatus (name)": "Open, but proposed to close"}, ["school"]),
        ({"TypeOfEstablishment (name)": "British schools overseas"}, []),
        ({"TypeOfEstablishment (name)": "Further education"}, ["college"]),
        ({"EstablishmentTypeGroup (name)": "Universities"}, ["college"]),
    ],
)
def test_only_what_is_open_and_in_a_neighbourhood_here_is_read(tmp_path, said, read):
    path = write(tmp_path, FULL_HILL | said)
    assert [each.kind for each in schools.read(path, refuse=pytest.fail)] == read


def test_another_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(WrongFile, match="no column EstablishmentName"):
        list(schools.read(write(tmp_path, {"URN": "1"}), refuse=pytest.fail))


def test_the_national_extract_places_all_schools_but_those_the_register_does_not_place(shared_data):
    refused = []
    path = shared_data / "places/assets/schools_gias_2025-05_excl_gm.csv.gz"
    found = list(schools.read(path, refuse=refused.append))
    assert Counter(each.kind for each in found) == {"school": 24_734, "college": 464}
    assert len(refused) == 180 and len({each.source_id for each in found}) == len(found)


def test_where_the_register_gives_degrees_and_the_grid_they_agree(shared_data):
    from commonweal.feeds.points import on_the_grid

    path = shared_data / "places/assets/schools_gias_2025-05_excl_gm.csv.gz"
    for number, (_, row) in enumerate(schools._rows(path, schools.EXTRACT_COLUMNS)):
        if number % 500 == 0 and row and row["lat"]:
            assert on_the_grid(row["east"], row["north"]) == pytest.approx(
                (float(row["lat"]), float(row["lon"])), abs=2e-4
            )


def test_the_full_register_of_leeds_has_306_open_and_leaves_out_465_closed(shared_data):
    path = shared_data / "places/assets/schools_gias_full_layout_leeds.csv.gz"
    assert schools.recognise(head(path)) == schools.FULL
    assert len(list(schools.read(path, refuse=pytest.fail))) == 306
