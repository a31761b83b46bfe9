"""Shared pieces keep their promises: options said at the top, icons that exist, quiet drawings, words marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.messages import constants
from django.template.loader import render_to_string

from commonweal.core.templatetags.house import GROUP_ICONS
from commonweal.directory import kinds

PACKAGE = Path(__file__).resolve().parent.parent.parent / "commonweal"
CORE = PACKAGE / "core" / "templates" / "core"
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
SYMBOLS = set(re.findall(r'<symbol id="([\w-]+)"', (PACKAGE / "core/static/core/icons.svg").read_text()))
# Names and formats that are the same in every language.
# "English" is what that language calls itself, as others are named on the page of an entry in them.
SAME = {"Commonweal", "Commonweal – Commonweal", "JSON", "English"}


@pytest.mark.parametrize(
    "path", [*CORE.glob("parts/*.html"), *CORE.glob("drawings/*.html")], ids=lambda path: path.stem
)
def test_every_piece_says_at_its_top_what_it_is_or_takes(path):
    first = path.read_text().splitlines()[0]
    assert re.match(r"(\{% load [\w ]+ %\})?\{# .{20,} #\}", first), path.name


@pytest.mark.parametrize("path", sorted(CORE.glob("drawings/*.html")), ids=lambda path: path.stem)
def test_a_drawing_is_hidden_from_listeners_and_takes_its_colours_from_the_tokens(path):
    text = path.read_text()
    assert 'aria-hidden="true"' in text and not re.search(
        r"(fill|stroke)=|#[0-9a-fA-F]{3,6}\b(?!-)", text.split("#}")[1]
    )
    used = set(re.findall(r'class="(d-[\w-]+)"', text))
    styled = set(re.findall(r"\.(d-[\w-]+)", (PACKAGE / "core/static/core/drawings.css").read_text()))
    assert used <= styled


def test_every_icon_that_is_asked_for_is_drawn():
    asked = {name for path in PACKAGE.rglob("*.html") for name in re.findall(r'\{% icon "([\w-]+)"', path.read_text())}
    asked |= {name for path in PACKAGE.rglob("*.py") for name in re.findall(r'icon="([\w-]+)"', path.read_text())}
    assert asked | set(GROUP_ICONS.values()) | {"other"} <= SYMBOLS


def test_every_group_of_assets_has_its_icon():
    assert {kind.group for kind in kinds.every().values()} <= set(GROUP_ICONS) | {"other"}


# The pages of `people` are reworked with its accounts, and marked there.
@pytest.mark.parametrize("path", [p for p in TEMPLATES if "people" not in p.parts], ids=lambda path: path.stem)
def test_every_word_of_a_page_can_be_translated(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S)
    text = re.sub(r"\{% blocktranslate.*?endblocktranslate %\}", "", text, flags=re.S)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
    text = re.sub(r"<(script|code|style|kbd)[^>]*>.*?</\1>", "", text, flags=re.S)
    text = re.sub(r"<(\w+)[^>]* translate=.no.[^>]*>[^<]*</\1>", "", text)
    said = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text)
    said += re.sub(r"<[^>]*>", "|", text).split("|")
    assert {each.strip() for each in said if re.search("[A-Za-z]{3}", each)} <= SAME


@pytest.mark.parametrize(
    ("mood", "role"), [("well", "status"), ("warning", "status"), ("wrong", "alert"), ("", "status")]
)
def test_a_message_is_said_as_loudly_as_it_matters(mood, role):
    said = render_to_string("core/parts/message.html", {"words": "It is kept.", "mood": mood})
    assert f'role="{role}"' in said and "It is kept." in said


def test_what_has_just_happened_keeps_its_mood():
    class Said(str):
        level = constants.ERROR
        level_tag = "error"

    said = render_to_string("core/parts/messages.html", {"messages": [Said("It could not be saved.")]})
    assert "note--wrong" in said and "It could not be saved." in said


def test_steps_say_which_is_now_and_which_are_past():
    said = render_to_string("core/parts/steps.html", {"steps": ["One", "Two", "Three"], "now": 2})
    assert said.count('aria-current="step"') == 1 and said.count('class="past"') == 1


def test_a_button_that_leads_somewhere_is_a_link_and_one_that_does_something_is_not():
    assert "<a " in render_to_string("core/parts/button.html", {"words": "Go", "address": "/"})
    assert 'type="submit"' in render_to_string("core/parts/button.html", {"words": "Do"})
