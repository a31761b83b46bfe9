"""A way of sharing in words: its rule, what it does, and what people should know before they agree to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from commonweal.core.words import number
from commonweal.evidence.shares.rows import AlarmRow, ShareFifthRow
from commonweal.methods.shares import proof

LIMITS: Mapping[str, Any] = {"": "", "least": _lazy("held up"), "most": _lazy("held back")}
METHOD = _lazy(
    "Each term shares its part of the fund by people times need; an area whose need is not known counts as average. "
    "Floor, cap and pace are kept, and what they give or take is made up by all others in proportion. Pennies go by "
    "largest remainder, so that everything adds up to the fund. A fifth is of England’s neighbourhoods by deprivation "
    "(2025); the money of an area counts as spread evenly over its people."
)


def pounds(value: float | None, places: int = 2) -> str:
    """£1,234.50, or that it is not known."""
    return _("not known") if value is None else f"£{number(value, places)}"


def rule(terms: Sequence[tuple[str, float]], limits: Mapping[str, Any]) -> str:
    """The rule in a sentence or two."""
    whole = sum(weight for _name, weight in terms)
    parts = [
        _("%(percent)s%% by %(term)s") % {"percent": number(100 * weight / whole), "term": name}
        for name, weight in terms
        if weight
    ]
    said = [
        _("Everybody gets at least %s.") % pounds(limits["floor"], 0) if limits.get("floor") else "",
        _("At least %s a head.") % pounds(limits["floor_head"]) if limits.get("floor_head") else "",
        _("At most %s a head.") % pounds(limits["cap_head"]) if limits.get("cap_head") else "",
        _("Nobody’s share moves by more than %s in 100.") % number(limits["pace"]) if limits.get("pace") else "",
    ]
    return " ".join([f"{'; '.join(parts)}.", *(each for each in said if each)])


def summary(fifths: Sequence[ShareFifthRow], gain: int, lose: int, moved: float, fund: float) -> tuple[str, ...]:
    """What the sharing does, in sentences that can be read aloud."""
    gains = ngettext("%(many)s area gains", "%(many)s areas gain", gain) % {"many": number(gain)}
    loses = ngettext("%(many)s area loses", "%(many)s areas lose", lose) % {"many": number(lose)}
    said = [
        _("Compared with before, %(gains)s and %(loses)s. Of %(fund)s, %(moved)s changes hands.")
        % {"gains": gains, "loses": loses, "moved": pounds(moved, 0), "fund": pounds(fund, 0)}
    ]
    known = [each for each in fifths if each.after]
    if len(known) > 1:
        most, least = known[0], known[-1]
        said.append(
            _(
                "People in the most deprived neighbourhoods here get %(most)s a head, those in the least deprived "
                "%(least)s: %(times)s times as much."
            )
            % {
                "most": pounds(most.after),
                "least": pounds(least.after),
                "times": number((most.after or 0) / (least.after or 1), 2),
            }
        )
    return tuple(said)


def alarm(found: proof.Alarm) -> AlarmRow:
    """One alarm, in plain words."""
    title, words = {
        proof.INERT: (
            _("“%s” moves next to nothing"),
            _("It seems to follow need, yet gives nearly everybody the same a head. Change it, or leave it out."),
        ),
        proof.BACKWARDS: (
            _("“%s” gives less to the most deprived"),
            _("By this term alone, the most deprived areas get less a head than the least deprived. Is that meant?"),
        ),
        proof.UNKNOWN: (
            _("“%s” is not known everywhere"),
            _("Areas of which it is not known count as average. Nobody is given nothing for a gap in a file."),
        ),
        proof.LIMITED: (
            _("Floor, cap or pace decide for more than half of the areas"),
            _("The terms above hardly matter then. Loosen the limits, or say openly that they are the rule."),
        ),
    }[found.kind]
    more = ""
    if found.kind == proof.INERT and found.ratio is not None:
        more = _("Highest against lowest: %s times.") % number(found.ratio, 3)
    elif found.kind == proof.BACKWARDS and found.ratio is not None:
        more = _("Most against least deprived fifth: %s times.") % number(found.ratio, 2)
    elif found.areas:
        more = _("Areas: %s.") % number(found.areas)
    return AlarmRow(found.kind, title % found.term if "%s" in title else title, f"{words} {more}".strip())
