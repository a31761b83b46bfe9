"""A list as a letter and as a text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.shorten import cut
from commonweal.directory.reaching import sheets
from commonweal.directory.whole import ServiceWhole
from commonweal.people import letters, texts


def letter(to: str, found: Sequence[ServiceWhole], *, address: str, until: datetime, note: str) -> bool:
    """Send a list by e-mail: all that its large print says. False where it could not be handed over."""
    told = [sheets.entry(each) for each in found]
    return letters.send(to, "shortlist", entries=told, link=address, until=_day(until), note=note)


def text(to: str, found: Sequence[ServiceWhole], *, address: str, until: datetime) -> None:
    """Send a list by text: what and when, as far as there is room, and where the rest is."""
    texts.send(to, words_of_text(found, address=address, until=until))


def words_of_text(found: Sequence[ServiceWhole], *, address: str, until: datetime) -> str:
    """What a text about a list says; its address always fits."""
    rest = _("All of it: %(address)s (until %(day)s)") % {"address": address, "day": _day(until)}
    lines, room = [_("A list for you:")], texts.LONGEST - len(rest) - 30
    for number, each in enumerate(found, 1):
        line = f"{number} {cut(each.name, 60)}: {cut(sheets.when_in_brief(each), 80)}"
        if room - len(line) < 0:
            lines.append("…")
            break
        room -= len(line) + 1
        lines.append(line)
    return "\n".join([*lines, rest])


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F")
