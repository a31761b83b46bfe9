"""How a person, or a voice, is taken out of what people voted on: their votes go, and the words of their statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone

from commonweal.journal.refs import Ref
from commonweal.listening.models import Conversation, Moderation, PaperBatch, Statement, Voice, Voter
from commonweal.listening.opinion.changes import moved


def person(gone: Ref) -> None:
    """Inside a change, for every person who is erased: votes go; statements keep a number and no word."""
    kind = gone.kind.removeprefix("people.")
    if kind not in ("account", "contributor"):
        return
    voters = Voter.objects.filter(person_kind=kind, person_id=gone.id)
    touched = set(voters.values_list("conversation", flat=True))
    voters.delete()
    own = list(Statement.objects.filter(teller_kind=kind, teller_id=gone.id))
    # What somebody put to others on behalf of the place stays, as the work of the place does; their name goes.
    touched |= _empty(each for each in own if not each.seed)
    Statement.objects.filter(teller_kind=kind, teller_id=gone.id).update(teller_kind="", teller_id="")
    for model in (Moderation, PaperBatch):
        model.objects.filter(by_kind=kind, by_id=gone.id).update(by_kind="", by_id="")  # type: ignore[attr-defined]
    _moved(touched)


def voices(gone: Sequence[Voice]) -> None:
    """Inside a change, for voices that are taken back: statements made from them keep a number and no word."""
    rows = Statement.objects.filter(Q(voice__in=gone) | Q(quote__voice__in=gone))
    _moved(_empty(rows))


def _empty(statements: Iterable[Statement]) -> set[object]:
    touched = set()
    for each in statements:
        each.words, each.state, each.voice, each.quote = "", Statement.GONE, None, None
        each.teller_kind = each.teller_id = ""
        each.save()
        Moderation.objects.filter(statement=each).update(reason="")
        Moderation.objects.create(statement=each, state=Statement.GONE, at=timezone.now())
        touched.add(each.conversation_id)
    return touched


def _moved(conversations: Iterable[object]) -> None:
    for each in Conversation.objects.filter(pk__in=list(conversations)):
        moved(each)
