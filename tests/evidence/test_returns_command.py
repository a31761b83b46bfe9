"""`commonweal returns check`: a file looked at by its contract, before it is sent, on the partner's own machine."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from commonweal.core.errors import Invalid
from commonweal.evidence.returns import contract, examples
from commonweal.evidence.returns.commands import app
from commonweal.evidence.returns.ground import Ground


@pytest.fixture
def agreed(tmp_path):
    path = tmp_path / "contract.json"
    path.write_text(examples.pattern())
    return path


def run(*words: object):
    return CliRunner().invoke(app, ["check", *map(str, words)])


def test_a_good_file_is_told_in_words_and_as_json(agreed, tmp_path):
    file = tmp_path / "good.csv"
    file.write_text(examples.file(contract.read(examples.PATTERN), Ground("lsoa21", {})))
    assert "4 of 4 rows can be used, of 2026-Q1." in run(agreed, file).stdout
    told = json.loads(run(agreed, file, "--json").stdout)
    assert told["usable"] and told["lines"] == 4 and told["fields"][0]["not_stated"] == 0


def test_a_workbook_is_read_as_a_table_and_each_cell_that_cannot_be_used_is_named(agreed, tmp_path):
    book = Workbook()
    for row in (["area", "quarter", "ethnicity", "asked", "matched"], ["E01", "2026-Q1", "A", 12.0, "few"]):
        book.active.append(row)
    book.save(tmp_path / "sent.xlsx")
    found = run(agreed, tmp_path / "sent.xlsx")
    assert found.exit_code == 1 and "row 2, matched: few" in found.stdout


def test_a_file_about_people_is_not_taken(agreed, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("NHS number,area,quarter,ethnicity,asked,matched\n9434765919,E01,2026-Q1,A,1,1\n")
    found = run(agreed, file)
    assert found.exit_code == 1 and "NHS numbers" in found.stdout and "9434765919" not in found.stdout


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.pdf", b"%PDF", "Save it as .csv or .xlsx"),
        ("a.xlsx", b"not a workbook", "cannot be opened"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"area,area\n1,2\n", "Two columns are called"),
        ("a.csv", b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(agreed, tmp_path, name, raw, said):
    file = tmp_path / name
    file.write_bytes(raw)
    assert said in run(agreed, file).exception.sentence


def test_a_contract_that_is_no_json_is_told_with_its_line(tmp_path):
    path = tmp_path / "contract.json"
    path.write_text('{\n"name": }')
    found = run(path, path)
    assert isinstance(found.exception, Invalid) and "line 2" in found.exception.sentence
