"""`commonweal hubs …` and `commonweal index …` on files: what they answer, and what is told by line and column."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from commonweal.core.errors import Invalid, NotFound
from commonweal.evidence.hubs import commands as hubs
from commonweal.evidence.index import commands as index

ZONES = "zone,people,x,y\na,100,0,0\nb,300,1,0\nc,100,2,0\n"
SITES = "candidate,x,y\nleft,0,0\nmiddle,1,0\nright,2,0\n"
AREAS = 'area,cold,alone\nA,1,"1,200"\nB,5,1\nC,3,900\nD,,3\n'


def run(app, *words: str):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def files(tmp_path):
    def written(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


@pytest.mark.parametrize(
    ("command", "places", "value"),
    [
        (("p-median", "--choose", "1"), ["middle"], 200 * 1.3 / 4.8 * 60),
        (("coverage", "--choose", "1", "--within", "10"), ["middle"], 300),
        (("p-centre", "--choose", "1"), ["middle"], 1.3 / 4.8 * 60),
    ],
)
def test_one_hub_of_three_stands_in_the_middle_and_that_is_proved(files, command, places, value):
    name, *options = command
    said = run(hubs.app, name, files("z.csv", ZONES), files("c.csv", SITES), *options, "--json").output
    told = json.loads(said)
    assert told["places"] == places and told["value"] == pytest.approx(value) and told["proved"]


def test_so_few_hubs_bring_everybody_near(files):
    said = run(hubs.app, "set-cover", files("z.csv", ZONES), files("c.csv", SITES), "--within", "17", "--json").output
    assert json.loads(said)["places"] == ["middle"]


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        ("zone,x,y\na,0,0\n", "there is no column “people”"),
        ("zone,people,x,y\na,many,0,0\n", "line 2, column people: “many” is not a number from 0 on"),
        ("zone,people,x,y\na,1,0,0\na,1,1,0\n", "“a” stands in line 2 already"),
        ("zone,people,x,y\na,1,0\n", "line 2: it has 3 cells, and the first line 4"),
        ("zone,people,x,y\n", "no lines under its first one"),
    ],
)
def test_what_is_wrong_with_zones_is_told_by_line_and_column(files, zones, said):
    with pytest.raises(Invalid, match=said):
        run(hubs.app, "p-median", files("z.csv", zones), files("c.csv", SITES))


def test_a_file_that_is_not_there_is_said_to_be_not_there(files, tmp_path):
    with pytest.raises(NotFound, match="There is no file"):
        run(hubs.app, "p-median", str(tmp_path / "none.csv"), files("c.csv", SITES))


def test_an_index_of_chosen_columns_ranks_the_hardest_first_and_what_is_not_known_has_no_rank(files):
    said = run(index.app, "build", files("a.csv", AREAS), "--part", "cold=0.5", "--part", "alone=0.5", "--json").output
    ranks = {each["area"]: each["rank"] for each in json.loads(said)}
    assert ranks["D"] is None and sorted(ranks[each] for each in "ABC") == [1, 2, 3]


def test_a_figure_with_a_mark_for_thousands_is_read_as_it_is_meant(files):
    said = run(index.app, "build", files("a.csv", AREAS), "--part", "alone=1", "--how", "range", "--json").output
    scores = {each["area"]: each["score"] for each in json.loads(said)}
    assert scores["A"] == 100 and scores["B"] == 0 and 74 < scores["C"] < 76


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("area,cold\nA,warm\n", "line 2, column “cold”: “warm” is not a number"),
        ('area,cold\nA,"1,5"\n', "line 2, column “cold”: “1,5” is not a number"),
        ("area,damp\nA,1\n", "there is no column “cold”. It has: area, damp"),
    ],
)
def test_what_is_wrong_with_a_table_of_areas_is_told_by_line_and_column(files, text, said):
    with pytest.raises(Invalid, match=said):
        run(index.app, "build", files("a.csv", text), "--part", "cold=1")
