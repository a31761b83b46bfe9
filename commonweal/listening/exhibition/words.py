"""What can hang in an exhibition, in the words of whoever hangs it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.listening.models import ExhibitionItem

SHOWS: dict[str, Any] = {
    ExhibitionItem.LINE: _("a line, as it was said"),
    ExhibitionItem.WHOLE: _("the whole of it, as it was given"),
    ExhibitionItem.PICTURE: _("pictures, sound or film"),
    ExhibitionItem.WORK: _("a work made together"),
}
USES = {ExhibitionItem.LINE: "quote", ExhibitionItem.WHOLE: "publish", ExhibitionItem.PICTURE: "picture"}
