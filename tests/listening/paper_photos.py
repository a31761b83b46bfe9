"""Photographs of printed sheets as phones take them, made up: tilt, turn, shade, blur, noise, squeezed as JPEG.

The sheet itself is the real print, set by the press; only the camera is invented. Where each millimetre of the paper
went is known exactly, so what the eye says can be held against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import segno

from commonweal.listening.paper import sight
from commonweal.listening.paper.layouts import Layout


@dataclass(frozen=True)
class Photo:
    """One photograph, and what is true of it."""

    jpeg: bytes
    layout: Layout
    lies: Any  # 3 × 3, millimetres of the paper to pixels, before the lens bends them
    bend: float
    size: tuple[int, int]

    def at(self, spot: tuple[float, float]) -> tuple[float, float]:
        """Where a spot of the paper truly is in the photograph."""
        x, y, w = self.lies @ np.array([spot[0], spot[1], 1.0])
        return bent((float(x / w), float(y / w)), self.size, self.bend)


def bent(pixel: tuple[float, float], size: tuple[int, int], bend: float) -> tuple[float, float]:
    """A lens pulls straight lines a little."""
    wide, high = size
    reach = np.hypot(wide, high) / 2
    x, y = (pixel[0] - wide / 2) / reach, (pixel[1] - high / 2) / reach
    factor = 1 + bend * (x * x + y * y)
    return wide / 2 + x * factor * reach, high / 2 + y * factor * reach


def printed(png: bytes) -> Any:
    """A page as pixels."""
    return cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)


def plain(layout: Layout, code: str, *, per_mm: float = 6.0) -> Any:
    """A sheet without its words: corner marks, square code, boxes and the map's edge. For tests that have no press."""
    page = np.full((round(layout.height * per_mm), round(layout.width * per_mm), 3), 255, np.uint8)
    squares = [(layout.corners(place)[0], layout.marker, sight.marker(id)) for place, id in enumerate(layout.ids)]
    dark = segno.make(f"CW1:{code}", error="q", micro=False, boost_error=False).matrix
    squares.append(((layout.code.x, layout.code.y), layout.code.width, [[not each for each in row] for row in dark]))
    for (x, y), side, lit in squares:
        small = np.array(lit, np.uint8) * 255
        big = cv2.resize(small, (round(side * per_mm), round(side * per_mm)), interpolation=cv2.INTER_NEAREST)
        left, top = round(x * per_mm), round(y * per_mm)
        page[top : top + big.shape[0], left : left + big.shape[1]] = big[..., None]
    for box in [layout.frame, *layout.ticks.values()]:
        near, far = (box.x, box.y), (box.x + box.width, box.y + box.height)
        cv2.rectangle(page, *(tuple(round(n * per_mm) for n in spot) for spot in (near, far)), (60, 60, 60), 2)
    return page


def drawn(page: Any, layout: Layout, strokes: list[list[tuple[float, float]]], *, colour=(120, 40, 20), mm=0.9) -> Any:
    """The page with strokes of a pen on it, in millimetres of the paper."""
    page, scale = page.copy(), page.shape[1] / layout.width
    for stroke in strokes:
        spots = np.array([[round(x * scale), round(y * scale)] for x, y in stroke], np.int32)
        if len(spots) == 1:
            cv2.circle(page, tuple(int(n) for n in spots[0]), round(1.6 * scale), colour, -1, cv2.LINE_AA)
        else:
            cv2.polylines(page, [spots], False, colour, max(1, round(mm * scale)), cv2.LINE_AA)
    return page


def ticked(page: Any, layout: Layout, names: list[str]) -> Any:
    """The page with ticks in some boxes."""
    strokes = []
    for name in names:
        box = layout.ticks[name]
        strokes.append(
            [
                (box.x + 0.8, box.y + 2.4),
                (box.x + 2.0, box.y + box.height - 0.8),
                (box.x + box.width + 0.4, box.y - 0.5),
            ]
        )
    return drawn(page, layout, strokes, mm=0.6)


def photographed(
    page: Any, layout: Layout, chance: np.random.Generator, *, hard: float = 1.0, turned: bool | None = None
) -> Photo:
    """A page as a phone on a table sees it. `hard`: 0 is a scanner, 1 a busy hall, more is worse than that."""
    wide, high = (3000, 2250) if chance.random() < 0.5 else (2000, 1500)
    if layout.height > layout.width:
        wide, high = high, wide
    target = _corners(layout, chance, wide, high, hard)
    if chance.random() < 0.5 if turned is None else turned:
        target = np.roll(target, 2, axis=0)  # upside down
    paper = np.float32([[0, 0], [layout.width, 0], [layout.width, layout.height], [0, layout.height]])
    lies = cv2.getPerspectiveTransform(paper, target.astype(np.float32))
    small = _no_finer(page, target, wide)
    to_mm = np.diag([layout.width / small.shape[1], layout.height / small.shape[0], 1.0])
    table = _table(chance, wide, high)
    seen = cv2.warpPerspective(small, lies @ to_mm, (wide, high), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(small.shape[:2], 255, np.uint8), lies @ to_mm, (wide, high))
    picture = np.where(mask[..., None] > 127, seen, table).astype(np.float32)
    bend = float(chance.uniform(-0.012, 0.012)) * hard
    picture = _through_a_lens(picture, bend)
    picture = _in_this_light(picture, chance, hard)
    quality = int(chance.integers(60, 81))
    jpeg = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return Photo(bytes(jpeg), layout, lies, bend, (wide, high))


def _no_finer(page: Any, target: Any, wide: int) -> Any:
    across = float(np.hypot(*(target[1] - target[0])))
    factor = min(1.0, across * 1.3 / page.shape[1])
    return cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _corners(layout: Layout, chance: np.random.Generator, wide: int, high: int, hard: float) -> Any:
    """Where the paper's corners come to lie: seen from one side, turned a little, not in the middle."""
    shape = layout.width / layout.height
    half_wide = min(wide, high * shape) * chance.uniform(0.40, 0.46) / 1.0
    half_wide = min(half_wide, wide * 0.46, high * 0.46 * shape)
    flat = np.array([[-1, -1 / shape], [1, -1 / shape], [1, 1 / shape], [-1, 1 / shape]])
    tilt_x, tilt_y = chance.uniform(-0.55, 0.55, 2) * min(hard, 1.5)  # radians: up to about thirty degrees
    turn = chance.uniform(-0.2, 0.2) * hard
    spots = []
    for x, y in flat:
        x, y = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
        deep = 3.2 + x * np.sin(tilt_y) + y * np.sin(tilt_x)
        spots.append((3.2 * x * np.cos(tilt_y) / deep, 3.2 * y * np.cos(tilt_x) / deep))
    spots = np.array(spots)
    spots -= (spots.max(0) + spots.min(0)) / 2
    room = np.array([wide, high]) * 0.5 * 0.96
    spots *= min(half_wide, *(room / np.abs(spots).max(0)))
    slack = room - np.abs(spots).max(0)
    return spots + np.array([wide, high]) / 2 + chance.uniform(-1, 1, 2) * slack * 0.7


def _table(chance: np.random.Generator, wide: int, high: int) -> Any:
    """Wood, cloth or a heap of other things to lie on."""
    base = chance.uniform(60, 200, 3)
    coarse = chance.normal(0, 26, (high // 50 + 2, wide // 12 + 2, 3)).astype(np.float32)
    return np.clip(cv2.resize(coarse, (wide, high), interpolation=cv2.INTER_CUBIC) + base, 0, 255)


def _through_a_lens(picture: Any, bend: float) -> Any:
    high, wide = picture.shape[:2]
    reach = np.hypot(wide, high) / 2
    x, y = np.meshgrid((np.arange(wide) - wide / 2) / reach, (np.arange(high) - high / 2) / reach)
    far = x * x + y * y
    factor = 1 - bend * far + 2 * bend * bend * far * far  # the way back, to a hundredth of a pixel
    map_x, map_y = (x * factor * reach + wide / 2), (y * factor * reach + high / 2)
    return cv2.remap(
        picture, map_x.astype(np.float32), map_y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def _in_this_light(picture: Any, chance: np.random.Generator, hard: float) -> Any:
    high, wide = picture.shape[:2]
    angle = chance.uniform(0, 2 * np.pi)
    x, y = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, high))
    slope = np.cos(angle) * x + np.sin(angle) * y
    light = 1 - hard * chance.uniform(0, 0.45) * (slope + 1) / 2
    if chance.random() < 0.4:  # the shadow of whoever holds the phone
        edge = chance.uniform(-0.6, 0.6)
        light *= 1 - min(0.5 * hard, 0.75) / (1 + np.exp(-(slope - edge) * 25))
    picture = picture * (light * chance.uniform(0.75, 1.1))[..., None] * chance.uniform(0.92, 1.05, 3)
    soft = chance.uniform(0, 1.6) * hard * wide / 2400
    if soft > 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), soft)
    return picture + chance.normal(0, chance.uniform(1, 9) * hard, picture.shape)
