"""Colours can be read: every pair in use, in both themes, worked out from the tokens by WCAG's own sums."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parent.parent.parent / "commonweal" / "core" / "static" / "core"
INKS = ("ink", "ink-soft", "link", "link-hover", "need", "here", "voice", "wrong")
# What is written on what. 4.5 to 1 for words (WCAG 1.4.3), 3 to 1 for edges, bars and icons that matter (1.4.11).
WORDS = [
    *((ink, ground) for ink in INKS for ground in ("paper", "sheet")),
    ("need", "need-wash"), ("here", "here-wash"), ("voice", "voice-wash"),
    ("ink", "need-wash"), ("ink", "here-wash"), ("ink", "voice-wash"), ("link", "here-wash"), ("link", "voice-wash"),
    ("button-ink", "button"), ("focus-ink", "focus"), ("sheet", "here"), ("sheet", "wrong"), ("well", "sheet"),
    ("ink", "hint"), ("ink-soft", "hint"), ("link", "hint"),
]  # fmt: skip
DRAWN = [
    ("edge", "sheet"), ("edge", "paper"), ("button", "paper"), ("button", "sheet"), ("england", "paper"),
    ("need", "rule"), ("here", "rule"), ("rule-firm", "paper"), ("focus-ink", "focus"),
]  # fmt: skip
SHADES = [f"shade-{step}" for step in range(1, 6)]


def themes() -> dict[str, dict[str, str]]:
    """The tokens of each theme, and dark as it stands for devices that ask for it."""
    text = (STYLES / "tokens.css").read_text()
    blocks = {
        "light": r':root, \[data-theme="light"\] \{(.*?)\}',
        "dark by device": r":root:not\(\[data-theme\]\) \{(.*?)\}",
        "dark": r'\[data-theme="dark"\] \{(.*?)\}',
    }
    return {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", re.search(found, text, re.S).group(1)))
        for name, found in blocks.items()
    }


THEMES = themes()


def linear(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as light, not as numbers on a screen."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def luminance(light: tuple[float, float, float]) -> float:
    red, green, blue = light
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio."""
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


# Machado, Oliveira and Fernandes 2009, severity 1.0: how a colour looks to somebody without green or red cones.
CONES = {
    "without green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "without red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "in grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


def lightness(colour: str, cones: str) -> float:
    """CIE lightness, 0 to 100, as it looks with these cones."""
    light = linear(colour)
    seen = tuple(
        min(1, max(0, sum(part * given for part, given in zip(row, light, strict=True)))) for row in CONES[cones]
    )
    y = luminance(seen)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def test_the_sums_agree_with_ratios_known_from_elsewhere():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_dark_is_the_same_whether_the_device_or_the_reader_asks_for_it():
    assert THEMES["dark"] == THEMES["dark by device"]
    assert set(THEMES["dark"]) == set(THEMES["light"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), DRAWN)
def test_edges_bars_and_icons_can_be_seen(theme, mark, ground):
    assert contrast(THEMES[theme][mark], THEMES[theme][ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("cones", CONES)
def test_shades_run_evenly_from_hardest_to_easiest_for_everyone_and_in_grey(theme, cones):
    steps = [lightness(THEMES[theme][shade], cones) for shade in SHADES]
    apart = [after - before for before, after in pairwise(steps)]
    assert all(each >= 9 for each in apart) or all(each <= -9 for each in apart), (theme, cones, steps)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("cones", CONES)
def test_unknown_is_never_taken_for_a_shade(theme, cones):
    unknown = lightness(THEMES[theme]["shade-none"], cones)
    assert min(abs(unknown - lightness(THEMES[theme][shade], cones)) for shade in SHADES) >= 7


def test_no_other_style_names_a_colour_of_its_own():
    """Paper is black on white; a forced colour scheme draws pictures on white. Nothing else may."""
    for path in STYLES.glob("*.css"):
        if path.name in {"tokens.css", "print.css"}:
            continue
        named = set(re.findall(r"#[0-9a-fA-F]{3,6}\b", path.read_text()))
        assert named <= {"#fff", "#000"}, path.name


def test_every_token_that_a_style_asks_for_is_given():
    own = {"accent", "wash", "ground", "cover", "brink"}  # which a side, a panel or a frame sets for what is in it
    given = set(THEMES["light"]) | {"letters", "measure", "space", "round"} | own
    for path in STYLES.glob("*.css"):
        asked = set(re.findall(r"var\(--([\w-]+)", path.read_text()))
        assert asked <= given, path.name
