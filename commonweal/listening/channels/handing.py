"""Names a person between two steps of a helper's work, for this helper and half an hour: no code is in a page."""

from __future__ import annotations

from django.core import signing
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.journal.actor import Actor

MINUTES = 30
SALT = "commonweal.listening.helper"


def given(helper: Actor, person: Actor) -> str:
    """For a hidden field of the helper's next page."""
    return signing.dumps([helper.id, person.kind, person.id], salt=SALT)


def taken(helper: Actor, handed: str) -> Actor:
    """Whom it names. Refused where it is old, or another helper's."""
    try:
        whose, kind, id = signing.loads(handed, salt=SALT, max_age=MINUTES * 60)
    except (signing.BadSignature, ValueError):
        whose, kind, id = "", "", ""
    if not whose or whose != helper.id:
        raise Invalid(_("This page was open for more than half an hour. Begin again with the code: nothing was kept."))
    return Actor(kind, id)
