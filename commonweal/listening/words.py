"""What the kinds of voice, the levels of naming and the uses are called, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "story": _("a story"),
    "conversation": _("a conversation"),
    "table_note": _("a note from a table"),
    "group": _("words from a group"),
    "map_mark": _("a mark on a map"),
    "walk": _("a walk"),
    "drawing": _("a drawing"),
    "diary": _("a facilitator’s diary"),
    "work": _("a work made together"),
}
GATHERINGS: dict[str, Any] = {
    "street": _("a stall or the street"),
    "cafe": _("a café with tables"),
    "focus_group": _("a group that talks"),
    "kiosk": _("a mapping kiosk"),
    "walk": _("a walk"),
    "visit": _("a visit"),
    "meeting": _("a meeting"),
    "making": _("making something together"),
    "room": _("a room that votes"),
}
VOICINGS: dict[str, Any] = {
    "own": _("their own words"),
    "scribed": _("written down for them"),
    "interpreted": _("put into English by an interpreter"),
    "notes": _("a facilitator’s notes, not the person’s words"),
}
LEVELS: dict[str, Any] = {
    "counted": _("Counted only: nobody is told anything about you"),
    "described": _("Described, as you choose: “a carer in her fifties, Eastside”"),
    "chosen": _("By a first name, or a name you choose"),
    "named": _("By your name"),
}
UNNAMED = _("Somebody here")
FEELINGS: dict[str, Any] = {"good": _("good"), "hard": _("hard"), "idea": _("an idea")}
# The uses that people are asked about, in this order; the least comes first.
USES = ("listen", "code", "quote", "picture", "name", "pair_with_number", "publish", "share", "open_data")
