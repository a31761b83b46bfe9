"""What became of what I said? Every contribution of a person, each step it took, and the state it is in.

People is the lowest room, so it knows no voice and no decision: rooms above tell here which things are contributions,
which recorded verbs are steps, and what reaching one of their things means. The steps come from the journal.
Never the words: a slip is paper, and paper is found. What everyone may see anyway (a decision, a promise) is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.journal import kinds, trace
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.models import Because, Touched
from commonweal.journal.refs import Ref
from commonweal.people import gsm
from commonweal.people.letters import site_address
from commonweal.people.models import Contributor

GIVEN, KEPT, HELD, READ, CODED, COUNTED = "given", "kept", "held", "read", "coded", "counted"
QUOTED, ANSWERED, UNUSED, DECIDED, PROMISED, DONE, NOT_DONE, PARTLY = (
    "quoted", "answered", "unused", "decided", "promised", "done", "not_done", "partly",
)  # fmt: skip
# In the order of the way: a later one is further along. What each is called, in a word or two.
STAGES: dict[str, Any] = {
    GIVEN: gettext_lazy("Given"),
    KEPT: gettext_lazy("Kept, and read by nobody"),
    READ: gettext_lazy("Read"),
    CODED: gettext_lazy("Put with what others said"),
    COUNTED: gettext_lazy("Counted in"),
    QUOTED: gettext_lazy("Quoted"),
    ANSWERED: gettext_lazy("Answered"),
    UNUSED: gettext_lazy("Not used"),
    DECIDED: gettext_lazy("Decided on"),
    PROMISED: gettext_lazy("Promised"),
    NOT_DONE: gettext_lazy("Not done"),
    DONE: gettext_lazy("Done"),
    PARTLY: gettext_lazy("Done in part"),
    HELD: gettext_lazy("Held back for now"),
}
ORDER = {stage: number for number, stage in enumerate(STAGES)}
ENDS = frozenset((KEPT, ANSWERED, UNUSED, DONE, NOT_DONE, PARTLY))
SAYS: dict[str, Any] = {
    READ: gettext_lazy("Somebody who listens in this place has read it."),
    CODED: gettext_lazy("People read it together, and put it with what others said."),
    COUNTED: gettext_lazy("It is counted in what is told about this place."),
    QUOTED: gettext_lazy("A line of it was chosen to be shown, as you said it."),
    DECIDED: gettext_lazy("Something was decided because of it."),
    PROMISED: gettext_lazy("Something was promised because of it."),
}
LIMIT = 28  # days, where a place has not set its own


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that somebody gave. `heard`: they agreed that somebody reads it. `held`: it is held back now."""

    thing: Ref
    label: str
    on: date
    limit: int = LIMIT
    heard: bool = True
    held: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way. `title` and `address` are of something that everyone may see."""

    stage: str
    on: date
    says: str
    title: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """What the stage is called."""
        return str(STAGES[self.stage])


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one thing that was given. It always has a state."""

    label: str
    given_on: date
    state: str
    steps: tuple[Step, ...]
    answer_by: date | None  # by when the place has said it will have an answer; None: there is one
    late: bool  # that day has passed

    @property
    def name(self) -> str:
        """What the state is called."""
        return str(STAGES[self.state])


_given: list[Callable[[Actor], list[Given]]] = []
_also: list[Callable[[Actor, Sequence[Ref]], Iterable[tuple[Ref, Step]]]] = []
_verbs: dict[str, str] = {}
_reached: dict[str, Callable[[Sequence[str]], dict[str, list[Step]]]] = {}


def contributions(given: Callable[[Actor], list[Given]]) -> None:
    """Called once by a room: which of its things a person gave."""
    if given not in _given:
        _given.append(given)


def also(steps: Callable[[Actor, Sequence[Ref]], Iterable[tuple[Ref, Step]]]) -> None:
    """Called once by a room or a part: steps that its own rows tell of (an answer, an exhibition)."""
    if steps not in _also:
        _also.append(steps)


def verb(what: str, stage: str) -> None:
    """Called once for each recorded verb that is a step of what it touches or rests on: coding says `coded`."""
    if stage not in STAGES:
        raise RuntimeError(f"{stage!r} is no stage of a receipt.")
    _verbs[what] = stage


def reached(kind: str, steps: Callable[[Sequence[str]], dict[str, list[Step]]]) -> None:
    """Called once for each kind that a thread ends in: what it means that a thing of it rests on a contribution."""
    _reached[kind] = steps


def verbs() -> dict[str, str]:
    """The recorded verbs that are steps, and which."""
    return dict(_verbs)


def receipts(person: Actor) -> list[Receipt]:
    """What became of each thing that this person gave, newest first. For them alone."""
    given = [each for gather in _given for each in gather(person)]
    refs = [each.thing for each in given]
    steps: dict[Ref, list[Step]] = {ref: [] for ref in refs}
    for thing, step in _touched(refs):
        steps[thing].append(step)
    for part in _also:
        for thing, step in part(person, refs):
            steps[thing].append(step)
    for thing in refs:
        steps[thing] += _came(person, thing)
    rows = [_receipt(each, steps[each.thing]) for each in given]
    return sorted(rows, key=lambda row: row.given_on, reverse=True)


def things(person: Actor) -> set[Ref]:
    """What has a receipt."""
    return {each.thing for gather in _given for each in gather(person)}


def _touched(refs: Sequence[Ref]) -> Iterable[tuple[Ref, Step]]:
    """Steps that the journal tells of: what was done with the thing itself, or because of it."""
    wanted = {ref.id: ref for ref in refs}
    asked = dict(kind__in={ref.kind for ref in refs}, thing__in=wanted, entry__what__in=_verbs)
    rows = [model.objects.filter(**asked) for model in (Touched, Because)]  # type: ignore[attr-defined]
    found = [row for each in rows for row in each.values_list("entry_id", "thing", "entry__what", "entry__at")]
    beside = _public_beside([entry for entry, *_rest in found])
    for entry, thing, what, at in found:
        stage = _verbs[what]
        title, address = beside.get(entry, ("", "")) if stage == CODED else ("", "")
        yield wanted[thing], Step(stage, timezone.localtime(at).date(), str(SAYS.get(stage, "")), title, address)


def _public_beside(entries: Sequence[object]) -> dict[object, tuple[str, str]]:
    """What else these entries touched that everyone may see and that is no contribution: the theme, by its name."""
    rows = Touched.objects.filter(entry__in=entries).exclude(kind__startswith="people.")
    refs = [(entry, Ref(kind, thing)) for entry, kind, thing in rows.values_list("entry_id", "kind", "thing")]
    themes = [(entry, ref) for entry, ref in refs if ref.kind.rpartition(".")[2].endswith("theme")]
    cards = kinds.cards(PUBLIC, [ref for _entry, ref in themes])
    return {entry: (cards[ref].title, cards[ref].address) for entry, ref in themes if ref in cards}


def _came(person: Actor, thing: Ref) -> list[Step]:
    by_kind: dict[str, list[str]] = {}
    for step in trace.forward(person, thing).steps:
        if step.thing.kind in _reached:
            by_kind.setdefault(step.thing.kind, []).append(step.thing.id)
    return [step for kind, ids in by_kind.items() for told in _reached[kind](ids).values() for step in told]


def _receipt(given: Given, found: list[Step]) -> Receipt:
    first = Step(GIVEN, given.on, _("You gave it."))
    steps = [first, *sorted(_once(found), key=lambda step: (step.on, ORDER[step.stage]))]
    state = _furthest(steps)
    if given.held:
        state = HELD
    elif state == GIVEN and not given.heard:
        state = KEPT
        steps.append(Step(KEPT, given.on, _("You did not agree that anybody reads it, so nobody does.")))
    by = max(step.on for step in steps) + timedelta(days=given.limit) if state in (GIVEN, READ) else None
    late = by is not None and by < timezone.localdate()
    return Receipt(given.label, given.on, state, tuple(steps), by, late)


def _furthest(steps: Sequence[Step]) -> str:
    """How far it is. Of several promises, none is called done while another is open; nor all, where some were not."""
    state = max((step.stage for step in steps), key=ORDER.__getitem__)
    if state not in (DONE, NOT_DONE):
        return state
    named = {stage: {step.address for step in steps if step.stage == stage} for stage in (PROMISED, DONE, NOT_DONE)}
    if named[PROMISED] - named[DONE] - named[NOT_DONE]:
        return PROMISED
    return PARTLY if named[DONE] and named[NOT_DONE] else state


def _once(found: list[Step]) -> list[Step]:
    """The same step of the same thing is told once: read by ten people, it was read."""
    kept: dict[tuple[str, str, str], Step] = {}
    for step in sorted(found, key=lambda each: each.on):
        key = (step.stage, step.title, "" if step.stage in (READ, CODED, QUOTED, COUNTED) else step.says)
        kept.setdefault(key, step)
    return list(kept.values())


def script(person: Actor) -> list[str]:
    """The same as plain sentences that a helper reads out on the telephone."""
    found = receipts(person)
    if not found:
        return [_("Nothing has been given with this slip yet.")]
    lines = [
        ngettext("You gave %(n)s thing.", "You gave %(n)s things. I will read them one after another.", len(found))
        % {"n": len(found)}
    ]
    for row in found:
        lines.append(_("On %(day)s you gave %(what)s.") % {"day": _day(row.given_on), "what": row.label})
        lines += [_spoken(step) for step in row.steps[1:]]
        lines.append(closing(row))
    return lines


def _spoken(step: Step) -> str:
    told = {"day": _day(step.on), "says": step.says, "title": step.title}
    if step.title:
        return _("On %(day)s: %(says)s It is called “%(title)s”.") % told
    return _("On %(day)s: %(says)s") % told


def closing(row: Receipt) -> str:
    """How it stands now, and what comes next."""
    if row.state == HELD:
        return _("It is held back for now so that somebody is safe. You are told why, and can say no to it.")
    if row.late and row.answer_by:
        return _("You should have had an answer by %s. We are late, and the people who listen here see that.") % _day(
            row.answer_by
        )
    if row.answer_by:
        return _("You will have an answer by %s.") % _day(row.answer_by)
    if row.state in ENDS:
        return _("That is where it ended.")
    return _("It is on its way. Look again in a few weeks.")


MOST_PARTS = 2


def as_text(whose: Actor | Contributor) -> str:
    """The same as a text of at most two parts: stages and days. No titles: a locked phone shows a text to anybody."""
    from commonweal.people import actors

    found = receipts(whose if isinstance(whose, Actor) else actors.of_contributor(whose))
    end = _("More: %s") % site_address("/slip").split("://")[-1]
    if not found:
        return gsm.plainly(_("Nothing has been given with your slip yet. %s") % end)
    lines = [gsm.plainly(_line(row)) for row in found]
    for shown in range(len(lines), 0, -1):
        more = [_("and %s more.") % (len(lines) - shown)] if shown < len(lines) else []
        words = " ".join((*lines[:shown], *more, end))
        if gsm.parts(words) <= MOST_PARTS:
            return words
    return gsm.plainly(_("%(n)s things given. %(end)s") % {"n": len(found), "end": end})


def _line(row: Receipt) -> str:
    met = sorted({step.stage for step in row.steps[1:]} - {DONE, NOT_DONE}, key=ORDER.__getitem__)
    if row.state not in met and row.state != GIVEN:
        met.append(row.state)
    said = [str(STAGES[stage]).lower() for stage in met]
    if row.answer_by:
        wait = _("answer late, due %s") if row.late else _("answer by %s")
        said.append(wait % _short(row.answer_by))
    told = {"day": _short(row.given_on), "said": ", ".join(said)}
    return _("Given %(day)s: %(said)s.") % told


def _day(on: date) -> str:
    return date_format(on, "j F Y")


def _short(on: date) -> str:
    return date_format(on, "j M")
