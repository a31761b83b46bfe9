"""How a shared device is set up and ended, and how the counts of what came from it are kept."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash, Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.capture import rules
from commonweal.listening.models import Gathering, Kiosk, Unkept
from commonweal.places.models import Place


def hashed(token: str) -> str:
    """What is kept of a device's token. It is long and by chance, so a plain hash tells nobody anything."""
    return hashlib.sha256(token.encode()).hexdigest()


@change("listening.kiosk.set_up", allowed=rules.may_set_up)
def _set_up(who: Actor, gathering: Gathering, *, name: str, token_hash: str) -> Kiosk:
    """Let a shared device take contributions at a gathering."""
    if not name.strip():
        raise Invalid(_("Give the device a name, so that you know later which one is meant."))
    if gathering.closed_at is not None:
        raise Clash(_("This gathering is over. What devices still hold can arrive; a new device cannot be set up."))
    return Kiosk.objects.create(
        gathering=gathering, name=name.strip()[:80], token_hash=token_hash, made_at=timezone.now()
    )


def set_up_kiosk(who: Actor, gathering: Gathering, *, name: str) -> tuple[Kiosk, str]:
    """A shared device, and the token it proves itself by, which is kept nowhere but on it."""
    token = secrets.token_urlsafe(32)
    return _set_up(who, gathering, name=name, token_hash=hashed(token)), token


@change("listening.kiosk.end", allowed=rules.may_end)
def end_kiosk(who: Actor, kiosk: Kiosk) -> Kiosk:
    """Take nothing more from a device: it was lost, or lent to somebody else."""
    kiosk.ended_at = kiosk.ended_at or timezone.now()
    kiosk.save(update_fields=["ended_at"])
    return kiosk


@change("listening.kiosk.count", allowed=rules.may_count)
def count_taken(who: Actor, kiosk: Kiosk) -> Kiosk:
    """One more came from this device."""
    Kiosk.objects.filter(pk=kiosk.pk).update(taken=F("taken") + 1)
    return kiosk


@change("listening.kiosk.hear", allowed=rules.may_count, facts=["waiting", "refused"])
def hear_from(who: Actor, kiosk: Kiosk, *, waiting: int, refused: int) -> Kiosk:
    """A device says how much it still holds: counts, and nothing else."""
    kiosk.waiting, kiosk.refused, kiosk.heard_at = min(waiting, 100_000), min(refused, 100_000), timezone.now()
    kiosk.save(update_fields=["waiting", "refused", "heard_at"])
    current().state(waiting=kiosk.waiting, refused=kiosk.refused)
    return kiosk


@change("listening.capture.refuse", allowed=rules.may_count)
def note_refused(who: Actor, *, place: Place, client_id: str, sentence: str, **where: Any) -> Unkept:
    """Something was sent that could not be kept, so that whoever holds the gathering learns of it."""
    gathering, kiosk = where.get("gathering"), where.get("kiosk")
    noted, _new = Unkept.objects.update_or_create(
        client_id=client_id,
        defaults={"place": place, "gathering": gathering, "kiosk": kiosk, "why": sentence[:500], "at": timezone.now()},
    )
    return noted


@change("listening.capture.mend", allowed=rules.may_count)
def note_mended(who: Actor, *, client_id: str) -> None:
    """It was sent again, and was kept."""
    Unkept.objects.filter(client_id=client_id).delete()
