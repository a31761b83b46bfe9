"""Who does something, and who looks: ids and grants, nothing more.

The journal stands below `people`, so it knows people only by id. `people.actors` makes Actors from accounts and slips.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ONLINE, PHONE, PAPER, FACE, TEXT, COMMAND = "online", "phone", "paper", "face", "text", "command"
CHANNELS = (ONLINE, PHONE, PAPER, FACE, TEXT, COMMAND)


@dataclass(frozen=True, slots=True)
class Held:
    """A role held in one place or one organisation, by written grant. Nothing is inherited up or down."""

    role: str
    scope_kind: str
    scope_id: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the house itself) on whose decision something happens.

    `kind` is "account", "contributor" (no account: a slip code), "house" (the software, run by its administrator) or
    "nobody" (not signed in). `for_kind`/`for_id` name the person it is done for when a helper holds the pen.
    """

    kind: str = "nobody"
    id: str = ""
    for_kind: str = ""
    for_id: str = ""
    channel: str = ONLINE
    held: frozenset[Held] = field(default_factory=frozenset)
    # How far another service has checked who this is, at the sign-in of this very session ("P9"). Of no one's identity.
    assured: str = field(default="", compare=False)

    def is_account(self, id: object) -> bool:
        """Is this the person whose account it is, themselves?"""
        return (self.kind, self.id) == ("account", str(id))

    def holds(self, role: str, scope_kind: str, scope_id: object) -> bool:
        """Has this person been granted this role, here?"""
        return Held(role, scope_kind, str(scope_id)) in self.held

    @property
    def known(self) -> bool:
        """Is it somebody, rather than a passer-by?"""
        return self.kind != "nobody"


PUBLIC = Actor()
HOUSE = Actor(kind="house", id="house", channel=COMMAND)
