"""The eye: finds a printed sheet in a photograph, straightens it, reads its code and its boxes. No Django, no files.

Everything is found by the four corner marks (ArUco, 4 × 4): which sheet it is, which way up, and where each spot of
the paper lies in the picture. Three of the four are enough; whoever looks is told that one was not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.listening.paper.layouts import BY_GROUP, Box, Layout, Point

Image = Any  # numpy: rows × columns, grey or blue, green, red
# Why a photograph is no use; what people are told stands in words.py.
UNREADABLE, SMALL, DARK, BLURRED, STRANGE, CORNERS, BENT = (
    "unreadable",
    "small",
    "dark",
    "blurred",
    "strange",
    "corners",
    "bent",
)
MOST_PIXELS = 60_000_000
LEAST_SIDE = 700
DARKER, SOFTER = 45.0, 12.0
# How far the corners of the corner marks may be from where a flat sheet has them. Measured on made-up photographs: flat
# sheets stay below 0.35 mm through a phone's lens; folded ones lie above 0.5, and are centimetres off in the fold.
UNEVEN_MM, BENT_MM = 0.45, 1.0
PALE, MOST_GAIN = 232.0, 3.5  # paper is brought to this, and no darker paper than that can be
LONGEST_SIDE = 2600  # of a straightened picture, in pixels
QUALITY = 82


class Unusable(Exception):
    """A photograph from which nothing can be read, and why."""

    def __init__(self, why: str, missing: tuple[int, ...] = ()) -> None:
        super().__init__(why)
        self.why, self.missing = why, missing


@dataclass(frozen=True)
class Found:
    """A sheet in a photograph: which, how it lies there (3 × 3, millimetres to pixels), and how well that fits."""

    layout: Layout
    lies: Any
    missing: tuple[int, ...]  # corners that were not seen: 0 upper left, then clockwise
    off_mm: float  # how far the corner marks are from where they should be, at most

    @property
    def uneven(self) -> bool:
        """Does the paper not lie quite flat?"""
        return self.off_mm > UNEVEN_MM

    def at(self, spot: Point) -> Point:
        """Where a spot of the paper is in the photograph."""
        x, y, w = self.lies @ np.array([spot[0], spot[1], 1.0])
        return float(x / w), float(y / w)

    def on_paper(self, pixel: Point) -> Point:
        """Which spot of the paper a pixel shows."""
        x, y, w = np.linalg.inv(self.lies) @ np.array([pixel[0], pixel[1], 1.0])
        return float(x / w), float(y / w)


@dataclass(frozen=True)
class Tick:
    """A box on the sheet: how much of it is ink, and what that means. `ticked` is None where a person must decide."""

    ink: float
    ticked: bool | None


def _cv2() -> Any:
    """Brought in when a photograph comes, and not before: few pages need it."""
    import cv2

    return cv2


def opened(data: bytes) -> Image:
    """A photograph's pixels, the right way up as the camera held it. Nothing else that the file said is kept."""
    cv2 = _cv2()
    wide, high = _size(data)
    # Asked of the file before it is unpacked: a small one can claim to be a picture larger than the machine.
    if not 0 < wide * high <= MOST_PIXELS:
        raise Unusable(UNREADABLE)
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:  # cut short
        raise Unusable(UNREADABLE) from error
    if image is None:
        raise Unusable(UNREADABLE)
    if min(image.shape[:2]) < LEAST_SIDE:
        raise Unusable(SMALL)
    return image


FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # segments of a JPEG that say how large it is


def _size(data: bytes) -> tuple[int, int]:
    """How large a JPEG or PNG says that it is; nothing of either where it is neither.

    >>> _size(b"\\x89PNG\\r\\n\\x1a\\n" + b"\\0\\0\\0\\rIHDR" + bytes([0, 0, 4, 0, 0, 0, 3, 0])), _size(b"GIF89a")
    ((1024, 768), (0, 0))
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    at = 2 if data.startswith(b"\xff\xd8\xff") else len(data)
    while at + 9 < len(data):
        if data[at] != 0xFF or data[at + 1] in (0x00, 0xFF):  # bytes between the segments, which readers step over
            at += 1
            continue
        if data[at + 1] in FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0, 0


def find(image: Image) -> Found:
    """Which sheet is in the picture, and how it lies there.

    Errors: Unusable, with what stands in the way.
    """
    seen = _markers(image)
    group = max({id // 4 for id in seen}, key=lambda each: _count(seen, each), default=None)
    layout = BY_GROUP.get(group) if group is not None else None
    if layout is None or _count(seen, layout.group) < 3:
        raise _explained(image, seen, layout)
    missing = tuple(place for place, id in enumerate(layout.ids) if id not in seen)
    paper = [spot for place, id in enumerate(layout.ids) if id in seen for spot in layout.corners(place)]
    pixels = np.concatenate([seen[id] for id in layout.ids if id in seen])
    lies, _used = _cv2().findHomography(np.array(paper, np.float64), pixels.astype(np.float64), 0)
    if lies is None:
        raise Unusable(STRANGE)
    found = Found(layout, lies, missing, 0.0)
    off = max(
        np.hypot(*np.subtract(found.on_paper(tuple(pixel)), spot)) for spot, pixel in zip(paper, pixels, strict=True)
    )
    if off > BENT_MM:
        raise Unusable(BENT)
    return Found(layout, lies, missing, float(off))


def _count(seen: Mapping[int, Any], group: int) -> int:
    return sum(id // 4 == group for id in seen)


def _markers(image: Image) -> dict[int, Any]:
    """Corner marks by number, as four pixels each. Looks again in other lights until all four of a sheet are there."""
    cv2 = _cv2()
    seen: dict[int, Any] = {}
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    for longest in (1800, 1100, 3000):
        for shown, factor in _lights(grey, longest):
            for id, corners in _detect(shown):
                seen.setdefault(id, corners / factor)
            if any(_count(seen, group) == 4 for group in BY_GROUP):
                return seen
        if longest == 1100 and not seen:  # the dear look, with every pixel, is for what is nearly found
            break
    return seen


def _lights(grey: Image, longest: int) -> Iterator[tuple[Image, float]]:
    """The picture at this size as it is, with its light evened out, and sharpened."""
    cv2 = _cv2()
    factor = min(1.0, longest / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else grey
    yield small, factor
    evened = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(small)
    yield evened, factor
    soft = cv2.GaussianBlur(evened, (0, 0), 3)
    yield cv2.addWeighted(evened, 2.5, soft, -1.5, 0), factor


def _detect(grey: Image) -> list[tuple[int, Any]]:
    cv2 = _cv2()
    asked = cv2.aruco.DetectorParameters()
    asked.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    asked.minMarkerPerimeterRate = 0.02
    asked.adaptiveThreshWinSizeMax = 43
    asked.adaptiveThreshWinSizeStep = 10
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), asked)
    corners, ids, _not = detector.detectMarkers(grey)
    if ids is None:
        return []
    return [
        (int(id), four.reshape(4, 2)) for four, id in zip(corners, np.ravel(ids), strict=True) if id // 4 in BY_GROUP
    ]


def _explained(image: Image, seen: Mapping[int, Any], layout: Layout | None) -> Unusable:
    """Nothing was found: is it the light, the focus, a corner, or no sheet of ours?"""
    cv2 = _cv2()
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=900 / max(grey.shape), fy=900 / max(grey.shape), interpolation=cv2.INTER_AREA)
    if float(np.percentile(small, 90)) < DARKER:
        return Unusable(DARK)
    if float(cv2.Laplacian(small, cv2.CV_64F).var()) < SOFTER:
        return Unusable(BLURRED)
    if layout is None or _count(seen, layout.group) < 2:  # one alone may be anything black and square
        return Unusable(STRANGE)
    return Unusable(CORNERS, tuple(place for place, id in enumerate(layout.ids) if id not in seen))


def per_mm(layout: Layout) -> float:
    """Pixels to a millimetre in a straightened picture."""
    return min(8.0, LONGEST_SIDE / max(layout.whole.width, layout.whole.height))


def straightened(image: Image, found: Found) -> Image:
    """The sheet as if it lay flat under the camera: what is inside the corner marks, and nothing around it."""
    cv2 = _cv2()
    box, scale = found.layout.whole, per_mm(found.layout)
    to_picture = np.array([[scale, 0, -box.x * scale], [0, scale, -box.y * scale], [0, 0, 1.0]])
    size = round(box.width * scale), round(box.height * scale)
    seen = cv2.warpPerspective(
        image, to_picture @ np.linalg.inv(found.lies), size, flags=cv2.INTER_AREA, borderValue=(255, 255, 255)
    )
    return _lit(seen)


def _lit(straight: Image) -> Image:
    """The same with shade taken out: what is paper is pale everywhere, so that pencil can be read in a dark corner."""
    cv2 = _cv2()
    grey = cv2.cvtColor(straight, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=0.1, fy=0.1, interpolation=cv2.INTER_AREA)
    # Pen strokes and corner marks are dark and small beside what they stand on: the paper is the lightest around.
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((15, 15), np.uint8)), (0, 0), 12).astype(np.float32)
    if float(np.percentile(paper, 50)) * MOST_GAIN < PALE * 0.8:
        raise Unusable(DARK)
    gain = np.clip(PALE / np.maximum(paper, 1.0), 0.9, MOST_GAIN)
    gain = cv2.resize(gain, (straight.shape[1], straight.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.clip(straight * gain[..., None], 0, 255).astype(np.uint8)


def as_jpeg(image: Image) -> bytes:
    """A picture to keep: pixels alone, without the camera, the time or the spot it was taken at."""
    _good, data = _cv2().imencode(".jpg", image, [_cv2().IMWRITE_JPEG_QUALITY, QUALITY])
    return bytes(data)


def cut(straight: Image, layout: Layout, box: Box, *, around: float = 0.0) -> Image:
    """A part of a straightened picture."""
    scale, whole = straight.shape[1] / layout.whole.width, layout.whole
    left, top = (box.x - around - whole.x) * scale, (box.y - around - whole.y) * scale
    right, low = left + (box.width + 2 * around) * scale, top + (box.height + 2 * around) * scale
    return straight[max(0, round(top)) : round(low), max(0, round(left)) : round(right)]


def code(image: Image, found: Found) -> str:
    """What the square code says, read from the photograph itself; "" where it cannot be read."""
    cv2 = _cv2()
    patch = _patch(image, found, scale=12.0, margin=3.0)
    reader = cv2.QRCodeDetector()
    for shown in _patches(patch):
        try:
            said, _points, _straight = reader.detectAndDecode(shown)
        except cv2.error:  # some patterns of noise trip the reader
            continue
        if said:
            return str(said)
    return ""


def _patch(image: Image, found: Found, *, scale: float, margin: float) -> Image:
    """The square code by itself, flat, in grey."""
    cv2, box = _cv2(), found.layout.code
    move = np.array([[scale, 0, (margin - box.x) * scale], [0, scale, (margin - box.y) * scale], [0, 0, 1.0]])
    side = round((box.width + 2 * margin) * scale)
    return cv2.cvtColor(cv2.warpPerspective(image, move @ np.linalg.inv(found.lies), (side, side)), cv2.COLOR_BGR2GRAY)


ALIKE, APART = 0.5, 0.12  # how like a square code must be to be known by its squares, and how much more than any other


def known_code(image: Image, found: Found, printed: Mapping[str, Image]) -> str:
    """Which of the square codes that were printed this one is: it need not be legible, only like no other.

    `printed`: for each code, its squares as rows of True (black) and False. "" where none, or several, are like it.
    """
    if not printed:
        return ""
    cv2 = _cv2()
    squares = np.array(list(printed.values()), np.float32)
    side = squares.shape[1]
    patch = _patch(image, found, scale=4.0 * side / found.layout.code.width, margin=0.0)
    # Shade over the code must not count: each square is held against what is around it.
    flat = patch.astype(np.float32) - cv2.GaussianBlur(patch.astype(np.float32), (0, 0), 12)
    best: dict[str, float] = dict.fromkeys(printed, -1.0)
    for right, down in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (2, 0), (-2, 0), (0, 2), (0, -2)):
        seen = -cv2.resize(np.roll(flat, (down, right), (0, 1)), (side, side), interpolation=cv2.INTER_AREA)
        for name, like in zip(printed, _likeness(seen, squares), strict=True):
            best[name] = max(best[name], float(like))
    order = sorted(best, key=best.__getitem__, reverse=True)
    second = best[order[1]] if len(order) > 1 else 0.0
    return order[0] if best[order[0]] > ALIKE and best[order[0]] - second > APART else ""


def _likeness(seen: Image, squares: Image) -> Image:
    """How each code goes with what was seen: 1 is the same, 0 is chance. What all codes share is left out."""
    differ = squares.std(axis=0) > 0 if len(squares) > 1 else np.ones(seen.shape, bool)
    there, codes = seen[differ], squares[:, differ]
    there = there - there.mean()
    codes = codes - codes.mean(axis=1, keepdims=True)
    length = np.linalg.norm(codes, axis=1) * np.linalg.norm(there)
    return codes @ there / np.where(length == 0, 1.0, length)


def _patches(patch: Image) -> Iterator[Image]:
    cv2 = _cv2()
    yield patch
    evened = cv2.normalize(patch, None, 0, 255, cv2.NORM_MINMAX)
    yield cv2.threshold(evened, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    soft = cv2.GaussianBlur(evened, (0, 0), 4)
    sharp = cv2.addWeighted(evened, 2.5, soft, -1.5, 0)
    yield sharp
    yield cv2.threshold(sharp, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    yield cv2.resize(evened, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


EMPTY, FULL = (
    0.035,
    0.075,
)  # parts of a box that are ink: below the first nobody ticked it, above the second somebody did


def ticks(straight: Image, layout: Layout) -> dict[str, Tick]:
    """Which boxes are ticked. Between empty and ticked lies what a person has to look at."""
    cv2 = _cv2()
    grey = cv2.cvtColor(straight, cv2.COLOR_BGR2GRAY)
    return {name: _tick(grey, layout, box) for name, box in layout.ticks.items()}


def _tick(grey: Image, layout: Layout, box: Box) -> Tick:
    scale = grey.shape[1] / layout.whole.width
    around = cut(grey, layout, box, around=2.0)
    paper = float(np.percentile(around, 80))
    inset = 0.9
    inside = cut(grey, layout, Box(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset))
    if inside.size < 9 * scale or paper < 25:
        return Tick(0.0, None)
    ink = float((inside < paper * 0.72).mean())
    return Tick(round(ink, 4), False if ink < EMPTY else True if ink > FULL else None)


def marker(id: int) -> list[list[bool]]:
    """The six by six squares of a corner mark: True is white."""
    cv2 = _cv2()
    drawn = cv2.aruco.generateImageMarker(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), id, 6)
    return [[bool(each) for each in row] for row in drawn]
