"""The invented ground and its figures: the same from the same seed, whole, and like a country's."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from itertools import islice

import numpy as np
import pytest
import shapely
from scipy.stats import spearmanr

from commonweal.core.errors import Invalid
from commonweal.demo import figures, ground, land, persons, recipe, things

WENBECK, SMALL, COUNTRY = recipe.of(), recipe.of(12), recipe.of(2000, 3_300_000)


@pytest.mark.parametrize("made", [WENBECK, SMALL, COUNTRY], ids=["wenbeck", "small", "country"])
def test_the_same_recipe_makes_the_same_ground_and_another_seed_another(made):
    one, other = land.laid.__wrapped__(made), land.laid.__wrapped__(made)
    assert np.array_equal(one.points, other.points) and np.array_equal(one.traits, other.traits)
    first, second = figures.columns.__wrapped__(one), figures.columns.__wrapped__(other)
    assert all(np.array_equal(first[key], second[key]) for key in first)
    assert [each.wkb for each in ground.outlines.__wrapped__(one)] == [each.wkb for each in ground.outlines(other)]
    sown = land.laid(recipe.of(made.neighbourhoods, made.people, seed=7))
    assert not np.array_equal(one.points, sown.points)


@pytest.mark.parametrize("made", [WENBECK, SMALL, COUNTRY], ids=["wenbeck", "small", "country"])
def test_outlines_fit_together_without_gaps_or_overlap(made):
    shapes = ground.outlines(land.laid(made))
    assert len(shapes) == made.neighbourhoods and shapely.is_valid(shapes).all()
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon" and not whole.interiors
    assert sum(each.area for each in shapes) == pytest.approx(whole.area, rel=1e-6)


def test_every_neighbourhood_of_wenbeck_is_one_piece_and_the_towns_are_dense():
    made = land.laid(WENBECK)
    shapes = ground.outlines(made)
    assert {each.geom_type for each in shapes} == {"Polygon"}
    sizes = {name: shape.area for name, shape in zip(made.names, shapes, strict=True)}
    assert sizes["Marl Moor"] > 30 * sizes["Canalside"]


def test_wenbeck_has_three_towns_a_valley_and_a_moor_with_names_used_once():
    made = land.laid(WENBECK)
    assert len(made) == 132 and len(set(made.names)) == 132 and len(set(made.codes)) == 132
    assert len({group.local_name for group in made.groups}) == 27 and len(made.councils) == 2
    assert set(land.laid(SMALL).names) == set(made.names[:12])


def test_it_lies_where_nobody_lives():
    for made in (WENBECK, COUNTRY):
        west, south, east, north = shapely.total_bounds(ground.outlines(land.laid(made)))
        # The North Sea east of the Dogger's western edge, and the Atlantic north of the Azores.
        assert (west > 1.5 and east < 3 and south > 54 and north < 55.5) or (east < -15 and south > 42 and north < 52)


def test_postcodes_are_nobodys_and_each_is_used_once():
    made = land.laid(recipe.Recipe(recipe.NATION, 3000))
    spelled = [things.postcode(made, place, number) for place in range(3000) for number in range(3)]
    assert len(set(spelled)) == len(spelled)
    own = land.laid(WENBECK)
    assert things.postcode(own, 0, 0) == "ZZ1 1AA" and things.postcode(own, 1, 0) == "ZZ2 1AA"
    every = [things.postcode(own, place, 0) for place in range(132)]
    assert all(each.startswith("ZZ") and not each.startswith("ZZ99") for each in every)


@pytest.mark.parametrize("people", [200_000, 209_521, 412_345])
def test_people_add_up_exactly_to_what_was_asked_for(people):
    assert figures.residents(land.laid(recipe.of(132, people))).sum() == people


def test_parts_never_come_to_more_than_their_whole():
    for made in (WENBECK, COUNTRY):
        columns = figures.columns(land.laid(made))
        for each in figures.invented():
            if each.bottom:
                assert (sum(columns[key] for key in each.top) <= columns[each.bottom]).all(), each.key
        assert all((column >= 0).all() for key, column in columns.items() if not key.startswith("iod"))
        assert (
            columns["census2021.ts007a_18"] <= 0.61 * sum(columns[f"census2021.ts007a_{n}"] for n in range(14, 19)) + 3
        ).all()


def test_a_country_has_a_tenth_in_each_tenth_and_wenbeck_is_more_deprived_than_that():
    country = figures.columns(land.laid(COUNTRY))
    for key in ("imd", "income", "health", "education", "living"):
        assert Counter(country[f"iod2025.{key}_decile"]) == dict.fromkeys(range(1, 11), 200)
    wenbeck = figures.columns(land.laid(WENBECK))["iod2025.imd_decile"]
    assert 0.25 < (wenbeck <= 2).mean() < 0.5
    assert set(wenbeck) == set(range(1, 11))


def test_invented_people_agree_with_the_figures_and_come_in_any_order():
    made = land.laid(recipe.of(132, 210_000))
    columns = figures.columns(made)
    everybody = list(persons.persons(made.recipe))
    assert len(everybody) == 210_000
    first = list(persons.living_in(made, 40))
    assert first == [each for each in everybody if each.neighbourhood == made.codes[40]]
    for place in (0, 40, 131):
        mine = [each for each in everybody if each.neighbourhood == made.codes[place]]
        homes = Counter(each.household for each in mine)
        assert len(homes) == columns[figures.HOMES][place]
        assert sum(each.age >= 85 for each in mine) == columns["census2021.ts007a_18"][place]
        assert sum(each.age < 5 for each in mine) == columns["census2021.ts007a_01"][place]
        alone = [each for each in mine if homes[each.household] == 1]
        assert len(alone) == pytest.approx(columns["census2021.ts003_01"][place], abs=3)
        assert all(each.age >= 16 for each in alone)
        assert {each.postcode for each in mine} <= {things.postcode(made, place, n) for n in range(9)}
        assert not any(all(p.age < 16 for p in home) for home in _homes(mine))


def _homes(people):
    homes = {}
    for each in people:
        homes.setdefault(each.household, []).append(each)
    return homes.values()


def test_people_are_written_to_a_file_a_neighbourhood_at_a_time(tmp_path):
    done = []
    count = persons.write(SMALL, tmp_path / "people.csv", progress=done.append)
    with (tmp_path / "people.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == count == figures.residents(land.laid(SMALL)).sum() and done == list(range(1, 13))
    assert rows[0]["neighbourhood"] == "DEMO-001" and set(rows[0]) == set(persons.Person._fields)


def test_what_cannot_be_made_is_refused_in_a_sentence():
    with pytest.raises(Invalid, match="from 2 to 39,000"):
        recipe.of(50_000)
    with pytest.raises(Invalid, match="fewer than 500 people"):
        recipe.of(1000, 1000)


# ── Beside England, where its files stand next to the project ───────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def england(shared_data):
    """Every indicator of England's neighbourhoods that can be worked out from the census and the indices of 2025."""
    tables: dict[str, dict[str, list[float]]] = {}
    for path in (shared_data / "places" / "census2021").glob("census2021-ts*-lsoa.csv.gz"):
        with gzip.open(path, "rt", encoding="utf-8-sig") as stream:
            rows = islice(csv.reader(stream), 1, None)
            tables[path.name.split("-")[1]] = {
                row[2]: [float(each) for each in row[3:]] for row in rows if row[2][0] == "E"
            }
    with gzip.open(shared_data / "places/deprivation/iod2025_File_7_layout_england_partial.csv.gz", "rt") as stream:
        score = {row[0]: float(row[4]) for row in islice(csv.reader(stream), 1, None)}
    codes = sorted(score)
    held = {name: np.array([rows[code] for code in codes]) for name, rows in tables.items()}

    def column(key: str):
        table, number = key.split(".")[1].split("_")
        return held[table][:, int(number)]

    out = {"imd_score": np.array([score[code] for code in codes])}
    for key, each in ((each.key, each) for each in figures.invented()):
        if not each.single:
            top = sum(column(part) for part in each.top)
            out[key] = 100 * top / column(each.bottom) if each.bottom else top
    return out


@pytest.fixture(scope="module")
def invented():
    """The same of an invented country."""
    columns = figures.columns(land.laid(recipe.of(8000)))
    out = {"imd_score": columns["iod2025.imd_score"]}
    for key, each in ((each.key, each) for each in figures.invented()):
        if not each.single:
            top = sum(columns[part] for part in each.top)
            out[key] = 100 * top / columns[each.bottom] if each.bottom else top
    return out


def test_an_invented_country_is_spread_as_england_is(england, invented):
    """Means within 6 % and standard deviations within 16 % of England's; quantiles within a quarter of a deviation."""
    wrong = []
    for key, real in england.items():
        made = invented[key]
        spread = real.std()
        if abs(made.mean() - real.mean()) > 0.06 * real.mean():
            wrong.append((key, "mean", made.mean(), real.mean()))
        if abs(made.std() - spread) > 0.16 * spread:
            wrong.append((key, "sd", made.std(), spread))
        tenths = [0.1, 0.25, 0.5, 0.75, 0.9]
        if np.abs(np.quantile(made, tenths) - np.quantile(real, tenths)).max() > spread / 4:
            wrong.append((key, "quantiles", np.quantile(made, tenths), np.quantile(real, tenths)))
    assert wrong == []


def test_figures_go_together_as_they_do_in_england(england, invented):
    """Rank correlations of every pair: on average within 0.05 of England's, none further off than 0.2."""
    keys = list(england)
    real = spearmanr(np.column_stack([england[key] for key in keys])).statistic
    made = spearmanr(np.column_stack([invented[key] for key in keys])).statistic
    off = np.abs(real - made)[np.triu_indices(len(keys), 1)]
    assert off.mean() < 0.05 and off.max() < 0.2
    at = {key: place for place, key in enumerate(keys)}
    assert made[at["imd_score"], at["bad_health"]] > 0.5
    assert made[at["imd_score"], at["older_people"]] < -0.25
    assert made[at["little_english"], at["no_english_home"]] > 0.7
