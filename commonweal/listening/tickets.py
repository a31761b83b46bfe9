"""A ticket to add files to one voice: for a device that has sent the words, and can no longer open the slip's code.

It is signed and says nothing; it opens no word, and ends after a month. What was taken back takes no file.
"""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.journal.actor import Actor
from commonweal.listening.models import Voice

SALT, LASTS = "listening.media", 31 * 24 * 3600


def ticket(voice: Voice) -> str:
    """A ticket for this voice."""
    return TimestampSigner(salt=SALT).sign(str(voice.pk))


def teller_by(given: str) -> Actor:
    """In whose name files come that carry this ticket. Errors: NotAllowed if it is not ours, or is over."""
    try:
        id = TimestampSigner(salt=SALT).unsign(given, max_age=LASTS)
    except BadSignature as wrong:  # one that is over is one of these
        raise NotAllowed(_("This ticket for adding a file is over, or is not of this site.")) from wrong
    voice = Voice.objects.filter(pk=id).first()
    # Of what was taken back nobody is the teller any more; the rule then says that it is gone.
    return (voice and voice.teller) or Actor()
