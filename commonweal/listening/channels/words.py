"""The ways of being told, as people choose among them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXT, PHONE, LETTER, EMAIL, FACE, NONE = "text", "phone", "letter", "email", "face", "none"
CHANNELS: dict[str, Any] = {
    TEXT: _("By text"),
    PHONE: _("By phone: somebody rings me"),
    LETTER: _("By letter"),
    EMAIL: _("By e-mail"),
    FACE: _("Face to face, by somebody I name"),
    NONE: _("Not at all: I look for myself when I want to"),
}
SHORT: dict[str, Any] = {
    TEXT: _("text"),
    PHONE: _("phone"),
    LETTER: _("letter"),
    EMAIL: _("e-mail"),
    FACE: _("face to face"),
    NONE: _("not at all"),
}
BY_HAND = (PHONE, LETTER, FACE)  # somebody has to do it
