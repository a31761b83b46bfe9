"""What is asked: something of a kind, at a price and a time, within so many minutes; and whose need it is beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.evidence.access import themes

MINUTES = (5, 10, 15, 20, 30)
FEW = (0, 1, 3, 5)
FREE = "free"
SERVICES, PLACES, BOTH = "services", "places", "both"
AMONG_WORDS = {
    SERVICES: _("what is on: groups, classes and services"),
    PLACES: _("where to go: buildings and green spaces"),
    BOTH: _("both"),
}
EVENING, DAYTIME, WEEKEND = "weekday-evening", "weekday-day", "weekend"
WEEKDAYS, WEEKEND_DAYS = frozenset({"MO", "TU", "WE", "TH", "FR"}), frozenset({"SA", "SU"})
# Days, and from which minute of the day to which.
WHEN: dict[str, tuple[frozenset[str], tuple[int, int] | None]] = {
    DAYTIME: (WEEKDAYS, (5 * 60, 17 * 60)),
    EVENING: (WEEKDAYS, (17 * 60, 24 * 60)),
    WEEKEND: (WEEKEND_DAYS, None),
}
WHEN_WORDS = {
    DAYTIME: _("on a weekday in the daytime"),
    EVENING: _("on a weekday evening"),
    WEEKEND: _("at a weekend"),
}
ACCESS_WORDS = {
    "step-free": _("step-free"),
    "accessible toilet": _("with an accessible toilet"),
    "hearing loop": _("with a hearing loop"),
    "BSL": _("with British Sign Language"),
    "large print": _("with large print"),
    "parking": _("with Blue Badge parking"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Empty means: whichever."""

    theme: str = ""
    cost: str = FREE
    when: str = EVENING
    language: str = ""
    access: str = ""
    minutes: int = 15
    way: str = (
        ""  # id of streets or of a table of minutes; "": what the place has (travel.py); "line": the straight line
    )
    need: str = ""  # key of an indicator; "": deprivation
    among: str = SERVICES  # what is counted: what is on, where people can go, or both
    few: int = 0  # so many things in reach, or fewer, are too few

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Question:
        """From a form or from a cited number. What nobody can ask is left out."""
        known = {each.name for each in fields(cls)}
        kept = {name: value for name, value in told.items() if name in known}
        for name in {"minutes", "few"} & kept.keys():
            kept[name] = int(kept[name])
        return cls(**kept)

    def as_how(self) -> dict[str, Any]:
        """As a cited number keeps it."""
        return asdict(self)

    @property
    def services(self) -> bool:
        """Does what is on count?"""
        return self.among != PLACES

    @property
    def places(self) -> bool:
        """Do buildings and green spaces count?"""
        return self.among != SERVICES

    def _what(self) -> str:
        theme = themes.every().get(self.theme)
        on = str(theme.label if theme else _now("something to do"))
        to_go = str(theme.place if theme else _now("somewhere to go"))
        if self.among == BOTH:
            return _now("%(something)s or %(place)s") % {"something": on, "place": to_go}
        return to_go if self.among == PLACES else on

    def in_words(self) -> str:
        """ "something creative, free, on a weekday evening": after "within 15 minutes' walk of"."""
        parts = [self._what()]
        if self.cost == FREE:
            parts.append(_now("free"))
        if self.access:
            parts.append(str(ACCESS_WORDS[self.access]))
        if self.language:
            parts.append(_now("in %(language)s") % {"language": self.language.title()})
        if self.when:
            parts.append(str(WHEN_WORDS[self.when]))
        return ", ".join(parts)
