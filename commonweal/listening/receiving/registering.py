"""Tells the journal of answers, people's receipts of voices, and the room how answers go when a voice is taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from commonweal.journal import kinds, sorts, trace
from commonweal.journal.refs import Ref
from commonweal.listening import leaving
from commonweal.listening.models import Reply, Voice
from commonweal.listening.receiving import held, queries, steps
from commonweal.listening.texting import replies
from commonweal.people import held_beside, receipts


def register() -> None:
    """Called once, as the room makes itself ready."""
    kinds.register(
        "listening.reply",
        label=_("an answer to whoever said it"),
        model=Reply,
        visible_to=queries.replies_visible_to,
        describe=queries.describe_replies,
        erase=forget,
    )
    trace.leads("listening.quote.choose", of=queries.VOICE, to=queries.QUOTE)
    for kind in (queries.VOICE, queries.QUOTE):
        sorts.register(kind, sorts.VOICE)
    for kind in ("listening.theme", "listening.gathering", "listening.codebook", "listening.sense"):
        sorts.register(kind, sorts.SENSE)
    leaving.register(let_go)
    held_beside.register(held.gather)
    steps.register()
    replies.register(receipts.as_text)


def let_go(voices: Sequence[Voice]) -> None:
    """What was answered to a voice goes with it."""
    Reply.objects.filter(voice__in=[each.pk for each in voices]).delete()


def forget(gone: Ref) -> None:
    """Who answered is forgotten; the answer stays with its teller."""
    kind = gone.kind.removeprefix("people.")
    Reply.objects.filter(by_kind=kind, by_id=gone.id).update(by_kind="", by_id="")
