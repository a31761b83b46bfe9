"""Tables that are wider than a telephone: each stands in one kind of frame, which keys reach and which has a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent.parent / "commonweal"
TEMPLATES = {path: path.read_text() for path in sorted(PACKAGE.glob("*/templates/**/*.html"))}
FRAMES = [
    (path, tag) for path, text in TEMPLATES.items() for tag in re.findall(r"<div class=\"[^>]*table-wrap.*", text)
]
NAMED = re.compile(r'<div class="[\w -]*" tabindex="0" role="(region|group)" aria-label="(\{%|\{\{)')


@pytest.mark.parametrize(("path", "tag"), FRAMES, ids=[path.stem for path, _tag in FRAMES])
def test_a_frame_that_scrolls_is_reached_by_keyboard_and_has_a_name(path, tag):
    for at in re.finditer(r'<div class="[\w -]*\btable-wrap\b', tag):
        assert NAMED.match(tag[at.start() :]), f"{path.name}: {tag[at.start() :][:120]}"


def test_no_style_sheet_makes_another_kind_of_frame_for_tables():
    """One frame, one hint: who else scrolls sideways is no table (code as it stands, a photograph, a map)."""
    rules = {
        selector.strip()
        for sheet in PACKAGE.glob("*/static/**/*.css")
        if "vendor" not in sheet.parts
        for selector in re.findall(r"([^{};/]+)\{[^{}]*overflow(?:-x)?: auto", sheet.read_text())
    }
    assert {each for each in rules if "table" in each} == {".table-wrap"}
    used = {name for each in rules for name in re.findall(r"\.([\w-]+)", each)} - {"table-wrap", "profile-areas"}
    for path, text in TEMPLATES.items():
        for name in used:
            assert not re.search(rf'class="[^"]*\b{re.escape(name)}\b[^"]*"[^>]*><table', text), (path.name, name)
