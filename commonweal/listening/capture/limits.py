"""So that no script can fill the records: how much devices that nobody vouches for may send in a day."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.people.attempts import KEPT, TooMany, forget, hashed, origin
from commonweal.people.models import Attempt

# A library or a hall full of people shares one address, so this is wide; a kiosk vouches for itself by its token.
FROM_ONE, FROM_ALL = 300, 5_000
WHAT = "captured"


def count_captured(request: HttpRequest) -> None:
    """Refuse if too much came today, else count it. The device keeps what is refused so, and tries again later."""
    recent = Attempt.objects.filter(what=WHAT, at__gt=timezone.now() - KEPT)
    where = origin(request)
    if recent.filter(origin=where).count() >= FROM_ONE or recent.count() >= FROM_ALL:
        raise TooMany(_("Much has come from here today. It stays on the device, and is sent again later."))
    forget()
    Attempt.objects.create(what=WHAT, subject=hashed(WHAT), origin=where)
