"""How a maker withdraws from a work, and how what all agreed about it at the start is carried out, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Clash
from commonweal.journal.actor import HOUSE, Actor
from commonweal.journal.door import change, current
from commonweal.listening import keep_changes
from commonweal.listening.changes import be_shown_as
from commonweal.listening.models import Maker, Voice, Work, WorkPart
from commonweal.listening.works import rules
from commonweal.listening.works.changes import step


@change("listening.work.rename", allowed=rules.may_speak)
def leave_nameless(who: Actor, maker: Maker) -> Maker:
    """Leave a work whose makers agreed that what a leaver gave stays, without their name."""
    work = maker.work
    if work.leaving != Work.RENAME:
        raise Clash(_("The makers of this agreed otherwise about leaving."))
    be_shown_as(who, maker.voice, level=Voice.COUNTED)
    maker.role, maker.left_at, maker.keeps = "", timezone.now(), None
    maker.save()
    current().touch(work)
    step(work, "renamed")
    _down_if_empty(work)
    return maker


def leave_work(who: Actor, maker: Maker, *, words_too: bool = False) -> Work:
    """Leave a work. What was agreed at the start about leaving is done; one's own words can always be taken back."""
    work = maker.work
    if work.leaving == Work.RENAME and not words_too:
        leave_nameless(who, maker)
    else:
        # Taking back is one way for every voice: it lets go of the share in the work too (`let_go`), and is proved.
        keep_changes.take_back(who, [maker.voice])
    return Work.objects.get(pk=work.pk)


def let_go(voices: Sequence[Voice]) -> None:
    """Inside a change: makers whose voices are taken back leave their works, and what was agreed is carried out."""
    rows = Maker.objects.filter(voice__in=[each.pk for each in voices]).select_related("work")
    for maker in list(rows):
        carry_out(HOUSE, maker.work, maker=maker)


@change("listening.work.carry_out", allowed=rules.may_carry_out, facts=["leaving"])
def carry_out(who: Actor, work: Work, *, maker: Maker) -> Work:
    """Do what the makers agreed at the start for when one of them takes back what they gave."""
    current().state(leaving=work.leaving)
    was_part_of_it = maker.welcomed_at is not None and maker.left_at is None
    WorkPart.objects.filter(voice_id=maker.voice_id).delete()
    maker.delete()
    if not was_part_of_it:
        return work
    if work.leaving == Work.TAKE_DOWN:
        _take_down(work, "down")
    elif work.leaving == Work.ASK and work.makers.here().exists():  # type: ignore[attr-defined]
        work.asking_until = timezone.localdate() + timedelta(days=work.days)
        work.save(update_fields=["asking_until"])
        work.makers.update(keeps=None)
        step(work, "asked", until=work.asking_until)
    else:
        step(work, "taken_out")
    _down_if_empty(work)
    return work


@change("listening.work.answer", allowed=rules.may_speak, facts=["keep"])
def answer_asked(who: Actor, maker: Maker, *, keep: bool) -> Work:
    """Say whether the rest of the work stays, after one maker withdrew."""
    work = maker.work
    if work.asking_until is None or maker.left_at is not None or maker.welcomed_at is None:
        raise Clash(_("Nobody is being asked about this now."))
    maker.keeps = keep
    maker.save(update_fields=["keeps"])
    current().state(keep=keep)
    current().touch(work)
    step(work, "answered")
    _settle(work, over=False)
    return work


@change("listening.work.settle", allowed=rules.may_carry_out)
def settle(who: Actor, work: Work) -> Work:
    """The days are over in which the makers were asked: what they said is done, and silence takes it down."""
    _settle(work, over=True)
    return work


def _settle(work: Work, *, over: bool) -> None:
    said = list(work.makers.here().values_list("keeps", flat=True))  # type: ignore[attr-defined]
    yes, no = said.count(True), said.count(False)
    if work.rule == Work.ALL:
        stays, goes = yes == len(said), no > 0
    else:
        stays, goes = 2 * yes > len(said), 2 * no >= len(said)
    if stays:
        work.asking_until = None
        work.save(update_fields=["asking_until"])
        step(work, "kept")
    elif goes or over:
        _take_down(work, "not_kept")


def _take_down(work: Work, what: str) -> None:
    work.down_at, work.asking_until = timezone.now(), None
    work.save(update_fields=["down_at", "asking_until"])
    step(work, what)


def _down_if_empty(work: Work) -> None:
    """What nobody stands for any more is shown no more, and what was made together goes."""
    if not work.makers.here().exists():  # type: ignore[attr-defined]
        work.parts.filter(voice=None).delete()
        if work.down_at is None:
            _take_down(work, "down")
