"""A small place with an outline, a gathering in it, and sheets that were printed for it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from commonweal.journal.actor import HOUSE, Actor
from commonweal.listening.changes import open_gathering
from commonweal.listening.models import Gathering, PaperRun, PaperSheet
from commonweal.listening.paper import changes, ground, printing
from commonweal.listening.paper.layouts import LAYOUTS, MAP
from commonweal.places.changes import draw_neighbourhoods, make_place
from commonweal.places.models import Place
from tests.listening import paper_photos as camera

QUESTION = "Where do you feel well, and where not?"


@dataclass
class Table:
    """The place, who works there, and what they printed."""

    place: Place
    gathering: Gathering
    facilitator: Actor
    second: Actor
    steward: Actor
    stranger: Actor
    slips: dict[str, str] = field(default_factory=dict)  # code of a sheet → the code on its strip

    def wanted(self, layout: str) -> printing.Wanted:
        """A run as somebody asks for it."""
        held, box = LAYOUTS[layout], ground.bounds_of(self.place, None)
        bounds = ground.fitted(box, held.frame) if held.kind == MAP and box else None
        return printing.Wanted(self.gathering, held, "en", QUESTION, None, bounds)

    def printed(self, layout: str, copies: int = 1, *, twice: bool = False) -> list[PaperSheet]:
        """Print so many."""
        wanted, codes = self.wanted(layout), [printing.fresh() for _number in range(copies)]
        self.slips |= {each.sheet: each.slip for each in codes}
        run: PaperRun = changes.print_sheets(
            self.facilitator, self.gathering, layout=layout, codes=codes, bounds=wanted.bounds, twice=twice
        )
        return list(run.sheets.select_related("run__gathering__place"))

    def page(self, sheet: PaperSheet, *, ppi: float = 110.0) -> Any:
        """The print of one sheet, as pixels."""
        codes = printing.Codes(sheet.code, self.slips[sheet.code])
        return camera.printed(printing.picture(self.wanted(sheet.run.layout), codes, ppi=ppi))

    def photo(self, sheet: PaperSheet, *, seed: int = 7, ticks: tuple[str, ...] = (), hard: float = 0.6) -> bytes:
        """A photograph of one sheet on a table."""
        layout = LAYOUTS[sheet.run.layout]
        page = camera.ticked(self.page(sheet), layout, list(ticks))
        return camera.photographed(page, layout, np.random.default_rng(seed), hard=hard).jpeg


def table(make: Any) -> Table:
    """A small place of two drawn neighbourhoods."""
    place = make_place(HOUSE, slug="dale", name="Dale", footprint="Two neighbourhoods", invented=True)
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": _outline(west)}
        for name, west in (("Dale End", -1.5), ("Mill Hill", -1.476))
    ]
    draw_neighbourhoods(HOUSE, place, body=json.dumps({"type": "FeatureCollection", "features": features}).encode())
    facilitator = make.person(facilitator=place)
    gathering = open_gathering(
        facilitator, place=place, kind="cafe", name="Café at the mill", on=date(2026, 5, 2), question=QUESTION
    )
    return Table(place, gathering, facilitator, make.person(listener=place), make.person(steward=place), make.person())


def _outline(west: float) -> dict[str, Any]:
    east, south, north = west + 0.02, 53.8, 53.812
    ring = [[west, south], [east, south], [east + 0.004, 53.808], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def read(**told: Any) -> dict[str, Any]:
    """What somebody reads off a sheet."""
    said = {
        "notes": [{"number": 1, "words": "The bench is gone, damn it", "marks": []}],
        "agreed": ["listen", "quote"],
        "level": "counted",
        "called": "",
        "young": False,
        "guardian": "",
        "voicing": "own",
        "language": "en",
        "given_on": "2026-05-02",
        "helper_minutes": 3,
    }
    return said | told


def pin(x: float = 100.0, y: float = 90.0, label: str = "the bench") -> dict[str, Any]:
    """A dot on the map, in millimetres of the paper."""
    return {"kind": "pin", "spots": [[x, y]], "label": label, "feeling": "hard"}
