"""`commonweal disclosure check` and `commonweal share out`: files as offices keep them, and files with a mistake."""

from __future__ import annotations

import json

import pytest

from commonweal.evidence.release.commands import app as disclosure
from commonweal.evidence.shares.commands import app as share

COUNTS = 'area,A,B,Total\nHill,12,"1,005",99\nVale,3,40,9\nTotal,15,1045,\n'
PLACES = 'area,people,need,now\nHill,1000,20,"£1,000"\n\nVale,500,*,£300\n'


@pytest.fixture
def ask(tmp_path, capsys):
    def run(app, command: str, text: str, *options: str):
        path = tmp_path / "figures.csv"
        path.write_text(text, encoding="utf-8")
        app([command, str(path), *options, "--json"], standalone_mode=False)
        return json.loads(capsys.readouterr().out)

    return run


def test_totals_of_the_file_are_left_out_and_worked_out_anew_from_what_may_be_shown(ask):
    told = ask(disclosure, "check", COUNTS)
    assert told["columns"] == ["A", "B", "Total"]
    assert [row["name"] for row in told["rows"]] == ["Hill", "Vale", "Total"]
    assert told["rows"][1]["cells"][0]["text"] == "*" and told["hidden"] == 1


def test_a_fund_is_shared_by_what_each_gets_now_in_pounds_as_a_spreadsheet_writes_them(ask):
    told = ask(share, "out", PLACES, "--fund", "5000", "--current", "now", "--pace", "5")
    assert [each["pence"] for each in told["areas"]] == [378_847, 121_153] and told["sum_pence"] == 500_000


@pytest.mark.parametrize(
    ("app", "command", "text", "options", "said"),
    [
        (disclosure, "check", "area,A\nHill,2\nVale,-1\n", (), "line 3, column “A”: a count of people is a whole"),
        (disclosure, "check", "area,A\nHill,2.5\n", (), "line 2, column “A”: a count of people is a whole"),
        (disclosure, "check", "area,A\nHill,\n", (), "line 2, column “A”: a number is needed here"),
        (disclosure, "check", "area,A\nHill,few\n", (), "line 2, column “A”: “few” is not a number"),
        (disclosure, "check", "area,A\nHill,2\n", ("--profile", "none"), "none"),
        (share, "out", PLACES, ("--fund", "9", "--people", "heads"), "no column “heads”. It has: area, people, need"),
        (share, "out", PLACES, ("--fund", "9", "--by", "need:much"), "say a term as COLUMN:weight"),
        (share, "out", PLACES.replace("£300", ""), ("--fund", "9", "--current", "now"), "line 4, column “now”"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(ask, capsys, app, command, text, options, said):
    with pytest.raises(SystemExit):
        ask(app, command, text, *options)
    assert said in capsys.readouterr().err
