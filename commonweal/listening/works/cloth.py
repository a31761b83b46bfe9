"""A cloth for a work that has no picture: a patch for each of its makers, pieced from its id. No two are alike.

It says one thing only, and truly: how many hands there are. When a maker goes, their patch goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil, sqrt

PATCH = 120  # a patch's side; pieces are a quarter of it
PIECE = PATCH // 4
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of cloth: its corners, and which of the colours it has."""

    points: str
    colour: int


@dataclass(frozen=True, slots=True)
class Cloth:
    """A whole cloth."""

    width: int
    height: int
    pieces: tuple[Piece, ...]


def cloth(makers: Sequence[str]) -> Cloth | None:
    """How would the work of these makers look as a quilt? None for no makers.

    >>> made = cloth(["ann", "bo", "cai"]); (made.width, made.height)
    (360, 120)
    >>> cloth([]) is None
    True
    """
    if not makers:
        return None
    many = len(makers)
    across = many if many <= 3 else ceil(sqrt(many * 1.4))
    down = ceil(many / across)
    pieces: list[Piece] = []
    for row in range(down):
        here = makers[row * across : (row + 1) * across]
        # A row that is not full is sewn in the middle, with plain cloth at both ends.
        start = (across - len(here)) * PATCH // 2
        if start:
            pieces += [_plain(0, row * PATCH, start), _plain(across * PATCH - start, row * PATCH, start)]
        for at, maker in enumerate(here):
            pieces += _patch(maker, start + at * PATCH, row * PATCH)
    return Cloth(across * PATCH, down * PATCH, tuple(pieces))


def _plain(x: int, y: int, width: int) -> Piece:
    return Piece(f"{x},{y} {x + width},{y} {x + width},{y + PATCH} {x},{y + PATCH}", 0)


def _patch(maker: str, x: int, y: int) -> list[Piece]:
    """One block, pieced of squares and triangles that turn round its middle four times."""
    seed = sha256(maker.encode()).digest()
    first, second, third = _three(seed)
    pieces = []
    for row in range(2):
        for column in range(2):
            how = seed[8 + row * 2 + column] % 3
            inks = (first, second) if (row, column) != (1, 1) else (second, third)
            for turn in range(4):
                pieces += _square(x, y, row, column, turn, how, inks)
    return pieces


def _three(seed: bytes) -> tuple[int, int, int]:
    first = seed[0] % COLOURS
    second = (first + 1 + seed[1] % (COLOURS - 1)) % COLOURS
    third = next(each for step in range(1, COLOURS) if (each := (second + step) % COLOURS) not in (first, second))
    return first, second, third


def _square(x: int, y: int, row: int, column: int, turn: int, how: int, inks: tuple[int, int]) -> list[Piece]:
    left, top = column * PIECE, row * PIECE
    corners = [(left, top), (left + PIECE, top), (left + PIECE, top + PIECE), (left, top + PIECE)]
    if how == 0:
        shapes = [(corners, inks[0])]
    elif how == 1:
        shapes = [([corners[0], corners[1], corners[3]], inks[0]), ([corners[1], corners[2], corners[3]], inks[1])]
    else:
        shapes = [([corners[0], corners[1], corners[2]], inks[0]), ([corners[0], corners[2], corners[3]], inks[1])]
    return [
        Piece(" ".join(f"{x + px},{y + py}" for px, py in (_turned(each, turn) for each in shape)), ink)
        for shape, ink in shapes
    ]


def _turned(point: tuple[int, int], turn: int) -> tuple[int, int]:
    """A point of a patch, after so many quarter turns round the patch's middle."""
    for _ in range(turn):
        point = (PATCH - point[1], point[0])
    return point
