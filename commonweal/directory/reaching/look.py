"""The house's look on paper: the colours of its tokens, its small drawings and its mark, as the press takes them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from commonweal import core

STATIC = Path(core.__file__).parent / "static" / "core"
# Which of the tokens a sheet uses, by the name it knows them under.
COLOURS = {
    "ink": "ink",
    "soft": "ink-soft",
    "rule": "rule",
    "edge": "edge",
    "need": "need",
    "here": "here",
    "deep": "button",
    "voice": "voice",
    "need-wash": "need-wash",
    "here-wash": "here-wash",
    "voice-wash": "voice-wash",
    "glow": "draw-glow",
    "near": "draw-near",
    "far": "draw-far",
    **{f"shade-{step}": f"shade-{step}" for step in (1, 2, 3, 4, 5, "none")},
}
PAIRS = (("here", "here-wash"), ("voice", "voice-wash"), ("deep", "here-wash"))  # a sheet's colour, and a pale one
OURS = ("time", "pin", "people", "voice", "info")
# Drawn for paper, in the manner of the others.
DRAWN = {
    "cost": '<path d="M16.5 7.6c-.6-1.9-2-3.1-4-3.1-2.4 0-4 1.6-4 4 0 3 1.5 5.2.3 8.6-.3 1-.9 1.8-1.8 2.4h9.8"/>'
    '<path d="M6.5 12.4h7"/>',
    "door": '<path d="M4.5 21h15M7 21V3.5h10V21"/><path d="M14 12.2v.3"/>',
    "phone": '<path d="M7 3h10v18H7z"/><path d="M10.7 17.8h2.6"/>',
}


@cache
def colours() -> dict[str, str]:
    """Colours of the light theme: paper is always light."""
    css = (STATIC / "tokens.css").read_text("utf-8")
    light = css[css.index(":root") : css.index("}", css.index(":root"))]
    told = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})", light))
    return {name: told[token] for name, token in COLOURS.items()}


@cache
def icons() -> dict[str, str]:
    """Small drawings in white, to stand on a colour."""
    sprite = (STATIC / "icons.svg").read_text("utf-8")
    found = dict(re.findall(r'<symbol id="(\w+)" viewBox="0 0 24 24">(.*?)</symbol>', sprite))
    return {name: _svg(inside) for name, inside in {name: found[name] for name in OURS}.items()} | {
        name: _svg(inside) for name, inside in DRAWN.items()
    }


@cache
def mark() -> str:
    """The house's mark."""
    return (STATIC / "mark.svg").read_text("utf-8")


@cache
def leaves() -> str:
    """The mark's leaves alone, pale enough for words to stand before them."""
    leaf = re.findall(r'<path fill="#[0-9a-f]{6}" d="([^"]+)"/>', mark())
    told = colours()
    drawn = "".join(
        f'<path fill="{told[name]}" fill-opacity="{opacity}" d="{d}"/>'
        for d, name, opacity in zip(leaf, ("glow", "near", "far"), (0.5, 0.45, 0.3), strict=True)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="2 0 40 44">{drawn}</svg>'


def _svg(inside: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#ffffff" stroke-width="1.9" '
        f'stroke-linecap="round" stroke-linejoin="round">{inside}</svg>'
    )
