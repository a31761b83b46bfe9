"""A place's account of a year, made from the thread: what was said, by how many, what was decided because of it, what
was done and what was not.

Counts stay honest after people take their words back: a bare row stays where five or more of that sort were given.
Nothing is told of fewer than five people; small rows are put together, so that none can be worked out from the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.core.errors import NotFound
from commonweal.inquiry import queries as inquiry
from commonweal.inquiry.models import Commitment, Decision, YearAccount
from commonweal.inquiry.rows import CommitmentRow, DecisionRow
from commonweal.journal.actor import FACE, ONLINE, PAPER, PHONE, TEXT, Actor
from commonweal.listening import cards
from commonweal.listening.helping import queries as helping
from commonweal.listening.languages import named
from commonweal.listening.models import Gathering, Quote, Voice
from commonweal.listening.reached import queries as reached
from commonweal.listening.reached import seasons
from commonweal.listening.words import KINDS
from commonweal.places.models import Place

FEW = 5
CHANNELS: dict[str, Any] = {
    ONLINE: gettext_lazy("on the web, by themselves"),
    FACE: gettext_lazy("face to face, written down for them"),
    PHONE: gettext_lazy("on the telephone"),
    PAPER: gettext_lazy("on paper"),
    TEXT: gettext_lazy("by text"),
}


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of what was counted. `share` is of all that is told, for a picture."""

    label: str
    many: int
    share: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line that somebody said, with whose it is."""

    words: str
    whose: str
    address: str


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A group that fell away in a season, and who will reach out to them and how."""

    who: str
    says: str
    reaching: str


@dataclass(frozen=True, slots=True)
class YearWhole:
    """A year of a place. None: fewer than five, or not known."""

    place_name: str
    place_slug: str
    year: int
    over: bool  # the year has ended
    closed_on: date | None
    words: str
    handed_over: str
    voices: int | None
    people: int | None
    taken_back: int | None
    gatherings: int
    by_kind: tuple[PartRow, ...]
    by_channel: tuple[PartRow, ...]
    by_language: tuple[PartRow, ...]
    helper_hours: float | None
    planned_hours: float | None
    counted: bool  # did anybody count who was asked, came and spoke?
    missing: tuple[MissingRow, ...]
    decisions: tuple[DecisionRow, ...]
    done: tuple[CommitmentRow, ...]
    not_done: tuple[CommitmentRow, ...]
    overdue: tuple[CommitmentRow, ...]
    open: tuple[CommitmentRow, ...]
    quotes: tuple[LineRow, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year there is something to tell of."""

    year: int
    closed_on: date | None
    decisions: int
    address: str


def _missing(viewer: Actor, place: Place, year: int) -> tuple[bool, tuple[MissingRow, ...]]:
    """Was anybody counted? And who fell away, season by season: a year's own totals would give small numbers away."""
    counted, rows = False, []
    for season in reached.seasons_of(place):
        if season.end.year != year:
            continue
        told = reached.of_season(viewer, place, season)
        counted = counted or any(step.counted_at for step in told.steps)
        for alarm in told.alarms:
            who = f"{alarm.label} ({season.name})"
            reaching = "; ".join(f"{each.way}, {each.organization}".strip(", ") for each in alarm.outreach)
            rows.append(MissingRow(who, alarm.words, reaching))
    return counted, tuple(rows)


def _time(place: Place, year: int) -> tuple[float | None, float | None]:
    """Hours that helpers gave and hours that were planned, in the seasons that ended in this year. None: not known."""
    rows = []
    for row in helping.time_of(place):
        season = seasons.named(row.season)
        if season is not None and season.end.year == year:
            rows.append(row)
    given = [row.given_minutes for row in rows if row.given_minutes is not None]
    planned = [row.planned_minutes for row in rows if row.planned_minutes is not None]
    return (round(sum(given) / 60, 1) if given else None), (round(sum(planned) / 60, 1) if planned else None)


def years(place: Place) -> list[YearRow]:
    """Years in which something was said, decided or closed here, newest first; this one always."""
    found = {timezone.localdate().year}
    found |= {each.year for each in Voice.objects.filter(place=place).dates("given_on", "year")}
    found |= {each.year for each in Decision.objects.filter(place=place).dates("on", "year")}
    closed = {each.year: each for each in YearAccount.objects.filter(place=place)}
    return [
        YearRow(
            year,
            timezone.localtime(closed[year].closed_at).date() if year in closed else None,
            Decision.objects.filter(place=place, on__year=year).count(),
            f"/place/{place.slug}/account/{year}",
        )
        for year in sorted(found | set(closed), reverse=True)
    ]


def whole(viewer: Actor, place: Place, year: int) -> YearWhole:
    """The account of a year, for everybody: what it shows is what everyone may see."""
    today = timezone.localdate()
    if not 2000 <= year <= today.year:
        raise NotFound(_("There is no account of that year."))
    closed = YearAccount.objects.filter(place=place, year=year).first()
    said = Voice.objects.filter(place=place, given_on__year=year, counted=True)
    was_counted, missing = _missing(viewer, place, year)
    promised = _promised(place, year)
    return YearWhole(
        place.name,
        place.slug,
        year,
        year < today.year,
        timezone.localtime(closed.closed_at).date() if closed else None,
        closed.words if closed else "",
        closed.handed_over if closed else "",
        _shown(said.count()),
        _shown(said.filter(erased_at=None).values("teller_kind", "teller_id").distinct().count()),
        _shown(said.exclude(erased_at=None).count()),
        Gathering.objects.filter(place=place, on__year=year).count(),
        _parts(said, "kind", lambda key: str(KINDS.get(key, key))),
        _parts(said, "channel", lambda key: str(CHANNELS.get(key, _("in another way")))),
        _parts(said, "language", lambda key: _("not kept, or not known") if key == "und" else named(key)),
        *_time(place, year),
        was_counted,
        missing,
        tuple(
            inquiry.decision_row(each) for each in Decision.objects.filter(place=place, on__year=year).order_by("on")
        ),
        *(tuple(row for row in promised if _stands(row) == how) for how in ("done", "not_done", "overdue", "open")),
        quotes=_quotes(closed),
        sources=_sources(said.count()),
    )


def _shown(many: int) -> int | None:
    return many if many >= FEW else None


def _promised(place: Place, year: int) -> list[CommitmentRow]:
    """Promises that belong to this year: made in it, to be done in it, or ended in it."""
    day = Q(by__year=year) | Q(state_at__year=year) | Q(decision__on__year=year)
    rows = Commitment.objects.confirmed().filter(day, place=place).select_related("place", "body", "decision")
    held = list(rows.prefetch_related("progress").order_by("by"))
    words = inquiry.first_words(held)
    return [inquiry.commitment_row(each, words.get(str(each.pk), "")) for each in held]


def _stands(row: CommitmentRow) -> str:
    if row.days_over:
        return "overdue"
    return row.state if row.state in (Commitment.DONE, Commitment.NOT_DONE) else "open"


def _parts(said: Any, by: str, label: Callable[[str], str]) -> tuple[PartRow, ...]:
    """Counts by something, the largest first; what is few is put together, with the next if it is still few."""
    counted = sorted(((many, label(key)) for key, many in said.values_list(by).annotate(Count("pk"))), reverse=True)
    return tuple(PartRow(name, many, round(100 * many / counted[0][0])) for many, name in folded(counted))


def folded(counted: Sequence[tuple[int, str]], few: int = FEW) -> list[tuple[int, str]]:
    """Rows of at least `few`, the largest first; the rest together, with as many more as it takes to be enough.

    >>> folded([(9, "story"), (6, "walk"), (3, "drawing"), (1, "diary")])
    [(9, 'story'), (10, 'others together')]
    >>> folded([(9, "story"), (3, "walk")], few=5), folded([(2, "story")])
    ([(12, 'all together')], [])
    """
    kept, rest = [each for each in counted if each[0] >= few], [each for each in counted if each[0] < few]
    while rest and sum(many for many, _name in rest) < few and kept:
        rest.append(kept.pop())
    together = sum(many for many, _name in rest)
    if not rest or together < few:
        return kept
    return [*kept, (together, _("others together") if kept else _("all together"))]


def _quotes(closed: YearAccount | None) -> tuple[LineRow, ...]:
    """Lines that were chosen, as long as each may be shown."""
    if closed is None:
        return ()
    rows = Quote.objects.public().filter(pk__in=closed.quotes.values("quote")).select_related("words", "voice__place")
    found = [cards.quote_card(each) for each in rows.order_by("made_at")]
    return tuple(LineRow(each.title, each.note, each.address) for each in found)


def _sources(many: int) -> tuple[str, ...]:
    told = [
        _("Every number is counted from what was written down here as it happened, on the day this page was opened."),
        _("Nothing is told of fewer than five; small rows are put together."),
        _("What people took back is still counted where at least five of that sort were given in that month."),
        _("People who spoke twice without a slip or an account are counted twice; nobody is followed to find out."),
    ]
    return tuple(told if many else told[:2])


def counts(told: YearWhole) -> dict[str, Any]:
    """What is kept when a year is closed: numbers only, none below five."""
    parts = {
        name: [[row.label, row.many] for row in getattr(told, name)]
        for name in ("by_kind", "by_channel", "by_language")
    }
    promises = {name: len(getattr(told, name)) for name in ("done", "not_done", "overdue", "open", "decisions")}
    return {"voices": told.voices, "people": told.people, "gatherings": told.gatherings} | parts | promises


def to_choose(place: Place, year: int) -> list[tuple[str, str]]:
    """Lines of a year that may stand in its account."""
    rows = Quote.objects.public().filter(voice__place=place, voice__given_on__year=year)
    found = ((str(each.pk), cards.quote_card(each)) for each in rows.select_related("words", "voice__place")[:100])
    return [(key, f"{card.title} ({card.note})") for key, card in found]


def lead(told: YearWhole) -> str:
    """The year in a sentence."""
    said = (
        ngettext("%(n)s thing was said", "%(n)s things were said", told.voices) % {"n": told.voices}
        if told.voices
        else _("Few things were said, or none,")
    )
    decided = ngettext("%(n)s thing was decided", "%(n)s things were decided", len(told.decisions))
    done = ngettext("%(n)s promise was kept", "%(n)s promises were kept", len(told.done))
    not_done = ngettext("%(n)s was not", "%(n)s were not", len(told.not_done) + len(told.overdue))
    return _("%(said)s, %(decided)s because of it, %(done)s, and %(not_done)s.") % {
        "said": said,
        "decided": decided % {"n": len(told.decisions)},
        "done": done % {"n": sum(row.kept is not False for row in told.done)},
        "not_done": not_done
        % {"n": len(told.not_done) + len(told.overdue) + sum(row.kept is False for row in told.done)},
    }
