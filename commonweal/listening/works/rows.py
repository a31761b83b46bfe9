"""What pages and programs are told of works: makers as they agreed to be credited, parts as they were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class MakerRow:
    """A maker, as they agreed to be credited, and what they did, as they call it."""

    credit: str
    role: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a work: its words exactly as given. `credit` is "" for what all made together."""

    heading: str
    words: str
    language: str
    credit: str
    link: str
    voice: str  # whose pictures and sounds stand with it; "" for what all made together


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work as it hangs in a gallery."""

    id: str
    kind: str
    kind_label: str
    title: str
    about: str
    made_on: date | None
    artist: str
    makers: tuple[MakerRow, ...]
    unnamed: int  # makers who wish to be counted only


@dataclass(frozen=True, slots=True)
class WorkWhole:
    """A work, met whole."""

    work: WorkRow
    parts: tuple[PartRow, ...]
    copying: str
    deciding: str
    income: str
    place_slug: str
    place_name: str
    invented: bool
    shown: bool  # to everyone; else only to whoever had a hand in it


@dataclass(frozen=True, slots=True)
class HandRow:
    """A maker, for those who make it with them: do they agree, and to what?"""

    id: str
    credit: str
    role: str
    own: bool
    welcomed: bool
    agrees: bool
    recording: bool
    selling: bool
    coding: bool
    left: bool
    keeps: bool | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that happened to a work. Never who."""

    words: str
    at: Any
    until: date | None
    times: int = 1  # so often one after the other on one day


@dataclass(frozen=True, slots=True)
class Making:
    """How a work is made: for its makers, and for those who work in the place."""

    brief: str
    fee: Decimal | None
    fee_agreed_on: date | None
    fee_paid: Decimal | None
    fee_paid_on: date | None
    rule: str
    leaving: str
    days: int
    terms: int
    asking_until: date | None
    down: bool
    hands: tuple[HandRow, ...]
    steps: tuple[StepRow, ...]
    leads: bool
    speaks: bool  # is the viewer one of its makers?
