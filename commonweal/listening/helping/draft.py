"""The draft of what a helper writes down: its number, its slip's code and whose it is, sealed into the page.

The code is made when the page is opened and can be read by nobody until it is kept. Sending the page twice is then the
same voice with the same slip, and a helper who was signed out meanwhile signs in elsewhere and sends it again.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from commonweal.core.ids import new_id
from commonweal.journal.actor import Actor
from commonweal.listening.channels import seals
from commonweal.people import slips

HOURS = 12  # a long conversation, and lunch


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing being written down."""

    helper: str
    place: str
    number: str
    code: str
    at: int

    def sealed(self) -> str:
        """For a hidden field of the page."""
        return seals.sealed(json.dumps([self.helper, self.place, self.number, self.code, self.at]))


def fresh(helper: Actor, place: str) -> Draft:
    """A new one."""
    return Draft(helper.id, place, f"helper:{new_id()}", slips.fresh(), int(time.time()))


def opened(token: str) -> Draft | None:
    """The draft of a page; None where it is not ours, or too old."""
    try:
        helper, place, number, code, at = json.loads(seals.opened(token))
    except ValueError:
        return None
    return Draft(helper, place, number, code, at) if time.time() - at < HOURS * 3600 else None
