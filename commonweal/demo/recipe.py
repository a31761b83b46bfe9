"""What one invented place is made from: a few numbers, kept as a small file that loading knows by what is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid

SEED = 20261124
# Raised when the same numbers begin to make something else, so that what was made before is known to be older.
EDITION = 2
WENBECK, NATION = "wenbeck", "wendmark"
BY_HAND = 132  # neighbourhoods that data/wenbeck.toml names
# Postcodes are made from an area that Royal Mail gave to nobody, and there are only so many of them.
MOST = 39_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """How many neighbourhoods and people, from which seed. `people` is None where the neighbourhoods say."""

    slug: str
    neighbourhoods: int
    people: int | None = None
    seed: int = SEED
    edition: int = EDITION

    @property
    def nation(self) -> bool:
        """Whether it stands for a whole country: then a tenth of its neighbourhoods is in each tenth."""
        return self.slug == NATION

    def written(self, folder: Path) -> Path:
        """The recipe as a file, always the same bytes for the same numbers."""
        path = folder / f"{self.slug}.json"
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        return path


def read(path: Path) -> Recipe:
    """The recipe that a file holds."""
    return Recipe(**json.loads(path.read_text(encoding="utf-8")))


def of(neighbourhoods: int | None = None, people: int | None = None, seed: int | None = None) -> Recipe:
    """Wenbeck as it is written by hand, or a smaller one; from there on an invented country."""
    count = BY_HAND if neighbourhoods is None else neighbourhoods
    if not 2 <= count <= MOST:
        raise Invalid(_("An invented place has from 2 to %(most)s neighbourhoods.") % {"most": f"{MOST:,}"})
    if people is not None and people < 500 * count:
        raise Invalid(_("That is fewer than 500 people for each neighbourhood: such small numbers have to be hidden."))
    made = Recipe(WENBECK if count <= BY_HAND else NATION, count, people)
    return made if seed is None else replace(made, seed=seed)
