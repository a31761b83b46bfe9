"""The table of indicators: what every row of it must keep to, here and beside the files as published."""

from __future__ import annotations

from pathlib import Path

from commonweal.evidence import indicators
from commonweal.feeds import catalogue, census2021, iod2025


def test_every_indicator_is_either_counts_or_one_score_never_both() -> None:
    for key, each in indicators.every().items():
        assert bool(each.top) != bool(each.single), key
        assert each.top or not each.bottom, key


def test_every_percentage_says_of_whom_it_is_and_is_out_of_its_own_tables_total() -> None:
    for key, each in indicators.every().items():
        if each.unit == "percent":
            assert each.of, key
        if each.bottom.startswith("census2021."):
            assert each.bottom.endswith("_00"), key
            assert {part.rsplit("_", 1)[0] for part in each.parts} == {each.bottom.rsplit("_", 1)[0]}, key
        elif each.bottom:
            assert {part.split(".")[0] for part in each.parts} == {each.bottom.split(".")[0]}, key


def test_no_count_is_added_twice_within_an_indicator() -> None:
    for key, each in indicators.every().items():
        assert len(set(each.top)) == len(each.top), key
        assert each.bottom not in each.top, key


def test_every_indicator_says_which_way_is_harder_or_that_neither_is() -> None:
    assert {each.higher_is for each in indicators.every().values()} <= {"harder", "easier", ""}


def test_who_people_are_is_never_called_harder_or_easier() -> None:
    """Age, ethnic group, religion and language at home are not hardships."""
    neither = (
        "children older_people oldest_people no_english_home asian black mixed white other_ethnic muslim christian"
    )
    for key in [*neither.split(), "no_religion"]:
        assert indicators.every()[key].higher_is == "", key


# What the published columns say, for the indicators that add several up or take one from the middle of a table.
COLUMNS = {
    "older_people": ["65 to 69", "70 to 74", "75 to 79", "80 to 84", "85 years and over"],
    "children": ["4 years and under", "5 to 9", "10 to 14"],
    "bad_health": ["Bad health", "Very bad health"],
    "little_english": ["Cannot speak English well", "Cannot speak English"],
    "carers": ["19 hours or less", "20 to 49", "50 or more"],
    "lone_parents": ["Lone parent family: With dependent children"],
    "older_alone": ["One person household: Aged 66"],
    "overcrowded": ["rating of bedrooms: -1", "rating of bedrooms: -2"],
    "deprived_homes": ["two dimensions", "three dimensions", "four dimensions"],
    "no_qualifications": ["No qualifications"],
    "high_qualifications": ["Level 4"],
    "social_rent": ["Social rented"],
    "private_rent": ["Private rented"],
    "no_car": ["No cars or vans"],
    "no_heating": ["No central heating"],
    "works_near": ["Less than 2km", "2km to less than 5km"],
    "no_english_home": ["No people in household have English"],
    "muslim": ["Muslim"],
}


def test_columns_mean_what_the_labels_say_in_the_files_as_published(shared_data: Path) -> None:
    published = {}
    for path in sorted((shared_data / "places" / "census2021").glob("census2021-ts*-lsoa.csv.gz")):
        published |= {measure.key: measure.label for measure in census2021.measures(path)}
    for key, words in COLUMNS.items():
        labels = [published[part] for part in indicators.every()[key].top]
        assert len(labels) == len(words), key
        for label, word in zip(labels, words, strict=True):
            assert word in label, f"{key}: {label}"
    for each in indicators.every().values():
        for part in each.parts:
            assert part in published or not part.startswith("census2021."), part


def test_every_score_is_a_column_of_the_indices_of_2025(shared_data: Path) -> None:
    path = next((shared_data / "places" / "deprivation").glob("iod2025_File_7*"))
    published = {measure.key for measure in iod2025.measures(path)}
    singles = {each.single for each in indicators.every().values() if each.single.startswith("iod2025.")}
    assert singles and singles <= published


def test_every_other_column_is_one_that_its_feed_carries(shared_data: Path) -> None:
    held = catalogue.find(shared_data / "places").files
    wanted = {part for each in indicators.every().values() for part in each.parts}
    for key in {part.split(".")[0] for part in wanted} - {"census2021", "iod2025"}:
        feed = {source.key: feed for source, feed in catalogue.feeds_by_source()}[key]
        published = {measure.key for path in held[key] for measure in feed.measures(path)}
        assert {part for part in wanted if part.split(".")[0] == key} <= published, key


def test_what_is_modelled_says_so_in_its_name_or_its_method() -> None:
    for key, each in indicators.every().items():
        if any(part.startswith(("loneliness.", "qof_modelled.", "fuel_poverty.")) for part in each.parts):
            assert "odelled" in each.label + each.good_to_know, key


def test_no_map_is_drawn_of_what_is_not_of_single_neighbourhoods() -> None:
    for each in indicators.every().values():
        assert each.on_map is not bool(each.at or each.many or each.words)
