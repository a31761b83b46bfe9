"""What follows from changes of people: once somebody is erased, the database's files let go of them too."""

from __future__ import annotations

from commonweal.journal.models import Entry
from commonweal.journal.reactions import reaction
from commonweal.people.erase_changes import finish_erasures


class StillBeingRead(Exception):
    """Somebody reads an older page of the database; the reaction is tried again."""


@reaction("people.person.erase")
def let_go(entry: Entry) -> None:
    """Try again until nothing of the people who were erased can be read. What is given up here, the next start ends."""
    if finish_erasures():
        raise StillBeingRead
