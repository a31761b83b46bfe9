"""The account of a year on paper: the same as its page, as the press takes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.context import tag
from commonweal.directory.reaching import look
from commonweal.directory.reaching.sheets import square
from commonweal.front.account import PartRow, YearWhole, lead
from commonweal.inquiry.rows import CommitmentRow
from commonweal.people.letters import site_address


def sheet(told: YearWhole, *, invented: bool) -> dict[str, Any]:
    """What stands on it."""
    language, _dash, region = tag(translation.get_language() or settings.LANGUAGE_CODE).partition("-")
    address = site_address(f"/place/{told.place_slug}/account/{told.year}")
    title = _("%(place)s: the account of %(year)s") % {"place": told.place_name, "year": told.year}
    today = date_format(timezone.localdate(), "j F Y")
    return {
        "title": title,
        "author": "Commonweal",
        "description": _("What was said, what was decided because of it, and what was done"),
        "lang": language,
        "region": region if len(region) == 2 else None,
        "colours": look.colours(),
        "icons": look.icons(),
        "mark": look.mark(),
        "leaves": look.leaves(),
        "accent": "voice",
        "wash": "voice-wash",
        "place": told.place_name,
        "heading": _("What was said, and what was done"),
        "year": str(told.year),
        "intro": lead(told),
        "words": told.words,
        "invented": _("This is invented, to show how a sheet looks. Nothing on it is real.") if invented else "",
        "printed": _("Printed on %(day)s from %(site)s.") % {"day": today, "site": settings.SITE.netloc},
        "numbers": [
            [_few(told.voices), _("things said")],
            [_few(told.people), _("people who said them")],
            [str(len(told.decisions)), _("decisions")],
            [str(len(told.done)), _("promises done")],
            [str(len(told.not_done) + len(told.overdue)), _("not done, or overdue")],
        ],
        "quotes": [[each.words, each.whose] for each in told.quotes],
        "said-title": _("What was said"),
        "parts": [
            [_("What sort of thing"), _rows(told.by_kind)],
            [_("How it reached us"), _rows(told.by_channel)],
            [_("In which language"), _rows(told.by_language)],
        ],
        "missing-title": _("Who was missing"),
        "missing": [f"{each.who}: {each.says} {each.reaching}".strip() for each in told.missing]
        or [nobody_missing(told)],
        "decided-title": _("What was decided because of it"),
        "decided": [[date_format(each.on, "j F Y"), each.title, each.by_whom, each.against] for each in told.decisions],
        "against": _("Decided against:"),
        "promises": [
            [_("Done"), _promises(told.done)],
            [_("Not done, and why"), _promises(told.not_done)],
            [_("Overdue"), _promises(told.overdue)],
            [_("Still to come"), _promises(told.open)],
        ],
        "handed-title": _("What was handed over"),
        "handed": told.handed_over or _("Nothing is written down that was handed over to residents this year."),
        "time-title": _("The time of helpers"),
        "time": time(told),
        "sources-title": _("How this was made"),
        "sources": list(told.sources),
        "none": _("None."),
        "square": square(address, title),
        "square-words": _("The same on the web, where each promise can be followed back to the words."),
    }


def time(told: YearWhole) -> str:
    """How long helpers took, as far as they said; and how long was planned."""
    if told.helper_hours is None:
        said = _("Nobody wrote down how long helpers took, so it is not known.")
    else:
        said = _("Helpers wrote down %s hours. What nobody wrote down is not in it.") % told.helper_hours
    planned = _("%s hours had been planned.") % told.planned_hours if told.planned_hours is not None else ""
    return f"{said} {planned}".strip()


def nobody_missing(told: YearWhole) -> str:
    """Where no group is named: whether that is because nobody counted."""
    if told.counted:
        return _("Of those who were counted, no group fell away that we know of.")
    return _("Nobody has counted yet who was asked and did not speak. So this account cannot say who is missing.")


def _few(many: int | None) -> str:
    return _("few") if many is None else str(many)


def _rows(parts: Iterable[PartRow]) -> list[list[Any]]:
    return [[each.label, each.many, each.share] for each in parts]


def _promises(rows: Iterable[CommitmentRow]) -> list[list[str]]:
    return [[each.title, _who(each), each.because, _outcome(each)] for each in rows]


def _who(each: CommitmentRow) -> str:
    told = {"who": each.body, "resident": each.resident, "day": date_format(each.by, "j F Y")}
    return _("%(resident)s and %(who)s, by %(day)s") % told


def _outcome(each: CommitmentRow) -> str:
    said = [each.why or each.last_word]
    if each.kept is False:
        said.append(_("Not kept, says its resident.") + (f" “{each.verdict}”" if each.verdict else ""))
    elif each.kept:
        said.append(_("Kept, says its resident.") + (f" “{each.verdict}”" if each.verdict else ""))
    return " ".join(each for each in said if each)
