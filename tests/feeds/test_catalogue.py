"""Which files in a folder belong to which dataset."""

import gzip
from types import ModuleType

import pytest

from commonweal.feeds import catalogue, iod2025
from commonweal.feeds.base import Source, WrongFile
from commonweal.feeds.catalogue import FEEDS, SOURCES, find, sources_of

CULTURE = '"","name","type","geometry"\n"1","Museum: Pitzhanger","museum",c(-0.307107, 51.5108862)\n'


def test_every_feed_has_its_fact_sheet_and_its_verbs():
    for name, feed in FEEDS.items():
        for verb in ("recognise", "measures", "read", "fetch"):
            assert callable(getattr(feed, verb, None)), f"{name} has no {verb}"
        assert feed.SOURCE.title and sources_of(feed), name


def test_no_two_feeds_read_a_dataset_of_one_key():
    assert len(SOURCES) == sum(len(sources_of(feed)) for feed in FEEDS.values())
    assert all(key == source.key for key, source in SOURCES.items())


def test_a_dataset_used_instead_of_another_names_one_that_exists():
    assert [source.key for source in SOURCES.values() if source.instead_of and source.instead_of not in SOURCES] == []


def test_files_are_known_by_what_is_in_them_and_notes_and_hidden_files_are_passed_over(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "whatever.txt.csv").write_text(CULTURE)
    with gzip.open(tmp_path / "packed-without-saying-so", "wt") as packed:
        packed.write(CULTURE)
    (tmp_path / "README.md").write_text(CULTURE)
    (tmp_path / "streets.osm.pbf").write_bytes(b"\0")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "culture.csv").write_text(CULTURE)
    (tmp_path / "letters.csv").write_text("who,what\n")
    found = find(tmp_path)
    assert found.files == {
        "osm_london": [tmp_path / "deep" / "whatever.txt.csv", tmp_path / "packed-without-saying-so"]
    }
    # Streets are known by what is in them, and there is nothing in these.
    assert found.unknown == [tmp_path / "letters.csv", tmp_path / "streets.osm.pbf"]


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b\x08cut", b"PK\x03\x04", b"{}", b"\xff\xfe\x00", b"\n\n", b'"\n'])
def test_a_broken_or_empty_file_is_unknown_and_stops_nothing(tmp_path, content):
    (tmp_path / "broken.csv").write_bytes(content)
    (tmp_path / "culture.csv").write_text(CULTURE)
    found = find(tmp_path)
    assert found.unknown == [tmp_path / "broken.csv"]
    assert list(found.files) == ["osm_london"]


def test_a_file_two_feeds_claim_is_refused_naming_both(tmp_path, monkeypatch):
    greedy = ModuleType("greedy")
    greedy.SOURCE = Source("greedy", "All files there are", "Nobody", "MIT", "", "", "")
    greedy.recognise = lambda head: greedy.SOURCE
    monkeypatch.setitem(catalogue.FEEDS, "greedy", greedy)
    (tmp_path / "culture.csv").write_text(CULTURE)
    with pytest.raises(WrongFile, match="culture.csv could be “OpenStreetMap.*” and “All files there are”"):
        find(tmp_path)


def test_a_folder_that_is_not_there_is_said_to_be_not_there(tmp_path):
    with pytest.raises(WrongFile, match="There is no folder"):
        find(tmp_path / "nowhere")


def test_each_published_file_is_known_for_what_it_is_and_none_is_claimed_twice(shared_data):
    places = shared_data / "places"
    files = {key: [str(path.relative_to(places)) for path in paths] for key, paths in find(places).files.items()}
    expected = {
        "gp_practices": [
            "assets/epraccur_gp_practices_excl_QOP.csv.gz",
            "assets/gp_practices_geocoded_north_east_london.csv",
            "assets/gp_practices_geocoded_northamptonshire.csv",
            "assets/gp_practices_geocoded_west_yorkshire.csv",
        ],
        "libraries2023": [
            "assets/libraries_2023_geocoded_north_east_london.csv",
            "assets/libraries_2023_geocoded_northamptonshire.csv",
            "assets/libraries_2023_geocoded_west_yorkshire.csv",
            "assets/libraries_england_2023_ace.csv.gz",
        ],
        "osm_assets": [
            "assets/osm_west_yorkshire_assets_2023-07.geojson.gz",
            "assets/osm_west_yorkshire_community_centre_as_published.geojson",
        ],
        "osm_london": [
            "assets/osm_london_culture_locations_2021_as_published.csv",
            "assets/osm_london_religion_locations_2021_as_published.csv",
            "assets/osm_north_east_london_culture_religion_2021.csv",
        ],
        "schools": ["assets/schools_gias_2025-05_excl_gm.csv.gz"],
        "schools_gias": ["assets/schools_gias_full_layout_leeds.csv.gz"],
    }
    assert {key: files.get(key) for key in expected} == expected
    assert iod2025.SOURCE.key in files and all("File_7" in path for path in files[iod2025.SOURCE.key])


def test_every_dataset_finds_a_file_but_the_one_none_has_been_gathered_of(shared_data):
    assert set(SOURCES) - set(find(shared_data / "places").files) <= {"postcodes_nspl"}
