"""What there is to see of decisions and commitments: for everybody, with what each rests on as far as that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.inquiry.models import Commitment, Decision, Progress, YearAccount
from commonweal.inquiry.rows import (
    CommitmentRow,
    CommitmentWhole,
    DecisionRow,
    DecisionWhole,
    ProgressRow,
    ReasonRow,
    Wall,
)
from commonweal.inquiry.words import LEFT, SAID_BY, STATES, UNNAMED
from commonweal.journal import kinds
from commonweal.journal.actor import PUBLIC, Actor
from commonweal.journal.kinds import Card
from commonweal.journal.models import Because
from commonweal.journal.refs import Ref
from commonweal.places.models import Place

COMMITMENT, DECISION = "inquiry.commitment", "inquiry.decision"


def wall(viewer: Actor, place: Place) -> Wall:
    """What was promised here: the overdue first and plainly, then what is due next, then done and not done."""
    held = list(_whole(viewer).filter(place=place).order_by("by", "made_at"))
    words = first_words(held)
    rows = [commitment_row(each, words.get(str(each.pk), "")) for each in held]
    public = [row for row in rows if row.confirmed]
    overdue = sorted((row for row in public if row.days_over), key=lambda row: -row.days_over)
    open_ = [row for row in public if row.state in Commitment.OPEN and not row.days_over]
    ended = sorted((row for row in public if row.state not in Commitment.OPEN), key=lambda row: row.by, reverse=True)
    done = [row for row in ended if row.state == Commitment.DONE]
    not_done = [row for row in ended if row.state == Commitment.NOT_DONE]
    waiting = tuple(row for row in rows if not row.confirmed)
    return Wall(*map(tuple, (overdue, open_, done, not_done)), waiting, every=(*overdue, *open_, *done, *not_done))


def overdue_in(viewer: Actor, place: Place) -> list[CommitmentRow]:
    """What is overdue here, the longest first."""
    held = list(_whole(viewer).confirmed().overdue().filter(place=place).order_by("by"))
    words = first_words(held)
    return [commitment_row(each, words.get(str(each.pk), "")) for each in held]


def counts_in(place: Place) -> dict[str, int]:
    """How many promises stand how, of those that everybody sees."""
    held = Commitment.objects.confirmed().filter(place=place)
    found = dict(held.values_list("state").annotate(Count("pk")))
    overdue = held.overdue().count() if found else 0
    return {state: found.get(state, 0) for state in STATES} | {"overdue": overdue}


def commitment(viewer: Actor, id: str) -> Commitment:
    """The commitment of this id, among those this viewer may know of."""
    return one(_whole(viewer), id)


def decision(viewer: Actor, id: str) -> Decision:
    """The decision of this id."""
    return one(Decision.objects.visible_to(viewer).select_related("place"), id)


def one(rows, id: str):  # type: ignore[no-untyped-def]
    """The row of this id, among those a viewer may know of."""
    try:
        found = rows.filter(pk=UUID(str(id))).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(_("There is nothing at this address, or nothing you may see."))
    return found


def whole(viewer: Actor, held: Commitment) -> CommitmentWhole:
    """One promise, with what it rests on and how it goes."""
    return CommitmentWhole(
        commitment_row(held, first_words([held]).get(str(held.pk), "")),
        held.place.name,
        held.place.slug,
        held.place.invented,
        decision_row(held.decision) if held.decision else None,
        _because(viewer, held),
        tuple(_progress(each) for each in held.progress.all()),
    )


def decision_whole(viewer: Actor, held: Decision) -> DecisionWhole:
    """One decision, with what it rests on and what was promised."""
    promised = list(_whole(viewer).filter(decision=held).order_by("by"))
    words = first_words(promised)
    return DecisionWhole(
        decision_row(held),
        held.place.name,
        held.place.slug,
        held.place.invented,
        reasons_of(viewer, Ref(DECISION, str(held.pk))),
        tuple(commitment_row(each, words.get(str(each.pk), "")) for each in promised),
    )


def decisions_in(viewer: Actor, place: Place) -> list[DecisionRow]:
    """What was decided here, newest first."""
    held = Decision.objects.visible_to(viewer).filter(place=place).select_related("place")
    return [decision_row(each) for each in held.order_by("-on", "-made_at")]


SORTS = {"listening": "voice", "journal": "number", "inquiry": "decision", "evidence": "number"}


def reasons_of(viewer: Actor, ref: Ref) -> tuple[ReasonRow, ...]:
    """What the changes to this were made because of, as far as this viewer may see it."""
    rows = Because.objects.filter(entry__touched__kind=ref.kind, entry__touched__thing=ref.id)
    rows = rows.order_by("entry__at", "id").values_list("kind", "thing")
    named = list(dict.fromkeys(Ref(kind, thing) for kind, thing in rows))
    cards = kinds.cards(viewer, [each for each in named if each != ref])
    return tuple(
        ReasonRow(each.kind, each.id, card.title, card.note, card.address, SORTS.get(each.kind.split(".")[0], "other"))
        for each in named
        if (card := cards.get(each))
    )


def _because(viewer: Actor, held: Commitment) -> tuple[ReasonRow, ...]:
    """What a promise rests on; where it carries out a decision, what that rests on too."""
    own = reasons_of(viewer, Ref(COMMITMENT, str(held.pk)))
    if held.decision is None:
        return own
    ref = Ref(DECISION, str(held.decision_id))
    card = describe_decisions([ref.id])[ref.id]
    decided = ReasonRow(ref.kind, ref.id, card.title, card.note, card.address, "decision")
    return tuple({each.id: each for each in (*own, decided, *reasons_of(viewer, ref))}.values())


def first_words(held: Sequence[Commitment]) -> dict[str, str]:
    """For a wall: of each promise, the first line that people said among what it rests on, if it may be shown."""
    owners: dict[str, list[str]] = {}
    for each in held:
        for id in (str(each.pk), str(each.decision_id or "")):
            owners.setdefault(id, []).append(str(each.pk))
    rows = Because.objects.filter(
        kind="listening.quote", entry__touched__kind__in=(COMMITMENT, DECISION), entry__touched__thing__in=list(owners)
    )
    pairs = list(rows.order_by("entry__at", "id").values_list("entry__touched__thing", "thing"))
    cards = kinds.cards(PUBLIC, {Ref("listening.quote", quote) for _thing, quote in pairs})
    own = {str(each.pk) for each in held}
    found: dict[str, str] = {}
    for thing, quote in sorted(pairs, key=lambda pair: pair[0] not in own):
        card = cards.get(Ref("listening.quote", quote))
        for owner in owners.get(thing, []) if card else []:
            found.setdefault(owner, card.title)  # type: ignore[union-attr]
    return found


def commitment_row(held: Commitment, words: str = "") -> CommitmentRow:
    """A promise as the wall shows it, with a line that it rests on."""
    today = timezone.localdate()
    last = max(held.progress.all(), key=lambda each: each.made_at, default=None)
    return CommitmentRow(
        id=str(held.pk),
        title=held.title,
        what=held.what,
        body=held.body.name if held.body else held.body_name,
        body_id=str(held.body_id or ""),
        for_body=held.for_body,
        resident=str(LEFT) if held.owner is None else held.called or str(UNNAMED),
        by=held.by,
        state=held.state,
        state_name=str(STATES[held.state]),
        why=held.why,
        days_over=held.days_over(today),
        days_left=(held.by - today).days if held.state in Commitment.OPEN else None,
        kept=held.kept,
        verdict=held.verdict,
        confirmed=held.confirmed_at is not None,
        last_word=last.words if last else "",
        last_on=last.on if last else None,
        address=f"/commitment/{held.pk}",
        because=words,
    )


def decision_row(held: Decision) -> DecisionRow:
    """A decision in a list."""
    promised = Commitment.objects.confirmed().filter(decision=held).count()
    told = (str(held.pk), held.title, held.what, held.on, held.by_whom, held.against)
    return DecisionRow(*told, promised, f"/decision/{held.pk}")


def _progress(note: Progress) -> ProgressRow:
    name = str(STATES[note.state]) if note.state else ""
    return ProgressRow(note.on, note.words, str(SAID_BY.get(note.said_by, "")), note.state, name, note.by)


def _whole(viewer: Actor) -> QuerySet[Commitment]:
    rows = Commitment.objects.visible_to(viewer).select_related("place", "body", "decision__place")
    return rows.prefetch_related("progress")


def commitments_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    rows = Commitment.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def progress_visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal: as its commitment."""
    rows = Progress.objects.filter(pk__in=list(ids), commitment__in=Commitment.objects.visible_to(viewer))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def describe_commitments(ids: Iterable[str]) -> dict[str, Card]:
    """Promises as cards: what, who, how it stands and by when."""
    rows = Commitment.objects.filter(pk__in=list(ids)).select_related("place", "body")
    return {str(each.pk): _card(each) for each in rows}


def _card(each: Commitment) -> Card:
    told = {"who": each.body_name, "state": STATES[each.state], "day": date_format(each.by, "j F Y")}
    late = each.days_over() > 0
    note = _("Overdue since %(day)s: %(who)s") if late else _("%(state)s, by %(day)s: %(who)s")
    return Card(each.title, f"/commitment/{each.pk}", note % told, each.place.invented)


def describe_decisions(ids: Iterable[str]) -> dict[str, Card]:
    """Decisions as cards."""
    rows = Decision.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            each.title, f"/decision/{each.pk}", f"{each.by_whom}, {date_format(each.on, 'j F Y')}", each.place.invented
        )
        for each in rows
    }


def describe_progress(ids: Iterable[str]) -> dict[str, Card]:
    """Notes of progress as cards, of which the promise is the title."""
    rows: Sequence[Progress] = Progress.objects.filter(pk__in=list(ids)).select_related("commitment__place")
    return {
        str(each.pk): Card(
            each.commitment.title,
            f"/commitment/{each.commitment_id}",
            _("how it goes, %s") % date_format(each.on, "j F Y"),
            each.commitment.place.invented,
        )
        for each in rows
    }


def describe_accounts(ids: Iterable[str]) -> dict[str, Card]:
    """Accounts of a year as cards."""
    rows = YearAccount.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(
            _("%(place)s in %(year)s") % {"place": each.place.name, "year": each.year},
            f"/place/{each.place.slug}/account/{each.year}",
            _("the account of a year"),
            each.place.invented,
        )
        for each in rows
    }
