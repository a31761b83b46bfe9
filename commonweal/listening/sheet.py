"""What every sheet of paper of this room has: the house's colours and mark, whose place it is, when it was printed."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.context import tag
from commonweal.directory.reaching import look, press, sheets
from commonweal.people.letters import site_address
from commonweal.places.models import Place


def base(place: Place, *, title: str, description: str, address: str, about: str) -> dict[str, Any]:
    """The frame of a sheet. `address` is where its page is, for the square code; `about` what that page is about."""
    language, _dash, region = tag(translation.get_language() or settings.LANGUAGE_CODE).partition("-")
    invented = _("This is invented, to show how a sheet looks. Nothing on it is real.") if place.invented else ""
    return {
        "title": title,
        "author": "Commonweal",
        "description": description,
        "lang": language,
        "region": region if len(region) == 2 else None,
        "colours": look.colours(),
        "accent": "voice",
        "wash": "voice-wash",
        "mark": look.mark(),
        "leaves": look.leaves(),
        "icons": look.icons(),
        "place": place.name,
        "invented": invented,
        "printed": _("Printed on %(day)s from %(site)s.")
        % {"day": date_format(timezone.localdate(), "j F Y"), "site": settings.SITE.netloc},
        "code": sheets.square(site_address(address), about),
        "code-words": _("Point your phone’s camera here"),
    }


def lines(words: str) -> list[str]:
    """Words line by line, as they were given: on paper too every line, and every step in from the edge, stays.

    >>> lines("Oh\n  the  river") == ["Oh", "\u200b\u00a0\u00a0the\u00a0\u00a0river"]
    True
    """
    return [_kept(each) for each in words.replace("\r\n", "\n").replace("\t", "    ").split("\n")]


def _kept(line: str) -> str:
    """A line whose spaces the press keeps: a single one between words may break, all others stand."""
    line = re.sub(r" {2,}", lambda found: press.UNBROKEN * len(found[0]), line.rstrip())
    return re.sub(r"^[ \u00a0]+", lambda found: press.MAY_BREAK + press.UNBROKEN * len(found[0]), line)
