"""How each person wants to be told what becomes of what they said: asked once, and honoured by whoever tells them.

Other parts tell somebody something by `channels.send(person, message_key)`; the words of each message are registered by
`channels.messages.register`. Nothing of what anybody said is ever in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commonweal.journal.actor import Actor
    from commonweal.listening.models import Told


def send(person: Actor, message_key: str, **told: Any) -> Told:
    """Tell somebody something, in the way they chose and in no other. See `sending.send`."""
    from commonweal.listening.channels import sending  # models are ready only once the apps are

    return sending.send(person, message_key, **told)
