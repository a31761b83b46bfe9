"""What can be seen of works: the gallery, one work, how it is made, and who is waited for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotFound
from commonweal.core.ids import is_id
from commonweal.journal.actor import Actor
from commonweal.journal.kinds import Card
from commonweal.listening import render
from commonweal.listening.models import Maker, Voice, Work, WorkPart
from commonweal.listening.rules import GATHER, in_place
from commonweal.listening.works.rows import HandRow, MakerRow, Making, PartRow, StepRow, WorkRow, WorkWhole
from commonweal.listening.works.words import KINDS, LEAVING, RULES, STEPS
from commonweal.places.models import Place


def work(viewer: Actor, id: str) -> Work:
    """One work that this viewer may meet."""
    return _one(Work.objects.visible_to(viewer), id)


def any_work(id: str) -> Work:
    """A work, for somebody who withdraws from it: whether it is shown makes no difference to that."""
    return _one(Work.objects.all(), id)


def made(viewer: Actor, id: str) -> Work:
    """One work whose making this viewer may see."""
    return _one(Work.objects.making_seen_by(viewer), id)


def joinable(id: str) -> Work:
    """A work as whoever was given its address may ask to join it: its name, and what is agreed."""
    return _one(Work.objects.filter(down_at=None), id)


def _one(rows: Any, id: str) -> Work:
    found = rows.filter(pk=id).select_related("place").first() if is_id(id) else None
    if found is None:
        raise NotFound(_("There is no such work here, or it is not shown now."))
    return found  # type: ignore[no-any-return]


def maker(person: Actor, work: Work) -> Maker:
    """This person's share in a work."""
    found = Maker.objects.of(person).filter(work=work).select_related("voice__place", "work__place").first()
    if found is None:
        raise NotFound(_("You are not one of the makers of this. If you should be, join it first."))
    return found


def maker_of(work: Work, id: str) -> Maker:
    """A maker by id, for whoever may say that they know them."""
    found = work.makers.filter(pk=id).select_related("voice__place", "work__place").first() if is_id(id) else None
    if found is None:
        raise NotFound(_("There is no such maker of this."))
    return found  # type: ignore[no-any-return]


def gallery(viewer: Actor, place: Place) -> list[WorkRow]:
    """The works of a place that everyone may meet, the newest first."""
    found = Work.objects.shown().filter(place=place).order_by("-made_on", "-made_at")
    return rows(list(found))


def in_the_making(viewer: Actor, place: Place) -> list[WorkRow]:
    """Works of a place that are not shown, for those who may see how they are made."""
    seen = Work.objects.making_seen_by(viewer).filter(place=place)
    return rows(list(seen.exclude(pk__in=Work.objects.shown().values("pk")).order_by("-made_at")))


def rows(works: list[Work]) -> list[WorkRow]:
    """Works as they hang."""
    hands = _named(works)
    return [row(each, hands.get(each.pk, [])) for each in works]


def row(work: Work, hands: Iterable[Maker]) -> WorkRow:
    """One work as it hangs."""
    named, unnamed = _credits(hands)
    kind = str(KINDS[work.kind])
    return WorkRow(
        str(work.pk), work.kind, kind, work.title, work.about, work.made_on, work.artist, tuple(named), unnamed
    )


def _named(works: Iterable[Work]) -> dict[Any, list[Maker]]:
    """The makers who agree to be shown, by work."""
    may = Voice.objects.for_use("publish").values("pk")
    found: dict[Any, list[Maker]] = {}
    makers = Maker.objects.here().filter(work__in=[each.pk for each in works], voice__in=may)
    for each in makers.select_related("voice").order_by("made_at", "pk"):
        found.setdefault(each.work_id, []).append(each)
    return found


def _credits(hands: Iterable[Maker]) -> tuple[list[MakerRow], int]:
    named, unnamed = [], 0
    for each in hands:
        if each.voice.level == Voice.COUNTED:
            unnamed += 1
        else:
            named.append(MakerRow(render.whose(each.voice), each.role))
    return named, unnamed


def whole(viewer: Actor, work: Work) -> WorkWhole:
    """A work, met whole: parts whose makers agree to it now, and what all made together."""
    hands = _named([work]).get(work.pk, [])
    return WorkWhole(
        row(work, hands),
        tuple(parts(work)),
        work.copying,
        work.deciding,
        work.income,
        work.place.slug,
        work.place.name,
        work.place.invented,
        work.is_shown,
    )


def parts(work: Work, *, on_paper: bool = False) -> list[PartRow]:
    """The parts of a work that may be shown now; on paper, those whose makers agreed to printing."""
    may = Voice.objects.for_use("publish").filter(maker__work=work).exclude(maker__welcomed_at=None)
    if on_paper:
        may = may.exclude(maker__selling_at=None)
    keys = set(may.values_list("pk", flat=True))
    held = work.parts.select_related("voice").prefetch_related("voice__words__redactions")
    if on_paper and not _all_may_be_printed(work):
        held = held.exclude(voice=None)
    found = [_part(each) for each in held if each.voice_id is None or (each.voice_id in keys and each.voice.theirs)]
    return [each for each in found if each.words or each.link or each.heading]


def _all_may_be_printed(work: Work) -> bool:
    """What all made together is printed by the same rule by which it is shown."""
    hands = work.makers.here()  # type: ignore[attr-defined]
    yes, many = hands.exclude(selling_at=None).count(), hands.count()
    return yes == many if work.rule == Work.ALL else 2 * yes > many


def _part(part: WorkPart) -> PartRow:
    voice = part.voice
    if voice is None:
        return PartRow(part.heading, part.words, "", "", part.link, "")
    said = next((each for each in voice.words.all() if each.kind == each.SAID), None)
    words = render.said(said) if said else ""
    language = said.language if said else ""
    return PartRow(part.heading, words, language, render.whose(voice), part.link, str(voice.pk))


def making(viewer: Actor, work: Work) -> Making:
    """Brief, fee and agreement, and who is waited for."""
    agreed = set(Voice.objects.for_use("publish").filter(maker__work=work).values_list("pk", flat=True))
    coded = set(Voice.objects.agreed("code").filter(maker__work=work).values_list("pk", flat=True))
    own = set(Maker.objects.of(viewer).filter(work=work).values_list("pk", flat=True))
    makers = list(work.makers.select_related("voice").order_by("made_at", "pk"))
    hands = tuple(_hand(each, work, agreed, coded, own) for each in makers)
    return Making(
        work.brief,
        work.fee,
        work.fee_agreed_on,
        work.fee_paid,
        work.fee_paid_on,
        str(RULES[work.rule]),
        str(LEAVING[work.leaving]),
        work.days,
        work.terms,
        work.asking_until,
        work.down_at is not None,
        hands,
        tuple(_steps(work)),
        in_place(viewer, GATHER, work.place),
        bool(own),
    )


def _steps(work: Work) -> list[StepRow]:
    """What happened, the same things of one day together: how often, and never who."""
    found = []
    for (what, day, until), each in groupby(work.steps.all(), key=lambda step: (step.what, step.at.date(), step.until)):
        found.append(StepRow(str(STEPS[what]), day, until, len(list(each))))
    return found


def _hand(maker: Maker, work: Work, agreed: set[Any], coded: set[Any], own: set[Any]) -> HandRow:
    return HandRow(
        str(maker.pk),
        render.whose(maker.voice),
        maker.role,
        maker.pk in own,
        maker.welcomed_at is not None,
        maker.terms == work.terms and maker.voice_id in agreed,
        maker.recording_at is not None,
        maker.selling_at is not None,
        maker.voice_id in coded,
        maker.left_at is not None,
        maker.keeps,
    )


def due() -> list[Work]:
    """Works whose makers have been asked, and whose days are over."""
    return list(Work.objects.filter(asking_until__lt=timezone.localdate()))


def visible_to(viewer: Actor, ids: Iterable[str]) -> set[str]:
    """For the journal."""
    return {str(pk) for pk in Work.objects.visible_to(viewer).filter(pk__in=list(ids)).values_list("pk", flat=True)}


def describe(ids: Iterable[str]) -> dict[str, Card]:
    """A work in a line."""
    found = Work.objects.filter(pk__in=list(ids)).select_related("place")
    return {
        str(each.pk): Card(each.title, f"/made/{each.pk}", str(KINDS[each.kind]), each.place.invented) for each in found
    }


def hands(work_id: str) -> list[str]:
    """Whose hands are in a work, for its cloth: ids alone. Whoever has not agreed to be shown has a patch too."""
    return [
        str(pk)
        for pk in Maker.objects.here().filter(work=work_id).order_by("made_at", "pk").values_list("pk", flat=True)
    ]
