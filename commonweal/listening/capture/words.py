"""What is said in capture that several pages say."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

CHANNELS: dict[str, Any] = {
    "online": _("by themselves, on a phone or a shared device"),
    "phone": _("by phone, through a helper"),
    "paper": _("on paper"),
    "face": _("face to face, written down for them"),
    "text": _("by text message"),
}
# Asked one by one; the least stands first. Names are chosen by how somebody wants to be shown; passing on to partners
# needs somebody to name them, and is asked for elsewhere.
ASKED = ("listen", "code", "quote", "picture", "pair_with_number", "publish", "open_data")
# Beside each, how it would look. `{words}` and `{who}` are filled in on the device, with what the person just said.
SHOWN: dict[str, Any] = {
    "listen": _("Two or three listeners read it. Nothing is shown to anybody else."),
    "code": _("Beside others, when people look for what many say: {words}"),
    "quote": _("On a wall or a page: {words} – {who}"),
    "picture": _("Your picture in an exhibition – {who}"),
    "pair_with_number": _("Beside a figure about this place: {words} – {who}"),
    "publish": _("All of it, on a page that anyone can open – {who}"),
    "open_data": _("In a file that anyone can use: what you said and your marks, never your slip – {who}"),
}
