"""How a person is taken out of everything, and when they may be told that it is done."""

from __future__ import annotations

from collections.abc import Callable

from commonweal.journal import erasure, leftovers
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.journal.refs import Ref
from commonweal.people import persons, rules

Looker = Callable[[Actor], Callable[[], None]]
_lookers: list[Looker] = []


def register_proof(look: Looker) -> None:
    """Rooms that keep words: `look(person)`, before they are erased, gives what proves it afterwards."""
    if look not in _lookers:
        _lookers.append(look)


@change("people.person.erase", allowed=rules.may_carry_out_erasing)
def _erase(who: Actor, person: Actor) -> None:
    held = persons.row(person)
    if held is not None:
        current().touch(held)
    erasure.erase(_ref(person))


def erase_person(who: Actor, person: Actor) -> bool:
    """Take a person out of everything that is kept here. True once nothing of theirs can be read any more.

    Logged first, so that a stop in the middle is made good at the next start, and a restore repeats it. False: they
    are out of every table, but somebody still reads an older page of the database; the worker lets go of it then.
    """
    rules.may_erase(who, person)
    erasure.remember(_ref(person))
    # What is looked for afterwards has to be known before; it is kept in memory only.
    afterwards = [look(person) for look in _lookers]
    _erase(who, person)
    done = _ref(person) in _let_go([_ref(person)])
    for prove in afterwards:
        prove()
    return done


def finish_erasures(who: Actor = HOUSE) -> int:
    """At each start, and by the worker after each erasing: end what was begun. Returns how many are still waiting."""
    waiting = erasure.unfinished()
    for person in waiting:
        # What rooms log of their own (a voice taken back) is no person, and is let go of again without harm.
        if persons.here(_actor(person)) or not person.kind.startswith("people."):
            _erase(who, _actor(person))
    return len(waiting) - len(_let_go(waiting))


def replay_erasures(who: Actor) -> int:
    """After a restore: everyone who was erased is erased again. Returns how many."""
    people = erasure.logged()
    for person in people:
        _erase(who, _actor(person))
    return len(people)


def _let_go(people: list[Ref]) -> list[Ref]:
    if not people or not leftovers.clear():
        return []
    for person in people:
        erasure.finish(person)
    return people


def _ref(person: Actor) -> Ref:
    return Ref(person.kind if "." in person.kind else f"people.{person.kind}", person.id)


def _actor(person: Ref) -> Actor:
    return Actor(person.kind.removeprefix("people."), person.id)
