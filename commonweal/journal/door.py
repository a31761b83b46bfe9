"""The change door: every write goes through a function marked @change, and leaves exactly one entry.

    @change("listening.story.share", allowed=rules.may_share, agreed=consent.to("publish"))
    def share_story(who, story, *, audience): ...

The door opens the transaction first, locks and checks consent, checks the rule, lets the function work, and writes the
entry in the same transaction: there is no change without its entry and no entry without its change.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from commonweal.core.errors import Clash, Invalid
from commonweal.core.ids import new_id
from commonweal.journal import guard, kinds
from commonweal.journal.actor import Actor
from commonweal.journal.models import Because, Entry, Once, Reason, Touched, Waiting
from commonweal.journal.once import arguments_of
from commonweal.journal.refs import Ref

VERB = re.compile(r"[a-z]+\.[a-z_]+\.[a-z_]+")
Work = TypeVar("Work", bound=Callable[..., Any])


class Consent(Protocol):
    """What `agreed=` takes: locks the consent row, then refuses with NotAgreed unless it stands."""

    def __call__(self, who: Actor, *args: Any, **kwargs: Any) -> None: ...


@dataclass(slots=True)
class Open:
    """A change under way. The function inside may touch further things and state whitelisted facts."""

    entry_id: Any
    facts_allowed: frozenset[str]
    touched: dict[Ref, None] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def touch(self, *things: models.Model | Actor) -> None:
        """Record that these things were made or changed too, or that it is about them: their histories show this."""
        for thing in things:
            pointer = kinds.ref(thing)
            if pointer is not None:
                self.touched[pointer] = None

    def state(self, **facts: int | float | str | bool | None) -> None:
        """Record facts the change declared beforehand: counts and codes, never what a person wrote."""
        strange = facts.keys() - self.facts_allowed
        if strange:
            raise RuntimeError(f"These facts were not declared with the change: {', '.join(sorted(strange))}.")
        self.facts |= facts


_open: ContextVar[tuple[Open, ...]] = ContextVar("commonweal_change", default=())

# Every change there is, by verb: the role matrix and the documentation are made from it.
REGISTRY: dict[str, Callable[..., Any]] = {}


def current() -> Open:
    """The change under way, for the function inside it."""
    stack = _open.get()
    if not stack:
        raise RuntimeError("No change is under way.")
    return stack[-1]


def change(
    what: str,
    *,
    allowed: Callable[..., None],
    agreed: Consent | None = None,
    facts: Iterable[str] = (),
) -> Callable[[Work], Work]:
    """Mark a function as the one way to make a change.

    The function's first argument is the Actor. Callers may add `once=` (a client's unique id: a retry returns what was
    done the first time), `because=` (Refs to what it rests on) and `why=` (words, kept where they can be erased).
    """
    if not VERB.fullmatch(what):
        raise RuntimeError(f"A change is named room.noun.verb, not {what!r}.")
    declared = frozenset(facts)

    def mark(work: Work) -> Work:
        if what in REGISTRY:
            raise RuntimeError(f"Two changes are called {what}.")

        @functools.wraps(work)
        def through(
            who: Actor, *args: Any, once: str | None = None, because: Iterable[Ref] = (), why: str = "", **kwargs: Any
        ) -> Any:
            stack = _open.get()
            opened = Open(new_id(), declared)
            with transaction.atomic(), guard.opened(connections[DEFAULT_DB_ALIAS], str(opened.entry_id)):
                if once is not None:
                    given = arguments_of(who, args, kwargs)
                    earlier = _done_before(who, what, once, given)
                    if earlier is not None:
                        return earlier.result
                token = _open.set((*stack, opened))
                try:
                    # Consent is locked before the rule is asked: between asking and acting, nobody can withdraw it.
                    if agreed is not None:
                        agreed(who, *args, **kwargs)
                    allowed(who, *args, **kwargs)
                    result = work(who, *args, **kwargs)
                finally:
                    _open.reset(token)
                about = next(_things((*args, *kwargs.values())), None)
                opened.touch(*_things((about, result)))
                _write_entry(opened, what, who, stack[-1].entry_id if stack else None, because, why)
                if once is not None:
                    _remember(who, what, once, given, opened, result)
            return result

        through.verb = what  # type: ignore[attr-defined]
        through.allowed = allowed  # type: ignore[attr-defined]
        REGISTRY[what] = through
        return cast(Work, through)

    return mark


def _write_entry(
    opened: Open,
    what: str,
    who: Actor,
    within: Any,
    because: Iterable[Ref],
    why: str,
) -> None:
    reasons = list(dict.fromkeys(because))
    _refuse_dangling(who, reasons)
    entry = Entry.objects.create(
        id=opened.entry_id,
        what=what,
        at=timezone.now(),
        who_kind=who.kind,
        who_id=who.id,
        for_kind=who.for_kind,
        for_id=who.for_id,
        channel=who.channel,
        within_id=within,
        facts=opened.facts,
    )
    Touched.objects.bulk_create([Touched(entry=entry, kind=r.kind, thing=r.id) for r in opened.touched])
    Because.objects.bulk_create([Because(entry=entry, kind=r.kind, thing=r.id) for r in reasons])
    Waiting.objects.create(entry=entry)
    if why.strip():
        Reason.objects.create(entry=entry, words=why.strip())


def _things(given: Iterable[Any]) -> Iterator[models.Model | Actor]:
    """The things and people among what a change was given. The first is what it is about."""
    return (each for each in given if isinstance(each, models.Model | Actor))


def _refuse_dangling(who: Actor, refs: list[Ref]) -> None:
    """What is not there, and what this person may not know to be there, is refused in the same words."""
    by_kind: dict[str, list[str]] = {}
    for each in refs:
        by_kind.setdefault(each.kind, []).append(each.id)
    for name, ids in by_kind.items():
        known = kinds.kind(name)
        if known is None:
            raise Invalid(gettext("Nothing here is called %(name)r, so a change cannot rest on it.") % {"name": name})
        missing = set(ids) - known.visible_to(who, known.existing(ids))
        if missing:
            told = {"kind": known.label, "id": sorted(missing)[0]}
            raise Invalid(gettext("There is no %(kind)s %(id)s, so a change cannot rest on it.") % told)


@dataclass(frozen=True, slots=True)
class _Earlier:
    result: Any


def _done_before(who: Actor, what: str, once: str, given: str) -> _Earlier | None:
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        # Two copies of one request at the same moment: the second waits here, then meets the first one's result.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{who.kind}/{who.id}/{once}"])
    done = Once.objects.filter(who_kind=who.kind, who_id=who.id, key=once).first()
    if done is None:
        return None
    if done.what != what or done.arguments not in ("", given):
        raise Clash("This request carries an id that was already used for something else. Send it with a new id.")
    known = kinds.kind(done.result_kind)
    if known is None:
        return _Earlier(None)
    return _Earlier(known.model._default_manager.filter(**{known.id_field: done.result_id}).first())


def _remember(who: Actor, what: str, once: str, given: str, opened: Open, result: Any) -> None:
    pointer = kinds.ref(result) if isinstance(result, models.Model) else None
    Once.objects.create(
        key=once,
        who_kind=who.kind,
        who_id=who.id,
        what=what,
        arguments=given,
        entry_id=opened.entry_id,
        result_kind=pointer.kind if pointer else "",
        result_id=pointer.id if pointer else "",
    )


def can(who: Actor) -> Asking:
    """Ask before insisting: `can(who).ask(share_story, story, audience="place")` is None, or the refusal's sentence."""
    return Asking(who)


@dataclass(frozen=True, slots=True)
class Asking:
    """The same rule that the change insists on, asked for a button."""

    who: Actor

    def ask(self, changing: Callable[..., Any], *args: Any, **kwargs: Any) -> str | None:
        """None if the rule lets it through, else the sentence it would refuse with."""
        from commonweal.core.errors import NotAllowed

        try:
            changing.allowed(self.who, *args, **kwargs)  # type: ignore[attr-defined]
        except NotAllowed as refusal:
            return refusal.sentence
        return None
