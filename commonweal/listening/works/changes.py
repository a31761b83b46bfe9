"""How a work is begun, joined, agreed to and printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Invalid
from commonweal.journal.actor import Actor
from commonweal.journal.door import change, current
from commonweal.listening.changes import agree_to, agree_words, record_voice, take_back_use
from commonweal.listening.models import Gathering, Maker, Shown, Voice, Work, WorkPart, WorkStep
from commonweal.listening.works import rules
from commonweal.listening.works.words import KINDS, LEAVING, RULES
from commonweal.places.models import Place

SAID = ("title", "about", "made_on", "artist", "brief", "fee", "fee_agreed_on", "fee_paid", "fee_paid_on")
AGREED = ("copying", "deciding", "income", "rule", "leaving", "days")
LONGEST_ASKED = 60  # days
VOICE_USES = {"showing": "publish", "coding": "code", "picture": "picture", "quote": "quote"}


@change("listening.work.begin", allowed=rules.may_begin, facts=["kind"])
def begin_work(
    who: Actor, *, place: Place, kind: str, title: str, gathering: Gathering | None = None, id: Any = None, **said: Any
) -> Work:
    """Begin a work: what it is, who helps as an artist, and what is agreed about it. `said` has SAID and AGREED."""
    work = Work(
        **({"id": id} if id else {}),
        place=place, kind=kind, gathering=gathering, made_at=timezone.now(), title=title,
    )  # fmt: skip
    _set(work, said, (*SAID, *AGREED))
    work.save(force_insert=True)
    current().state(kind=kind)
    current().touch(place)
    step(work, "begun")
    return work


@change("listening.work.describe", allowed=rules.may_begin)
def describe_work(who: Actor, work: Work, **said: Any) -> Work:
    """Set right what is said about it, and about the artist's brief and fee. `said` has SAID."""
    _set(work, said, SAID)
    work.save()
    return work


@change("listening.work.terms", allowed=rules.may_begin, facts=["terms"])
def change_terms(who: Actor, work: Work, **agreed: Any) -> Work:
    """Agree otherwise about rights, showing or leaving: every maker is asked anew, and it is not shown before."""
    before = {name: getattr(work, name) for name in AGREED}
    _set(work, agreed, AGREED)
    if before == {name: getattr(work, name) for name in AGREED} and work.down_at is None:
        return work
    work.terms += 1
    work.down_at = work.asking_until = None
    work.save()
    current().state(terms=work.terms)
    step(work, "terms")
    return work


@change("listening.work.part", allowed=rules.may_begin)
def add_part(who: Actor, work: Work, *, heading: str = "", words: str = "", link: str = "") -> Work:
    """Add something that all made together: a scene, a chorus, where the film is. It goes as the whole work goes."""
    if not (heading.strip() or words.strip() or link.strip()):
        raise Invalid(_("Write down what they made, or say where it is."))
    if link and not link.startswith(("https://", "http://", "/")):
        raise Invalid(_("An address begins with https://"))
    WorkPart.objects.create(work=work, order=_next(work), heading=heading.strip()[:200], words=words, link=link[:500])
    return work


@change("listening.work.join", allowed=rules.may_join, facts=["recording", "selling", "coding"])
def join_work(
    who: Actor,
    work: Work,
    *,
    role: str,
    level: str = Voice.COUNTED,
    called: str = "",
    heading: str = "",
    words: str = "",
    language: str = "en",
    agreed: Iterable[str] = (),
    young: bool = False,
    guardian: str = "",
    read_back: bool = False,
    id: Any = None,
) -> Maker:
    """Be one of its makers. `agreed` names what to: showing, picture, quote, recording, selling, coding. Not named: no.

    Saying yes to showing is saying yes to what is agreed about the work as it stands.
    """
    wanted = _wanted(agreed, level, young=young)
    scribed = bool(who.for_id and words)
    voice = record_voice(
        who,
        place=work.place,
        kind="work",
        words=words,
        language=language,
        gathering=work.gathering,
        agreed=[VOICE_USES[each] for each in wanted if each in VOICE_USES] or ["listen"],
        voicing=Voice.SCRIBED if scribed else Voice.OWN,
        level=level,
        called=called,
        young=young,
        guardian=guardian,
    )
    if scribed and read_back:
        agree_words(who, voice)
    now = timezone.now()
    maker = Maker.objects.create(
        **({"id": id} if id else {}),
        work=work,
        voice=voice,
        role=role.strip()[:200],
        recording_at=now if "recording" in wanted else None,
        selling_at=now if "selling" in wanted else None,
        terms=work.terms if "showing" in wanted else None,
        agreed_at=now if "showing" in wanted else None,
        welcomed_at=now if rules.leads(who, work.place) else None,
        made_at=now,
    )
    if words or heading:
        WorkPart.objects.create(work=work, voice=voice, order=_next(work), heading=heading.strip()[:200])
    current().state(recording="recording" in wanted, selling="selling" in wanted, coding="coding" in wanted)
    current().touch(work)
    step(work, "joined")
    return maker


@change("listening.work.welcome", allowed=rules.may_welcome)
def welcome_maker(who: Actor, maker: Maker) -> Maker:
    """Say that somebody is one of the makers. Until then their yes is not waited for, and they are not named."""
    if maker.welcomed_at is None:
        maker.welcomed_at = timezone.now()
        maker.save(update_fields=["welcomed_at"])
    current().touch(maker.work)
    return maker


@change("listening.work.agree", allowed=rules.may_speak)
def agree_to_work(who: Actor, maker: Maker, *, agreed: Iterable[str]) -> Maker:
    """Say anew what one agrees to: what is not named is taken back. A yes is to what is agreed as it stands now."""
    work, voice = maker.work, maker.voice
    wanted = _wanted(agreed, voice.level, young=voice.young)
    for name, use in VOICE_USES.items():
        standing = voice.uses.filter(use=use, withdrawn_at=None).exists()
        if name in wanted and not standing:
            agree_to(who, voice, use=use)
        elif name not in wanted and standing:
            take_back_use(who, voice, use=use)
    now = timezone.now()
    maker.recording_at = (maker.recording_at or now) if "recording" in wanted else None
    maker.selling_at = (maker.selling_at or now) if "selling" in wanted else None
    yes = "showing" in wanted
    maker.terms, maker.agreed_at = (work.terms, now) if yes else (None, None)
    maker.save()
    current().touch(work)
    if yes:
        step(work, "agreed")
    return maker


def _wanted(agreed: Iterable[str], level: str, *, young: bool) -> set[str]:
    wanted = set(agreed)
    unknown = wanted - set(VOICE_USES) - {"recording", "selling"}
    if unknown:
        raise Invalid(_("Nobody is asked about “%s”.") % sorted(unknown)[0])
    if wanted and "showing" not in wanted and wanted & {"recording", "selling", "picture"}:
        raise Invalid(_("It cannot be recorded, printed or pictured without being shown. Agree to showing too."))
    if young and level == Voice.NAMED:
        raise Invalid(_("Somebody under 18 is shown by a first name or a chosen name, not by their whole name."))
    return wanted


@change("listening.work.print", allowed=rules.may_begin, facts=["voices"])
def print_work(who: Actor, work: Work, *, what: str) -> Work:
    """Note for every voice on a paper edition that it is printed, so that its maker is told what cannot be recalled."""
    voices = on_paper(work)
    for voice in voices:
        Shown.objects.get_or_create(
            voice=voice,
            what=what[:200],
            defaults={"address": f"/work/{work.pk}", "printed": True, "at": timezone.now()},
        )
        current().touch(voice)
    current().state(voices=len(voices))
    step(work, "printed")
    return work


def on_paper(work: Work) -> list[Voice]:
    """The voices that may stand in a paper edition now."""
    rows = Voice.objects.for_use("publish").filter(maker__work=work).exclude(maker__selling_at=None)
    return list(rows.exclude(maker__welcomed_at=None))


def _set(work: Work, said: Mapping[str, Any], names: Iterable[str]) -> None:
    strange = set(said) - set(names)
    if strange:
        raise Invalid(_("There is nothing of that name to say about a work."))
    for name, value in said.items():
        setattr(work, name, value.strip() if isinstance(value, str) else value)
    work.title = work.title.strip()[:200]
    _refuse(work)


def _refuse(work: Work) -> None:
    if work.kind not in KINDS or work.rule not in RULES or work.leaving not in LEAVING:
        raise Invalid(_("Say what it is, by whose yes it is shown, and what happens when one of the makers leaves."))
    if not work.title:
        raise Invalid(_("Give it a name, or a working title."))
    if not 1 <= int(work.days) <= LONGEST_ASKED:
        raise Invalid(_("Say in how many days the others are asked, from 1 to %s.") % LONGEST_ASKED)
    for sum_of in (work.fee, work.fee_paid):
        if sum_of is not None and Decimal(sum_of) < 0:
            raise Invalid(_("A fee is not less than nothing."))


def _next(work: Work) -> int:
    last = work.parts.order_by("-order").values_list("order", flat=True).first()
    return 1 if last is None else last + 1


def step(work: Work, what: str, **told: Any) -> None:
    """Inside a change: what happened, for the makers to read."""
    WorkStep.objects.create(work=work, what=what, at=timezone.now(), **told)
