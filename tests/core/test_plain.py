"""The house's own words: whole sentences of pages, at a reading age that is stated and kept."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from commonweal.config import words
from commonweal.core import plain
from commonweal.core.commands import app
from commonweal.methods.reading import reading

# Fewer words than this say little of how hard a file is.
ENOUGH = 60
# What may ask more of its reader than twelve, and why.
HARDER = {
    "commonweal/people/rules.py": "refusals name who may: administrator, facilitator, steward",
    "commonweal/places/rules.py": "the same",
    "commonweal/people/roles.py": "names of roles: administrator, facilitator, safeguarding; and all that each may do",
}


def said() -> list[tuple[str, str]]:
    return [(where, text) for where, texts, _context in words.said() for text in texts]


def test_what_the_house_says_is_read_at_ten():
    whole = reading("\n\n".join(plain.plain(text) for _, text in said() if text.endswith((".", "?", "!"))))
    assert whole.age <= 10 and whole.smog <= 9


def test_each_page_is_read_at_twelve_or_is_named_with_a_reason():
    read = {each.where: each.reading.age for each in plain.by_file(said()) if each.reading.words >= ENOUGH}
    assert {where: age for where, age in read.items() if age > plain.AIM and where not in HARDER} == {}
    assert read, "nothing was read"


def test_a_phrase_is_read_as_people_meet_it():
    assert plain.plain("<b>%(count)s</b> of  100%% in %(name)s") == "12 of 100% in Leeds"


def test_labels_are_left_out_and_hard_sentences_are_named():
    hard = (
        "Notwithstanding considerable organisational heterogeneity, interoperability remains achievable for everybody."
    )
    (found,) = plain.by_file(
        [("a.html", "Postcode"), ("a.html", "You can see all of it here if you like."), ("a.html", hard)]
    )
    assert found.reading.sentences == 2 and [text for _, text in found.hard] == [hard]


def test_the_command_tells_an_author_what_to_shorten(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("We would like to meet. The organisation administers considerable local infrastructure.")
    told = CliRunner().invoke(app, ["age", str(file)]).output
    assert told.startswith("Reading age: about ") and "long words: " in told and "Ask the people" in told
    answered = json.loads(CliRunner().invoke(app, ["age", "-", "--json"], input=file.read_text()).output)
    assert answered["words"] == 11 and answered["longest"][0]["text"].startswith("The organisation")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path, content):
    file = tmp_path / "letter.txt"
    if content:
        file.write_bytes(content)
    failed = CliRunner().invoke(app, ["age", str(file)])
    assert failed.exit_code == 1 and "letter.txt" in str(failed.exception)


def test_the_houses_own_pages_are_told_file_by_file():
    answered = json.loads(CliRunner().invoke(app, ["check", "--json"]).output)
    assert {"where", "reading", "hard"} == set(answered[0])
