"""`commonweal inequality …` on files: every digit for programs, and what is wrong said with file, line and column."""

from __future__ import annotations

import json

import pytest

from commonweal.core.errors import DomainError
from commonweal.evidence.inequality.commands import app
from tests.methods.inequality.published import cases


@pytest.fixture
def ask(tmp_path, capsys):
    """Write a file, run a command on it, and read the answer."""

    def run(command: str, text: str, *options: str, plain: bool = False):
        path = tmp_path / "figures.csv"
        path.write_text(text, encoding="utf-8")
        app([command, str(path), *options, *([] if plain else ["--json"])], standalone_mode=False)
        out = capsys.readouterr().out
        return out if plain else json.loads(out)

    return run


def lines(header: str, *rows) -> str:
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)])


THIRDS = lines("quantile,population,value,se", (1, 1, 30, 1), (2, 1, 20, 1), (3, 1, 10, 1))


def test_sii_answers_with_both_indices_and_says_which_definition(ask):
    found = ask("sii", THIRDS)[0]
    assert found["sii"] == pytest.approx(-30) and found["rii"] == pytest.approx(1 / 7)
    assert found["definition"] == "english" and found["limits"] == "closed form"
    upside_down = lines("quantile,population,value,se", (3, 1, 10, 1), (1, 1, 30, 1), (2, 1, 20, 1))
    assert ask("sii", upside_down) == ask("sii", THIRDS)
    assert ask("sii", THIRDS, "--multiplier", "-1")[0]["sii"] == pytest.approx(30)


def test_the_two_definitions_are_named_apart(ask):
    text = lines("population,value", (100, 20), (100, 30), (100, 40))
    english, who = (ask("sii", text, "--definition", each)[0] for each in ("english", "who"))
    assert (english["definition"], who["definition"]) == ("english", "who") and english["sii"] != who["sii"]


def test_published_rates_come_out_of_files_with_limits_simulated_and_transformed(ask, shared_data):
    held = cases(shared_data, "sii_cases.json")
    case = next(each for each in held if each["value_type"] == "rate" and each["transform"] and each["multiplier"] == 1)
    rows = zip(case["population"], case["value"], case["lower_cl"], case["upper_cl"], strict=True)
    text = lines("population,value,lower,upper", *rows)
    found = ask("sii", text, "--kind", "rate", "--transform")[0]
    assert found["sii_lower"] == pytest.approx(case["closed_form"]["sii_lower"], rel=1e-9)
    drawn = ask("sii", text, "--kind", "rate", "--draws", "2000")[0]
    assert drawn["limits"] == "simulated" and drawn["sii_lower"] < drawn["sii"] < drawn["sii_upper"]


def test_each_area_of_a_file_has_its_own_answer(ask):
    text = lines("area,population,value", ("North", 1, 3), ("South", 1, 1), ("North", 1, 1), ("South", 1, 2))
    assert [(each["area"], each["sii"] > 0) for each in ask("sii", text)] == [("North", False), ("South", True)]


@pytest.mark.parametrize(
    ("command", "text", "options", "told"),
    [
        ("rates", lines("count,population", (20, 100), ("", 5)), ["--per", "100"], {"value": 20.0}),
        ("proportions", lines("count,population", (20, 100)), ["--per", "100"], {"value": 20.0}),
        ("means", lines("value", (2,), (4,), (6,)), [], {"value": 4.0, "n": 3}),
        (
            "dsr",
            lines("count,population,standard_population", (10, 100, 1), (20, 100, 3)),
            ["--per", "100"],
            {"value": 17.5, "events": 30},
        ),
        (
            "dsr",
            lines("population,standard_population,events_1,events_2", (100, 1, 5, 10)),
            ["--per", "100"],
            {"value": 25.0},
        ),
        ("isr", lines("count,population,ref_count,ref_population", (30, 100, 200, 1000)), [], {"ratio": 1.5}),
        ("life-expectancy", lines("age,population,deaths", (30, 9000, 0), (40, 9000, 900)), [], {"value": 20.0}),
        ("measures", lines("value,population", (20, 1), (30, 1), (40, 2)), [], {"measure": "bgv", "value": 68.75}),
        ("concentration", lines("value,rank_by", (0, 1), (0, 2), (1, 3), (1, 4)), [], {"index": 0.5, "wagstaff": 1.0}),
        ("funnel", lines("count,population", (90, 100), (410, 900)), [], {"standing": "high (0.001)"}),
        ("funnel", lines("count,expected", (30, 10)), ["--kind", "ratio"], {"standing": "high (0.001)"}),
        ("quantiles", lines("value", *((each,) for each in range(10))), ["--lots", "5"], {"lot": 5}),
        ("trend", lines("year,sii,sii_lower,sii_upper", (2019, 10, 9, 11), (2025, 16, 15, 17)), [], {"agree": None}),
    ],
    ids=lambda each: each if isinstance(each, str) and "," not in each else "",
)  # fmt: skip
def test_every_command_answers(ask, command, text, options, told):
    found = ask(command, text, *options)[0]
    assert {name: found[name] for name in told} == pytest.approx(told)
    assert "None" not in ask(command, text, *options, plain=True)


def test_how_sure_a_concentration_is_follows_the_confidence_asked_for(ask):
    text = lines("value,rank_by", *((each % 3, each) for each in range(20)))
    wide, narrow = (ask("concentration", text, "--confidence", each)[0] for each in ("0.95", "0.5"))
    assert wide["index_lower"] < narrow["index_lower"] < narrow["index"] < narrow["index_upper"] < wide["index_upper"]


def test_ordered_groups_have_a_concentration_and_a_reference_its_differences(ask):
    text = lines("value,population,se", (20, 1, 1), (30, 1, 1), (40, 2, 1))
    found = {each["measure"]: each for each in ask("measures", text, "--ordered", "--reference", "2")}
    assert found["aci"]["value"] == pytest.approx(4.375) and found["mdrw"]["value"] == pytest.approx(7.5)
    assert found["paf"]["lower"] < found["paf"]["value"] < found["paf"]["upper"]


@pytest.mark.parametrize(
    ("command", "text", "said"),
    [
        ("sii", "population,value\n1,3\n1,x", "line 3, column “value”: “x” is not a number"),
        ("sii", "population,value\n1,3\n,2", "line 3, column “population”: a number is needed"),
        ("sii", "people,value\n1,3\n1,2", "line 1: there is no column “population”. It has: people, value"),
        ("sii", "population,value\n1,3\n1", "line 3: it has 1 cells"),
        ("sii", "population,value", "no lines under its first one"),
        ("sii", "area,population,value\nNorth,1,3", "lines 2 to 2 (North): Give, for each place"),
        ("proportions", "count,population\n5,4", "lines 2 to 2 (2): A part cannot be"),
        ("dsr", "count,population\n5,4", "standard_population"),
        ("rates", "count,population\n-1,4", "below zero"),
        ("trend", "year,sii,sii_lower,sii_upper\n2019,1,0,infinity", "“infinity” is not a number"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_column(ask, command, text, said):
    with pytest.raises(DomainError) as refused:
        ask(command, text)
    assert said in refused.value.sentence and ("figures.csv" in refused.value.sentence or command == "dsr")


def test_a_file_that_is_not_there_is_said():
    with pytest.raises(DomainError, match=r"There is no file nowhere\.csv"):
        app(["sii", "nowhere.csv"], standalone_mode=False)
