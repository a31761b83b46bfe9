"""Groups of opinion in words: what they are called, and how steady they are."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.methods import opinion as methods

LETTERS = "ABCDE"


def names(count: int) -> list[str]:
    """Groups go by letters: naming them for what they think would be our words, not theirs."""
    return [LETTERS[each] for each in range(count)]


def steady_title(verdict: str) -> str:
    """The badge, in a word or two."""
    return {
        methods.STEADY: _("Steady"),
        methods.MOSTLY: _("Mostly steady"),
        methods.UNSTEADY: _("Not steady"),
        methods.UNKNOWN: _("Too few people to say"),
    }[verdict]


def steady_words(steady: methods.Steadiness) -> str:
    """What the badge means, and what was seen."""
    if steady.verdict == methods.UNKNOWN:
        return _("There are no groups, or too few people to see whether groups would stay.")
    meaning = {
        methods.STEADY: _("The groups stay nearly the same when a few people are left out."),
        methods.MOSTLY: _("The groups stay much the same when a few people are left out; their edges move."),
        methods.UNSTEADY: _(
            "The groups change when a few people are left out. Do not build on them: use them to talk about."
        ),
    }[steady.verdict]
    seen = ngettext(
        "We left people out %(tries)d time, and worked everything out anew.",
        "We left people out %(tries)d times, and worked everything out anew.",
        steady.tries,
    ) % {"tries": steady.tries}
    counts = (
        ngettext(
            "%(number)d time there was another number of groups.",
            "%(number)d times there was another number of groups.",
            steady.other_counts,
        )
        % {"number": steady.other_counts}
        if steady.other_counts
        else _("The number of groups was always the same.")
    )
    tops = (
        ngettext(
            "%(number)d time other statements were among the five that all groups agree on most.",
            "%(number)d times other statements were among the five that all groups agree on most.",
            steady.other_tops,
        )
        % {"number": steady.other_tops}
        if steady.other_tops
        else _("The five statements that all groups agree on most were always the same.")
    )
    return f"{meaning} {seen} {counts} {tops}"
