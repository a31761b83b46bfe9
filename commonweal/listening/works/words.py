"""What kinds of work there are, and what was agreed about one, in words that a maker of twelve can read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.listening.models import Work

KINDS: dict[str, Any] = {
    "play": _("a play"),
    "newspaper": _("a newspaper"),
    "film": _("a film"),
    "dance": _("a dance"),
    "mural": _("a mural"),
    "song": _("a song"),
    "quilt": _("a quilt"),
    "book": _("a book"),
    "other": _("something made together"),
}
RULES: dict[str, Any] = {
    Work.ALL: _("It is shown once every maker has said yes."),
    Work.MAJORITY: _("It is shown once more than half of the makers have said yes. Whoever has not is not in it."),
}
LEAVING: dict[str, Any] = {
    Work.TAKE_OUT: _("Their part and their name are taken out. The rest stays."),
    Work.RENAME: _("Their name is taken off. What they gave stays, as from somebody here."),
    Work.TAKE_DOWN: _("The whole work is taken down."),
    Work.ASK: _("Their part and their name are taken out at once, and the others are asked whether the rest stays."),
}
# What a maker who leaves is told before they do, a line for each step.
WHAT_HAPPENS: dict[str, tuple[Any, ...]] = {
    Work.TAKE_OUT: (
        _("Your part and your name are gone from here at once."),
        _("What the others gave, and what you all made together, stays."),
    ),
    Work.RENAME: (
        _("Your name and what you did are taken off at once."),
        _("What you gave stays, as from “Somebody here”. You agreed to this at the start."),
        _("You can still take your own words back altogether, whatever was agreed: choose that below."),
    ),
    Work.TAKE_DOWN: (
        _("Your part and your name are gone from here at once."),
        _("The whole work is taken down. The others keep what they gave, and can begin again without you."),
    ),
    Work.ASK: (
        _("Your part and your name are gone from here at once."),
        _("The work is not shown while the others are asked whether the rest stays."),
        _("If they do not agree that it stays, it is taken down."),
    ),
}
STEPS: dict[str, Any] = {
    "begun": _("It was begun."),
    "joined": _("Somebody joined."),
    "agreed": _("Somebody agreed to it."),
    "shown": _("Enough had said yes: it is shown."),
    "terms": _("What was agreed was changed, so everybody is asked anew."),
    "taken_out": _("A maker withdrew. Their part and their name were taken out, as agreed at the start."),
    "renamed": _("A maker withdrew. Their name was taken off, and what they gave stays, as agreed at the start."),
    "down": _("It was taken down, as agreed at the start."),
    "asked": _("A maker withdrew. Their part was taken out, and the others are asked whether the rest stays."),
    "answered": _("A maker answered."),
    "kept": _("The others said that it stays."),
    "not_kept": _("The others did not agree that it stays, so it was taken down."),
    "printed": _("A paper edition was made. What is printed cannot be recalled."),
}
NOT_ON_PAPER = _("Not on paper: its maker did not agree to printing.")
