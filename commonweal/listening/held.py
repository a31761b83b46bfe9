"""What is kept of somebody with an account, for their own page: what they said, and what they did for what others said.

What others said is theirs to see; here stands only that something was done, and when. Parts that keep words of one's
own tell of them themselves (`held.py` in each).
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.listening import models
from commonweal.listening.models import Voice, Words
from commonweal.people.held_beside import SaidRow
from commonweal.people.models import Account

# Table, which column names the person, the column that says when, and what it is. A new column has a row here.
DID: tuple[tuple[Any, str, str, Any], ...] = (
    (models.Voice, "writer", "made_at", gettext_lazy("something you wrote down for somebody")),
    (models.Redaction, "by", "made_at", gettext_lazy("words you proposed to cover")),
    (models.Redaction, "agreed_by", "made_at", gettext_lazy("words whose covering you decided about")),
    (models.Theme, "by", "made_at", gettext_lazy("a theme you named")),
    (models.Coding, "by", "at", gettext_lazy("a theme you saw in a voice")),
    (models.Reading, "by", "at", gettext_lazy("a voice you read in a session")),
    (models.Pairing, "by", "made_at", gettext_lazy("a line you set beside a number")),
    (models.PaperPhoto, "by", "made_at", gettext_lazy("a photograph of a sheet that you brought")),
    (models.PaperDraft, "by", "made_at", gettext_lazy("a sheet that you read")),
    (models.PaperBatch, "by", "made_at", gettext_lazy("votes on paper that you typed in")),
    (models.Moderation, "by", "at", gettext_lazy("a statement you let in or took out")),
    (models.Outreach, "owner", "made_at", gettext_lazy("people you said you would reach out to")),
    (models.HelpGiven, "helper", "on", gettext_lazy("time you gave as a helper")),
    (models.TextLine, "person", "", gettext_lazy("a telephone that texts in your name")),
    (models.TextLine, "asked", "asked_until", gettext_lazy("a question we sent by text")),
)


def gather(about: Account) -> list[SaidRow]:
    """Their own voices with their words, then what they did."""
    who = dict(teller_kind="account", teller_id=str(about.pk))
    said = {
        words.voice_id: words.text
        for words in Words.objects.filter(kind=Words.SAID, **{f"voice__{k}": v for k, v in who.items()})
    }
    own = [
        SaidRow(_("something you said"), each.made_at, said.get(each.pk, ""), "/voices/mine")
        for each in Voice.objects.filter(**who).order_by("made_at")
    ]
    return own + [row for model, column, when, words in DID for row in _did(about, model, column, when, words)]


def _did(about: Account, model: Any, column: str, when: str, words: Any) -> list[SaidRow]:
    rows = model._default_manager.filter(**{f"{column}_kind": "account", f"{column}_id": str(about.pk)})
    return [SaidRow(str(words), _moment(getattr(each, when, None)), "", "") for each in rows]


def _moment(when: Any) -> datetime:
    if isinstance(when, datetime):
        return when
    # Of some things only the day is kept, and of some no moment at all.
    return timezone.make_aware(datetime.combine(when or timezone.localdate(), time(12)))
